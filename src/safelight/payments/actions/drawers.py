"""Cash drawers: opened with a count, moved, counted at the end of the day."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from safelight.accounts.models import Location
from safelight.books.actions import NewEntry, NewLine, record
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, Refused, action
from safelight.foundation.money import Money
from safelight.foundation.numbers import take_numbers
from safelight.payments.actions.inputs import Amount, Day, Reason, Sum
from safelight.payments.actions.take import exact
from safelight.payments.events import DrawerClosed
from safelight.payments.models import Drawer, DrawerMove, DrawerSession
from safelight.payments.queries.drawers import DrawerCard, SessionCard, drawer_card, session_card, sums_of
from safelight.payments.queries.reading import today_of
from safelight.payments.rules.drawers import counted

Pieces = Annotated[dict[Decimal, int], Field(default_factory=dict, max_length=20)]


class AddDrawer(Frozen):
    """A drawer: its name, where it stands, and its currency (the studio's unless said)."""

    name: str = Field(min_length=1, max_length=60)
    location_id: UUID | None = None
    currency: str = Field(default="", max_length=3)


class ChangeDrawer(Frozen):
    """What changes about a drawer; what is left out stays."""

    drawer_id: UUID
    name: str | None = Field(default=None, min_length=1, max_length=60)
    location_id: UUID | None = None
    archived: bool | None = None


class OpenDrawer(Frozen):
    """The cash in it as it is opened, as a sum or as counted ``pieces`` (value → number)."""

    drawer_id: UUID
    amount: Sum | None = None
    pieces: Pieces


class MoveCash(Frozen):
    """Cash put in (``pay_in``) or taken out (``pay_out``) for another reason than a payment.

    ``account`` is the ledger account it comes from or goes to: petty cash is an expense, change comes from the bank.
    """

    drawer_id: UUID
    kind: str = Field(pattern="^(pay_in|pay_out)$")
    amount: Amount
    reason: Reason
    account: str = Field(default="bank", min_length=1, max_length=80)


class CloseDrawer(Frozen):
    """The count at the end of the day; ``others`` are the sums found of other tenders by key, as the slips say."""

    drawer_id: UUID
    amount: Sum | None = None
    pieces: Pieces
    others: dict[str, Sum] = Field(default_factory=dict, max_length=20)
    note: str = Field(default="", max_length=1000)
    on: Day | None = None


@action("payments.add_drawer", permission="payments.manage", door="POST /payments/drawers")
def add_drawer(context: Context, data: AddDrawer) -> DrawerCard:
    """Add a cash drawer."""
    _check_location(data.location_id)
    currency = data.currency or context.studio.currency
    exact(0, currency, "currency")
    drawer = Drawer(name=data.name, location_id=data.location_id, currency=currency)
    drawer.save(force_insert=True)
    context.subject("drawer", drawer.id, f"The cash drawer “{drawer.name}” was added")
    return drawer_card(drawer, None)


@action("payments.change_drawer", permission="payments.manage", door="PATCH /payments/drawers/{drawer_id}")
def change_drawer(context: Context, data: ChangeDrawer) -> DrawerCard:
    """Change a cash drawer, put it out of use or back into use."""
    drawer = _drawer(data.drawer_id)
    is_open = DrawerSession.objects.filter(drawer_id=drawer.id, closed_at=None).exists()
    if data.archived and is_open:
        message = f"“{drawer.name}” is open. Count it first."
        raise Refused(message, code="drawer_open")
    if data.location_id is not None:
        _check_location(data.location_id)
        drawer.location_id = data.location_id
    if data.name is not None:
        context.changed({"name": [drawer.name, data.name]})
        drawer.name = data.name
    if data.archived is not None:
        drawer.archived_at = context.now if data.archived else None
        context.changed({"archived": data.archived})
    drawer.save()
    context.subject("drawer", drawer.id, f"The cash drawer “{drawer.name}” was changed")
    return drawer_card(drawer, None)


@action("payments.open_drawer", permission="payments.drawer", door="POST /payments/drawers/{drawer_id}/day")
def open_drawer(context: Context, data: OpenDrawer) -> SessionCard:
    """Open a cash drawer for the day with what is counted in it."""
    drawer = _drawer(data.drawer_id)
    if drawer.archived_at is not None:
        message = f"“{drawer.name}” is out of use."
        raise Refused(message, code="drawer_archived")
    if DrawerSession.objects.filter(drawer_id=drawer.id, closed_at=None).exists():
        message = f"“{drawer.name}” is open already."
        raise Conflict(message, code="drawer_open")
    found = _found(data.amount, data.pieces, drawer.currency)
    session = DrawerSession(
        drawer=drawer,
        number=take_numbers("drawer_day")[0],
        opened_at=context.now,
        opened_by=context.actor.label[:200],
        opening_minor=found.minor,
        opening_pieces={str(value): number for value, number in data.pieces.items()},
    )
    session.save(force_insert=True)
    context.subject("drawer", drawer.id, f"“{drawer.name}” was opened with {found.amount} {found.currency}")
    return session_card(session)


@action("payments.move_cash", permission="payments.drawer", door="POST /payments/drawers/{drawer_id}/moves")
def move_cash(context: Context, data: MoveCash) -> SessionCard:
    """Put cash into an open drawer or take it out: change from the bank, petty cash."""
    session = _open_session(data.drawer_id)
    amount = exact(data.amount, session.drawer.currency, "amount")
    if data.kind == "pay_out" and sums_of(session).expected < amount:
        message = f"There is {sums_of(session).expected.amount} {amount.currency} in “{session.drawer.name}”."
        raise Refused(message, code="not_enough_cash", fields={"amount": message})
    move(context, session, data.kind, amount, account=data.account, reason=data.reason)
    context.subject("drawer", session.drawer_id, f"{data.reason}: {data.amount} {amount.currency}")
    return session_card(session)


@action(
    "payments.close_drawer", permission="payments.drawer", door="POST /payments/drawers/{drawer_id}/end", dry_run=True
)
def close_drawer(context: Context, data: CloseDrawer) -> SessionCard:
    """Count a drawer at the end of the day. What is over or short is booked; the count stays as the next opening."""
    session = _open_session(data.drawer_id)
    currency = session.drawer.currency
    found = _found(data.amount, data.pieces, currency)
    sums = sums_of(session)
    difference = sums.difference(found)
    session.closed_at, session.closed_by = context.now, context.actor.label[:200]
    session.closing_minor, session.expected_minor = found.minor, sums.expected.minor
    session.closing_pieces = {str(value): number for value, number in data.pieces.items()}
    session.others = {key: str(exact(value, currency, f"others.{key}").amount) for key, value in data.others.items()}
    session.note = data.note
    if difference:
        entry = record(
            context,
            NewEntry(
                on=data.on or today_of(context),
                kind="cash_count",
                memo=f"{session.drawer.name}: {'over' if difference.minor > 0 else 'short'} at the count",
                source_kind="drawer_day",
                source_id=session.id,
                lines=(
                    NewLine("cash", difference, location_id=session.drawer.location_id),
                    NewLine("cash_over_short", -difference, location_id=session.drawer.location_id),
                ),
            ),
        )
        session.entry_id = entry.id
    session.save()
    context.subject("drawer", session.drawer_id, f"“{session.drawer.name}” was counted: {found.amount} {currency}")
    context.changed({"expected": str(sums.expected.amount), "found": str(found.amount)})
    context.publish(DrawerClosed(session_id=session.id, difference=str(difference.amount)))
    return session_card(session)


def move(  # noqa: PLR0913 - the parts of one movement
    context: Context,
    session: DrawerSession,
    kind: str,
    amount: Money,
    *,
    account: str,
    reason: str,
    slip_id: UUID | None = None,
    entry_id: UUID | None = None,
) -> DrawerMove:
    """Write a movement of an open, locked drawer, and book it unless ``entry_id`` did already."""
    sign = 1 if kind == "pay_in" else -1
    row = DrawerMove(
        session=session,
        kind=kind,
        amount_minor=amount.minor,
        currency=amount.currency,
        reason=reason,
        account=account,
        slip_id=slip_id,
        at=context.now,
        by=context.actor.label[:200],
    )
    row.entry_id = (
        entry_id
        or record(
            context,
            NewEntry(
                on=today_of(context),
                kind=kind,
                memo=reason[:200],
                source_kind="drawer_day",
                source_id=session.id,
                lines=(
                    NewLine("cash", amount * sign, location_id=session.drawer.location_id),
                    NewLine(account, amount * -sign, location_id=session.drawer.location_id),
                ),
            ),
        ).id
    )
    row.save(force_insert=True)
    return row


def locked_session(drawer_id: UUID) -> DrawerSession | None:
    """Return the open day of a drawer, which nobody else changes until the transaction ends, or None."""
    return (
        DrawerSession.objects.select_for_update(no_key=True, of=("self",))
        .select_related("drawer")
        .filter(drawer_id=drawer_id, closed_at=None)
        .first()
    )


def _open_session(drawer_id: UUID) -> DrawerSession:
    drawer = _drawer(drawer_id)
    session = locked_session(drawer.id)
    if session is None:
        message = f"“{drawer.name}” is not open."
        raise Refused(message, code="drawer_closed")
    return session


def _drawer(drawer_id: UUID) -> Drawer:
    found = Drawer.objects.select_for_update(no_key=True).filter(id=drawer_id).first()
    if found is None:
        what = "drawer"
        raise NotFound(what)
    return found


def _check_location(location_id: UUID | None) -> None:
    if location_id is not None and not Location.objects.filter(id=location_id).exists():
        what = "location"
        raise NotFound(what)


def _found(amount: Decimal | None, pieces: dict[Decimal, int], currency: str) -> Money:
    if amount is not None:
        found = exact(amount, currency, "amount")
        if pieces and _count(pieces, currency) != found:
            message = f"The pieces are worth {_count(pieces, currency).amount}, and the sum says {found.amount}."
            raise InvalidInput(message, fields={"amount": message})
        return found
    if not pieces:
        message = "Type what is in the drawer, or count the pieces. An empty drawer has 0."
        raise InvalidInput(message, fields={"amount": message})
    return _count(pieces, currency)


def _count(pieces: dict[Decimal, int], currency: str) -> Money:
    try:
        return counted(pieces, currency)
    except ValueError as error:
        raise InvalidInput(str(error), fields={"pieces": str(error)}) from error
