"""Giving money back: out of what it comes, and the row that says so. In the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from safelight.books.actions import NewEntry, NewLine, record
from safelight.foundation import clock
from safelight.foundation.actions import ActionError, Context, NotFound, Refused
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.numbers import take_numbers
from safelight.payments.events import RefundMade
from safelight.payments.models import Allocation, DrawerSession, PaymentPart, Refund, RefundMove, Tender
from safelight.payments.queries.reading import given_back, refunded_of_parts
from safelight.payments.rules.dividing import in_coins
from safelight.payments.rules.tenders import TenderKind
from safelight.sales.actions import PayBack, ReturnRetainer, pay_back_credit, return_retainer, unsettle

SOURCE: Final = "refund"
ASKED: Final = "asked"


@dataclass(frozen=True, slots=True)
class NewRefund:
    """A refund about to be made; the row of ``part``'s payment, or the credit, is locked."""

    amount: Money
    on: date
    reason: str
    client_id: UUID
    tender: Tender
    part: PaymentPart | None = None
    credit_id: UUID | None = None
    session: DrawerSession | None = None
    reference: str = ""
    state: str = "done"


def give_back(context: Context, wanted: NewRefund) -> Refund:
    """Give money back and book it.

    Raises:
        NotFound: there is no such credit.
        Refused: more than came by that part or is left of it, the payment was voided, the day is closed.
    """
    if wanted.part is not None:
        _refuse_too_much(wanted.part, wanted.amount)
    due = in_coins(wanted.amount) if wanted.tender.kind == TenderKind.CASH.value else wanted.amount
    refund = Refund(
        studio_id=context.studio.id,
        client_id=wanted.client_id,
        part=wanted.part,
        tender=wanted.tender,
        session=wanted.session,
        on=wanted.on,
        made_at=context.now,
        made_by=context.actor.label[:200],
        currency=wanted.amount.currency,
        amount_minor=wanted.amount.minor,
        rounding_minor=(due - wanted.amount).minor,
        reason=wanted.reason,
        reference=wanted.reference,
        state=wanted.state,
        ended_at=context.now if wanted.state == "done" else None,
    )
    if wanted.state == ASKED:
        # Nothing moves in the books before the gateway has given the money back.
        refund.number = take_numbers("refund")[0]
        refund.save(force_insert=True)
        context.concerns(wanted.client_id)
        return refund
    moves = _moves(context, refund, wanted)
    refund.number = take_numbers("refund")[0]
    refund.save(force_insert=True)
    RefundMove.objects.bulk_create(moves)
    context.concerns(wanted.client_id)
    context.publish(RefundMade(refund_id=refund.id, client_id=wanted.client_id))
    return refund


def carry_out(context: Context, refund: Refund, credit_id: UUID | None = None) -> None:
    """Book a refund that its gateway has made. What it was to come out of may be gone by now; the money is gone too.

    Then the client owes it: their credit goes below zero, which the list of credits shows.
    """
    if refund.state != ASKED:
        return
    part = PaymentPart.objects.select_related("payment", "tender").get(id=refund.part_id) if refund.part_id else None
    wanted = NewRefund(
        amount=Money.of_minor(refund.amount_minor, refund.currency),
        on=max(refund.on, clock.local(context.now, context.studio.zone).date()),
        reason=refund.reason,
        client_id=refund.client_id,
        tender=Tender.objects.get(id=refund.tender_id),
        part=part,
        credit_id=credit_id,
    )
    try:
        with transaction.atomic():
            moves = _moves(context, refund, wanted)
    except ActionError:
        moves = [_owed_by_the_client(context, refund, wanted)]
    RefundMove.objects.bulk_create(moves)
    _end(context, refund, "done")
    context.publish(RefundMade(refund_id=refund.id, client_id=refund.client_id))


def fail(context: Context, refund: Refund) -> None:
    """Note that a gateway did not give the money back; nothing was booked yet."""
    if refund.state == ASKED:
        _end(context, refund, "failed")


def _end(context: Context, refund: Refund, state: str) -> None:
    refund.state, refund.ended_at = state, context.now
    refund.save(update_fields=["state", "ended_at"])


def _moves(context: Context, refund: Refund, wanted: NewRefund) -> list[RefundMove]:
    moves = _out_of_credit(context, refund, wanted) if wanted.credit_id else _out_of_part(context, refund, wanted)
    if refund.rounding_minor:
        _book_rounding(context, refund, wanted.tender)
    return moves


