"""Cash drawers: what should be in them, and their days."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Sum
from pydantic import Field

from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.foundation.money import Money
from safelight.payments.models import Drawer, DrawerMove, DrawerSession, PaymentPart, Refund
from safelight.payments.rules.drawers import DrawerSums, denominations
from safelight.payments.rules.tenders import TenderKind


class TenderSum(Frozen):
    """What came in by one tender in a drawer's day, less what went back; ``found`` is what was counted of it."""

    tender: str
    name: str
    count: int
    amount: Decimal
    found: Decimal | None = None


class MoveCard(Frozen):
    """Cash that was put in or taken out."""

    id: UUID
    kind: str
    amount: Decimal
    reason: str
    at: datetime
    by: str


class SessionCard(Frozen):
    """A drawer's day. While it is open, ``expected`` is what should be in it now; closed, ``found`` is what was."""

    id: UUID
    number: int
    drawer_id: UUID
    drawer_name: str
    currency: str
    opened_at: datetime
    opened_by: str
    opening: Decimal
    taken: Decimal
    given_back: Decimal
    paid_in: Decimal
    paid_out: Decimal
    expected: Decimal
    closed_at: datetime | None = None
    closed_by: str = ""
    found: Decimal | None = None
    difference: Decimal | None = None
    note: str = ""
    tenders: tuple[TenderSum, ...] = ()
    moves: tuple[MoveCard, ...] = ()


class DrawerCard(Frozen):
    """A cash drawer and its open day; ``pieces`` are the notes and coins to count, largest first."""

    id: UUID
    name: str
    location_id: UUID | None
    currency: str
    archived: bool
    pieces: tuple[Decimal, ...]
    day: SessionCard | None = None


class ListDrawers(Frozen):
    """Whether those out of use are shown too."""

    archived: bool = False


class WhichSession(Frozen):
    """One day of a drawer."""

    session_id: UUID


class ListSessions(Frozen):
    """The days of one drawer, newest first."""

    drawer_id: UUID
    before: int = Field(default=0, ge=0)
    limit: int = Field(default=30, ge=1, le=100)


@query("payments.drawers", permission="payments.view", door="GET /payments/drawers")
def list_drawers(_: Context, data: ListDrawers) -> Page[DrawerCard]:
    """List the cash drawers with what should be in those that are open."""
    rows = Drawer.objects.order_by("name", "id")
    if not data.archived:
        rows = rows.filter(archived_at=None)
    found = list(rows)
    days = {
        session.drawer_id: session
        for session in DrawerSession.objects.filter(drawer__in=found, closed_at=None).select_related("drawer")
    }
    return Page[DrawerCard](items=tuple(drawer_card(row, days.get(row.id)) for row in found), total=len(found))


@query("payments.drawer_day", permission="payments.view", door="GET /payments/drawer_days/{session_id}")
def get_session(_: Context, data: WhichSession) -> SessionCard:
    """Show a drawer's day: opening, movements, what came in by each tender, the count."""
    found = DrawerSession.objects.select_related("drawer").filter(id=data.session_id).first()
    if found is None:
        what = "drawer day"
        raise NotFound(what)
    return session_card(found)


@query("payments.drawer_days", permission="payments.view", door="GET /payments/drawers/{drawer_id}/days")
def list_sessions(_: Context, data: ListSessions) -> Page[SessionCard]:
    """List the days of a drawer, newest first."""
    if not Drawer.objects.filter(id=data.drawer_id).exists():
        what = "drawer"
        raise NotFound(what)
    rows = DrawerSession.objects.select_related("drawer").filter(drawer_id=data.drawer_id)
    if data.before:
        rows = rows.filter(number__lt=data.before)
    found = list(rows.order_by("-number")[: data.limit + 1])
    following = str(found[data.limit - 1].number) if len(found) > data.limit else None
    return Page[SessionCard](
        items=tuple(session_card(row, details=False) for row in found[: data.limit]), next=following
    )


