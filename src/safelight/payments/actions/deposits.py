"""Bringing cash and cheques to the bank."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.books.actions import NewEntry, NewLine, record
from safelight.books.queries import balance
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Refused, action
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.numbers import take_numbers
from safelight.payments.actions.drawers import locked_session, move
from safelight.payments.actions.inputs import Day, Sum
from safelight.payments.actions.take import exact
from safelight.payments.models import DepositSlip, PaymentPart
from safelight.payments.queries.deposits import SlipCard, slip_card, waiting_cheques
from safelight.payments.queries.drawers import sums_of
from safelight.payments.queries.reading import today_of

CASH, CHEQUES, TRANSIT, BANK = "cash", "cheques", "transit", "bank"


class MakeSlip(Frozen):
    """What is brought to the bank: cash (out of ``drawer_id`` when that drawer is open) and cheques by payment part."""

    cash: Sum | None = None
    cheques: tuple[UUID, ...] = Field(default=(), max_length=500)
    drawer_id: UUID | None = None
    location_id: UUID | None = None
    currency: str = Field(default="", max_length=3)
    on: Day | None = None
    note: str = Field(default="", max_length=500)


class SlipArrived(Frozen):
    """Which slip the bank booked, and on which day (today unless said)."""

    slip_id: UUID
    on: Day | None = None


@action("payments.make_slip", permission="payments.drawer", door="POST /payments/deposit_slips", dry_run=True)
def make_slip(context: Context, data: MakeSlip) -> SlipCard:
    """Make a deposit slip: cash and cheques leave the studio and are on the way to the bank."""
    currency = data.currency or context.studio.currency
    cash = exact(data.cash, currency, "cash") if data.cash is not None else Money.zero(currency)
    parts = _cheques(data, currency)
    cheques = sum((Money.of_minor(part.amount_minor, currency) for part in parts), Money.zero(currency))
    if not cash and not cheques:
        message = "A deposit slip has cash, cheques, or both."
        raise InvalidInput(message, fields={"cash": message})
    _refuse_too_much(data, cash)
    identifier, on = new_id(), data.on or today_of(context)
    entry = record(
        context,
        NewEntry(
            on=on,
            kind="deposit",
            memo="Brought to the bank",
            source_kind="deposit_slip",
            source_id=identifier,
            lines=(
                NewLine(TRANSIT, cash + cheques, location_id=data.location_id),
                NewLine(CASH, -cash, location_id=data.location_id),
                NewLine(CHEQUES, -cheques, location_id=data.location_id),
            ),
        ),
    )
    slip = DepositSlip(
        id=identifier,
        number=take_numbers("deposit_slip")[0],
        on=on,
        location_id=data.location_id,
        currency=currency,
        cash_minor=cash.minor,
        cheques_minor=cheques.minor,
        note=data.note,
        entry_id=entry.id,
        made_at=context.now,
        made_by=context.actor.label[:200],
    )
    slip.save(force_insert=True)
    PaymentPart.objects.filter(id__in=[part.id for part in parts]).update(slip=slip)
    session = locked_session(data.drawer_id) if data.drawer_id is not None else None
    if session is not None and cash:
        reason = f"Deposit slip {slip.number}"
        move(context, session, "deposit", cash, account=TRANSIT, reason=reason, slip_id=slip.id, entry_id=entry.id)
    context.subject("deposit_slip", slip.id, f"Deposit slip {slip.number}: {(cash + cheques).amount} {currency}")
    return slip_card(slip)


@action("payments.slip_arrived", permission="payments.drawer", door="POST /payments/deposit_slips/{slip_id}/arrival")
def slip_arrived(context: Context, data: SlipArrived) -> SlipCard:
    """Note that the bank booked a deposit slip."""
    slip = DepositSlip.objects.select_for_update(no_key=True).filter(id=data.slip_id).first()
    if slip is None:
        what = "deposit slip"
        raise NotFound(what)
    if slip.arrived_on is not None:
        message = f"Deposit slip {slip.number} arrived on {slip.arrived_on:%d %B %Y} already."
        raise Refused(message, code="arrived")
    amount = Money.of_minor(slip.cash_minor + slip.cheques_minor, slip.currency)
    on = data.on or today_of(context)
    if on < slip.on:
        message = f"It was brought to the bank on {slip.on:%d %B %Y}."
        raise InvalidInput(message, fields={"on": message})
    entry = record(
        context,
        NewEntry(
            on=on,
            kind="deposit_arrived",
            memo=f"Deposit slip {slip.number}",
            source_kind="deposit_slip",
            source_id=slip.id,
            lines=(
                NewLine(BANK, amount, location_id=slip.location_id),
                NewLine(TRANSIT, -amount, location_id=slip.location_id),
            ),
        ),
    )
    slip.arrived_on, slip.arrived_entry_id = on, entry.id
    slip.save(update_fields=["arrived_on", "arrived_entry_id"])
    context.subject("deposit_slip", slip.id, f"The bank booked deposit slip {slip.number}")
    return slip_card(slip)


def _cheques(data: MakeSlip, currency: str) -> list[PaymentPart]:
    wanted = set(data.cheques)
    found = list(waiting_cheques(currency).select_for_update(of=("self",)).filter(id__in=wanted))
    if len(found) != len(wanted):
        message = f"{len(wanted) - len(found)} of these cheques are no {currency} cheques that wait for the bank."
        raise Refused(message, code="not_waiting", fields={"cheques": message})
    return found


def _refuse_too_much(data: MakeSlip, cash: Money) -> None:
    """Nobody brings more cash to the bank than there is: in the open drawer, else in the books."""
    session = locked_session(data.drawer_id) if data.drawer_id is not None else None
    there = sums_of(session).expected if session is not None else balance(CASH).of(cash.currency)
    if cash and (there.currency != cash.currency or there < cash):
        message = f"There is {there.amount} {there.currency} in cash."
        raise Refused(message, code="not_enough_cash", fields={"cash": message})
