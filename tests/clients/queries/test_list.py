"""The list: filters, order, pages, the number of queries, and exactly what is seen in the export."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelight.clients.actions import add, bulk_add, remove
from safelight.clients.models import CustomField
from safelight.clients.queries import ClientFilters, board, find, get, list_clients, rows_for_export
from safelight.clients.rules.draft import AddressDraft, ClientDraft, ClientKind, EmailDraft, PhoneDraft
from safelight.foundation import clock
from safelight.foundation.actions import Context, InvalidInput, ask, run
from safelight.foundation.tenancy import studio_scope

DRAFTS = (
    ClientDraft(
        first_name="Ada", last_name="Zorn", emails=(EmailDraft("ada@example.com"),), tags=("Newborn", "VIP"), stage="Contacted",
        addresses=(AddressDraft(city="Ulm"),), birthday=date(1990, 5, 6), custom={"Size": "M"},
    ),
    ClientDraft(
        first_name="Ben", last_name="Ärger", phones=(PhoneDraft("+4930901820"),), tags=("Newborn",), source="Fair",
        addresses=(AddressDraft(city="Bonn"),), groups=("Club",), stage="Booked",
    ),
    ClientDraft(kind=ClientKind.ORGANIZATION, organization="Musterschule", do_not_contact=True, birthday=date(1604, 5, 1)),
)  # fmt: skip


@pytest.fixture
def three(ana: Context) -> list[UUID]:
    """Three clients as different as can be."""
    with studio_scope(ana.studio.id):
        return list(bulk_add(ana, DRAFTS))


def names(context: Context, **asked: Any) -> list[str]:  # noqa: ANN401 - any filter
    page = ask(list_clients, context, asked)
    assert page.total == len(page.items)
    return [row.display_name for row in page.items]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Ben Ärger", "Musterschule", "Ada Zorn"]),
        ({"kind": ["organization"]}, ["Musterschule"]),
        ({"stage": ["contacted"]}, ["Ada Zorn"]),
        ({"stage": ["contacted", "none"]}, ["Musterschule", "Ada Zorn"]),
        ({"lead": True}, ["Ada Zorn"]),
        ({"lead": False}, ["Ben Ärger", "Musterschule"]),
        ({"tags": ["newborn"]}, ["Ben Ärger", "Ada Zorn"]),
        ({"tags": ["newborn", "VIP"]}, ["Ada Zorn"]),
        ({"tags": ["none"]}, ["Musterschule"]),
        ({"groups": ["Club"]}, ["Ben Ärger"]),
        ({"source": ["Fair"]}, ["Ben Ärger"]),
        ({"source": ["none"]}, ["Musterschule", "Ada Zorn"]),
        ({"city": "ulm"}, ["Ada Zorn"]),
        ({"birthday_month": 5}, ["Musterschule", "Ada Zorn"]),
        ({"has_email": True}, ["Ada Zorn"]),
        ({"has_phone": False}, ["Musterschule", "Ada Zorn"]),
        ({"do_not_contact": True}, ["Musterschule"]),
        ({"q": "zorn", "tags": ["VIP"]}, ["Ada Zorn"]),
        ({"q": "zorm", "tags": ["VIP"]}, ["Ada Zorn"]),
        ({"q": "zorn", "tags": ["Club"]}, []),
        ({"stage": ["No such stage"]}, []),
        ({"sort": "-name"}, ["Ada Zorn", "Musterschule", "Ben Ärger"]),
        ({"sort": "number"}, ["Ada Zorn", "Ben Ärger", "Musterschule"]),
        ({"sort": "-created"}, ["Musterschule", "Ben Ärger", "Ada Zorn"]),
        ({"sort": "city"}, ["Musterschule", "Ben Ärger", "Ada Zorn"]),
    ],
)
def test_filters_and_order(ana: Context, three: list[UUID], asked: dict[str, Any], found: list[str]) -> None:
    assert names(ana, **asked) == found


def test_dates_are_days_of_the_studios_zone(ana: Context, three: list[UUID]) -> None:
    today = clock.local(ana.now, ana.studio.zone).date()
    assert len(names(ana, created_from=today, created_to=today)) == 3
    assert names(ana, created_to=today - timedelta(days=1)) == []


def test_a_custom_value_filters(ana: Context, three: list[UUID]) -> None:
    with studio_scope(ana.studio.id):
        field = CustomField.objects.get()
    assert names(ana, custom=[f"{field.id}:M"]) == ["Ada Zorn"]
    assert names(ana, custom=[f"{field.id}:S"]) == []
    with pytest.raises(InvalidInput):
        names(ana, custom=["M"])


@pytest.mark.parametrize("sort", ["name", "-name", "number", "-created", "changed", "city", "-city"])
@pytest.mark.parametrize("words", ["", "person", "persom"])
def test_pages_follow_each_other_without_gap_or_repeat(ana: Context, sort: str, words: str) -> None:
    with studio_scope(ana.studio.id):
        list(bulk_add(ana, [ClientDraft(first_name=f"N{place % 3}", last_name="Person") for place in range(7)]))
    whole = [row.id for row in ask(list_clients, ana, {"sort": sort, "q": words}).items]
    assert len(whole) == 7
    seen: list[UUID] = []
    cursor: str | None = ""
    while cursor is not None:
        page = ask(list_clients, ana, {"sort": sort, "q": words, "limit": 3, "cursor": cursor})
        seen += [row.id for row in page.items]
        assert page.total == 7
        cursor = page.next
    assert seen == whole
    assert [row.id for row in ask(list_clients, ana, {"sort": sort, "q": words, "offset": 5}).items] == whole[5:]


@pytest.mark.parametrize("cursor", ["x", "e30", "WyJuYW1lIiwiYSIsImIiXQ", "bnVsbA"])
def test_a_foreign_cursor_is_refused(ana: Context, cursor: str) -> None:
    with pytest.raises(InvalidInput):
        ask(list_clients, ana, {"cursor": cursor})


def queries(context: Context, verb: Any, **asked: Any) -> int:  # noqa: ANN401 - any query and its input
    with CaptureQueriesContext(connection) as captured:
        ask(verb, context, asked)
    return sum("set_config" not in query["sql"] and "SAVEPOINT" not in query["sql"] for query in captured)


@pytest.mark.parametrize(
    ("asked", "most"), [({}, 4), ({"q": "example"}, 3), ({"tags": ["Newborn"]}, 4), ({"q": "xamplee"}, 5)]
)
def test_the_number_of_queries_does_not_grow(ana: Context, asked: dict[str, Any], most: int) -> None:
    counts = []
    for number in range(3):
        for place in range(1 + 2 * number):
            run(
                add,
                ana,
                {
                    "last_name": f"Xample{place}",
                    "emails": [{"address": f"a{number}{place}@example.com"}],
                    "tags": ["Newborn"],
                },
            )
        counts.append(queries(ana, list_clients, **asked))
    assert counts[0] == counts[1] == counts[2] <= most


def test_a_card_and_the_board_take_a_fixed_number_of_queries(ana: Context) -> None:
    full = {"phones": [{"number": "030 901820"}], "tags": ["A"], "family": [{"first_name": "T"}], "stage": "Contacted"}
    one = run(add, ana, {"last_name": "One", **full}).value.id
    counts = [(queries(ana, get, client_id=one), queries(ana, board))]
    for name in ("Two", "Three"):
        many = {**full, "phones": [{"number": "030 901820"}] * 3, "tags": ["A", "B", "C"]}
        one = run(add, ana, {"last_name": name, **many}).value.id
    counts.append((queries(ana, get, client_id=one), queries(ana, board)))
    assert counts[0] == counts[1]
    assert counts[0][0] <= 7
    assert counts[0][1] <= 4


def test_the_bin_holds_what_was_removed(ana: Context, three: list[UUID]) -> None:
    run(remove, ana, {"client_id": three[0]})
    assert names(ana) == ["Ben Ärger", "Musterschule"]
    assert names(ana, removed=True, q="zorn") == ["Ada Zorn"]


def test_the_export_is_exactly_the_list(ana: Context, three: list[UUID]) -> None:
    with studio_scope(ana.studio.id):
        field = CustomField.objects.get()
        headings, rows = rows_for_export(
            ana, ClientFilters(q="zorm"), sort="-name", columns=("name", "birthday", "phone", f"custom.{field.id}")
        )
        assert headings == ("Name", "Birthday", "Phone", "Size")
        assert list(rows) == [("Ada Zorn", date(1990, 5, 6), "", "M")]
        _, rows = rows_for_export(ana, ClientFilters(), columns=("name", "phone", "birthday"))
        assert list(rows) == [
            ("Ben Ärger", "030 901820", None), ("Musterschule", "", date(1604, 5, 1)), ("Ada Zorn", "", date(1990, 5, 6)),
        ]  # fmt: skip
        with pytest.raises(InvalidInput):
            rows_for_export(ana, ClientFilters(), columns=("shoe",))


def test_the_palette_puts_the_likeliest_first(ana: Context, three: list[UUID]) -> None:
    run(add, ana, {"last_name": "Adams", "notes": "zorn"})
    hits = ask(find, ana, {"q": "zor"}).items
    assert [hit.display_name for hit in hits] == ["Ada Zorn", "Adams"]
    assert ask(find, ana, {"q": "3"}).items[0].display_name == "Musterschule"
    assert hits[0].detail == "Ulm · ada@example.com"
    assert ask(find, ana, {"q": " "}).items == ()


def test_the_rival_sees_none_of_it(ana: Context, dana: Context, three: list[UUID]) -> None:
    with studio_scope(ana.studio.id):
        field = CustomField.objects.get()
    for asked in ({}, {"q": "zorn"}, {"tags": ["VIP"]}, {"custom": [f"{field.id}:M"]}, {"removed": True}):
        assert names(dana, **asked) == []
    assert ask(find, dana, {"q": "zorn"}).items == ()
    with studio_scope(dana.studio.id):
        assert list(rows_for_export(dana, ClientFilters())[1]) == []
    lying = replace(dana, now=ana.now)
    assert names(lying, q="ada@example.com") == []


def test_the_search_functions_find_nothing_without_a_studio(ana: Context, three: list[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from clients_search_ids('[[\"%%zorn%%\"]]', false)")
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from clients_search_page('[]', false, 'name', false, null, null, 0, 10)")
        assert cursor.fetchone() == (0,)
