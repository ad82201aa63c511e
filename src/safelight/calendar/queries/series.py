"""What comes again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Min, Q
from pydantic import Field

from safelight.calendar.models import Appointment, Series, SeriesResource
from safelight.calendar.queries.cards import ClientBrief
from safelight.calendar.queries.paging import cursor_of, position_of
from safelight.calendar.rules.clock_words import clock_words
from safelight.calendar.rules.kinds import AppointmentKind, Status
from safelight.calendar.rules.recurrence import Frequency, read_rule
from safelight.foundation.actions import Context, Frozen, NotFound, Page, query


class RepeatCard(Frozen):
    """When something comes again; weekdays are ISO (1 is Monday), ``nth`` −1 is the last."""

    frequency: Frequency
    interval: int
    weekdays: tuple[int, ...]
    nth: int | None
    month_day: int | None
    count: int | None
    until: date | None
    text: str = Field(description="As RFC 5545 writes it")
    words: str


class BlockedDay(Frozen):
    """A day for which no time was free when it was made, and why."""

    day: date
    why: str


class SeriesCard(Frozen):
    """What comes again: its rule, its words, and how far it stands in the calendar.

    ``upcoming`` counts the appointments that are still to come; ``next`` is when the first of them begins.
    """

    id: UUID
    kind: AppointmentKind
    title: str
    type: str
    client: ClientBrief | None
    location_id: UUID | None
    repeat: RepeatCard
    first_day: date
    starts: str
    minutes: int
    all_day: bool
    zone: str
    resource_ids: tuple[UUID, ...]
    exceptions: tuple[date, ...]
    blocked: tuple[BlockedDay, ...]
    made_until: date
    ended_at: datetime | None
    follows_id: UUID | None
    upcoming: int
    next: datetime | None
    last: datetime | None
    created_at: datetime
    created_by: str


class SeriesList(Frozen):
    """Which series: running ones only, unless ``ended``."""

    ended: bool = False
    client_id: UUID | None = None
    cursor: str = Field(default="", max_length=90)
    limit: int = Field(default=50, ge=1, le=200)


class WhichSeries(Frozen):
    """Which series."""

    series_id: UUID


@query("calendar.series", permission="calendar.view", door="GET /series/{series_id}")
def series(context: Context, data: WhichSeries) -> SeriesCard:
    """Show a series: its rule, how far it stands in the calendar, and which days were not free."""
    return load_series(context, data.series_id)


@query("calendar.list_series", permission="calendar.view", door="GET /series")
def list_series(context: Context, data: SeriesList) -> Page[SeriesCard]:
    """List what comes again, the newest first."""
    rows = Series.objects.select_related("client").order_by("-created_at", "-id")
    if not data.ended:
        rows = rows.filter(ended_at=None)
    if data.client_id is not None:
        rows = rows.filter(client_id=data.client_id)
    place = position_of(data.cursor)
    if place is not None:
        rows = rows.filter(Q(created_at__lt=place[0]) | Q(created_at=place[0], id__lt=place[1]))
    found = list(rows[: data.limit + 1])
    shown = found[: data.limit]
    following = cursor_of(shown[-1].created_at, shown[-1].id) if len(found) > data.limit else None
    return Page[SeriesCard](items=tuple(series_cards(context, shown)), next=following)


def load_series(context: Context, series_id: UUID) -> SeriesCard:
    """Return a series as a card; raises NotFound."""
    found = series_cards(context, list(Series.objects.select_related("client").filter(id=series_id)))
    if not found:
        what = "series"
        raise NotFound(what)
    return found[0]


def series_cards(context: Context, rows: Sequence[Series]) -> list[SeriesCard]:
    """Return series, loaded with their clients, as cards (two statements)."""
    ids = [row.id for row in rows]
    taking: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for series_id, resource_id in (
        SeriesResource.objects.filter(series_id__in=ids)
        .order_by("resource__position")
        .values_list("series_id", "resource_id")
    ):
        taking[series_id].append(resource_id)
    standing: dict[UUID, dict[str, object]] = {
        row["series_id"]: dict(row)
        for row in Appointment.objects.filter(series_id__in=ids, ends_at__gt=context.now)
        .exclude(status=Status.CANCELLED)
        .values("series_id")
        .annotate(count=Count("id"), first=Min("starts_at"), last=Max("starts_at"))
    }
    may_know = context.actor.may("clients.view")
    return [_card(row, taking[row.id], standing.get(row.id, {}), may_know=may_know) for row in rows]


def repeat_card(text: str) -> RepeatCard:
    """Return a rule as a card."""
    rule = read_rule(text)
    return RepeatCard(
        frequency=rule.frequency,
        interval=rule.interval,
        weekdays=rule.weekdays,
        nth=rule.nth,
        month_day=rule.month_day,
        count=rule.count,
        until=rule.until,
        text=text,
        words=rule.words(),
    )


def _card(row: Series, resource_ids: list[UUID], standing: dict[str, object], *, may_know: bool) -> SeriesCard:
    client = row.client if may_know else None
    return SeriesCard.model_validate(
        {
            "id": row.id,
            "kind": row.kind,
            "title": row.title,
            "type": row.type,
            "client": ClientBrief(id=client.id, number=client.number, name=client.display_name) if client else None,
            "location_id": row.location_id,
            "repeat": repeat_card(row.rule),
            "first_day": row.first_day,
            "starts": clock_words(row.starts_minute),
            "minutes": row.minutes,
            "all_day": row.all_day,
            "zone": row.zone,
            "resource_ids": tuple(resource_ids),
            "exceptions": tuple(row.exceptions),
            "blocked": tuple(row.blocked),
            "made_until": row.made_until,
            "ended_at": row.ended_at,
            "follows_id": row.follows_id,
            "upcoming": standing.get("count", 0),
            "next": standing.get("first"),
            "last": standing.get("last"),
            "created_at": row.created_at,
            "created_by": row.created_by,
        }
    )
