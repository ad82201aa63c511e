"""Giving money back in hand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from safelight.foundation.actions import Context, InvalidInput, NotFound, Refused, action
from safelight.payments.actions.drawing import open_session
from safelight.payments.actions.inputs import MakeRefund
from safelight.payments.actions.refunding import NewRefund, give_back
from safelight.payments.actions.take import exact
from safelight.payments.actions.tendering import tenders_by_key, usable
from safelight.payments.models import DrawerSession, Payment, PaymentPart, Tender
from safelight.payments.queries.cards import RefundCard
from safelight.payments.queries.reading import refund_card, today_of
from safelight.payments.rules.tenders import TenderKind
from safelight.sales.actions.locking import locked_credit


@dataclass(frozen=True, slots=True)
class _From:
    client_id: UUID
    currency: str
    location_id: UUID | None


@action("payments.refund", permission="payments.refund", door="POST /payments/refunds", dry_run=True)
def refund(context: Context, data: MakeRefund) -> RefundCard:
    """Give money back: a promised refund, a client's credit, or what a payment paid, which is then open again.

    It goes back by the tender it came by unless another is named, and never more than came. A card that was charged
    through a gateway is refunded by the gateway.
    """
    if data.credit_id is None and data.part_id is None:
        message = "Say what is given back: a part of a payment, or a credit or promised refund of the client."
        raise InvalidInput(message, fields={"part_id": message})
    part = _part(data.part_id)
    source = _source(part, data.credit_id)
    tender = _tender(context, data, part)
    counted = TenderKind(tender.kind).is_counted
    session: DrawerSession | None = (
        open_session(source.currency, source.location_id, data.drawer_id) if counted else None
    )
    made = give_back(
        context,
        NewRefund(
            amount=exact(data.amount, source.currency, "amount"),
            on=data.on or today_of(context),
            reason=data.reason,
            client_id=source.client_id,
            tender=tender,
            part=part,
            credit_id=data.credit_id,
            session=session,
            reference=data.reference,
        ),
    )
    context.subject("refund", made.id, f"Refund {made.number}: {data.reason}")
    context.changed({"amount": [None, f"{data.amount} {source.currency}"], "tender": [None, tender.key]})
    payment = {part.id: part.payment} if part is not None else None
    return refund_card(made, payment)


def _part(part_id: UUID | None) -> PaymentPart | None:
    if part_id is None:
        return None
    found = PaymentPart.objects.filter(id=part_id).select_related("payment", "tender").first()
    if found is None:
        what = "payment"
        raise NotFound(what)
    # The payment's row stands for all its parts: two refunds of one payment never give more back than came.
    Payment.objects.select_for_update(no_key=True).get(id=found.payment_id)
    found.payment.refresh_from_db()
    return found


def _source(part: PaymentPart | None, credit_id: UUID | None) -> _From:
    if credit_id is not None:
        credit = locked_credit(credit_id)
        if part is not None and part.payment.currency != credit.currency:
            message = f"The credit is in {credit.currency} and the payment in {part.payment.currency}."
            raise InvalidInput(message, code="other_currency", fields={"part_id": message})
        return _From(credit.client_id, credit.currency, credit.location_id)
    if part is None:
        what = "payment"
        raise NotFound(what)
    return _From(part.payment.client_id, part.payment.currency, part.payment.location_id)


def _tender(context: Context, data: MakeRefund, part: PaymentPart | None) -> Tender:
    tenders = tenders_by_key(context)
    chosen = usable(tenders, data.tender, "tender") if data.tender else (part.tender if part is not None else None)
    if chosen is None:
        message = "Say how the money is given back."
        raise InvalidInput(message, fields={"tender": message})
    kind = TenderKind(chosen.kind)
    if kind is TenderKind.GATEWAY:
        message = "This card was charged through a gateway; refund the card payment there, from its page."
        raise Refused(message, code="by_gateway", fields={"tender": message})
    if not kind.is_money and (part is None or part.tender_id != chosen.id or data.credit_id is not None):
        message = f"“{chosen.name}” gets back only what came from it. Choose cash, a cheque, a transfer or a card."
        raise InvalidInput(message, code="not_money", fields={"tender": message})
    return chosen
