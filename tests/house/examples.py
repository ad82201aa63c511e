"""For every verb that takes ids: an input that works in a filled studio, with every id it can take in it.

The walk replaces one id after the other by the rival's row of the same name, and by one that nobody has. An id may
stand anywhere: as a value, in a list, as a key, inside a text such as ``field id:value``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

Ids = Mapping[str, str]
Example = Callable[[Ids], dict[str, Any]]
Path = tuple[str | int, ...]


def _names(**fields: str) -> Example:
    """Return an example whose fields are ids by name."""
    return lambda ids: {field: ids[name] for field, name in fields.items()}


def _client_fields(ids: Ids) -> dict[str, Any]:
    return {
        "family": [{"first_name": "Fay", "linked_id": ids["client_same"]}],
        "stage": ids["stage"],
        "source": ids["source"],
        "referred_by": ids["client_same"],
        "tags": [ids["tag"]],
        "groups": [ids["group"]],
        "custom": {ids["field"]: "a word"},
    }


def _filters(ids: Ids) -> dict[str, Any]:
    return {
        "stage": [ids["stage"]],
        "tags": [ids["tag"]],
        "groups": [ids["group"]],
        "source": [ids["source"]],
        "custom": [f"{ids['field']}:a word"],
    }


_LOCATION = {"name": "Another name"}

EXAMPLES: dict[str, Example] = {
    "clients.add": lambda ids: {"id": ids["unused"], "first_name": "Nora", **_client_fields(ids)},
    "clients.add_note": lambda ids: {"client_id": ids["client"], "text": "A word"},
    "clients.change": lambda ids: {"client_id": ids["client"], **_client_fields(ids)},
    "clients.change_custom_field": lambda ids: {"field_id": ids["field"], "help": "Another word"},
    "clients.change_group": lambda ids: {"group_id": ids["group"], "description": "Another word"},
    "clients.change_many": lambda ids: {
        "ids": [ids["client"], ids["client_same"]],
        "add_tags": [ids["tag"]],
        "remove_tags": [ids["tag"]],
        "add_groups": [ids["group"]],
        "remove_groups": [ids["group"]],
        "stage": ids["stage"],
        "source": ids["source"],
    },
    "clients.change_note": lambda ids: {"client_id": ids["client"], "note_id": ids["note"], "text": "Another"},
    "clients.change_source": lambda ids: {"source_id": ids["source"], "name": "Another"},
    "clients.change_stage": lambda ids: {"stage_id": ids["stage"], "name": "Another"},
    "clients.change_tag": lambda ids: {"tag_id": ids["tag"], "name": "Another"},
    "clients.change_view": lambda ids: {"view_id": ids["view"], "filters": _filters(ids)},
    "clients.dismiss_pair": _names(client_id="client", other_id="client_same"),
    "clients.merge": _names(client_id="client", other_id="client_same"),
    "clients.recall_pair": _names(client_id="pair_first", other_id="pair_second"),
    "clients.remove": _names(client_id="client"),
    "clients.remove_note": _names(client_id="client", note_id="note"),
    "clients.remove_view": _names(view_id="view"),
    "clients.restore": _names(client_id="client_removed"),
    "clients.restore_note": _names(client_id="client", note_id="note_removed"),
    "clients.save_view": lambda ids: {"name": "Mine", "filters": _filters(ids), "columns": [f"custom:{ids['field']}"]},
    "clients.set_stage": _names(client_id="client", stage="stage"),
    "clients.sort_stages": lambda ids: {"stage_ids": ids["stages"].split()},
    "clients.tag": lambda ids: {"client_id": ids["client_same"], "tags": [ids["tag"]]},
    "clients.undo_change_many": _names(change_id="bulk_change"),
    "clients.unmerge": _names(merge_id="merge"),
    "clients.untag": lambda ids: {"client_id": ids["client"], "tags": [ids["tag"]]},
    "clients.board": _names(stage="stage"),
    "clients.duplicates": _names(client_id="client"),
    "clients.get": _names(client_id="client"),
    "clients.list": _filters,
    "clients.merge_preview": _names(client_id="client", other_id="client_same"),
    "clients.similar": lambda ids: {"first_name": "Carla", "except_id": ids["client"]},
    "clients.timeline": _names(client_id="client"),
    "exchange.carry_out_import": lambda ids: {
        "import_id": ids["import_waiting"],
        "work_id": ids["import_work_waiting"],
        "trial": True,
    },
    "exchange.change_import": lambda ids: {"import_id": ids["import_read"], "choices": {}},
    "exchange.collect_export": _names(export_id="export_done"),
    "exchange.drop_import": _names(import_id="import_read"),
    "exchange.drop_mapping": _names(mapping_id="mapping"),
    "exchange.finish_export": lambda ids: {
        "export_id": ids["export_waiting"],
        "format": "zip",
        "rows": 1,
        "size": 1,
        "sha256": "0" * 64,
    },
    "exchange.get_export": _names(export_id="export_done"),
    "exchange.get_import": _names(import_id="import_done"),
    "exchange.keep_mapping": lambda ids: {"import_id": ids["import_read"], "name": "Mine"},
    "exchange.list_import_rows": _names(import_id="import_done"),
    "exchange.rename_mapping": lambda ids: {"mapping_id": ids["mapping"], "name": "Another"},
    "exchange.restore_mapping": lambda ids: {
        "mapping_id": ids["unused"],
        "kind": "clients",
        "name": "Back",
        "signature": "0" * 64,
        "targets": {},
    },
    "exchange.run_import": _names(import_id="import_read"),
    "exchange.stop_export": _names(export_id="export_waiting"),
    "exchange.stop_import": _names(import_id="import_waiting"),
    "exchange.sum_up_import": _names(import_id="import_done"),
    "exchange.try_import": _names(import_id="import_read"),
    "exchange.undo_import": _names(import_id="import_done"),
    "jobs.cancel": lambda ids: {"job_id": int(ids["job_waiting"])},
    "jobs.retry": lambda ids: {"job_id": int(ids["job_failed"])},
    "journal.list": _names(actor_id="actor", subject_id="client", cursor="entry"),
    "keys.create": lambda ids: {"name": "Another", "role": ids["role_key"]},
    "keys.revoke": _names(key_id="key"),
    "locations.archive": _names(location_id="location"),
    "locations.change": lambda ids: {"location_id": ids["location"], **_LOCATION},
    "locations.restore": _names(location_id="location_archived"),
    "people.change_role": lambda ids: {"membership_id": ids["membership"], "role": ids["role_key"]},
    "people.end_access": _names(membership_id="membership"),
    "people.invite": lambda ids: {"email": "somebody@example.com", "role": ids["role_key"]},
    "people.restore_access": _names(membership_id="membership_ended"),
    "people.revoke_invitation": _names(invitation_id="invitation"),
    "people.send_again": _names(invitation_id="invitation"),
    "roles.change": lambda ids: {"role_id": ids["role"], "name": "Another", "permissions": ["clients.view"]},
    "roles.remove": _names(role_id="role"),
    "seats.ask": _names(seat_id="seat"),
    "seats.free": _names(seat_id="seat"),
    "work.stop": _names(work_id="export_waiting"),
}
# A second input, for fields that exclude those of the first.
ALSO: dict[str, Example] = {
    "clients.change_many": lambda ids: {"filter": _filters(ids), "do_not_contact": True},
}
# An id that a verb gives to a new row: the rival's is one that exists already.
GIVEN = {("clients.add", "unused"): "client", ("exchange.restore_mapping", "unused"): "mapping"}
# Fields that are text to the schema and may hold an id.
NAMED_BY_ID = frozenset(
    [
        "stage",
        "source",
        "referred_by",
        "tags",
        "groups",
        "custom",
        "role",
        "add_tags",
        "remove_tags",
        "add_groups",
        "remove_groups",
    ]
)


@dataclass(frozen=True)
class Place:
    """Where in an input an id of the studio stands, and the name of its row."""

    path: Path
    is_key: bool
    name: str


def names_of(ids: Ids) -> dict[str, str]:
    """Return the ids of a studio with their names; several in one text are no single id."""
    return {one: name for name, one in ids.items() if " " not in one}


def places(data: Any, names: Mapping[str, str], path: Path = ()) -> Iterator[Place]:  # noqa: ANN401 - JSON
    """Yield every place of an input at which an id stands; ``names`` is id to name."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from (
                Place((*path, key), True, name) for one, name in names.items() if not one.isdecimal() and one in key
            )
            yield from places(value, names, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from places(value, names, (*path, number))
    else:
        # A number is an id only where the field says so: “1” stands for many things.
        yield from (
            Place(path, False, name)
            for one, name in names.items()
            if (
                str(data) == one
                if one.isdecimal() and str(path[-1]).endswith("_id")
                else not one.isdecimal() and one in str(data)
            )
        )


def put(data: dict[str, Any], place: Place, old: str, new: str) -> dict[str, Any]:
    """Return the input with another id at a place."""
    made = deepcopy(data)
    inside: Any = made
    for step in place.path[:-1]:
        inside = inside[step]
    last = place.path[-1]
    if place.is_key:
        inside[str(last).replace(old, new)] = inside.pop(last)
    elif isinstance(inside[last], int):
        inside[last] = int(new)
    else:
        inside[last] = inside[last].replace(old, new)
    return made


def id_fields(model: type[BaseModel]) -> set[str]:
    """Return the paths of an input at which an id may stand, lists as ``*``: ``family.*.linked_id``."""
    schema = model.model_json_schema()
    return set(_id_fields(schema, schema.get("$defs", {}), "", ()))


def _id_fields(part: Mapping[str, Any], known: Mapping[str, Any], path: str, seen: tuple[str, ...]) -> Iterator[str]:
    if "$ref" in part:
        name = part["$ref"].rsplit("/", 1)[-1]
        if name not in seen:
            yield from _id_fields(known[name], known, path, (*seen, name))
        return
    if part.get("format") == "uuid" or (path.endswith("_id") and part.get("type") == "integer"):
        yield path
    for option in (one for word in ("anyOf", "oneOf", "allOf") for one in part.get(word, [])):
        yield from _id_fields(option, known, path, seen)
    if "items" in part:
        yield from _id_fields(part["items"], known, f"{path}.*", seen)
    for name, inner in part.get("properties", {}).items():
        here = f"{path}.{name}".lstrip(".")
        if name in NAMED_BY_ID:
            yield here
        yield from _id_fields(inner, known, here, seen)


def covers(data: dict[str, Any], names: Mapping[str, str], field: str) -> bool:
    """Say whether an example has an id at the path of a field."""
    return any(
        shown == field or shown.startswith(f"{field}.")
        for place in places(data, names)
        for shown in [".".join("*" if isinstance(step, int) else step for step in place.path)]
    )
