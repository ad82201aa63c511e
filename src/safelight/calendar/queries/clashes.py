"""What stands in the way, told from the booking rows."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from safelight.calendar.models import Booking
from safelight.calendar.rules.clashes import Clash, why_taken
from safelight.calendar.rules.kinds import BookingState
from safelight.calendar.rules.spans import Span

_FIELDS = (
    "id",
    "resource_id",
    "resource__name",
    "starts_at",
    "ends_at",
    "state",
    "held_until",
    "appointment_id",
    "appointment__kind",
    "appointment__title",
    "appointment__starts_at",
    "appointment__ends_at",
    "appointment__client__display_name",
    "absence_id",
)


def clashes_of(wishes: Mapping[UUID, Span]) -> list[Clash]:
    """Return what each booking in the way is (one statement), by time.

    ``wishes`` maps a booking to the wish it is in the way of, without what comes before and after.
    """
    found = []
    rows = Booking.objects.filter(id__in=wishes).order_by("starts_at", "resource__position").values(*_FIELDS)
    for row in rows:
        taken = (row["starts_at"], row["ends_at"])
        is_absence = row["absence_id"] is not None
        own = taken if is_absence else (row["appointment__starts_at"], row["appointment__ends_at"])
        found.append(
            Clash(
                why=why_taken(
                    row["appointment__kind"] or "",
                    is_absence=is_absence,
                    is_held=row["state"] == BookingState.HELD,
                    own=own,
                    wish=wishes[row["id"]],
                ),
                resource_id=row["resource_id"],
                resource=row["resource__name"],
                taken=taken,
                starts=own[0],
                ends=own[1],
                title=row["appointment__title"] or "",
                client=row["appointment__client__display_name"] or "",
                appointment_id=row["appointment_id"],
                absence_id=row["absence_id"],
                booking_id=row["id"],
                held_until=row["held_until"],
            )
        )
    return found
