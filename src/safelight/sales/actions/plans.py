"""Payment plans: an invoice paid in parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, action
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.pricing.queries.amounts import Amount, read
from safelight.sales.actions.locking import locked_invoice
from safelight.sales.models import Instalment, Invoice, PaymentPlan
from safelight.sales.queries.cards import InvoiceCard
from safelight.sales.queries.invoice import WhichInvoice, invoice_card
from safelight.sales.queries.opens import open_of
from safelight.sales.queries.reading import today_of
from safelight.sales.rules.plans import MOST, NotAPlan, Pace, Part, by_percent, checked, even


class InstalmentInput(Frozen):
    """One instalment: its day, and an amount or a percentage of what is open."""

    due_on: date
    amount: Amount | None = None
    percent: Annotated[Decimal, Field(gt=0, le=100)] | None = None

    @model_validator(mode="after")
    def _one(self) -> InstalmentInput:
        if (self.amount is None) == (self.percent is None):
            message = "Give an amount or a percentage."
            raise ValueError(message)
        return self


class PlanInput(Frozen):
    """Either ``count`` instalments from ``first_on`` at a pace, the first one ``first`` if given, or ``instalments``.

    All by amount or all by percentage; they come to exactly what is open. ``autopay`` and ``method`` say that a stored
    way to pay is to be charged on each day, once the studio has a gateway that can.
    """

    count: int | None = Field(default=None, ge=2, le=MOST)
    first_on: date | None = None
    pace: Pace = Pace.MONTHLY
    first: Amount | None = None
    instalments: tuple[InstalmentInput, ...] = Field(default=(), max_length=MOST)
    autopay: bool = False
    method: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=1_000)

    @model_validator(mode="after")
    def _one_way(self) -> PlanInput:
        if (self.count is None) == (not self.instalments):
            message = "Say how many instalments, or name them."
            raise ValueError(message)
        return self


class PlanPayments(PlanInput):
    """The plan of an invoice; one that it had before ends."""

    invoice_id: UUID


@action("sales.plan_payments", permission="sales.edit", door="POST /invoices/{invoice_id}/payment_plan", dry_run=True)
def plan_payments(context: Context, data: PlanPayments) -> InvoiceCard:
    """Let an invoice be paid in instalments, over what is open on it now.

    Raises:
        NotFound: no such invoice.
        Conflict: nothing is open on it.
        InvalidInput: the instalments make no plan; the sentence says why.
    """
    invoice = locked_invoice(data.invoice_id)
    plan = PlanInput(**{name: getattr(data, name) for name in PlanInput.model_fields})
    made = make_plan(context, invoice, plan)
    context.subject("invoice", invoice.id, f"Invoice {invoice.label} is paid in {len(made)} instalments")
    context.concerns(invoice.client_id, invoice.payer_id)
    return invoice_card(invoice.id, today_of(context))


@action("sales.end_plan", permission="sales.edit", door="DELETE /invoices/{invoice_id}/payment_plan")
def end_plan(context: Context, data: WhichInvoice) -> InvoiceCard:
    """End the payment plan of an invoice: what is open is due on the invoice's own day again.

    Raises:
        NotFound: no such invoice.
        Conflict: it has no plan.
    """
    invoice = locked_invoice(data.invoice_id)
    if not PaymentPlan.objects.filter(invoice_id=invoice.id, ended_at=None).update(ended_at=context.now):
        message = f"Invoice {invoice.label} has no payment plan."
        raise Conflict(message, code="no_plan")
    context.subject("invoice", invoice.id, f"The payment plan of invoice {invoice.label} ended")
    context.concerns(invoice.client_id, invoice.payer_id)
    return invoice_card(invoice.id, today_of(context))


def make_plan(context: Context, invoice: Invoice, data: PlanInput) -> tuple[Part, ...]:
    """Write the plan of a locked invoice over what is open on it.

    Raises:
        Conflict: nothing is open.
        InvalidInput: the instalments make no plan.
    """
    open_ = open_of([invoice])[invoice.id]
    if open_.minor <= 0:
        message = f"Nothing is open on invoice {invoice.label}, so there is nothing to pay in instalments."
        raise Conflict(message, code="nothing_open")
    try:
        parts = _parts(data, open_, invoice.issued_on)
    except NotAPlan as error:
        raise InvalidInput(str(error), code="not_a_plan", fields={"instalments": str(error)}) from None
    if parts[0].due_on < invoice.issued_on:
        message = "An instalment is not due before the invoice's date."
        raise InvalidInput(message, code="not_a_plan", fields={"instalments": message})
    PaymentPlan.objects.filter(invoice_id=invoice.id, ended_at=None).update(ended_at=context.now)
    plan = PaymentPlan(
        id=new_id(),
        invoice_id=invoice.id,
        currency=invoice.currency,
        total_minor=open_.minor,
        autopay=data.autopay,
        method=data.method,
        note=data.note,
        made_at=context.now,
        made_by=context.actor.label,
    )
    plan.save(force_insert=True)
    Instalment.objects.bulk_create(
        Instalment(
            studio_id=context.studio.id,
            plan_id=plan.id,
            position=place,
            due_on=part.due_on,
            amount_minor=part.amount.minor,
        )
        for place, part in enumerate(parts, 1)
    )
    return parts


def _parts(data: PlanInput, open_: Money, issued_on: date) -> tuple[Part, ...]:
    if data.count is not None:
        first = read(data.first, open_.currency, "first") if data.first is not None else None
        return even(open_, data.count, data.first_on or issued_on, data.pace, first=first)
    percents = [item.percent for item in data.instalments if item.percent is not None]
    if percents and len(percents) != len(data.instalments):
        message = "All instalments are amounts, or all are percentages."
        raise NotAPlan(message)
    if percents:
        return by_percent(open_, [(item.due_on, item.percent or Decimal(0)) for item in data.instalments])
    amounts = [
        Part(item.due_on, read(item.amount or Decimal(0), open_.currency, f"instalments.{place}.amount"))
        for place, item in enumerate(data.instalments)
    ]
    return checked(open_, amounts)
