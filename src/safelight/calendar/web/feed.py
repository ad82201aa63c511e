"""The calendar's data as the grid takes it: one range of days as JSON, and an answer of nothing while it is unchanged."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import reduce
from typing import Any, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from safelight.calendar.queries.newest import newest
from safelight.calendar.queries.range import EventCard, RangeCard, Shade, range_view
from safelight.calendar.rules.kinds import AppointmentKind, Status
from safelight.calendar.rules.spans import Span, common, minus
from safelight.calendar.web.faces import RESOURCE_WORDS, tone_of
from safelight.calendar.web.place import Place, keep_place, read_place, whole_weeks
from safelight.calendar.web.wording import show_time
from safelight.clients.web.wording import local_day
from safelight.foundation.actions import Context, ask
from safelight.foundation.clock import zone as zone_of
from safelight.foundation.web.access import context_of

HOUR: Final = 60
DAY: Final = 24 * HOUR
MOST_BESIDE: Final = 3
"""So many chosen resources stand side by side in each day of a week."""


@require_GET
def range_feed(request: HttpRequest) -> HttpResponse:
    """Answer what the calendar shows at a place; 304 while the asker has it already."""
    context = context_of(request)
    place = read_place(request, context)
    keep_place(request, place)
    # The mark is read before the range: what changes in between is asked for once more, never missed.
    tag = _tag(context, place)
    answer: HttpResponse
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        body = json.dumps(shown_range(context, place), ensure_ascii=False, separators=(",", ":"))
        answer = HttpResponse(body, content_type="application/json")
    answer["ETag"] = tag
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


def _tag(context: Context, place: Place) -> str:
    """Return what is another text whenever the answer might be another one."""
    parts = (
        ask(newest, context, {}).mark,
        place.query,
        str(context.actor.id),
        ",".join(sorted(context.actor.permissions)),
        get_language() or "",
        # The offset of the zone is part of the answer, and today's is another one after a night in spring.
        local_day(context.now, context.studio).isoformat(),
    )
    return f'"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def load_range(context: Context, place: Place, *, weeks: bool = False) -> RangeCard:
    """Return the cards of a place; with ``weeks`` the full weeks around its days."""
    first, until = whole_weeks(place.first, place.until, context) if weeks else (place.first, place.until)
    asked = {
        "first_day": first,
        "last_day": until - timedelta(days=1),
        "location_id": place.location,
        "resource_ids": place.resources,
    }
    return ask(range_view, context, asked)


def shown_range(context: Context, place: Place) -> dict[str, Any]:
    """Return a range as the grid takes it; times are what the clock of the range's zone shows."""
    card = load_range(context, place, weeks=place.view == "month")
    zone = zone_of(card.zone)
    columns = place.view in {"day", "timeline"} or 1 < len(place.resources) <= MOST_BESIDE
    opens, closes = _hours(card)
    # Finding one address for each of hundreds would cost more than all the rest of it.
    base = f"{reverse('calendar')}appointments/"
    seen = [each for each in card.events if place.shows(each.kind.value)]
    # One resource alone keeps its own shades; several over each other only those that are true of all.
    apart = columns or len(card.resources) == 1
    dark = [each for each in (card.shades if apart else _shared(card)) if _is_wanted(each, place)]
    shades = [_shade(each, zone, on="" if not columns else str(each.resource_id)) for each in dark]
    buffers = [shade for each in seen for shade in _around(each, zone)] if columns else []
    return {
        "zone": card.zone,
        "offset": round((context.now.astimezone(zone).utcoffset() or timedelta()) / timedelta(minutes=1)),
        "opens": opens,
        "closes": closes,
        "picked": len(place.resources),
        "resources": [
            {
                "id": str(each.id),
                "name": each.name,
                "kind": str(RESOURCE_WORDS[each.kind]),
                "place": each.location if not place.location else "",
                "tone": each.color,
            }
            for each in card.resources
        ],
        "events": [_event(context, each, card, base) for each in seen],
        "shades": [*shades, *buffers],
    }


