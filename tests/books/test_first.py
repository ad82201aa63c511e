"""Recording, taking back, balances."""
from datetime import date
from uuid import uuid4
import pytest
from django.db import connection
from safelight.books.actions import NewEntry, NewLine, record, reverse
from safelight.books.queries import balance, balances_by_document
from safelight.foundation.actions import Context
from safelight.foundation.money import Money
from safelight.foundation.tenancy import studio_scope
from safelight.books.models import EntryNumber, DayTotal


def eur(x): return Money.of_minor(x, "EUR")

def test_it(ana: Context) -> None:
    with studio_scope(ana.studio.id):
        doc = uuid4()
        e = record(ana, NewEntry(date(2026, 3, 1), "invoice", "Invoice 1", "invoice", doc, (
            NewLine("receivable", eur(11900), document_id=doc), NewLine("income:prints", eur(-10000), category="prints"),
            NewLine("tax:DE19", eur(-1900)))))
        assert balance("receivable").of("EUR").minor == 11900
        assert balances_by_document("receivable", [doc])[doc].of("EUR").minor == 11900
        r = reverse(ana, e.id, date(2026, 3, 2))
        assert not balance("income:*")
        with connection.cursor() as c:
            c.execute("set constraints all immediate")
        assert list(EntryNumber.objects.order_by("number").values_list("entry_id", flat=True)) == [e.id, r.id]
        print(list(DayTotal.objects.values()))
