"""Taking a payment back as a whole: it was a mistake, or the cheque bounced."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from safelight.books.actions import NewEntry, NewLine, record
from safelight.foundation.actions import Context, NotFound, Refused, action
from safelight.foundation.money import Money
from safelight.payments.actions.inputs import VoidPayment
from safelight.payments.actions.taking import book_rounding
from safelight.payments.events import PaymentVoided
from safelight.payments.models import Allocation, Payment, PaymentPart, Refund
from safelight.payments.queries.cards import PaymentCard
from safelight.payments.queries.payment import card_of
from safelight.payments.queries.reading import today_of
from safelight.payments.rules.tenders import TenderKind
from safelight.sales.actions import unhold_retainer, unkeep_credit, unsettle

_TRANSIT: Final = "transit"
_BANK: Final = "bank"


@action("payments.void", permission="payments.refund", door="POST /payments/{payment_id}/void", dry_run=True)
def void(context: Context, data: VoidPayment) -> PaymentCard:
    """Take a payment back as if it had never come: what it paid is open again, what it held is gone.

    For mistakes and bounced cheques. Money that really goes back to the client is a refund. A payment of another day
    may be voided; the ledger shows it on the day of the voiding.
    """
    payment = locked_payment(data.payment_id)
    if payment.voided_at is not None:
        message = f"Payment {payment.number} was taken back on {payment.voided_on:%d %B %Y} already."
        raise Refused(message, code="voided")
    parts = list(PaymentPart.objects.filter(payment_id=payment.id).select_related("tender", "slip").order_by("place"))
    if Refund.objects.filter(part__in=parts).exclude(state="failed").exists():
        message = "Money of this payment was refunded. Refund the rest instead of voiding it."
        raise Refused(message, code="refunded")
    if any(part.tender.kind == TenderKind.GATEWAY.value for part in parts):
        message = "This card was charged through a gateway. Refund it, so that the gateway gives the money back."
        raise Refused(message, code="by_gateway")
    on = data.on or today_of(context)
    counted = [part for part in parts if TenderKind(part.tender.kind).is_counted and part.slip is None]
    if counted:
        _refuse_counted_drawer(payment)
    for part in parts:
        for allocation in Allocation.objects.filter(part_id=part.id).order_by("id"):
            _take_back(context, part, allocation, on, data.reason)
        if part.rounding_minor:
            back = Money.of_minor(-part.rounding_minor, payment.currency)
            book_rounding(context, payment, back, part.tender, on=on)
    payment.voided_at, payment.voided_on = context.now, on
    payment.voided_by, payment.void_reason = context.actor.label[:200], data.reason
    payment.save(update_fields=["voided_at", "voided_on", "voided_by", "void_reason"])
    context.subject("payment", payment.id, f"Payment {payment.number} was voided: {data.reason}")
    context.changed({"voided_on": [None, on.isoformat()]})
    context.concerns(payment.client_id)
    context.publish(PaymentVoided(payment_id=payment.id, client_id=payment.client_id))
    return card_of(payment.id)


def locked_payment(payment_id: UUID) -> Payment:
    """Return a payment that nobody else changes until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    found = Payment.objects.select_for_update(no_key=True).filter(id=payment_id).first()
    if found is None:
        what = "payment"
        raise NotFound(what)
    return found


def _refuse_counted_drawer(payment: Payment) -> None:
    """Cash of a drawer that was counted meanwhile is not where it was: today's drawer gives it back, by a refund."""
    session = payment.session
    if session is not None and session.closed_at is not None:
        message = (
            f"The drawer was counted since payment {payment.number}, this money in it."
            " Refund it out of today's drawer instead of voiding it."
        )
        raise Refused(message, code="drawer_counted")


def _take_back(context: Context, part: PaymentPart, allocation: Allocation, on: date, reason: str) -> None:
    memo = f"Payment taken back: {reason}"[:200]
    if allocation.kind == "invoice":
        unsettle(context, allocation.moved_id, on, memo=memo, credit_account=_where(part))
        return
    if allocation.kind == "retainer":
        unhold_retainer(context, allocation.moved_id, on, memo)
    else:
        unkeep_credit(context, allocation.moved_id, on, memo)
    if _where(part):
        _leave(context, part, allocation, on, memo)


def _leave(context: Context, part: PaymentPart, allocation: Allocation, on: date, memo: str) -> None:
    """Let the money leave from where it is by now: the entry above took it from where it came in."""
    amount = Money.of_minor(allocation.amount_minor, allocation.currency)
    record(
        context,
        NewEntry(
            on=on,
            kind="payment_voided",
            memo=memo,
            source_kind="payment",
            source_id=part.payment_id,
            lines=(NewLine(part.tender.account, amount), NewLine(_where(part), -amount)),
        ),
    )


def _where(part: PaymentPart) -> str:
    """Return the account where the money is by now, empty for where it came in: a cheque went on to the bank."""
    if part.slip is None:
        return ""
    return _BANK if part.slip.arrived_on is not None else _TRANSIT
