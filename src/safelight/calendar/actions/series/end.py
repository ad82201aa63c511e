"""Something does not come again; and how that is taken back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field

from safelight.calendar.actions.inputs import Reason
from safelight.calendar.actions.many import end_many, restore_rows
from safelight.calendar.actions.series.making import MOST
from safelight.calendar.actions.series.members import Scope, cut, members_of
from safelight.calendar.events import SeriesBooked, SeriesEnded
from safelight.calendar.models import Appointment, Series
from safelight.calendar.queries.series import SeriesCard, load_series
from safelight.calendar.rules.kinds import Status
from safelight.calendar.rules.recurrence import RuleTrouble, read_rule
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, action


class EndSeries(Frozen):
    """Which series ends: from one of its appointments on, or (named itself, or with ``all``) all still to come."""

    series_id: UUID | None = None
    appointment_id: UUID | None = None
    scope: Scope = Scope.FOLLOWING
    reason: Reason = ""


class ResumeSeries(Frozen):
    """A series that ended by mistake: with its rule, and the appointments that take place after all."""

    series_id: UUID
    rule: str = Field(max_length=200)
    made_until: date
    appointment_ids: tuple[UUID, ...] = Field(max_length=MOST)


@action("calendar.end_series", permission="calendar.book", door="POST /series/end", dry_run=True)
def end_series(context: Context, data: EndSeries) -> SeriesCard:
    """Cancel what comes again, from one of its appointments on; what is over stays.

    Appointments that were changed by hand are cancelled too.
    """
    if (data.series_id is None) == (data.appointment_id is None):
        message = "Name the series, or one of its appointments."
        raise InvalidInput(message, fields={"series_id": message})
    scope = Scope.ALL if data.appointment_id is None else data.scope
    members = members_of(context, scope, appointment_id=data.appointment_id, series_id=data.series_id)
    row = members.series
    before = {"rule": row.rule, "made_until": row.made_until.isoformat()}
    rows = list(
        Appointment.objects.filter(
            series_id=row.id,
            series_day__gte=members.since,
            ends_at__gt=context.now,
            status__in=(Status.CONFIRMED, Status.HELD),
        )
    )
    end_many(context, rows, data.reason)
    cut(context, row, members.since)
    ids = tuple(each.id for each in rows)
    context.subject("series", row.id, f"{row.title} does not come again")
    context.changed({"cancelled": [0, len(ids)]})
    context.concerns(row.client_id)
    context.publish(SeriesEnded(series_id=row.id, appointment_ids=ids, client_id=row.client_id))
    context.undo_with(
        "calendar.resume_series", {"series_id": str(row.id), **before, "appointment_ids": [str(each) for each in ids]}
    )
    return load_series(context, row.id)


@action("calendar.resume_series", permission="calendar.book", door="POST /series/resume")
def resume_series(context: Context, data: ResumeSeries) -> SeriesCard:
    """Let a series that ended by mistake come again, if the time of its appointments is still free."""
    try:
        rule = read_rule(data.rule)
    except RuleTrouble as trouble:
        raise InvalidInput(str(trouble), fields={"rule": str(trouble)}) from trouble
    restore_rows(context, data.appointment_ids, series_id=data.series_id)
    row = Series.objects.select_for_update().filter(id=data.series_id).first()
    if row is None:
        what = "series"
        raise NotFound(what)
    row.rule, row.made_until, row.ended_at = rule.text(), data.made_until, None
    row.save(update_fields=["rule", "made_until", "ended_at"])
    context.subject("series", row.id, f"{row.title} comes again after all")
    context.concerns(row.client_id)
    context.publish(
        SeriesBooked(series_id=row.id, client_id=row.client_id, owner_kind=row.owner_kind, owner_id=row.owner_id)
    )
    context.undo_with("calendar.end_series", {"series_id": str(row.id)})
    return load_series(context, row.id)