def _event(context: Context, event: EventCard, card: RangeCard, base: str) -> dict[str, Any]:
    marks = [
        mark
        for mark, is_so in (
            ("held", event.status is Status.HELD),
            ("done", event.status is Status.DONE),
            ("overridden", event.has_override),
            ("repeats", event.series_id is not None),
        )
        if is_so
    ]
    live = event.status in {Status.HELD, Status.CONFIRMED}
    client = event.client.name if event.client else ""
    identifier = str(event.id)
    url = f"{base}{identifier}/"
    return {
        "id": identifier,
        "start": event.first_day.isoformat() if event.all_day else _wall(event.wall_starts),
        "end": (event.last_day + timedelta(days=1)).isoformat() if event.all_day else _wall(event.wall_ends),
        "allDay": event.all_day,
        "title": event.title,
        "line": " · ".join(part for part in ("" if client in event.title else client, event.place) if part),
        "on": [str(each.resource_id) for each in event.takes],
        "kind": event.kind.value,
        "tone": tone_of(event.color, event.kind),
        "marks": marks,
        "note": _note(context, event, card),
        "url": url,
        "move": f"{url}move/",
        "fixed": not live,
        "version": event.version,
    }


def _around(event: EventCard, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    """Yield the spans before and after an event in which its resources are taken too."""
    for each in event.takes:
        for start, end in ((each.starts, event.starts), (event.ends, each.ends)):
            if start < end:
                yield {
                    "on": str(each.resource_id),
                    "start": _local(start, zone),
                    "end": _local(end, zone),
                    "why": "buffer",
                    "note": "",
                }


def _note(context: Context, event: EventCard, card: RangeCard) -> str:
    """Return what is special about an event, in words for who cannot see its signs."""
    words = []
    if event.status is Status.HELD and event.held_until:
        time = show_time(event.held_until, card.zone, context.studio)
        words.append(_("Held until %(time)s") % {"time": time})
    if event.status is Status.DONE:
        words.append(_("Done"))
    if event.has_override:
        words.append(_("Double booked"))
    if event.series_id:
        words.append(_("Repeats"))
    if event.kind is AppointmentKind.BLOCK:
        words.append(_("Block"))
    return ", ".join(words)


def _is_wanted(shade: Shade, place: Place) -> bool:
    return shade.why not in {"away", "asked"} or place.shows("absence")


def _shade(shade: Shade, zone: ZoneInfo, *, on: str) -> dict[str, Any]:
    note = {
        "closed": "",
        "break": _("Break"),
        "holiday": shade.note or _("Holiday"),
        "away": _("Away"),
        "asked": _("Asked to be away"),
    }[shade.why]
    return {
        "on": on,
        "start": _local(shade.starts, zone),
        "end": _local(shade.ends, zone),
        "why": shade.why,
        "note": note,
    }


def _shared(card: RangeCard) -> list[Shade]:
    """Return when nothing at all can be had: where resources lie over each other, only that is true of all of them."""
    spans: defaultdict[UUID, list[Span]] = defaultdict(list)
    named: dict[tuple[Span, str], set[UUID]] = defaultdict(set)
    for shade in card.shades:
        if shade.why in {"closed", "break", "holiday"}:
            spans[shade.resource_id].append((shade.starts, shade.ends))
        if shade.why == "holiday":
            named[(shade.starts, shade.ends), shade.note].add(shade.resource_id)
    everybody = len(card.resources)
    if not everybody or len(spans) < everybody:
        return []
    closed = reduce(common, spans.values())
    holidays = [key for key, owners in named.items() if len(owners) == everybody]
    anybody = card.resources[0].id
    return [
        *(_made(anybody, span, "closed", "") for span in minus(closed, [span for span, _name in holidays])),
        *(_made(anybody, span, "holiday", name) for span, name in holidays),
    ]


def _made(resource_id: UUID, span: Span, why: Literal["closed", "holiday"], note: str) -> Shade:
    return Shade(resource_id=resource_id, starts=span[0], ends=span[1], why=why, note=note)


def _hours(card: RangeCard) -> tuple[str, str]:
    """Return between which whole hours the grid shows its days: the opening hours and an hour around, and every event."""
    opens, closes = card.opens_minute - HOUR, card.closes_minute + HOUR
    for event in card.events:
        if event.all_day:
            continue
        if event.wall_starts.date() != event.wall_ends.date() and event.wall_ends.time() != time():
            opens, closes = 0, DAY
            break
        opens = min(opens, event.wall_starts.hour * HOUR)
        closes = max(closes, DAY if event.wall_ends.time() == time() else (event.wall_ends.hour + 1) * HOUR)
    opens, closes = max(opens // HOUR, 0), min(-(-closes // HOUR), DAY // HOUR)
    return f"{opens:02}:00", f"{closes:02}:00"


def _wall(wall: datetime) -> str:
    return wall.isoformat(timespec="seconds")


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return _wall(moment.astimezone(zone).replace(tzinfo=None))