def _owed_by_the_client(context: Context, refund: Refund, wanted: NewRefund) -> RefundMove:
    record(
        context,
        NewEntry(
            on=wanted.on,
            kind="refund",
            memo=wanted.reason[:200],
            source_kind=SOURCE,
            source_id=refund.id,
            lines=(
                NewLine("client_credit", wanted.amount, client_id=wanted.client_id),
                NewLine(wanted.tender.account, -wanted.amount, client_id=wanted.client_id),
            ),
        ),
    )
    return _moved(refund, "owed", refund.id, wanted.amount)


def _refuse_too_much(part: PaymentPart, amount: Money) -> None:
    if part.payment.voided_at is not None:
        message = f"Payment {part.payment.number} was taken back already."
        raise Refused(message, code="voided")
    left = Money.of_minor(part.amount_minor - refunded_of_parts([part.id]).get(part.id, 0), part.payment.currency)
    if left < amount:
        message = f"{left.amount} {left.currency} of what came by “{part.tender.name}” is left to give back."
        raise Refused(message, code="more_than_came", fields={"amount": message})


def _out_of_credit(context: Context, refund: Refund, wanted: NewRefund) -> list[RefundMove]:
    if wanted.credit_id is None:
        what = "credit"
        raise NotFound(what)
    pay_back_credit(
        context,
        PayBack(
            credit_id=wanted.credit_id,
            amount=wanted.amount,
            on=wanted.on,
            source_kind=SOURCE,
            source_id=refund.id,
            credit_account=wanted.tender.account,
            memo=wanted.reason[:200],
        ),
    )
    return [_moved(refund, "credit", wanted.credit_id, wanted.amount)]


def _out_of_part(context: Context, refund: Refund, wanted: NewRefund) -> list[RefundMove]:
    """Take back what the part paid, the last first, until the amount is reached."""
    part = wanted.part
    if part is None:
        what = "payment"
        raise NotFound(what)
    allocations = list(Allocation.objects.filter(part_id=part.id).order_by("-id"))
    back = given_back([allocation.id for allocation in allocations])
    left, moves = wanted.amount, []
    for allocation in allocations:
        there = Money.of_minor(allocation.amount_minor - back.get(allocation.id, 0), allocation.currency)
        taken = min(left, there)
        if taken.minor <= 0:
            continue
        moves.append(_take(context, refund, wanted, allocation, taken))
        left -= taken
    if left:
        message = (
            "A part of what this payment paid was given back in another way already."
            f" {(wanted.amount - left).amount} {left.currency} of it can still be given back here."
        )
        raise Refused(message, code="more_than_left", fields={"amount": message})
    return moves


def _take(context: Context, refund: Refund, wanted: NewRefund, allocation: Allocation, amount: Money) -> RefundMove:
    memo = wanted.reason[:200]
    held = not TenderKind(wanted.tender.kind).is_money
    if allocation.kind == "invoice":
        account = "" if held else wanted.tender.account
        settled = unsettle(context, allocation.moved_id, wanted.on, memo=memo, amount=amount, credit_account=account)
        return _moved(refund, "invoice", settled.id, amount, allocation.id)
    if allocation.kind == "retainer" and allocation.pot_id is not None:
        returned = return_retainer(
            context,
            ReturnRetainer(
                pot_id=allocation.pot_id,
                amount=amount,
                on=wanted.on,
                source_kind=SOURCE,
                source_id=new_id(),
                credit_account=wanted.tender.account,
                memo=memo,
            ),
        )
        return _moved(refund, "retainer", returned.id, amount, allocation.id)
    pay_back_credit(
        context,
        PayBack(
            credit_id=allocation.moved_id,
            amount=amount,
            on=wanted.on,
            source_kind=SOURCE,
            source_id=refund.id,
            credit_account=wanted.tender.account,
            memo=memo,
        ),
    )
    return _moved(refund, "credit", allocation.moved_id, amount, allocation.id)


def _moved(refund: Refund, kind: str, moved_id: UUID, amount: Money, allocation_id: UUID | None = None) -> RefundMove:
    return RefundMove(
        studio_id=refund.studio_id,
        refund=refund,
        allocation_id=allocation_id,
        kind=kind,
        moved_id=moved_id,
        amount_minor=amount.minor,
        currency=amount.currency,
    )


def _book_rounding(context: Context, refund: Refund, tender: Tender) -> None:
    amount = Money.of_minor(refund.rounding_minor, refund.currency)
    record(
        context,
        NewEntry(
            on=refund.on,
            kind="cash_rounding",
            memo="Cash rounded to coins",
            source_kind=SOURCE,
            source_id=refund.id,
            lines=(
                NewLine("rounding", amount, client_id=refund.client_id),
                NewLine(tender.account, -amount, client_id=refund.client_id),
            ),
        ),
    )
