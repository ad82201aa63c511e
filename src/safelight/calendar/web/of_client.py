"""The appointments of a client: as a part of the client's page, and whole."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.calendar.queries.lists import client_appointments
from safelight.calendar.queries.range import EventCard
from safelight.calendar.rules.kinds import Status
from safelight.calendar.web.agenda import pills_of_event
from safelight.calendar.web.faces import Pill, tone_of
from safelight.calendar.web.wording import show_days, show_span
from safelight.clients.queries import get as get_client
from safelight.clients.web.list import is_partial
from safelight.foundation.actions import Context, ask
from safelight.foundation.web.access import context_of

FEW, MANY = 8, 50


@never_cache
@require_GET
def of_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show a client's appointments; a partial request gets the few that matter now."""
    context = context_of(request)
    partial = is_partial(request)
    asked = {"client_id": client_id, "limit": FEW if partial else MANY, "cursor": request.GET.get("cursor", "")[:90]}
    found = ask(client_appointments, context, asked)
    lines = [_line(context, each) for each in found.items]
    page: dict[str, Any] = {
        "client_id": client_id,
        # The latest comes first; of those to come, the next one does.
        "coming": [line for line in reversed(lines) if line["coming"]],
        "past": [line for line in lines if not line["coming"]],
        "next": found.next,
        "total": found.total,
        "may_book": context.actor.may("calendar.book"),
    }
    if not partial:
        page["client"] = ask(get_client, context, {"client_id": client_id})
    answer = render(request, f"calendar/client/{'panel' if partial else 'page'}.html", page)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _line(context: Context, event: EventCard) -> dict[str, Any]:
    studio = context.studio
    days = show_days(event.first_day, event.last_day, studio)
    pills = pills_of_event(studio, event, studio.zone)
    if event.status is Status.CANCELLED:
        pills.append(Pill(_("Cancelled"), "bad"))
    return {
        "title": event.title,
        "when": days if event.all_day else show_span(event.starts, event.ends, studio.zone, studio),
        "iso": event.starts.isoformat(),
        "url": reverse("appointment", args=[event.id]),
        "pills": pills,
        "tone": tone_of(event.color, event.kind),
        "coming": event.ends > context.now and event.status is not Status.CANCELLED,
    }
