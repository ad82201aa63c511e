"""Recording entries and taking them back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelight.books.actions import ClosePeriod, NewLine, close_period, record, record_many, reverse
from safelight.books.models import Account, Entry, EntryNumber, Line
from safelight.books.queries import balance, balances_by_client, balances_by_document, open_documents
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, Refused, run
from tests.books.making import DAY, entry, invoice, money, payment, settled


def test_an_entry_is_written_with_its_lines_accounts_and_number(books: Context) -> None:
    document, client = uuid4(), uuid4()
    card = invoice(books, document_id=document, client_id=client)
    assert settled().whole
    assert Entry.objects.get().line_count == 3
    assert EntryNumber.objects.get(entry_id=card.id).number == 1
    assert [(line.account_key, line.amount) for line in card.lines] == [
        ("receivable", money(11900).amount),
        ("income:prints", money(-10000).amount),
        ("tax:DE19", money(-1900).amount),
    ]
    assert card.made_by == books.actor.label
    tax = Account.objects.get(key="tax:DE19")
    assert (tax.code, tax.kind) == ("2201", "liability")
    assert balance("receivable").of("EUR") == money(11900)
    assert balance(["income:*", "tax:*"]).of("EUR") == money(-11900)
    assert balances_by_client("receivable", [client])[client].of("EUR") == money(11900)


def test_balances_of_several_documents_come_in_one_query(books: Context) -> None:
    first, second, third = uuid4(), uuid4(), uuid4()
    invoice(books, document_id=first)
    invoice(books, 20000, 0, document_id=second, currency="JPY", on=DAY + timedelta(days=1))
    payment(books, first, 5000)
    with CaptureQueriesContext(connection) as caught:
        found = balances_by_document("receivable", [first, second, third])
    assert len(caught) == 1
    assert [list(found[document]) for document in (first, second, third)] == [[money(6900)], [money(20000, "JPY")], []]
    assert found[third].of("EUR") == money(0)
    open_ones = open_documents()
    assert [(each.document_id, each.amount) for each in open_ones] == [
        (first, money(6900)),
        (second, money(20000, "JPY")),
    ]
    payment(books, first, 6900)
    assert [each.document_id for each in open_documents()] == [second]
    assert open_documents(until=DAY - timedelta(days=1)) == []


def test_recording_costs_the_same_few_queries_for_one_entry_and_for_many(books: Context) -> None:
    invoice(books)
    ready = entry(NewLine("cash", money(100)), NewLine("tips", money(-100)), kind="payment")
    for many in ([ready], [ready] * 20):
        with CaptureQueriesContext(connection) as caught:
            record_many(books, many)
        assert len(caught) == 4, [query["sql"] for query in caught]
    assert balance("cash").of("EUR") == money(2100)
    assert settled().whole


def test_lines_of_nothing_are_left_away(books: Context) -> None:
    card = record(books, entry(NewLine("cash", money(5)), NewLine("discounts", money(0)), NewLine("tips", money(-5))))
    assert [line.place for line in card.lines] == [1, 2]
    assert settled().whole


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        ((NewLine("cash", money(5)), NewLine("tips", money(-4))), "lines"),
        ((NewLine("cash", money(5)), NewLine("tips", money(-5, "JPY"))), "lines"),
        ((NewLine("cash", money(0)), NewLine("tips", money(0))), "lines"),
        ((), "lines"),
        ((NewLine("nowhere", money(5)), NewLine("tips", money(-5))), "account"),
    ],
)
def test_what_is_no_entry_is_refused(books: Context, lines: tuple[NewLine, ...], path: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        record(books, entry(*lines))
    assert path in refused.value.fields
    assert not Entry.objects.exists()


def test_one_wrong_entry_among_several_is_named_and_none_is_written(books: Context) -> None:
    right = entry(NewLine("cash", money(5)), NewLine("tips", money(-5)))
    with pytest.raises(InvalidInput) as refused:
        record_many(books, [right, replace(right, lines=right.lines[:1])])
    assert set(refused.value.fields) == {"1.lines"}
    assert record_many(books, []) == []
    assert not Entry.objects.exists()


def test_a_closed_day_takes_no_entry(books: Context) -> None:
    run(close_period, books, ClosePeriod(through=DAY))
    with pytest.raises(Refused, match="closed through 02 March 2026") as refused:
        invoice(books)
    assert refused.value.code == "period_closed"
    assert invoice(books, on=DAY + timedelta(days=1)).on == DAY + timedelta(days=1)


def test_taking_back_mirrors_every_line_once(books: Context) -> None:
    document, client = uuid4(), uuid4()
    first = invoice(books, document_id=document, client_id=client)
    later = DAY + timedelta(days=9)
    back = reverse(books, first.id, later, "Wrong client")
    assert (back.on, back.memo, back.source_id, back.reverses_id) == (later, "Wrong client", document, first.id)
    assert not balance("*")
    assert not balances_by_document("receivable", [document])[document]
    assert {(line.document_id, line.client_id) for line in back.lines} == {(document, client), (None, client)}
    assert settled().whole
    with pytest.raises(Conflict) as refused:
        reverse(books, first.id, later)
    assert refused.value.code == "reversed"
    with pytest.raises(Refused) as refused_too:
        reverse(books, back.id, later)
    assert refused_too.value.code == "is_reversal"
    assert Line.objects.count() == 6


def test_taking_back_may_name_what_caused_it_and_keeps_to_the_calendar(books: Context, dana: Context) -> None:
    first, cause = invoice(books), uuid4()
    with pytest.raises(Refused, match="before that day"):
        reverse(books, first.id, DAY - timedelta(days=1))
    run(close_period, books, ClosePeriod(through=DAY))
    with pytest.raises(Refused, match="closed"):
        reverse(books, first.id, DAY)
    back = reverse(books, first.id, date(2026, 4, 1), source=("credit_note", cause))
    assert (back.source_kind, back.source_id) == ("credit_note", cause)
    with pytest.raises(NotFound):
        reverse(dana, uuid4(), DAY)
