"""What is paid, held and asked for towards sessions: for the workflow's conditions and for cancelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q, Sum

from safelight.foundation.actions import Context
from safelight.foundation.money import Money
from safelight.pricing.rules.items import ItemKind
from safelight.sales.models import Invoice, InvoiceLine, Order, OrderLine, Retainer
from safelight.sales.queries.invoiced import left_of_invoice, left_of_order
from safelight.sales.queries.opens import open_of, pots
from safelight.sales.rules.states import OrderState

_ALIVE = (OrderState.ORDERED.value, OrderState.FULFILLED.value)


def paid_towards(context: Context, shoot_id: UUID, currency: str) -> Money:  # noqa: ARG001 - the shape of the port
    """Return what a client has paid towards a session: held retainers, and session fees on paid invoices."""
    total = sum(held_for(shoot_id, currency).values(), Money.zero(currency))
    return total + sum((fee for _, fee in paid_fees(shoot_id, currency)), Money.zero(currency))


def held_for(shoot_id: UUID, currency: str) -> dict[UUID, Money]:
    """Return the pots that hold money for a session: its own and those of its orders, with what is in each."""
    orders = set(Order.objects.filter(shoot_id=shoot_id, state__in=_ALIVE).values_list("id", flat=True))
    found = pots([shoot_id, *sorted(orders)])
    return {pot_id: amounts[currency] for pot_id, amounts in found.items() if currency in amounts}


def paid_fees(shoot_id: UUID, currency: str) -> list[tuple[InvoiceLine, Money]]:
    """Return the session fees of a session on paid invoices, with what of each was not taken back."""
    rows = list(
        InvoiceLine.objects.filter(
            shoot_id=shoot_id,
            kind=ItemKind.SESSION_FEE.value,
            invoice__currency=currency,
            invoice__closed_on__isnull=False,
        ).order_by("id")
    )
    left = left_of_invoice(rows, currency) if rows else {}
    return [(row, left[row.id].gross) for row in rows if left[row.id].gross.minor > 0]


def unpaid(context: Context, shoot_ids: Collection[UUID]) -> Mapping[UUID, str]:  # noqa: ARG001 - the shape of the port
    """Return the sessions that are not paid in full, each with a sentence: what is open or not invoiced."""
    found: dict[UUID, str] = {}
    invoices: defaultdict[UUID, set[Invoice]] = defaultdict(set)
    lines = InvoiceLine.objects.filter(shoot_id__in=shoot_ids).select_related("invoice")
    for line in lines:
        if line.shoot_id is not None:
            invoices[line.shoot_id].add(line.invoice)
    opens = open_of({invoice for some in invoices.values() for invoice in some})
    waiting = _uninvoiced(shoot_ids)
    for shoot_id in shoot_ids:
        open_here = [invoice for invoice in invoices[shoot_id] if opens[invoice.id].minor > 0]
        if open_here:
            words = ", ".join(
                f"{opens[one.id].amount} {one.currency} of invoice {one.label}"
                for one in sorted(open_here, key=lambda one: one.label)
            )
            found[shoot_id] = f"Not paid yet: {words}."
        elif shoot_id in waiting:
            found[shoot_id] = f"“{waiting[shoot_id]}” is ordered and stands on no invoice yet."
        elif not invoices[shoot_id]:
            found[shoot_id] = "Nothing was invoiced for this session yet."
    return found


def without_retainer(context: Context, shoot_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Return the sessions for which no retainer, or less than was asked for, is paid; each with a sentence.

    A session that is paid in full needs none any more.
    """
    asked: defaultdict[UUID, int] = defaultdict(int)
    codes: dict[UUID, str] = {}
    orders = Order.objects.filter(shoot_id__in=shoot_ids, state__in=_ALIVE).values_list(
        "shoot_id", "retainer_minor", "currency"
    )
    for shoot_id, minor, currency in orders:
        if shoot_id is not None:
            asked[shoot_id] += minor
            codes[shoot_id] = currency
    taken: dict[UUID, int] = {}
    moves = (
        Retainer.objects.filter(shoot_id__in=shoot_ids, kind__in=["held", "returned", "taken_back"])
        .filter(~Q(source_kind="settlement"))
        .values_list("shoot_id")
        .annotate(sum=Sum("amount_minor"))
    )
    for shoot_id, minor in moves:
        if shoot_id is not None:
            taken[shoot_id] = int(minor)
    not_paid = unpaid(context, shoot_ids)
    found: dict[UUID, str] = {}
    for shoot_id in shoot_ids:
        if shoot_id not in not_paid:
            continue
        there = taken.get(shoot_id, 0)
        if there <= 0:
            found[shoot_id] = "No retainer was paid for this session yet."
        elif there < asked[shoot_id]:
            wanted, is_there = (Money.of_minor(minor, codes[shoot_id]) for minor in (asked[shoot_id], there))
            found[shoot_id] = (
                f"{is_there.amount} of the retainer of {wanted.amount} {wanted.currency} was paid for this session."
            )
    return found


def without_order(context: Context, shoot_ids: Collection[UUID]) -> Mapping[UUID, str]:  # noqa: ARG001 - the shape of the port
    """Return the sessions for which nothing was ordered, each with a sentence."""
    own = set(
        Order.objects.filter(shoot_id__in=shoot_ids, state__in=_ALIVE, gross_minor__gt=0).values_list(
            "shoot_id", flat=True
        )
    )
    by_line = set(
        OrderLine.objects.filter(shoot_id__in=shoot_ids, order__state__in=_ALIVE).values_list("shoot_id", flat=True)
    )
    return {one: "Nothing was ordered for this session yet." for one in shoot_ids if one not in own | by_line}


def _uninvoiced(shoot_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return for each session the name of an ordered line that stands on no invoice, if there is one."""
    rows = list(
        OrderLine.objects.filter(
            Q(shoot_id__in=shoot_ids) | Q(shoot_id=None, order__shoot_id__in=shoot_ids), order__state__in=_ALIVE
        ).select_related("order")
    )
    by_currency: defaultdict[str, list[OrderLine]] = defaultdict(list)
    for row in rows:
        by_currency[row.order.currency].append(row)
    found: dict[UUID, str] = {}
    for currency, some in by_currency.items():
        left = left_of_order(some, currency)
        for row in some:
            shoot_id = row.shoot_id or row.order.shoot_id
            if shoot_id is not None and left[row.id].gross.minor > 0:
                found.setdefault(shoot_id, row.name)
    return found
