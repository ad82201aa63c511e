"""Who holds the seats."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from safelight.accounts.rules.seats import LEASE_SECONDS, Holder
from safelight.foundation.actions import Context, Empty, Frozen, Page, query
from safelight.foundation.tenancy import current_studio_id

_HOLDERS = f"""
select seat.id, seat.number, seat.user_id, person.name, person.email, seat.label, coalesce(role.key = 'owner', false),
       extract(epoch from clock_timestamp() - seat.used_at)::float8,
       extract(epoch from clock_timestamp() - seat.since)::float8, seat.asked_by
from accounts_seat seat
join accounts_user person on person.id = seat.user_id
left join accounts_membership membership
    on membership.studio_id = seat.studio_id and membership.user_id = seat.user_id and membership.left_at is null
left join accounts_role role on role.studio_id = membership.studio_id and role.id = membership.role_id
where seat.studio_id = %s and seat.device is not null
  and seat.beat_at > clock_timestamp() - interval '{LEASE_SECONDS} seconds'
order by seat.number
"""  # noqa: S608 - a constant


class SeatCard(Frozen):
    """A seat in use; ``minutes_held`` and ``minutes_idle`` are whole minutes."""

    id: UUID
    number: int
    name: str
    device: str
    is_owner: bool
    minutes_held: int
    minutes_idle: int


def holders() -> list[Holder]:
    """Return who works in the studio in scope at this moment, by the number of the seat."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, [current_studio_id()])
        return [
            Holder(
                seat_id=row[0],
                number=row[1],
                user_id=row[2],
                name=row[3] or row[4].split("@", 1)[0],
                label=row[5],
                is_owner=row[6],
                idle=max(0.0, row[7]),
                held=max(0.0, row[8]),
                asked_by=row[9],
            )
            for row in cursor.fetchall()
        ]


@query("seats.list", permission="seats.view", door="GET /seats")
def list_seats(context: Context, data: Empty) -> Page[SeatCard]:  # noqa: ARG001 - there is nothing to choose
    """List who works in the studio at this moment."""
    return Page(
        items=tuple(
            SeatCard(
                id=holder.seat_id,
                number=holder.number,
                name=holder.name,
                device=holder.label,
                is_owner=holder.is_owner,
                minutes_held=holder.minutes_held,
                minutes_idle=holder.minutes_idle,
            )
            for holder in holders()
        )
    )
