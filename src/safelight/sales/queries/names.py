"""Names of documents for the ledger, which only carries their ids; one query per kind, in the studio in scope."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse

from safelight.books.ports import Named
from safelight.clients.models import Client
from safelight.sales.models import Credit, CreditNote, GiftCard, Invoice, Order, Retainer, Settlement


def name_invoices(ids: Collection[UUID]) -> Mapping[UUID, Named]:
    """Return the numbers of invoices."""
    return {one: Named(label) for one, label in Invoice.objects.filter(id__in=ids).values_list("id", "label")}


def name_credit_notes(ids: Collection[UUID]) -> Mapping[UUID, Named]:
    """Return the numbers of credit notes."""
    return {one: Named(label) for one, label in CreditNote.objects.filter(id__in=ids).values_list("id", "label")}


def name_orders(ids: Collection[UUID]) -> Mapping[UUID, Named]:
    """Return the numbers of orders."""
    rows = Order.objects.filter(id__in=ids).values_list("id", "order_label", "estimate_label")
    return {one: Named(label or estimate) for one, label, estimate in rows}


def name_settlements(ids: Collection[UUID]) -> Mapping[UUID, Named]:
    """Return the numbers of the invoices that settlements count against."""
    rows = Settlement.objects.filter(id__in=ids).values_list("id", "invoice__label")
    return {one: Named(label) for one, label in rows}


def name_retainers(ids: Collection[UUID]) -> Mapping[UUID, Named]:
    """Return the numbers of the orders that retainers are held for, else the client."""
    rows = Retainer.objects.filter(id__in=ids).values_list("id", "order__order_label", "client__display_name")
    return {one: Named(label or name) for one, label, name in rows}


def name_credits(ids: Collection[UUID]) -> Mapping[UUID, Named]:
    """Return whose credits are."""
    rows = Credit.objects.filter(id__in=ids).values_list("id", "client__display_name")
    return {one: Named(name) for one, name in rows}


def name_gift_cards(ids: Collection[UUID]) -> Mapping[UUID, Named]:
    """Return the numbers of gift cards."""
    return {one: Named(label) for one, label in GiftCard.objects.filter(id__in=ids).values_list("id", "label")}


def name_clients(ids: Collection[UUID]) -> Mapping[UUID, Named]:
    """Return the names of clients with their pages; a merged one's id leads to who it became."""
    rows = Client.objects.filter(id__in=ids).values_list("id", "display_name")
    return {one: Named(name, reverse("client", args=[one])) for one, name in rows}
