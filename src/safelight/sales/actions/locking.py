"""Rows and things that move money, locked in one order: the invoice first, then what pays it."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from safelight.foundation.actions import Context, NotFound
from safelight.sales.models import Credit, GiftCard, Invoice, Order


def locked_invoice(invoice_id: UUID) -> Invoice:
    """Return an invoice whose money nobody else moves until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    found = Invoice.objects.select_for_update().filter(id=invoice_id).first()
    if found is None:
        what = "invoice"
        raise NotFound(what)
    return found


def locked_order(order_id: UUID) -> Order:
    """Return an order that nobody else changes until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    found = Order.objects.select_for_update().filter(id=order_id).first()
    if found is None:
        what = "order"
        raise NotFound(what)
    return found


def locked_credit(credit_id: UUID) -> Credit:
    """Return a credit that nobody else uses until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    found = Credit.objects.select_for_update().filter(id=credit_id).first()
    if found is None:
        what = "credit"
        raise NotFound(what)
    return found


def locked_card(card_id: UUID) -> GiftCard:
    """Return a gift card that nobody else uses until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    found = GiftCard.objects.select_for_update().filter(id=card_id).first()
    if found is None:
        what = "gift card"
        raise NotFound(what)
    return found


def lock_pot(context: Context, pot_id: UUID) -> None:
    """Let nobody else move the retainer of an order or session until the transaction ends."""
    _lock(f"sales pot {context.studio.id} {pot_id}")


def lock_documents(context: Context) -> None:
    """Let nobody else issue a document in this studio until the transaction ends.

    Numbers without gaps make writers wait for each other anyway; one lock taken before anything else keeps an
    invoice and a credit note, which count in different series, from waiting for each other in a circle.
    """
    _lock(f"sales documents {context.studio.id}")


def _lock(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
