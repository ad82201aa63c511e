"""Taking, keeping and giving up seats.

Sitting down and standing up happen in ordinary requests and leave no journal line; they are no business of the
studio's. Taking a seat from somebody, or freeing it, is an action.

All times are ``clock_timestamp()`` of the database: a wrong or jumping clock of this machine frees or doubles
nothing. One advisory lock per studio orders those who want in; a holder's own heartbeat goes without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from safelight.accounts.models import Seat
from safelight.accounts.queries.seats import holders
from safelight.accounts.rules.seats import LEASE_SECONDS, Holder, who_gives_way
from safelight.foundation import journal
from safelight.foundation.actions import Conflict, Context, Empty, Frozen, NotFound, action
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import current_studio_id

_LEASE = f"interval '{LEASE_SECONDS} seconds'"
_LOCK = "select pg_advisory_xact_lock(hashtextextended('seats ' || %s::text, 0))"
_KEEP = """
update accounts_seat set beat_at = clock_timestamp(), used_at = clock_timestamp(), label = %(label)s
where studio_id = %(studio)s and device = %(device)s and (%(limit)s::int is null or number <= %(limit)s)
returning number
"""
# A seat above a limit that was lowered meanwhile is given up, and an equal one is looked for below.
_STAND_UP = (
    "update accounts_seat set device = null, user_id = null where studio_id = %(studio)s and device = %(device)s"
)
_SIT = """
set user_id = %(user)s, device = %(device)s, label = %(label)s, asked_by = '',
    since = clock_timestamp(), used_at = clock_timestamp(), beat_at = clock_timestamp()
"""
_TAKE_FREE = f"""
update accounts_seat {_SIT}
where id = (
    select id from accounts_seat
    where studio_id = %(studio)s and (%(limit)s::int is null or number <= %(limit)s)
      and (device is null or beat_at <= clock_timestamp() - {_LEASE})
    order by number limit 1 for update skip locked)
returning number
"""  # noqa: S608 - constants
_ADD = """
insert into accounts_seat (id, studio_id, number, user_id, device, label, asked_by, since, used_at, beat_at)
select %(id)s, %(studio)s, last.number + 1, %(user)s, %(device)s, %(label)s, '',
       clock_timestamp(), clock_timestamp(), clock_timestamp()
from (select coalesce(max(number), 0) as number from accounts_seat where studio_id = %(studio)s) last
where %(limit)s::int is null or last.number < %(limit)s
returning number
"""
_TAKE_OVER = f"update accounts_seat {_SIT} where studio_id = %(studio)s and id = %(id)s returning number"
# Whoever asked is told once; afterwards the seat is quiet again.
_BEAT = f"""
with before as (
    select id, asked_by from accounts_seat
    where studio_id = %s and device = %s and beat_at > clock_timestamp() - {_LEASE}
      and (%s::int is null or number <= %s) for update)
update accounts_seat seat set beat_at = clock_timestamp(), asked_by = ''
from before where seat.id = before.id returning before.asked_by
"""  # noqa: S608 - constants
_LEAVE = "update accounts_seat set device = null, user_id = null where studio_id = %s and device = any(%s)"


@dataclass(frozen=True, slots=True)
class Seated:
    """The person has a seat; ``taken_from`` is who had to give way for it."""

    number: int
    taken_from: Holder | None = None


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who wants a seat: a person at one device, described in words by ``label``."""

    user_id: UUID
    device: UUID
    label: str


def take_seat(sitter: Sitter, limit: int | None, *, context: Context | None = None) -> Seated | None:
    """Give a person a seat in the studio in scope: their own, a free one, or a new one below the limit; else None.

    With ``context``, that of an owner, somebody else's seat is taken over when none is free. The caller commits at
    once, in a transaction of its own.
    """
    studio_id = current_studio_id()
    values: dict[str, UUID | str | int | None] = {
        "studio": studio_id,
        "device": sitter.device,
        "user": sitter.user_id,
        "label": sitter.label[:80],
        "limit": limit,
        "id": new_id(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, values)
        found = cursor.fetchone()
        if found is None:
            cursor.execute(_LOCK, [studio_id])
            cursor.execute(_STAND_UP, values)
        for statement in (_TAKE_FREE, _ADD):
            if found is None:
                cursor.execute(statement, values)
                found = cursor.fetchone()
        if found is not None:
            return Seated(found[0])
        victim = who_gives_way(holders()) if context is not None else None
        if context is None or victim is None:
            return None
        cursor.execute(_TAKE_OVER, {**values, "id": victim.seat_id})
        number = cursor.fetchone()[0]
    _note(context, "seats.take_over", victim, f"took over the seat of {victim.name}, idle for {_minutes(victim.idle)}")
    return Seated(number, taken_from=victim)


def beat(device: UUID, limit: int | None) -> str | None:
    """Keep a seat while a page is open; answer who asked for it ("" for nobody), or None when it is lost.

    A ping never sits down: only a request of a person does.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, [current_studio_id(), device, limit, limit])
        found = cursor.fetchone()
    return None if found is None else str(found[0])


def leave(*devices: UUID) -> None:
    """Free the seats of these devices at once."""
    with connection.cursor() as cursor:
        cursor.execute(_LEAVE, [current_studio_id(), list(devices)])


def leave_all(user_id: UUID) -> None:
    """Free every seat a person holds in the studio in scope: their access ended."""
    Seat.objects.filter(user_id=user_id).update(device=None, user=None)


def close_above(limit: int | None) -> None:
    """Free the seats above a limit that was just lowered."""
    if limit is not None:
        Seat.objects.filter(number__gt=limit).update(device=None, user=None)


class SeatChoice(Frozen):
    """One seat."""

    seat_id: UUID


@action("seats.free", permission="seats.manage", door="DELETE /seats/{seat_id}")
def free_seat(context: Context, data: SeatChoice) -> Empty:
    """Free the seat somebody holds.

    They come back to a page that says so; what they had not saved stays on their screen.

    Raises:
        NotFound: nobody works at such a seat.
    """
    holder = _holder(data.seat_id)
    Seat.objects.filter(id=holder.seat_id).update(device=None, user=None)
    context.subject("seat", holder.seat_id, f"The seat of {holder.name} was freed")
    return Empty()


@action("seats.ask", permission="seats.view", door="POST /seats/{seat_id}/request")
def ask_for_seat(context: Context, data: SeatChoice) -> Empty:
    """Ask the holder of a seat to make room.

    They read it on the page they have open.

    Raises:
        NotFound: nobody works at such a seat.
        Conflict: it is one's own.
    """
    holder = _holder(data.seat_id)
    if holder.user_id == context.actor.id:
        message = "This seat is yours: sign out on the other device to move here."
        raise Conflict(message)
    Seat.objects.filter(id=holder.seat_id).update(asked_by=context.actor.label[:200])
    context.subject("seat", holder.seat_id, f"{context.actor.label} asked {holder.name} for the seat")
    return Empty()


def _holder(seat_id: UUID) -> Holder:
    found = next((holder for holder in holders() if holder.seat_id == seat_id), None)
    if found is None:
        what = "seat"
        raise NotFound(what)
    return found


def _note(context: Context, name: str, holder: Holder, words: str) -> None:
    fresh = Context(context.studio, context.actor, context.now, context.request_id)
    fresh.subject("seat", holder.seat_id, f"{context.actor.label} {words}")
    journal.record(fresh, name)


def _minutes(seconds: float) -> str:
    count = int(seconds // 60)
    return "less than a minute" if count == 0 else f"{count} min"
