"""Giving an order up: its invoices are taken back, what is held is kept, credited or promised back."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, Refused, action
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.sales.actions.building import check_version, label_of, step
from safelight.sales.actions.credit_invoice import CreditInvoice, write_credit_note
from safelight.sales.actions.locking import lock_documents, locked_order
from safelight.sales.actions.pots import end_pot
from safelight.sales.actions.redeeming import release_used
from safelight.sales.events import OrderCancelled
from safelight.sales.models import Invoice, InvoiceLine, Order
from safelight.sales.queries.invoices import credited_minor
from safelight.sales.queries.opens import pot
from safelight.sales.queries.order import order_card
from safelight.sales.queries.order_cards import OrderCard
from safelight.sales.queries.reading import today_of
from safelight.sales.queries.settings import terms
from safelight.sales.rules.settings import KeepPolicy
from safelight.sales.rules.states import Step


class CancelOrder(Frozen):
    """Which order and why; what becomes of its invoices and of the money held for it.

    ``retainer`` is ``keep`` (income), ``credit`` (for a later order), ``refund`` (promised back) or ``hold`` (stays as it
    is); empty asks the studio's policy. An order with invoices needs ``credit_invoices``.
    """

    order_id: UUID
    version: int | None = Field(default=None, ge=1)
    reason: str = Field(default="", max_length=1_000)
    credit_invoices: bool = False
    left_over: Literal["credit", "refund"] = "credit"
    retainer: Literal["", "keep", "credit", "refund", "hold"] = ""


@action("sales.cancel_order", permission="sales.edit", door="POST /orders/{order_id}/cancellation", dry_run=True)
def cancel_order(context: Context, data: CancelOrder) -> OrderCard:
    """Give an estimate or order up.

    Taking invoices back and deciding over held money needs the permission to correct.

    Raises:
        NotFound: no such order.
        Conflict: it was cancelled already, or somebody changed it meanwhile.
        Refused: it has invoices or money is held for it and nothing says what becomes of them.
    """
    lock_documents(context)
    order = locked_order(data.order_id)
    check_version(order, data.version)
    state = step(order, Step.CANCEL)
    for invoice in _standing(order):
        if not data.credit_invoices:
            message = (
                f"Invoice {invoice.label} was issued for this order."
                " Say that it is to be taken back, or write a credit note first."
            )
            raise Refused(message, code="has_invoices", fields={"credit_invoices": message})
        context.require("sales.correct")
        reason = data.reason or f"Order {label_of(order)} was cancelled"
        write_credit_note(context, CreditInvoice(invoice_id=invoice.id, reason=reason, left_over=data.left_over))
    _held(context, data, order)
    release_used(context, order)
    order.state, order.cancelled_at, order.reason = state.value, context.now, data.reason
    order.version, order.updated_at = order.version + 1, context.now
    order.save()
    context.subject("order", order.id, f"{label_of(order)} was cancelled")
    context.concerns(order.client_id, order.payer_id)
    context.publish(OrderCancelled(order_id=order.id, client_id=order.client_id))
    return order_card(order.id, today_of(context))


def _standing(order: Order) -> list[Invoice]:
    """Return the invoices of an order that are not wholly taken back; all its lines must be of this order alone."""
    ids = InvoiceLine.objects.filter(order_line__order_id=order.id).values("invoice_id")
    rows = list(Invoice.objects.filter(id__in=ids).order_by("issued_on", "id"))
    credited = credited_minor([row.id for row in rows])
    standing = [row for row in rows if credited.get(row.id, 0) < row.gross_minor]
    shared = (
        InvoiceLine.objects.filter(invoice_id__in=[row.id for row in standing])
        .exclude(order_line__order_id=order.id)
        .select_related("invoice")
        .first()
    )
    if shared is not None:
        message = f"Invoice {shared.invoice.label} is for other orders too. Write a credit note over this order's lines first."
        raise Refused(message, code="shared_invoice")
    return standing


def _held(context: Context, data: CancelOrder, order: Order) -> None:
    held = pot(order.id).get(order.currency) or Money.zero(order.currency)
    if held.minor <= 0:
        return
    policy = terms().retainer_on_cancel
    decided = data.retainer or ("" if policy is KeepPolicy.ASK else policy.value)
    if not decided:
        message = (
            f"{held.amount} {held.currency} is held for this order. Say whether it is kept, credited or given back."
        )
        raise Refused(message, code="retainer_held", fields={"retainer": message})
    if decided == "hold":
        return
    context.require("sales.correct")
    end_pot(
        context,
        order.id,
        kept=held if decided == "keep" else Money.zero(held.currency),
        credited=Money.zero(held.currency) if decided == "keep" else held,
        on=today_of(context),
        purpose="refund" if decided == "refund" else "credit",
        memo=f"Order {label_of(order)} was cancelled",
        source=("order", new_id()),
    )
