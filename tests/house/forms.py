"""What pages are sent besides their address: filters in the query and ids in forms, as the pages themselves send them.

Each works in a filled studio; the walk replaces one id after the other, as it does with the inputs of verbs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Ids = Mapping[str, str]


@dataclass(frozen=True)
class Form:
    """A request of a page: the address with the names of ids in braces, and what is sent with it."""

    method: str
    address: str
    data: Callable[[Ids], dict[str, Any]]


def _filters(ids: Ids) -> dict[str, Any]:
    return {
        "stage": [ids["stage"]],
        "tags": [ids["tag"]],
        "groups": [ids["group"]],
        "source": [ids["source"]],
        "custom": [f"{ids['field']}:a word"],
    }


def _details(ids: Ids) -> dict[str, Any]:
    return {
        "first_name": "Nora",
        "last_name": "New",
        "stage": ids["stage"],
        "source": ids["source"],
        "referred_by": ids["client_same"],
        "tags": ids["tag"],
        "groups": ids["group"],
        f"custom-{ids['field']}": "a word",
        "family-0-relationship": "other",
        "family-0-first_name": "Fay",
        "family-0-linked_id": ids["client_same"],
    }


def _many(verb: str, **fields: str) -> Callable[[Ids], dict[str, Any]]:
    return lambda ids: {
        "verb": verb,
        "selected": [ids["client"], ids["client_same"]],
        **{field: ids[name] for field, name in fields.items()},
    }


FORMS = [
    Form("get", "clients/", _filters),
    Form("get", "clients/rows/", _filters),
    Form("get", "clients/filters/", _filters),
    Form("get", "exchange/list/clients/", lambda ids: {"format": "csv", **_filters(ids)}),
    Form("post", "clients/changes/", _many("add_tags", tag="tag")),
    Form("post", "clients/changes/", _many("remove_tags", tag="tag")),
    Form("post", "clients/changes/", _many("add_groups", group="group")),
    Form("post", "clients/changes/", _many("remove_groups", group="group")),
    Form("post", "clients/changes/", _many("stage", stage_name="stage")),
    Form("post", "clients/changes/", _many("source", source_name="source")),
    Form("post", "clients/changes/", _many("remove")),
    Form("post", "clients/changes/", lambda ids: {"verb": "do_not_contact", "everything": "1", **_filters(ids)}),
    Form("post", "clients/board/moves/", lambda ids: {"card": ids["client"], "lane": ids["stage"]}),
    Form("post", "clients/settings/stages/order/", lambda ids: {"stage": ids["stage"], "way": "up"}),
    Form("post", "clients/views/", lambda ids: {"name": "Mine", "query": f"tags={ids['tag']}&stage={ids['stage']}"}),
    Form("get", "clients/referrers/", lambda ids: {"referred_by": ids["client"]}),
    Form("post", "clients/new/", _details),
    Form("post", "clients/{client}/sorting/", _details),
    Form("post", "clients/{client}/family/", _details),
    Form("post", "clients/{client}/custom/", _details),
    Form("post", "clients/{client}/stage/", lambda ids: {"stage": ids["stage"]}),
    Form("post", "studio/people/{membership}/role/", lambda ids: {"role": ids["role_key"]}),
    Form("get", "studio/journal/", lambda ids: {"cursor": ids["entry"], "actor_id": ids["actor"]}),
]