def sums_of(session: DrawerSession) -> DrawerSums:
    """Return what happened to the cash of a drawer's day; three queries."""

    def money(minor: object) -> Money:
        return Money.of_minor(int(str(minor or 0)), session.drawer.currency)

    cash = TenderKind.CASH.value
    taken = PaymentPart.objects.filter(
        payment__session_id=session.id, payment__voided_at=None, tender__kind=cash
    ).aggregate(minor=Sum(F("amount_minor") + F("rounding_minor")))["minor"]
    back = (
        Refund.objects.filter(session_id=session.id, tender__kind=cash)
        .exclude(state="failed")
        .aggregate(minor=Sum(F("amount_minor") + F("rounding_minor")))["minor"]
    )
    moved = dict(
        DrawerMove.objects.filter(session_id=session.id).values_list("kind").annotate(minor=Sum("amount_minor"))
    )
    return DrawerSums(
        opening=money(session.opening_minor),
        taken=money(taken),
        given_back=money(back),
        paid_in=money(moved.get("pay_in")),
        paid_out=money(moved.get("pay_out", 0) + moved.get("deposit", 0)),
    )


def drawer_card(drawer: Drawer, session: DrawerSession | None) -> DrawerCard:
    """Show a drawer with its open day."""
    return DrawerCard(
        id=drawer.id,
        name=drawer.name,
        location_id=drawer.location_id,
        currency=drawer.currency,
        archived=drawer.archived_at is not None,
        pieces=denominations(drawer.currency),
        day=session_card(session, details=False) if session is not None else None,
    )


def session_card(session: DrawerSession, *, details: bool = True) -> SessionCard:
    """Show a drawer's day with its drawer loaded; ``details`` adds tenders and movements."""
    sums = sums_of(session)
    currency = session.drawer.currency
    found = Money.of_minor(session.closing_minor, currency) if session.closing_minor is not None else None
    expected = Money.of_minor(session.expected_minor, currency) if session.expected_minor is not None else sums.expected
    return SessionCard(
        id=session.id,
        number=session.number,
        drawer_id=session.drawer_id,
        drawer_name=session.drawer.name,
        currency=currency,
        opened_at=session.opened_at,
        opened_by=session.opened_by,
        opening=sums.opening.amount,
        taken=sums.taken.amount,
        given_back=sums.given_back.amount,
        paid_in=sums.paid_in.amount,
        paid_out=sums.paid_out.amount,
        expected=expected.amount,
        closed_at=session.closed_at,
        closed_by=session.closed_by,
        found=found.amount if found is not None else None,
        difference=(found - expected).amount if found is not None else None,
        note=session.note,
        tenders=_tenders(session) if details else (),
        moves=_moves(session) if details else (),
    )


def _tenders(session: DrawerSession) -> tuple[TenderSum, ...]:
    currency = session.drawer.currency
    rows = (
        PaymentPart.objects.filter(payment__session_id=session.id, payment__voided_at=None)
        .values("tender__key", "tender__name", "tender__order")
        .annotate(minor=Sum(F("amount_minor") + F("rounding_minor")), parts=Count("id"))
        .order_by("tender__order")
    )
    return tuple(
        TenderSum(
            tender=row["tender__key"],
            name=row["tender__name"],
            count=int(row["parts"]),
            amount=Money.of_minor(int(row["minor"]), currency).amount,
            found=Decimal(session.others[row["tender__key"]]) if row["tender__key"] in session.others else None,
        )
        for row in rows
    )


def _moves(session: DrawerSession) -> tuple[MoveCard, ...]:
    return tuple(
        MoveCard(
            id=row.id,
            kind=row.kind,
            amount=Money.of_minor(row.amount_minor, row.currency).amount,
            reason=row.reason,
            at=row.at,
            by=row.by,
        )
        for row in DrawerMove.objects.filter(session_id=session.id).order_by("at", "id")
    )
