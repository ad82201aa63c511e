"""Giving money back to a card through its gateway."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from safelight.foundation.actions import Context, Frozen, NotFound, Refused, action
from safelight.foundation.money import Money
from safelight.payments.actions.attempts import new_attempt
from safelight.payments.actions.inputs import Amount, Reason
from safelight.payments.actions.refunding import ASKED, NewRefund, give_back
from safelight.payments.actions.take import exact
from safelight.payments.actions.void import locked_payment
from safelight.payments.models import Attempt, PaymentPart
from safelight.payments.queries.attempts import AttemptCard, attempt_card_of
from safelight.payments.queries.reading import refunded_of_parts, today_of
from safelight.payments.rules.attempts import AttemptState


class RefundCardPayment(Frozen):
    """Which card payment, how much of it (all that is left unless said), and why."""

    attempt_id: UUID
    amount: Amount | None = None
    reason: Reason


@action("payments.refund_card", permission="payments.refund", door="POST /payments/attempts/{attempt_id}/refund")
def refund_card_payment(context: Context, data: RefundCardPayment) -> AttemptCard:
    """Give money back to the card it came from. A whole payment that is not settled yet is voided instead."""
    paid = Attempt.objects.select_related("account").filter(id=data.attempt_id).first()
    if paid is None or paid.payment_id is None:
        what = "card payment"
        raise NotFound(what)
    payment = locked_payment(paid.payment_id)
    part = PaymentPart.objects.select_related("tender", "payment").get(payment_id=payment.id, tender__key="gateway")
    amount = exact(data.amount if data.amount is not None else _left(part), payment.currency, "amount")
    if Attempt.objects.filter(of_id=paid.id, state__in=[AttemptState.UNKNOWN.value]).exists():
        message = "Nobody knows yet whether an earlier refund of this card went through. Wait for the gateway's word."
        raise Refused(message, code="unknown")
    refund = give_back(
        context,
        NewRefund(
            amount=amount,
            on=today_of(context),
            reason=data.reason,
            client_id=payment.client_id,
            tender=part.tender,
            part=part,
            state=ASKED,
        ),
    )
    whole = amount.minor == (paid.approved_minor or paid.amount_minor)
    attempt = new_attempt(
        context,
        account=paid.account,
        client_id=paid.client_id,
        kind="void" if whole and not paid.settled else "refund",
        amount=amount,
        target={},
        description=data.reason[:200],
        of=paid,
        refund_id=refund.id,
    )
    context.subject("refund", refund.id, f"Refund {refund.number} was asked of the gateway: {data.reason}")
    return attempt_card_of(attempt.id)


def _left(part: PaymentPart) -> Decimal:
    gone = refunded_of_parts([part.id]).get(part.id, 0)
    return Money.of_minor(part.amount_minor - gone, part.payment.currency).amount
