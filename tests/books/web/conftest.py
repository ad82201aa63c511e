"""Browsers of people in each role, and a month of money."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client as Browser

from safelight.accounts.models import User
from safelight.books.actions import add_entry
from safelight.foundation.actions import Context, run
from safelight.foundation.tenancy import studio_scope
from tests.books.making import invoice, payment
from tests.conftest import Cast


def signed_in(user: User) -> Browser:
    """Return a browser in which somebody is signed in and has taken a seat."""
    browser = Browser()
    browser.force_login(user)
    return browser


@pytest.fixture
def as_ana(cast: Cast) -> Browser:
    """A browser in which Ana, the owner, is signed in."""
    return signed_in(cast.people["ana"])


@pytest.fixture
def as_bo(cast: Cast) -> Browser:
    """A browser in which Bo, a photographer, is signed in."""
    return signed_in(cast.people["bo"])


@pytest.fixture
def as_dana(rival: Cast) -> Browser:
    """A browser of the rival's owner."""
    return signed_in(rival.people["dana"])


@pytest.fixture
def document() -> UUID:
    """An invoice of the month."""
    return uuid4()


@pytest.fixture
def month(ana: Context, document: UUID) -> date:
    """A month of money in Ana's studio: invoices in two currencies, payments, bank fees; returns its first day."""
    first = ana.now.date().replace(day=1)
    fill_month(ana, document, first)
    return first


def fill_month(context: Context, document: UUID, first: date) -> None:
    """Book a month: three invoices in euros, one in yen, a part payment, bank fees by hand."""
    with studio_scope(context.studio.id):
        invoice(context, document_id=document, on=first)
        invoice(context, 54000, 8622, on=first)
        invoice(context, 23800, 3800, on=first)
        invoice(context, 88000, 8000, currency="JPY", on=first)
        payment(context, document, 5000, on=first)
    lines = [{"account": "gateway_fees", "debit": "12.50"}, {"account": "bank", "credit": "12.50"}]
    run(add_entry, context, {"on": first, "memo": "Bank fees", "lines": lines})
    with studio_scope(context.studio.id):
        payment(context, document, 1900, account="card_terminal", on=first + timedelta(days=0))
