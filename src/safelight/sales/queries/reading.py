"""Loading invoices with what belongs to them, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from safelight.clients.models import Client
from safelight.foundation import clock
from safelight.foundation.actions import Context
from safelight.foundation.money import Money
from safelight.sales.models import Instalment, Invoice, PaymentPlan, Reminder
from safelight.sales.queries.amounts import major
from safelight.sales.queries.cards import InstalmentCard, InvoiceRow, InvoiceState, PersonCard, PlanCard
from safelight.sales.queries.opens import open_of
from safelight.sales.rules.dueness import Dueness, dueness
from safelight.sales.rules.plans import Part


@dataclass(frozen=True, slots=True)
class Planned:
    """A payment plan in force with its parts."""

    row: PaymentPlan
    parts: tuple[Part, ...]

    @property
    def total(self) -> Money:
        """What was open when it was made."""
        return Money.of_minor(self.row.total_minor, self.row.currency)


@dataclass(frozen=True, slots=True)
class Opened:
    """An invoice with what is open on it and when that is due."""

    row: Invoice
    open: Money
    due: Dueness
    plan: Planned | None

    @property
    def gross(self) -> Money:
        """The invoice's total."""
        return Money.of_minor(self.row.gross_minor, self.row.currency)


def today_of(context: Context) -> date:
    """Return the day it is in the studio."""
    return clock.local(context.now, context.studio.zone).date()


def person(row: Client) -> PersonCard:
    """Return a client's name."""
    return PersonCard(id=row.id, number=row.number, name=row.display_name)


def plans_of(invoice_ids: Collection[UUID]) -> dict[UUID, Planned]:
    """Return the payment plans in force of these invoices (one query)."""
    rows = (
        Instalment.objects.filter(plan__invoice_id__in=invoice_ids, plan__ended_at=None)
        .select_related("plan")
        .order_by("plan_id", "position")
    )
    found: defaultdict[UUID, list[Instalment]] = defaultdict(list)
    for row in rows:
        found[row.plan.invoice_id].append(row)
    return {
        invoice_id: Planned(
            parts[0].plan,
            tuple(Part(part.due_on, Money.of_minor(part.amount_minor, part.plan.currency)) for part in parts),
        )
        for invoice_id, parts in found.items()
    }


def opened(invoices: Sequence[Invoice], today: date) -> list[Opened]:
    """Return invoices with what is open on them and when it is due, in their order (three queries)."""
    opens = open_of(invoices)
    plans = plans_of([invoice.id for invoice in invoices if opens[invoice.id]])
    found = []
    for invoice in invoices:
        plan = plans.get(invoice.id)
        due = dueness(
            invoice.due_on,
            opens[invoice.id],
            today,
            plan=plan.parts if plan else (),
            plan_total=plan.total if plan else None,
        )
        found.append(Opened(invoice, opens[invoice.id], due, plan))
    return found


def reminded(invoice_ids: Collection[UUID]) -> dict[UUID, Any]:
    """Return when each of these invoices was last reminded of."""
    rows = Reminder.objects.filter(invoice_id__in=invoice_ids).values("invoice_id").annotate(last=Max("at"))
    return {row["invoice_id"]: row["last"] for row in rows}


def state_of(item: Opened, credited_minor: int) -> InvoiceState:
    """Return an invoice's state in a word."""
    if item.open.minor <= 0:
        return "credited" if credited_minor and credited_minor == item.row.gross_minor else "paid"
    if item.due.days_over:
        return "overdue"
    return "part_paid" if item.open.minor + credited_minor < item.row.gross_minor else "open"


def invoice_rows(items: Iterable[Opened], credited: dict[UUID, int]) -> list[InvoiceRow]:
    """Return list rows of invoices loaded with client and payer (one query)."""
    shown = list(items)
    told = reminded([item.row.id for item in shown])
    return [
        InvoiceRow(
            id=item.row.id,
            label=item.row.label,
            state=state_of(item, credited.get(item.row.id, 0)),
            order_id=item.row.order_id,
            client=person(item.row.client),
            payer=person(item.row.payer),
            location_id=item.row.location_id,
            currency=item.row.currency,
            issued_on=item.row.issued_on,
            due_on=item.due.next_on or item.row.due_on,
            days_over=item.due.days_over,
            gross=item.gross.amount,
            open=item.open.amount,
            due_now=item.due.now.amount,
            has_plan=item.plan is not None,
            reminded_at=told.get(item.row.id),
        )
        for item in shown
    ]


def plan_card(item: Opened) -> PlanCard | None:
    """Return an invoice's payment plan with what is paid of it."""
    if item.plan is None:
        return None
    row = item.plan.row
    filled = item.due.standings
    coming = next((one for one in filled if one.open), None)
    return PlanCard(
        id=row.id,
        total=major(row.total_minor, row.currency),
        autopay=row.autopay,
        method=row.method,
        note=row.note,
        instalments=tuple(
            InstalmentCard(
                position=place,
                due_on=one.part.due_on,
                amount=one.part.amount.amount,
                paid=one.paid.amount,
                open=one.open.amount,
                state=one.state,
            )
            for place, one in enumerate(filled, 1)
        ),
        next_due_on=coming.part.due_on if coming else None,
        next_amount=coming.open.amount if coming else None,
    )
