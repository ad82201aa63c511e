"""Reading payments and refunds into cards: a fixed number of queries, however many rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Sum

from safelight.foundation import clock
from safelight.foundation.actions import Context
from safelight.foundation.money import Money
from safelight.payments.models import Allocation, Payment, PaymentPart, Refund, RefundMove, Tender
from safelight.payments.queries.cards import AllocationCard, PartCard, PaymentCard, RefundCard, TenderCard


def today_of(context: Context) -> date:
    """Return the studio's day."""
    return clock.local(context.now, context.studio.zone).date()


def tender_card(tender: Tender) -> TenderCard:
    """Show a way to pay."""
    return TenderCard(
        id=tender.id,
        key=tender.key,
        kind=tender.kind,
        name=tender.name,
        account=tender.account,
        needs_reference=tender.needs_reference,
        archived=tender.archived_at is not None,
    )


def refunded_of_parts(part_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many minor units of each part went back or are on the way back; one query."""
    rows = Refund.objects.filter(part_id__in=part_ids).exclude(state="failed")
    return {
        row["part_id"]: int(row["minor"])
        for row in rows.values("part_id").annotate(minor=Sum("amount_minor"))
        if row["part_id"] is not None
    }


def given_back(allocation_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many minor units of each allocation were given back; one query."""
    rows = RefundMove.objects.filter(allocation_id__in=allocation_ids).exclude(refund__state="failed")
    return {
        row["allocation_id"]: int(row["minor"])
        for row in rows.values("allocation_id").annotate(minor=Sum("amount_minor"))
        if row["allocation_id"] is not None
    }


def load_payments(payments: Sequence[Payment]) -> list[PaymentCard]:
    """Show payments with clients loaded, in the order given; five queries."""
    parts: defaultdict[UUID, list[PaymentPart]] = defaultdict(list)
    wanted = PaymentPart.objects.filter(payment__in=payments).select_related("tender")
    for part in wanted.order_by("payment_id", "place"):
        parts[part.payment_id].append(part)
    part_ids = [part.id for found in parts.values() for part in found]
    allocations: defaultdict[UUID, list[Allocation]] = defaultdict(list)
    for row in Allocation.objects.filter(part_id__in=part_ids).select_related("invoice").order_by("id"):
        allocations[row.part_id].append(row)
    back = given_back([row.id for found in allocations.values() for row in found])
    refunds: defaultdict[UUID, list[Refund]] = defaultdict(list)
    for refund in Refund.objects.filter(part_id__in=part_ids).select_related("tender", "client").order_by("id"):
        if refund.part_id is not None:
            refunds[refund.part_id].append(refund)
    return [_payment_card(payment, parts[payment.id], allocations, back, refunds) for payment in payments]


def _payment_card(
    payment: Payment,
    parts: Sequence[PaymentPart],
    allocations: dict[UUID, list[Allocation]],
    back: dict[UUID, int],
    refunds: dict[UUID, list[Refund]],
) -> PaymentCard:
    currency = payment.currency
    shown = tuple(
        _part_card(part, currency, allocations.get(part.id, []), back, refunds.get(part.id, []), payment)
        for part in parts
    )
    zero = Money.zero(currency).amount
    return PaymentCard(
        id=payment.id,
        number=payment.number,
        client_id=payment.client_id,
        client_name=payment.client.display_name,
        location_id=payment.location_id,
        on=payment.on,
        taken_at=payment.taken_at,
        taken_by=payment.taken_by,
        currency=currency,
        amount=Money.of_minor(payment.amount_minor, currency).amount,
        change=sum((part.change for part in shown), zero),
        note=payment.note,
        parts=shown,
        refunds=tuple(
            refund_card(refund, payment_of={part.id: payment for part in parts})
            for part in parts
            for refund in refunds.get(part.id, [])
        ),
        voided_on=payment.voided_on,
        voided_by=payment.voided_by,
        void_reason=payment.void_reason,
    )


def _part_card(  # noqa: PLR0913, PLR0917 - what was read for all payments at once
    part: PaymentPart,
    currency: str,
    allocations: Sequence[Allocation],
    back: dict[UUID, int],
    refunds: Sequence[Refund],
    payment: Payment,
) -> PartCard:
    def money(minor: int) -> Money:
        return Money.of_minor(minor, currency)

    gone = sum(refund.amount_minor for refund in refunds if refund.state != "failed")
    return PartCard(
        id=part.id,
        place=part.place,
        tender=part.tender.key,
        tender_kind=part.tender.kind,
        tender_name=part.tender.name,
        amount=money(part.amount_minor).amount,
        handed=money(part.handed_minor).amount if part.handed_minor is not None else None,
        change=money(part.change_minor).amount,
        rounding=money(part.rounding_minor).amount,
        reference=part.reference,
        card_brand=part.card_brand,
        card_last4=part.card_last4,
        left=money(0 if payment.voided_at else part.amount_minor - gone).amount,
        allocations=tuple(
            AllocationCard.model_validate(
                {
                    "id": row.id,
                    "kind": row.kind,
                    "invoice_id": row.invoice_id,
                    "invoice_label": row.invoice.label if row.invoice is not None else "",
                    "pot_id": row.pot_id,
                    "credit_id": row.credit_id,
                    "amount": money(row.amount_minor).amount,
                    "given_back": money(back.get(row.id, 0)).amount,
                }
            )
            for row in allocations
        ),
    )


def refund_card(refund: Refund, payment_of: dict[UUID, Payment] | None = None) -> RefundCard:
    """Show a refund with tender and client loaded; ``payment_of`` names payments by part where they are at hand."""
    payment = (payment_of or {}).get(refund.part_id) if refund.part_id is not None else None
    return RefundCard(
        id=refund.id,
        number=refund.number,
        client_id=refund.client_id,
        client_name=refund.client.display_name,
        part_id=refund.part_id,
        payment_id=payment.id if payment is not None else None,
        payment_number=payment.number if payment is not None else None,
        tender_name=refund.tender.name,
        on=refund.on,
        made_at=refund.made_at,
        made_by=refund.made_by,
        currency=refund.currency,
        amount=Money.of_minor(refund.amount_minor, refund.currency).amount,
        reason=refund.reason,
        reference=refund.reference,
        state=refund.state,
    )
