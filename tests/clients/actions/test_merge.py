"""Merging, and taking a merge back exactly."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safelight.clients.actions import add, add_note, change, merge, unmerge
from safelight.clients.queries import get, list_clients, merge_preview, timeline
from safelight.clients.queries.references import references
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, ask, run
from safelight.foundation.tenancy import studio_scope

ONE = {
    "first_name": "Eva",
    "last_name": "Muster",
    "phones": [{"number": "030 901820"}],
    "emails": [{"address": "eva@example.com"}],
    "tags": ["A", "B"],
    "since": "2020-01-01",
}
OTHER = {
    "first_name": "Evi",
    "last_name": "Muster",
    "nickname": "Ev",
    "phones": [{"number": "030 901820"}, {"number": "0151 23456789"}],
    "emails": [{"address": "evi@example.com"}],
    "addresses": [{"city": "Ulm"}],
    "family": [{"first_name": "Tom"}],
    "tags": ["B", "C"],
    "groups": ["Club"],
    "since": "2018-01-01",
    "do_not_contact": True,
}
_GOES_ON = {"version", "updated_at", "field_versions"}


def everything(context: Context) -> dict[str, list[dict[str, Any]]]:
    """Every row that belongs to any client, but for what goes on counting."""
    tables = sorted({"clients_client", *(reference.table for reference in references())} - {"clients_mergerecord"})
    found: dict[str, list[dict[str, Any]]] = {}
    with studio_scope(context.studio.id), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"select to_jsonb(row)::text from {table} row order by id")  # noqa: S608 - names of the catalogue
            rows = [json.loads(text) for (text,) in cursor.fetchall()]
            found[table] = [{key: value for key, value in row.items() if key not in _GOES_ON} for row in rows]
    return found


def pair(context: Context) -> tuple[UUID, UUID]:
    return run(add, context, ONE).value.id, run(add, context, OTHER).value.id


def test_everything_is_joined_and_the_choices_hold(ana: Context) -> None:
    keep, other = pair(ana)
    friend = run(
        add, ana, {"last_name": "Friend", "referred_by": str(other), "family": [{"linked_id": str(other)}]}
    ).value
    run(add_note, ana, {"client_id": other, "text": "Likes dogs"})
    preview = ask(merge_preview, ana, {"client_id": keep, "other_id": other})
    assert {field.field: field.suggested for field in preview.fields} == {
        "first_name": "keep", "nickname": "other", "since": "other", "do_not_contact": "other",
    }  # fmt: skip
    outcome = run(merge, ana, {"client_id": keep, "other_id": other, "choices": {"first_name": "other"}})
    card = outcome.value.client
    assert (card.first_name, card.nickname, card.do_not_contact, str(card.since)) == ("Evi", "Ev", True, "2018-01-01")
    assert [phone.number for phone in card.phones] == ["+4930901820", "+4915123456789"]
    assert [email.address for email in card.emails] == ["eva@example.com", "evi@example.com"]
    assert [tag.name for tag in card.tags] == ["A", "B", "C"]
    assert (card.addresses[0].city, card.family[0].first_name, card.groups[0].name) == ("Ulm", "Tom", "Club")
    changed = ask(get, ana, {"client_id": friend.id})
    assert changed.referred_by is not None
    assert changed.family[0].linked is not None
    assert {changed.referred_by.id, changed.family[0].linked.id} == {keep}
    gone = ask(get, ana, {"client_id": other})
    assert gone.merged_into is not None
    assert gone.merged_into.id == keep
    assert ask(list_clients, ana, {"q": "evi@example.com"}).items[0].id == keep
    assert ask(list_clients, ana, {"q": "muster"}).total == 1
    told = ask(timeline, ana, {"client_id": keep}).items
    assert "Likes dogs" in [entry.text for entry in told]
    assert "Evi Muster was added" in [entry.text for entry in told], "the history of the other came along"


def test_a_later_change_keeps_the_merge(ana: Context) -> None:
    keep, other = pair(ana)
    done = run(merge, ana, {"client_id": keep, "other_id": other}).value
    run(change, ana, {"client_id": keep, "job_title": "Baker"})
    with pytest.raises(Conflict) as refused:
        run(unmerge, ana, {"merge_id": done.merge_id})
    assert "changed after this merge" in refused.value.message


def test_a_merge_is_taken_back_once(ana: Context) -> None:
    keep, other = pair(ana)
    done = run(merge, ana, {"client_id": keep, "other_id": other}).value
    run(unmerge, ana, {"merge_id": done.merge_id})
    with pytest.raises(Conflict):
        run(unmerge, ana, {"merge_id": done.merge_id})


def test_one_client_is_not_merged_with_itself_nor_with_the_rivals(ana: Context, dana: Context) -> None:
    keep, _ = pair(ana)
    theirs = run(add, dana, {"last_name": "Muster"}).value.id
    with pytest.raises(InvalidInput):
        run(merge, ana, {"client_id": keep, "other_id": keep})
    with pytest.raises(NotFound):
        run(merge, ana, {"client_id": keep, "other_id": theirs})
    with pytest.raises(InvalidInput):
        run(merge, ana, {"client_id": keep, "other_id": run(add, ana, OTHER).value.id, "choices": {"phones": "other"}})


_TEXT = st.sampled_from(["", "Eva", "Müller", "O'Neil", "王"])
_CLIENT = st.fixed_dictionaries(
    {"last_name": st.sampled_from(["Muster", "Beispiel"])},
    optional={
        "first_name": _TEXT,
        "nickname": _TEXT,
        "notes": st.sampled_from(["", "one\ntwo", "back\\slash"]),
        "birthday": st.sampled_from([None, "1990-01-02", "1604-02-29"]),
        "kind": st.sampled_from(["person", "family"]),
        "do_not_contact": st.booleans(),
        "stage": st.sampled_from(["", "Contacted", "Lost"]),
        "source": st.sampled_from(["", "Fair"]),
        "tags": st.lists(st.sampled_from(["A", "B", "C"]), unique=True),
        "groups": st.lists(st.sampled_from(["G", "H"]), unique=True),
        "phones": st.lists(
            st.sampled_from(["030 901820", "030 901821"]).map(lambda number: {"number": number}), max_size=3
        ),
        "emails": st.lists(
            st.sampled_from(["a@example.com", "b@example.com"]).map(lambda address: {"address": address}), max_size=3
        ),
        "addresses": st.lists(st.sampled_from(["Ulm", "Bonn"]).map(lambda city: {"city": city}), max_size=2),
        "family": st.lists(st.sampled_from(["Tom", "Ida"]).map(lambda name: {"first_name": name}), max_size=2),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=_CLIENT, other=_CLIENT, choice=st.sampled_from(["keep", "other"]), mutual=st.booleans())
def test_taking_back_restores_every_row_exactly(
    ana: Context, one: dict[str, Any], other: dict[str, Any], choice: str, *, mutual: bool
) -> None:
    keep = run(add, ana, one).value.id
    gone = run(add, ana, {**other, **({"referred_by": str(keep)} if mutual else {})}).value.id
    if mutual:
        run(
            change,
            ana,
            {"client_id": keep, "referred_by": str(gone), "family": [{"first_name": "X", "linked_id": gone}]},
        )
    run(add_note, ana, {"client_id": gone, "text": "A note"})
    before = everything(ana)
    done = run(
        merge, ana, {"client_id": keep, "other_id": gone, "choices": {"last_name": choice, "notes": choice}}
    ).value
    assert everything(ana) != before
    run(unmerge, ana, {"merge_id": done.merge_id})
    assert everything(ana) == before
