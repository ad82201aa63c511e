"""Whether anything changed: what open calendars ask every few seconds, so it must cost next to nothing."""

from __future__ import annotations

from django.db.models import Count, Min

from safelight.calendar.models import Appointment
from safelight.calendar.rules.kinds import Status
from safelight.foundation.actions import Context, Empty, Frozen, query
from safelight.foundation.journal.verify import head


class NewestCard(Frozen):
    """A mark that is another one after every change of the studio, and after a hold ran out."""

    mark: str


@query("calendar.newest", permission="calendar.view", door="GET /calendar/newest")
def newest(context: Context, data: Empty) -> NewestCard:  # noqa: ARG001 - there is nothing to choose
    """Say by a mark whether anything changed since an earlier look at the calendar.

    Every change leaves a line in the journal, whose chain the database itself orders as changes become visible; a hold
    that runs out leaves none, so those that still hold are counted. Two statements, whatever the calendar holds.
    """
    last = head()
    holds = Appointment.objects.filter(status=Status.HELD, held_until__gt=context.now).aggregate(
        count=Count("id"), first=Min("held_until")
    )
    return NewestCard(mark=f"{last[0] if last else 0}.{holds['count']}.{holds['first'] or ''}")
