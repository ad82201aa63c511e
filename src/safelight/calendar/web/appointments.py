"""One appointment: what is known of it, and what can be done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.calendar.queries import AppointmentCard, get
from safelight.calendar.queries.series import series
from safelight.calendar.rules.kinds import AppointmentKind, Status
from safelight.calendar.web.faces import KIND_WORDS, RESOURCE_WORDS, around_of, is_over, pills_of, when_of
from safelight.calendar.web.repeating import SCOPES
from safelight.calendar.web.wording import show_day, show_span
from safelight.clients.web.list import is_partial
from safelight.clients.web.wording import show_moment
from safelight.foundation.actions import Context, ask
from safelight.foundation.web.access import context_of

CHANGED = "calendar:changed"
"""The news after which every open calendar page shows anew what it shows."""


@never_cache
@require_GET
def appointment(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Show an appointment; a partial request gets the drawer."""
    context = context_of(request)
    card = ask(get, context, {"appointment_id": appointment_id})
    template = "calendar/appointment/panel.html" if is_partial(request) else "calendar/appointment/page.html"
    answer = render(request, template, appointment_page(context, card))
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def appointment_page(context: Context, card: AppointmentCard) -> dict[str, Any]:
    """Return what the page of an appointment shows."""
    studio = context.studio
    repeats = ask(series, context, {"series_id": card.series_id}) if card.series_id else None
    live = card.status in {Status.HELD, Status.CONFIRMED}
    may_book = context.actor.may("calendar.book")
    return {
        "appointment": card,
        "when": when_of(card, studio),
        "kind_words": KIND_WORDS[card.kind],
        "pills": pills_of(card, studio),
        "around": around_of(card, studio),
        "resources": [(each, RESOURCE_WORDS[each.kind]) for each in card.resources],
        "overrides": [
            {
                "override": each,
                "when": show_span(each.starts, each.ends, card.zone, studio),
                "at": show_moment(each.at, studio),
                "other_url": reverse("appointment", args=[each.other_id]) if each.other_id else "",
            }
            for each in card.overrides
        ],
        "changed": show_moment(card.updated_at, studio, context.now),
        "created": show_moment(card.created_at, studio, context.now),
        "cancelled": show_moment(card.cancelled_at, studio, context.now),
        "is_live": live,
        "is_block": card.kind is AppointmentKind.BLOCK,
        "is_over": is_over(card, context.now),
        # What belongs to a session is changed there: its page knows what else hangs on its times.
        "may_move": may_book and live,
        "may_book": may_book,
        "repeats": repeats.repeat.words if repeats else "",
        "upcoming": repeats.upcoming if repeats else 0,
        "blocked": [(show_day(each.day, studio), each.why) for each in repeats.blocked] if repeats else (),
        "scopes": SCOPES if repeats and repeats.ended_at is None else (),
        "deeds": _deeds(context, card),
        "day_url": f"{reverse('calendar')}?view=day&date={card.wall_starts.date().isoformat()}",
        "subtitle": " · ".join(
            part for part in (str(KIND_WORDS[card.kind]), card.client.name if card.client else "") if part
        ),
    }


def _deeds(context: Context, card: AppointmentCard) -> list[tuple[str, str, str]]:
    """Return what one press does with an appointment as it stands: key, words, icon."""
    if card.status is Status.HELD:
        return [("confirmation", _("Book it"), "check"), ("release", _("Give the time back"), "x")]
    if card.status is Status.CONFIRMED and card.starts <= context.now:
        return [("completion", _("It took place"), "check")]
    if card.status is Status.DONE:
        return [("reopening", _("Not done yet"), "undo-2")]
    if card.status is Status.CANCELLED:
        return [("restoration", _("It takes place after all"), "undo-2")]
    return []


def changed(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Answer a write: the layers close and open calendars show anew; without scripts, the next page."""
    if is_partial(request):
        return HttpResponse(headers={"HX-Trigger": f"layer:close, {CHANGED}", "HX-Reswap": "none"})
    return HttpResponseRedirect(otherwise)


def page_of(card: AppointmentCard) -> str:
    """Return the address of an appointment's page."""
    return reverse("appointment", args=[card.id])


def words_of(card: AppointmentCard, context: Context) -> str:
    """Return an appointment in one line for a notice: what and when."""
    return _("%(title)s, %(when)s") % {"title": card.title, "when": when_of(card, context.studio)}
