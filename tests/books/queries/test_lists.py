"""Entries behind a figure, the page of an account, trial balance, day totals, verification."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelight.accounts.models import Location
from safelight.books import ports
from safelight.books.actions import NewLine, add_account, record, reverse
from safelight.books.ports import EntryKind, Named, Names
from safelight.books.queries import (
    EntryFilters,
    ask_day_totals,
    ask_verification,
    day_totals,
    figure,
    get_account,
    get_entry,
    list_account_lines,
    list_accounts,
    list_entries,
    list_lines,
    trial_balance,
)
from safelight.books.queries.filters import Meant
from safelight.foundation.actions import Context, InvalidInput, NotFound, ask, run
from tests.books.making import DAY, entry, invoice, money, payment, settled


def _sums(context: Context, **filters: Any) -> dict[str, Decimal]:  # noqa: ANN401 - any filter
    return {each.currency: each.amount for each in ask(list_entries, context, filters).sums}


def _place(name: str) -> Location:
    place = Location(name=name)
    place.save(force_insert=True)
    return place


def test_the_list_behind_a_figure_adds_up_to_it_whatever_the_filter(books: Context) -> None:
    here, document, client = _place("Here"), uuid4(), uuid4()
    invoice(books, document_id=document, client_id=client, location_id=here.id)
    invoice(books, 54000, 8000, on=DAY + timedelta(days=3))
    invoice(books, 700, 0, currency="JPY", client_id=client)
    payment(books, document, 5000, on=DAY + timedelta(days=1))
    assert _sums(books, account=["receivable"]) == {"EUR": Decimal("609.00"), "JPY": Decimal(700)}
    assert _sums(books, account=["income:*", "tax:*"], currency="EUR") == {"EUR": Decimal("-659.00")}
    assert _sums(books, document_id=document, account=["receivable"]) == {"EUR": Decimal("69.00")}
    assert _sums(books, client_id=client, currency="JPY", side="debit") == {"JPY": Decimal(700)}
    assert _sums(books, location_id=here.id, category="prints") == {"EUR": Decimal("-100.00")}
    assert _sums(books, account=["receivable"], kind="payment") == {"EUR": Decimal("-50.00")}
    assert _sums(books, account=["receivable"], side="credit", since=DAY, until=DAY + timedelta(days=1)) == {
        "EUR": Decimal("-50.00")
    }
    found = ask(list_entries, books, {"account": ["receivable"]})
    assert (found.line_count, len(found.items)) == (4, 4)
    by_row = sum((each.amount for row in found.items for each in row.amounts if each.currency == "EUR"), Decimal(0))
    assert by_row == Decimal("609.00")
    newest = found.items[0]
    assert newest.debited == ("Receivable from clients",)
    assert newest.credited == ("Income: Prints", "Tax DE19")


@pytest.mark.parametrize("account", ["receivable", "income:prints"])
def test_totals_and_raw_lines_say_the_same(books: Context, account: str) -> None:
    for day in range(3):
        invoice(books, 10_000 + day, on=DAY + timedelta(days=day))
    filters = EntryFilters(account=(account,), since=DAY, until=DAY + timedelta(days=1))
    raw = sum(line.amount_minor for line in Meant(filters).lines())
    assert _sums(books, **filters.model_dump()) == {"EUR": money(raw).amount}


def test_pages_continue_where_they_ended_and_cost_the_same(books: Context) -> None:
    for day in range(5):
        invoice(books, on=DAY + timedelta(days=day % 2))
    whole = [row.id for row in ask(list_entries, books, {}).items]
    found, cursor = [], ""
    for _ in range(3):
        page = ask(list_entries, books, {"limit": 2, "cursor": cursor})
        found += [row.id for row in page.items]
        cursor = page.next or ""
    assert found == whole
    assert cursor == ""
    lines = [line.id for line in ask(list_lines, books, {}).items]
    first = ask(list_lines, books, {"limit": 3})
    behind = ask(list_lines, books, {"limit": 3, "cursor": first.next})
    assert (len(lines), len(first.items), behind.next) == (15, 9, None)
    assert [line.id for line in (*first.items, *behind.items)] == lines
    counts = []
    for limit in (1, 5):
        with CaptureQueriesContext(connection) as caught:
            ask(list_entries, books, {"limit": limit, "account": ["receivable"]})
        counts.append(sum(1 for each in caught if "books_" in each["sql"]))
    assert counts == [6, 6]
    with pytest.raises(InvalidInput, match="cursor"):
        ask(list_entries, books, {"cursor": "nonsense"})


def test_rare_lines_among_many_are_found_page_by_page(books: Context) -> None:
    """The walk over days goes on until it has enough, also when conditions on entries leave few of many lines."""
    rare = []
    for day in range(12):
        invoice(books, on=DAY + timedelta(days=day))
        rare.append(payment(books, uuid4(), 100 + day, on=DAY + timedelta(days=day)).id)
    asked = {"account": ["receivable"], "kind": "payment", "side": "credit", "limit": 2}
    found, cursor = [], ""
    for _ in range(6):
        page = ask(list_entries, books, {**asked, "cursor": cursor})
        found += [row.id for row in page.items]
        cursor = page.next or ""
    assert found == rare[::-1]
    assert cursor == ""
    assert ask(list_entries, books, {"account": ["cash"], "side": "credit"}).items == ()
    assert ask(list_entries, books, {"account": ["nowhere"]}).items == ()
    assert ask(list_entries, books, {"account": ["cash"], "until": DAY - timedelta(days=1)}).items == ()


def test_entries_are_found_by_words_number_and_source(books: Context) -> None:
    document = uuid4()
    card = invoice(books, document_id=document)
    other = record(books, entry(NewLine("cash", money(5)), NewLine("tips", money(-5)), kind="tip"))
    settled()
    numbers = {row.id: row.number for row in ask(list_entries, books, {}).items}
    assert [row.id for row in ask(list_entries, books, {"q": f"#{numbers[other.id]}"}).items] == [other.id]
    assert len(ask(list_entries, books, {"q": "something HAPP"}).items) == 2
    assert [row.id for row in ask(list_entries, books, {"source_id": document}).items] == [card.id]
    assert [row.id for row in ask(list_entries, books, {"kind": "tip"}).items] == [other.id]
    assert ask(list_entries, books, {"q": "no such words"}).items == ()


def test_an_entry_names_what_caused_it_and_what_took_it_back(books: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "sources", Names())
    ports.sources.add("invoice", lambda ids: {each: Named(f"Invoice {len(ids)}", "/there/") for each in ids})
    card = invoice(books)
    back = reverse(books, card.id, DAY)
    shown = ask(get_entry, books, {"entry_id": card.id})
    assert (shown.source_label, shown.source_url, shown.reversed_by_id) == ("Invoice 1", "/there/", back.id)
    assert [line.amount for line in shown.lines] == [Decimal("119.00"), Decimal("-100.00"), Decimal("-19.00")]
    assert ask(get_entry, books, {"entry_id": back.id}).reverses_id == card.id
    with pytest.raises(NotFound):
        ask(get_entry, books, {"entry_id": uuid4()})


def test_the_page_of_an_account_runs_its_balance_down_to_the_first_line(books: Context) -> None:
    document = uuid4()
    invoice(books, document_id=document)
    payment(books, document, 5000)
    invoice(books, 900, 0, currency="JPY", on=DAY + timedelta(days=1))
    payment(books, document, 1900, on=DAY + timedelta(days=2))
    account = next(each for each in ask(list_accounts, books, {}).items if each.key == "receivable")
    assert [(each.currency, each.amount) for each in account.balances] == [("EUR", Decimal(50)), ("JPY", Decimal(900))]
    assert ask(get_account, books, {"account_id": account.id}) == account
    rows = []
    cursor = ""
    for _ in range(2):
        page = ask(list_account_lines, books, {"account_id": account.id, "limit": 2, "cursor": cursor})
        rows += [(row.currency, row.amount, row.balance) for row in page.items]
        cursor = page.next or ""
    assert rows == [
        ("EUR", Decimal(-19), Decimal(50)),
        ("JPY", Decimal(900), Decimal(900)),
        ("EUR", Decimal(-50), Decimal(69)),
        ("EUR", Decimal(119), Decimal(119)),
    ]
    only = ask(list_account_lines, books, {"account_id": account.id, "currency": "jpy", "since": DAY, "until": DAY})
    assert only.items == ()
    for verb in (get_account, list_account_lines):
        with pytest.raises(NotFound):
            ask(verb, books, {"account_id": uuid4()})


def test_the_trial_balance_opens_moves_and_closes_to_zero(books: Context) -> None:
    document = uuid4()
    invoice(books, document_id=document)
    payment(books, document, 5000, on=DAY + timedelta(days=1))
    invoice(books, 1_001, 1, currency="KWD", on=DAY + timedelta(days=1))
    found = ask(trial_balance, books, {"since": DAY + timedelta(days=1)})
    rows = {(row.account.key, row.currency): (row.opening, row.debit, row.credit, row.closing) for row in found.rows}
    assert rows["receivable", "EUR"] == (Decimal(119), Decimal(0), Decimal(50), Decimal(69))
    assert rows["cash", "EUR"] == (Decimal(0), Decimal(50), Decimal(0), Decimal(50))
    assert rows["receivable", "KWD"] == (Decimal(0), Decimal("1.001"), Decimal(0), Decimal("1.001"))
    assert found.currencies == ("EUR", "KWD")
    for currency in found.currencies:
        own = [row for row in found.rows if row.currency == currency]
        assert sum(row.opening for row in own) == sum(row.closing for row in own) == 0
        assert sum(row.debit for row in own) == sum(row.credit for row in own) > 0
    assert ask(trial_balance, books, {"until": DAY - timedelta(days=1)}).rows == ()
    everything = ask(trial_balance, books, {}).rows
    assert all(row.opening == 0 for row in everything)
    assert {row.closing for row in everything} == {row[3] for row in rows.values()}


def test_day_totals_group_as_they_are_asked(books: Context) -> None:
    here, there = _place("Here"), _place("There")
    invoice(books, location_id=here.id)
    invoice(books, location_id=there.id, on=DAY + timedelta(days=1))
    rows = day_totals(DAY, DAY + timedelta(days=1), "income:*", by=("on", "location", "category"))
    assert [(row.on, row.location_id, row.category, row.credit, row.lines) for row in rows] == [
        (DAY, here.id, "prints", Decimal(100), 1),
        (DAY + timedelta(days=1), there.id, "prints", Decimal(100), 1),
    ]
    total = day_totals(DAY, DAY + timedelta(days=1), by=())
    assert [(row.currency, row.debit, row.credit, row.lines) for row in total] == [
        ("EUR", Decimal(238), Decimal(238), 6)
    ]
    asked = ask(ask_day_totals, books, {"since": DAY, "until": DAY, "location_id": here.id, "by": ["account"]})
    assert [(row.account_key, row.debit, row.credit) for row in asked.rows] == [
        ("receivable", Decimal(119), Decimal(0)),
        ("tax:DE19", Decimal(0), Decimal(19)),
        ("income:prints", Decimal(0), Decimal(100)),
    ]


def test_verification_counts_everything(books: Context) -> None:
    invoice(books)
    invoice(books, 700, 0, currency="JPY")
    settled()
    found = ask(ask_verification, books, {})
    assert (found.entries, found.lines, found.whole) == (2, 5, True)


def test_a_figure_leads_to_its_entries_only_for_those_who_may_see_them(ana: Context, bo: Context) -> None:
    shown = figure(ana, money(123_456, "JPY"), account="receivable", document_id=(document := uuid4()))
    assert shown.url == f"/books/entries/?account=receivable&document_id={document}&currency=JPY"
    assert f'href="/books/entries/?account=receivable&amp;document_id={document}&amp;currency=JPY"' in shown.html
    assert str(shown) == shown.text
    assert shown.text.endswith("JP¥")
    hidden = figure(bo, money(100), account=("cash", "bank"))
    assert hidden.url == ""
    assert "<a" not in hidden.html


def test_clients_are_found_under_every_id_they_had(books: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = uuid4(), uuid4()
    monkeypatch.setattr(ports, "clients", ports.ClientNames())
    invoice(books, client_id=old)
    invoice(books, client_id=new)
    assert _sums(books, client_id=new, account=["receivable"]) == {"EUR": Decimal(119)}
    ports.clients.plug(lambda ids: {each: Named("Carla") for each in ids}, lambda _: [old])
    assert _sums(books, client_id=new, account=["receivable"]) == {"EUR": Decimal(238)}
    assert {line.client_name for line in ask(list_lines, books, {}).items} == {"Carla"}


def test_names_are_registered_once() -> None:
    names = Names()
    one = lambda ids: {each: Named("One") for each in ids}  # noqa: E731 - compared by identity
    names.add("invoice", one)
    names.add("invoice", one)
    with pytest.raises(ValueError, match="twice"):
        names.add("invoice", lambda _: {})
    identifier = uuid4()
    assert names.of_any([identifier]) == {identifier: Named("One")}
    assert names.of("order", [identifier]) == {}
    assert names.kinds() == ("invoice",)
    assert EntryKind("x", "X") != EntryKind("x", "Y")


def test_own_accounts_sort_by_code_with_those_without_last(ana: Context) -> None:
    run(add_account, ana, {"name": "Sundries", "kind": "expense"})
    run(add_account, ana, {"name": "Rent", "code": "0999", "kind": "expense"})
    keys = [account.key for account in ask(list_accounts, ana, {}).items]
    assert (keys[0], keys[-1]) == ("own:rent", "own:sundries")
