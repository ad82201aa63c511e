"""What of session fees that were paid before counts towards an order."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Q

from safelight.foundation.money import Money
from safelight.pricing.rules.basket import SessionCredit
from safelight.pricing.rules.items import ItemFacts, ItemKind
from safelight.pricing.rules.quote import Quote
from safelight.pricing.rules.rewards import session_credit
from safelight.pricing.rules.snapshot import from_json
from safelight.sales.models import InvoiceLine, Order, OrderLine
from safelight.sales.queries.invoiced import left_of_invoice
from safelight.sales.rules.parts import Amounts, added
from safelight.sales.rules.states import OrderState

_KIND = "session_credit"


def session_credits_for(order: Order) -> tuple[SessionCredit, ...]:
    """Return the session credits an order may use: fees of the same client that were invoiced, paid and not used up.

    A fee of a session counts towards orders of that session, and towards any order of the client when the order names
    no session. What credit notes took back of a fee does not count. Other orders that are not cancelled keep what
    they used. Three queries where the client has fees, one where not.
    """
    fees = OrderLine.objects.filter(
        order__client_id=order.client_id,
        order__currency=order.currency,
        order__state__in=[OrderState.ORDERED.value, OrderState.FULFILLED.value],
        kind=ItemKind.SESSION_FEE.value,
    ).exclude(order_id=order.id)
    if order.shoot_id is not None:
        fees = fees.filter(Q(shoot_id=order.shoot_id) | Q(shoot_id=None, order__shoot_id=order.shoot_id))
    rows = list(fees.order_by("id"))
    if not rows:
        return ()
    paid = _paid({row.id for row in rows}, order.currency)
    used = _used(order, {str(row.id) for row in rows})
    found = []
    for row in rows:
        amount, last = paid.get(row.id, (Money.zero(order.currency), None))
        if last is None:
            continue
        credit = session_credit(str(row.id), from_json(ItemFacts, row.facts), amount, last)
        if credit is None:
            continue
        left = credit.amount - used[credit.key] if credit.key in used else credit.amount
        if left.minor > 0:
            found.append(SessionCredit(credit.key, left, credit.label, credit.valid_until))
    return tuple(found)


def _paid(line_ids: set[UUID], currency: str) -> dict[UUID, tuple[Money, date]]:
    """Return what of fees was paid and when: that of closed invoices, without what was taken back."""
    rows = list(
        InvoiceLine.objects.filter(order_line_id__in=line_ids, invoice__closed_on__isnull=False).select_related(
            "invoice"
        )
    )
    lefts = left_of_invoice(rows, currency) if rows else {}
    parts = defaultdict(list)
    days: dict[UUID, date] = {}
    for row in rows:
        parts[row.order_line_id].append(lefts[row.id])
        closed = row.invoice.closed_on or row.invoice.issued_on
        days[row.order_line_id] = max(days.get(row.order_line_id, closed), closed)
    with_tax = {row.order_line_id: row.invoice.tax_included for row in rows}
    return {
        line_id: (_price(added(amounts, currency), with_tax=with_tax[line_id]), days[line_id])
        for line_id, amounts in parts.items()
    }


def _price(amounts: Amounts, *, with_tax: bool) -> Money:
    """Return an amount as prices are written at the place: with tax where it is in them."""
    return amounts.gross if with_tax else amounts.net


def _used(order: Order, keys: set[str]) -> dict[str, Money]:
    """Return what of each fee the client's other orders use."""
    others = (
        Order.objects.filter(client_id=order.client_id, currency=order.currency, quote__used__isnull=False)
        .exclude(id=order.id)
        .exclude(state__in=[OrderState.CANCELLED.value, OrderState.ESTIMATE.value])
    )
    found: dict[str, Money] = {}
    for kept in others.values_list("quote", flat=True):
        for used in from_json(Quote, kept).used:
            if used.kind == _KIND and used.key in keys:
                found[used.key] = found.get(used.key, Money.zero(order.currency)) + used.amount
    return found
