"""Retainers: money held until it is earned. Taken in, counted against invoices, given back, or kept."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from safelight.books.actions import NewEntry, NewLine, record
from safelight.clients.models import Client
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, Refused
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.sales.actions.locking import lock_pot
from safelight.sales.actions.settling import count, line_of, locked_with_open
from safelight.sales.events import RetainerHeld
from safelight.sales.models import Credit, Order, Retainer, Settlement
from safelight.sales.queries.opens import pot
from safelight.sales.rules.moves import HoldRetainer, RetainerMoved, ReturnRetainer, Settled, UseRetainer
from safelight.sales.rules.posting import CLIENT_CREDIT, KEPT_RETAINERS, RECEIVABLE, RETAINERS


def hold_retainer(context: Context, wanted: HoldRetainer) -> RetainerMoved:
    """Hold money for an order or a session: debit where it is, credit what is not earned yet.

    The same source with the same amount answers what is there (``repeated``).

    Raises:
        NotFound: there is no such order or client.
        InvalidInput: neither order nor session, a session without the client, or nothing and less.
        Conflict: this source is held with another amount (``source_used``).
        Refused: the day is closed.
    """
    order = Order.objects.filter(id=wanted.order_id).first() if wanted.order_id else None
    if wanted.order_id and order is None:
        what = "order"
        raise NotFound(what)
    pot_id = order.id if order else wanted.shoot_id
    client_id = wanted.client_id or (order.client_id if order else None)
    if pot_id is None or client_id is None:
        message = "A retainer is held for an order, or for a session of a client."
        raise InvalidInput(message, fields={"order_id": message})
    if wanted.amount.minor <= 0:
        message = "A retainer is more than nothing."
        raise InvalidInput(message, fields={"amount": message})
    if order is not None and wanted.amount.currency != order.currency:
        message = f"The order is in {order.currency}; hold its retainer in that currency."
        raise InvalidInput(message, code="wrong_currency", fields={"currency": message})
    if not Client.objects.filter(id=client_id).exists():
        what = "client"
        raise NotFound(what)
    lock_pot(context, pot_id)
    known = Retainer.objects.filter(
        pot_id=pot_id, kind="held", source_kind=wanted.source_kind, source_id=wanted.source_id
    ).first()
    if known is not None and not Retainer.objects.filter(reverses_id=known.id).exists():
        there = Money.of_minor(known.amount_minor, known.currency)
        if there == wanted.amount:
            return RetainerMoved(known.id, pot_id, there, _held(pot_id, there.currency), repeated=True)
        message = f"This payment is held as a retainer of {there.amount} {there.currency} already."
        raise Conflict(message, code="source_used")
    row = Retainer(
        pot_id=pot_id,
        order_id=order.id if order else None,
        shoot_id=wanted.shoot_id or (order.shoot_id if order else None),
        client_id=client_id,
        kind="held",
        source_kind=wanted.source_kind,
        source_id=wanted.source_id,
        location_id=wanted.location_id or (order.location_id if order else None),
        memo=wanted.memo,
    )
    moved = _move(context, row, wanted.amount, wanted.on, other=wanted.debit_account, kind="retainer")
    context.publish(RetainerHeld(pot_id=pot_id, order_id=row.order_id, shoot_id=row.shoot_id, client_id=row.client_id))
    return moved


def unhold_retainer(context: Context, retainer_id: UUID, on: date, memo: str = "") -> RetainerMoved:
    """Take a held retainer back because the money never came (a cheque bounced, the payment was voided).

    Raises:
        NotFound: there is no such retainer.
        Refused: it was taken back already, or was used meanwhile (``retainer_used``).
    """
    held = Retainer.objects.filter(id=retainer_id, kind="held").first()
    if held is None:
        what = "retainer"
        raise NotFound(what)
    lock_pot(context, held.pot_id)
    if Retainer.objects.filter(reverses_id=held.id).exists():
        message = "This retainer was taken back already."
        raise Refused(message, code="taken_back")
    amount = Money.of_minor(held.amount_minor, held.currency)
    _enough(held.pot_id, amount)
    row = _like(held, "taken_back", (held.source_kind, held.source_id), memo)
    row.reverses_id = held.id
    return _move(context, row, -amount, on, other=held.account, kind="retainer_taken_back")


def return_retainer(context: Context, wanted: ReturnRetainer) -> RetainerMoved:
    """Give held money back to the client.

    Raises:
        NotFound: nothing was ever held there.
        Refused: more than is held (``more_than_held``), or the day is closed.
    """
    first = first_of(context, wanted.pot_id)
    known = Retainer.objects.filter(
        pot_id=wanted.pot_id, kind="returned", source_kind=wanted.source_kind, source_id=wanted.source_id
    ).first()
    if known is not None and not Retainer.objects.filter(reverses_id=known.id).exists():
        there = Money.of_minor(-known.amount_minor, known.currency)
        return RetainerMoved(known.id, wanted.pot_id, -there, _held(wanted.pot_id, there.currency), repeated=True)
    _enough(wanted.pot_id, wanted.amount)
    row = _like(first, "returned", (wanted.source_kind, wanted.source_id), wanted.memo)
    return _move(context, row, -wanted.amount, wanted.on, other=wanted.credit_account, kind="retainer_returned")


def unreturn_retainer(context: Context, retainer_id: UUID, on: date, memo: str = "") -> RetainerMoved:
    """Hold money again that was to be given back, because the refund failed.

    Raises:
        NotFound: there is no such movement.
        Refused: it was taken back already.
    """
    row = Retainer.objects.filter(id=retainer_id, kind="returned").first()
    if row is None:
        what = "retainer"
        raise NotFound(what)
    lock_pot(context, row.pot_id)
    if Retainer.objects.filter(reverses_id=row.id).exists():
        message = "This refund was taken back already."
        raise Refused(message, code="taken_back")
    again = _like(row, "taken_back", (row.source_kind, row.source_id), memo)
    again.reverses_id = row.id
    amount = Money.of_minor(-row.amount_minor, row.currency)
    return _move(context, again, amount, on, other=row.account, kind="retainer_held_again")


def use_retainer(context: Context, wanted: UseRetainer) -> Settled:
    """Count held money against an invoice; without an amount as much as is held and open.

    Raises:
        NotFound: there is no such invoice, or nothing was ever held there.
        Refused: nothing is held or open, or more than that was asked for.
    """
    invoice, open_ = locked_with_open(wanted.invoice_id)
    first = first_of(context, wanted.pot_id)
    amount = wanted.amount or min(open_, _held(wanted.pot_id, invoice.currency))
    if amount.minor <= 0:
        message = f"No retainer in {invoice.currency} is held here, or nothing is open on invoice {invoice.label}."
        raise Refused(message, code="nothing_held")
    _enough(wanted.pot_id, amount)
    identifier = new_id()
    settled = count(
        context,
        invoice,
        amount,
        on=wanted.on,
        source=("retainer", identifier),
        debit=line_of(invoice, RETAINERS, amount, wanted.pot_id),
        kind="retainer_used",
        memo=wanted.memo or f"Retainer counted against invoice {invoice.label}",
    )
    row = _like(first, "used", ("settlement", settled.id), wanted.memo)
    row.id, row.account = identifier, RECEIVABLE
    _write(context, row, -amount, wanted.on, Settlement.objects.get(id=settled.id).entry_id)
    return settled


def keep_held(context: Context, pot_id: UUID, amount: Money, on: date, memo: str) -> RetainerMoved:
    """Keep held money as income, because the order or session was cancelled.

    A kept deposit is compensation and bears no value added tax (Court of Justice of the EU, C-277/05).

    Raises:
        NotFound: nothing was ever held there.
        Refused: more than is held, or the day is closed.
    """
    first = first_of(context, pot_id)
    _enough(pot_id, amount)
    row = _like(first, "kept", ("retainer", first.id), memo)
    return _move(context, row, -amount, on, other=KEPT_RETAINERS, kind="retainer_kept")


def move_to(context: Context, first: Retainer, credit: Credit, *, memo: str) -> RetainerMoved:
    """Note that a credit was made out of a pot, whose own entry moved the money already.

    Raises:
        Refused: more than was held.
    """
    amount = Money.of_minor(credit.amount_minor, credit.currency)
    row = _like(first, "to_credit", ("credit", credit.id), memo)
    row.account = CLIENT_CREDIT
    left = _held(first.pot_id, amount.currency)
    if left.minor < 0:
        message = (
            f"{(left + amount).amount} {left.currency} is held here; {amount.amount} {left.currency} is asked for."
        )
        raise Refused(message, code="more_than_held", fields={"amount": message})
    _write(context, row, -amount, credit.on, credit.entry_id)
    return RetainerMoved(row.id, first.pot_id, -amount, left)


def first_of(context: Context, pot_id: UUID) -> Retainer:
    """Lock a pot and return its first movement, which knows whose it is.

    Raises:
        NotFound: nothing was ever held there.
    """
    lock_pot(context, pot_id)
    found = Retainer.objects.filter(pot_id=pot_id).order_by("id").first()
    if found is None:
        what = "retainer"
        raise NotFound(what)
    return found


def _move(  # noqa: PLR0913 - the parts of one movement
    context: Context, row: Retainer, amount: Money, on: date, *, other: str | NewLine, kind: str
) -> RetainerMoved:
    """Book and write a movement of a locked pot: ``amount`` above zero goes in."""
    across = (
        NewLine(other, amount, client_id=row.client_id, location_id=row.location_id)
        if isinstance(other, str)
        else other
    )
    held = NewLine(RETAINERS, -amount, client_id=row.client_id, document_id=row.pot_id, location_id=row.location_id)
    memo = row.memo or "Retainer"
    entry = record(
        context,
        NewEntry(on=on, kind=kind, memo=memo, source_kind="retainer", source_id=row.id, lines=(across, held)),
    )
    row.account = across.account
    _write(context, row, amount, on, entry.id)
    context.concerns(row.client_id)
    return RetainerMoved(row.id, row.pot_id, amount, _held(row.pot_id, amount.currency))


def _write(context: Context, row: Retainer, amount: Money, on: date, entry_id: UUID) -> None:
    row.amount_minor, row.currency, row.on, row.entry_id = amount.minor, amount.currency, on, entry_id
    row.made_at, row.made_by = context.now, context.actor.label
    row.save(force_insert=True)


def _like(row: Retainer, kind: str, source: tuple[str, UUID], memo: str) -> Retainer:
    return Retainer(
        pot_id=row.pot_id,
        order_id=row.order_id,
        shoot_id=row.shoot_id,
        client_id=row.client_id,
        kind=kind,
        source_kind=source[0],
        source_id=source[1],
        location_id=row.location_id,
        memo=memo,
    )


def _held(pot_id: UUID, currency: str) -> Money:
    return pot(pot_id).get(currency) or Money.zero(currency)


def _enough(pot_id: UUID, amount: Money) -> None:
    held = _held(pot_id, amount.currency)
    if amount.minor <= 0 or held < amount:
        message = f"{held.amount} {held.currency} is held here; {amount.amount} {amount.currency} is asked for."
        raise Refused(message, code="more_than_held", fields={"amount": message})
