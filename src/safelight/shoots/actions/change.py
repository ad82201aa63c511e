"""Changing a session: only what is given, merged with what others changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from safelight.clients.rules.patching import flat, merge_patch, shown
from safelight.foundation.actions import Conflict, Context, InvalidInput, action
from safelight.foundation.events import as_json
from safelight.shoots.actions.checking import (
    custom_values,
    known_client,
    known_location,
    known_photographer,
    locked,
    tidy_tags,
)
from safelight.shoots.actions.naming import usable
from safelight.shoots.actions.retelling import give_dates_to, retell
from safelight.shoots.actions.shoot_inputs import ChangeShoot, ParticipantInput, ShotInput
from safelight.shoots.actions.types import known_price_list
from safelight.shoots.actions.writing import fresh_search, touch, write_participants, write_shots, write_tags
from safelight.shoots.events import ShootChanged
from safelight.shoots.models import Participant, SessionType, Shoot, ShootTag, Shot, Task
from safelight.shoots.queries.cards import ShootCard
from safelight.shoots.queries.reading import load_card

_TEXTS = ("title", "place", "brief", "notes", "external_id")
_LINKS = ("client_id", "photographer_id", "location_id", "price_list_id", "type_id")
_LISTS = ("participants", "shots", "tags")


class ChangedMeanwhile(Conflict):
    """Somebody else changed the same fields: ``collisions`` maps a field to (their value, the value wished)."""

    code = "changed_meanwhile"

    def __init__(self, collisions: Mapping[str, tuple[Any, Any]]) -> None:
        """Say for each field what stands there now and what was wished."""
        fields = {
            name: f"Somebody changed this to “{shown(theirs)}” meanwhile; you wrote “{shown(yours)}”."
            for name, (theirs, yours) in collisions.items()
        }
        message = "Somebody else changed the same fields meanwhile. Choose which values stay."
        super().__init__(f"{message} {' '.join(fields.values())}", fields=fields)
        self.collisions = dict(collisions)


@action("shoots.change", permission="shoots.edit", door="PATCH /shoots/{shoot_id}", dry_run=True)
def change(context: Context, data: ChangeShoot) -> ShootCard:
    """Change a session.

    Only the fields given change; lists are replaced whole. With ``version``, changes that others made to other fields
    since stay, and a field that both changed is refused with both values. Another client takes the dates and tasks of
    the session along; another type keeps its workflow, status and tasks.
    """
    shoot = locked(data.shoot_id)
    if data.version is not None and data.version > shoot.version:
        message = "This version does not exist yet. Load the session again."
        raise InvalidInput(message, fields={"version": message})
    given = {name: getattr(data, name) for name in data.model_fields_set - {"shoot_id", "version"}}
    before = state_of(shoot)
    merged = merge_patch(before, _wished(context, given), shoot.field_versions, data.version)
    if merged.collisions:
        raise ChangedMeanwhile(merged.collisions)
    if merged.changes:
        _apply(context, shoot, nested({name: value for name, (_, value) in merged.changes.items()}))
        context.changed({name: list(pair) for name, pair in merged.changes.items()})
        context.publish(ShootChanged(shoot_id=shoot.id, fields=tuple(sorted(merged.changes))))
        back = nested({name: old for name, (old, _) in merged.changes.items()})
        context.undo_with("shoots.change", {"shoot_id": str(shoot.id), "version": shoot.version, **back})
    context.subject("shoot", shoot.id, f"Session {shoot.number}, {shoot.title}, was changed")
    context.concerns(shoot.client_id, _uuid(before["client_id"]))
    return load_card(context, shoot.id)


def state_of(shoot: Shoot) -> dict[str, Any]:
    """Return a session's fields as plain JSON values: what a change is compared with, journalled and undone by."""
    state: dict[str, Any] = {name: getattr(shoot, name) for name in _TEXTS}
    state |= {name: as_json(getattr(shoot, name)) for name in _LINKS}
    state["custom"] = dict(shoot.custom)
    state["participants"] = [
        _participant(row) for row in Participant.objects.filter(shoot_id=shoot.id).order_by("position", "id")
    ]
    state["shots"] = [
        {"id": str(row.id), "text": row.text}
        for row in Shot.objects.filter(shoot_id=shoot.id).order_by("position", "id")
    ]
    state["tags"] = list(ShootTag.objects.filter(shoot_id=shoot.id).order_by("key").values_list("name", flat=True))
    return state


def nested(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return flat changes in the form of the input: ``custom.<id>`` inside ``custom``."""
    state = {name: value for name, value in changes.items() if not name.startswith("custom.")}
    custom = {name.removeprefix("custom."): value for name, value in changes.items() if name.startswith("custom.")}
    return {**state, "custom": custom} if custom else state


def _wished(context: Context, given: Mapping[str, Any]) -> dict[str, Any]:
    state: dict[str, Any] = {}
    for name, value in given.items():
        if name == "custom":
            state[name] = custom_values(context, value or {})
        elif name == "tags":
            found = tidy_tags(value or ())
            state[name] = [found[key] for key in sorted(found)]
        elif name in _LISTS:
            state[name] = [item.model_dump(mode="json") for item in value or ()]
        elif name in _TEXTS:
            state[name] = value or ""
        else:
            state[name] = as_json(value)
    if "title" in state and not state["title"]:
        message = "A session needs a title."
        raise InvalidInput(message, fields={"title": message})
    if "type_id" in state and state["type_id"] is None:
        message = "Choose a session type."
        raise InvalidInput(message, fields={"type_id": message})
    return state


def _apply(context: Context, shoot: Shoot, changes: Mapping[str, Any]) -> None:
    title = shoot.title
    for name in _TEXTS:
        if name in changes:
            setattr(shoot, name, changes[name])
    _link(context, shoot, changes)
    if "custom" in changes:
        values = {**shoot.custom, **changes["custom"]}
        shoot.custom = {key: value for key, value in values.items() if value is not None}
    if "participants" in changes:
        people = tuple(ParticipantInput.model_validate(item) for item in changes["participants"])
        write_participants(shoot, people)
    if "shots" in changes:
        write_shots(shoot, tuple(ShotInput.model_validate(item) for item in changes["shots"]))
    if "tags" in changes:
        write_tags(shoot, tuple(changes["tags"]))
    fresh_search(shoot)
    touch(context, shoot, flat(changes))
    shoot.save()
    retell(context, shoot, changes, title)


def _link(context: Context, shoot: Shoot, changes: Mapping[str, Any]) -> None:
    checked = {name: _uuid(changes[name]) for name in _LINKS if name in changes}
    if "type_id" in checked:
        kind = usable(SessionType, checked["type_id"], "type_id")
        shoot.type = kind or shoot.type
    if "client_id" in checked:
        client = known_client(checked["client_id"])
        shoot.client_id = client.id if client else None
        Task.objects.filter(shoot_id=shoot.id).update(client_id=shoot.client_id)
    if "photographer_id" in checked:
        photographer = known_photographer(checked["photographer_id"])
        give_dates_to(context, shoot, photographer.id if photographer else None)
    if "location_id" in checked:
        location = known_location(checked["location_id"])
        shoot.location_id = location.id if location else None
    if "price_list_id" in checked:
        shoot.price_list_id = known_price_list(checked["price_list_id"])


def _participant(row: Participant) -> dict[str, Any]:
    return {
        "name": row.name,
        "family_id": as_json(row.family_id),
        "birthday": as_json(row.birthday),
        "age": row.age,
        "note": row.note,
    }


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
