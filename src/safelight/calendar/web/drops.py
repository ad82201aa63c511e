"""What a hand did on the grid: dragged, resized, copied, or moved by keyboard. One address takes them all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safelight.calendar.actions.copy import copy_appointment
from safelight.calendar.actions.state import refusal as time_refusal
from safelight.calendar.queries import AppointmentCard, get
from safelight.calendar.rules.wall import AmbiguousTime, TimeTrouble, moment
from safelight.calendar.web.appointments import CHANGED, words_of
from safelight.calendar.web.forms import ANSWERED
from safelight.calendar.web.moving import Moved, move_to, told
from safelight.calendar.web.repeating import SCOPES
from safelight.clients.web.undo import tell
from safelight.foundation.actions import ActionError, Context, InvalidInput, ask, run
from safelight.foundation.web.access import context_of

FIELDS = ("booking", "version", "starts", "ends", "from_resource", "to_resource", "copy", "zone")
"""What the grid sends, and a box sends again."""


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Move or copy an appointment to where it was let go.

    Taken: a notice with the way back, and the news that the calendar changed. Refused: the box that says what is in the
    way, lets who may say why they book over it, and leads to a free time; the grid puts the appointment back meanwhile.
    """
    context = context_of(request)
    card = ask(get, context, {"appointment_id": request.POST.get("booking", "")})
    is_copy = request.POST.get("copy") == "1"
    scope = request.POST.get("scope", "")
    if card.series_id and not is_copy and scope not in dict(SCOPES):
        return _asked(request, context, card)
    outcome: Moved
    try:
        data = _wish(request, card) | {"override": request.POST.get("override", "")[:500]}
        if is_copy:
            outcome = run(copy_appointment, context, data)
        else:
            outcome = move_to(context, card, data | {"version": _version(request)}, scope)
    except ActionError as refusal:
        if refusal.status not in ANSWERED:
            raise
        return _refused(request, context, card, refusal)
    tell(request, told(context, outcome, _("Copied: %(what)s") if is_copy else _("Moved: %(what)s")), outcome)
    return HttpResponse(headers={"HX-Trigger": f"layer:close, {CHANGED}", "HX-Reswap": "none"})


def _wish(request: HttpRequest, card: AppointmentCard) -> dict[str, Any]:
    """Return where it should go, as the verbs take it.

    Raises:
        InvalidInput: a time that is none, or one that the clock of the zone never shows.
    """
    data: dict[str, Any] = {"appointment_id": card.id}
    starts, ends = request.POST.get("starts", ""), request.POST.get("ends", "")
    if card.all_day:
        first, last = _day(starts), _day(ends)
        # The grid's end is the day after the last one.
        data |= {"first_day": first, "last_day": max(first, last - timedelta(days=1))}
    else:
        zone = request.POST.get("zone", "") or card.zone
        begin, end = _instant(starts, zone, "starts"), _instant(ends, zone, "ends")
        if begin != card.starts or end != card.ends:
            data |= {"starts": begin, "ends": end}
    old, new = request.POST.get("from_resource", ""), request.POST.get("to_resource", "")
    if old and new and old != new:
        taken = [str(each.id) for each in card.resources]
        data["resource_ids"] = tuple(dict.fromkeys(UUID(new if each == old else each) for each in taken))
    if "starts" not in data and "first_day" not in data and request.POST.get("copy") == "1":
        data["starts"] = card.starts
    return data


def _instant(text: str, zone: str, part: str) -> datetime:
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        message = _("“%(text)s” is not a time.") % {"text": text[:40]}
        raise InvalidInput(message, fields={part: message}) from None
    try:
        try:
            return moment(wall.replace(tzinfo=None), zone, part=part).at
        except AmbiguousTime:
            # A hand cannot say which of two it means; the form can. The first is as good a guess as any.
            return moment(wall.replace(tzinfo=None), zone, fold=0, part=part).at
    except TimeTrouble as trouble:
        raise time_refusal(trouble) from trouble
    except ValueError as trouble:
        raise InvalidInput(str(trouble), fields={"zone": str(trouble)}) from trouble


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        message = _("“%(text)s” is not a day.") % {"text": text[:40]}
        raise InvalidInput(message, fields={"first_day": message}) from None


def _version(request: HttpRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and text else None


def _asked(request: HttpRequest, context: Context, card: AppointmentCard) -> HttpResponse:
    """Ask which appointments of what comes again are meant."""
    page = {
        "what": words_of(card, context),
        "kept": [(name, request.POST.get(name, "")) for name in FIELDS],
        "scopes": SCOPES,
    }
    return _boxed(render(request, "calendar/form/scope.html", page, status=422))


def _boxed(answer: HttpResponse) -> HttpResponse:
    answer["HX-Retarget"], answer["HX-Reswap"] = "#box-body", "innerHTML"
    return answer


def _refused(request: HttpRequest, context: Context, card: AppointmentCard, refusal: ActionError) -> HttpResponse:
    taken = refusal.code == "double_booked"
    page = {
        "appointment": card,
        "what": words_of(card, context),
        "message": refusal.message,
        "taken": taken,
        "may_override": taken and context.actor.may("calendar.override"),
        "kept": [(name, request.POST.get(name, "")) for name in (*FIELDS, "scope")],
        "copy": request.POST.get("copy") == "1",
        "reason": request.POST.get("override", "")[:500],
        "free_url": f"{reverse('calendar_free')}?appointment={card.id}&date={request.POST.get('starts', '')[:10]}",
    }
    return _boxed(render(request, "calendar/form/refused.html", page, status=422))
