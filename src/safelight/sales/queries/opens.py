"""What is open: on invoices, in pots, on credits and gift cards. All of it is asked of the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from safelight.books.queries import balances_by_document
from safelight.books.rules.balances import Balance
from safelight.foundation.money import Money
from safelight.sales.rules.posting import CLIENT_CREDIT, GIFT_CARDS, RECEIVABLE, RETAINERS


def open_of(invoices: Iterable[Any]) -> dict[UUID, Money]:
    """Return what is open on each of these invoices (rows with ``id`` and ``currency``), in one query."""
    currencies = {invoice.id: invoice.currency for invoice in invoices}
    return _in_currency(RECEIVABLE, currencies, 1)


def left_on(account: str, currencies: Mapping[UUID, str]) -> dict[UUID, Money]:
    """Return what the studio owes under each document: pots, credits or gift cards, in one query."""
    return _in_currency(account, currencies, -1)


def left_of_credits(credits_: Iterable[Any]) -> dict[UUID, Money]:
    """Return what is left of credits (rows with ``id`` and ``currency``)."""
    return left_on(CLIENT_CREDIT, {credit.id: credit.currency for credit in credits_})


def left_on_cards(cards: Iterable[Any]) -> dict[UUID, Money]:
    """Return what is left on gift cards (rows with ``id`` and ``currency``)."""
    return left_on(GIFT_CARDS, {card.id: card.currency for card in cards})


def pots(pot_ids: Collection[UUID]) -> dict[UUID, dict[str, Money]]:
    """Return what each pot holds, by currency; currencies of which nothing is held are left out."""
    found: Mapping[UUID, Balance] = balances_by_document(RETAINERS, pot_ids) if pot_ids else {}
    return {pot_id: {amount.currency: -amount for amount in balance} for pot_id, balance in found.items()}


def open_and_held(
    invoices: Iterable[Any], pot_ids: Collection[UUID]
) -> tuple[dict[UUID, Money], dict[UUID, dict[str, Money]]]:
    """Return what is open on invoices and what pots hold, in one query: no document is both."""
    currencies = {invoice.id: invoice.currency for invoice in invoices}
    asked = [*currencies, *pot_ids]
    found: Mapping[UUID, Balance] = balances_by_document((RECEIVABLE, RETAINERS), asked) if asked else {}
    opens = {document: found[document].of(currency) for document, currency in currencies.items()}
    return opens, {pot_id: {amount.currency: -amount for amount in found[pot_id]} for pot_id in pot_ids}


def pot(pot_id: UUID) -> dict[str, Money]:
    """Return what one pot holds, by currency."""
    return pots([pot_id])[pot_id]


def _in_currency(account: str, currencies: Mapping[UUID, str], sign: int) -> dict[UUID, Money]:
    if not currencies:
        return {}
    found = balances_by_document(account, list(currencies))
    return {document: found[document].of(currency) * sign for document, currency in currencies.items()}
