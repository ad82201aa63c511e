"""Deposit slips and the cheques that wait for one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field

from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.foundation.money import Money
from safelight.payments.models import DepositSlip, PaymentPart
from safelight.payments.rules.tenders import TenderKind


class ChequeCard(Frozen):
    """A cheque: the payment it came with, its number, who gave it."""

    part_id: UUID
    payment_id: UUID
    payment_number: int
    client_name: str
    reference: str
    on: date
    currency: str
    amount: Decimal


class SlipCard(Frozen):
    """A deposit slip; ``arrived_on`` is empty while it is on the way."""

    id: UUID
    number: int
    on: date
    location_id: UUID | None
    currency: str
    cash: Decimal
    cheque_total: Decimal
    total: Decimal
    note: str
    made_by: str
    arrived_on: date | None = None
    cheques: tuple[ChequeCard, ...] = ()


class WhichSlip(Frozen):
    """One deposit slip."""

    slip_id: UUID


class ListSlips(Frozen):
    """Deposit slips, newest first; ``on_the_way`` leaves out those that arrived."""

    on_the_way: bool = False
    before: int = Field(default=0, ge=0)
    limit: int = Field(default=50, ge=1, le=200)


class ListCheques(Frozen):
    """Cheques in hand, of one currency or of all."""

    currency: str = Field(default="", max_length=3)


@query("payments.deposit_slip", permission="payments.view", door="GET /payments/deposit_slips/{slip_id}")
def get_slip(_: Context, data: WhichSlip) -> SlipCard:
    """Show a deposit slip with its cheques."""
    slip = DepositSlip.objects.filter(id=data.slip_id).first()
    if slip is None:
        what = "deposit slip"
        raise NotFound(what)
    return slip_card(slip)


@query("payments.deposit_slips", permission="payments.view", door="GET /payments/deposit_slips")
def list_slips(_: Context, data: ListSlips) -> Page[SlipCard]:
    """List deposit slips, newest first."""
    rows = DepositSlip.objects.order_by("-number")
    if data.on_the_way:
        rows = rows.filter(arrived_on=None)
    if data.before:
        rows = rows.filter(number__lt=data.before)
    found = list(rows[: data.limit + 1])
    following = str(found[data.limit - 1].number) if len(found) > data.limit else None
    return Page[SlipCard](items=tuple(_card(slip, ()) for slip in found[: data.limit]), next=following)


@query("payments.cheques", permission="payments.view", door="GET /payments/cheques")
def list_cheques(_: Context, data: ListCheques) -> Page[ChequeCard]:
    """List the cheques that wait to be brought to the bank."""
    rows = waiting_cheques(data.currency).select_related("payment__client").order_by("payment__on", "id")
    cards = tuple(_cheque(part) for part in rows)
    return Page[ChequeCard](items=cards, total=len(cards))


def waiting_cheques(currency: str = "") -> QuerySet[PaymentPart]:
    """Return the cheques in hand: neither deposited nor of a payment that was taken back."""
    rows = PaymentPart.objects.filter(tender__kind=TenderKind.CHEQUE.value, slip=None, payment__voided_at=None)
    return rows.filter(payment__currency=currency) if currency else rows


def slip_card(slip: DepositSlip) -> SlipCard:
    """Show a deposit slip with its cheques."""
    parts = PaymentPart.objects.filter(slip_id=slip.id).select_related("payment__client").order_by("payment__on", "id")
    return _card(slip, tuple(_cheque(part) for part in parts))


def _card(slip: DepositSlip, cheques: tuple[ChequeCard, ...]) -> SlipCard:
    cash = Money.of_minor(slip.cash_minor, slip.currency)
    papers = Money.of_minor(slip.cheques_minor, slip.currency)
    return SlipCard(
        id=slip.id,
        number=slip.number,
        on=slip.on,
        location_id=slip.location_id,
        currency=slip.currency,
        cash=cash.amount,
        cheque_total=papers.amount,
        total=(cash + papers).amount,
        note=slip.note,
        made_by=slip.made_by,
        arrived_on=slip.arrived_on,
        cheques=cheques,
    )


def _cheque(part: PaymentPart) -> ChequeCard:
    payment = part.payment
    return ChequeCard(
        part_id=part.id,
        payment_id=payment.id,
        payment_number=payment.number,
        client_name=payment.client.display_name,
        reference=part.reference,
        on=payment.on,
        currency=payment.currency,
        amount=Money.of_minor(part.amount_minor, payment.currency).amount,
    )
