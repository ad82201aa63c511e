"""The ledger leaves in a workbook in the amounts that the screen shows, and an archive brings it back as it was."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from safelight.books.actions import AddAccount, ClosePeriod, add_account, close_period, reverse
from safelight.books.models import Entry, EntryNumber, Line
from safelight.books.queries import balance, closed_through, verify
from safelight.exchange.archive_in.restore import restore_archive
from safelight.exchange.out.archive.write import write_archive
from safelight.exchange.out.kinds import kind_of
from safelight.exchange.out.sheet_query import sheet_query
from safelight.foundation.actions import Conflict, Context, run
from safelight.foundation.tenancy import studio_scope
from tests.books.making import DAY, invoice, settled


def test_the_sheet_of_lines_shows_major_units_of_each_currency(books: Context) -> None:
    invoice(books)
    invoice(books, 88_000, 8_000, currency="JPY")
    invoice(books, 1_501, 1, currency="KWD")
    kind = kind_of(Line)
    assert kind is not None
    query = sheet_query(kind, books.studio.id, "Europe/Berlin")
    headers = [column.header for column in query.columns]
    with connection.cursor() as cursor:
        cursor.execute(query.statement)  # type: ignore[arg-type]  # composed SQL passes through Django
        rows = [dict(zip(headers, row, strict=False)) for row in cursor.fetchall()]
    shown = {(row["Currency"], row["Amount"]) for row in rows if row["Account"] == "Receivable from clients"}
    assert shown == {("EUR", 119.0), ("JPY", 88_000.0), ("KWD", 1.501)}


def test_an_archive_brings_the_ledger_back_with_its_numbers_totals_and_locks(ana: Context, tmp_path: Path) -> None:
    run(add_account, ana, AddAccount(name="Rent", kind="expense", code="6000"))
    with studio_scope(ana.studio.id):
        first = invoice(ana)
        invoice(ana, 700, 100, currency="JPY", on=DAY + timedelta(days=40))
        reverse(ana, first.id, DAY + timedelta(days=1))
        assert settled().whole
        numbers = [(each.number, each.entry.memo, each.entry.on) for each in _numbered()]
    run(close_period, ana, ClosePeriod(through=DAY + timedelta(days=30)))
    write_archive(ana.studio, tmp_path / "all.zip")
    back = restore_archive(tmp_path / "all.zip")
    with studio_scope(back.studio.id):
        found = verify()
        assert (found.entries, found.whole) == (3, True)
        assert [(each.number, each.entry.memo, each.entry.on) for each in _numbered()] == numbers
        assert balance("receivable").of("JPY").amount == Decimal(700)
        assert closed_through() == DAY + timedelta(days=30)
        original = Entry.objects.exclude(reverses=None).get().reverses_id
        assert original is not None
        there = Context(back.studio, ana.actor)
        with pytest.raises(Conflict):
            reverse(there, original, DAY + timedelta(days=40))


def _numbered() -> list[EntryNumber]:
    return list(EntryNumber.objects.select_related("entry").order_by("number"))
