"""An appointment in words: what was understood is shown while it is typed, and fills the form."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.calendar.queries.understand import UnderstoodCard, understand_words
from safelight.calendar.web.wording import show_date, show_length, show_span
from safelight.foundation.actions import Context, ask
from safelight.foundation.web.access import context_of

LONGEST: Final = 300
MISSING: Final[dict[str, Promise]] = {
    "day": gettext_lazy("Which day?"),
    "time": gettext_lazy("What time?"),
    "starts": gettext_lazy("What time?"),
    "minutes": gettext_lazy("How long?"),
    "length": gettext_lazy("How long?"),
    "title": gettext_lazy("For whom, or what?"),
    "fold": gettext_lazy("The clock shows this time twice that night."),
}


@never_cache
@require_GET
def words(request: HttpRequest) -> HttpResponse:
    """Answer what a line of words means, before anything is saved; nothing for an empty line."""
    context = context_of(request)
    text = request.GET.get("words", "").strip()[:LONGEST]
    page = _told(context, ask(understand_words, context, {"text": text})) if text else {}
    return render(request, "calendar/page/understood.html", page)


def begun_in_words(context: Context, text: str) -> dict[str, Any]:
    """Return what a line of words says about a new appointment, as the form takes it."""
    card = ask(understand_words, context, {"text": text[:LONGEST]})
    found: dict[str, Any] = {
        "title": card.title,
        "resources": [str(each.id) for each in card.resources],
        "location": str(card.location_id or ""),
        "all_day": card.all_day,
    }
    if card.day:
        found["date"] = card.day
    if card.starts and not card.all_day:
        found["start"] = card.starts.time()
        if card.ends:
            found["end"] = card.ends.time()
            overnight = card.ends.date() > card.starts.date() and card.ends.time() > card.starts.time()
            found |= {"last_date": card.ends.date()} if overnight else {}
    if card.client:
        found["client"] = f"{card.client.display_name} #{card.client.number}"
    return found


def _told(context: Context, card: UnderstoodCard) -> dict[str, Any]:
    studio = context.studio
    parts: list[tuple[str, str]] = []
    if card.wish and card.starts and not card.all_day:
        parts.append((_("When"), show_span(card.wish.starts, card.wish.ends, card.zone, studio)))
    elif card.day:
        day = show_date(card.day, studio)
        parts.append((_("When"), f"{day}, {_('all day')}" if card.all_day else day))
    if card.minutes and not card.all_day:
        parts.append((_("How long"), show_length(card.minutes)))
    if card.type or card.title:
        parts.append((_("What"), ", ".join(part for part in (card.type, card.title) if part)))
    if card.client:
        parts.append((_("Client"), card.client.display_name))
    if card.resources:
        parts.append((_("With"), ", ".join(each.name for each in card.resources)))
    return {
        "parts": parts,
        "clients": () if card.client else card.clients,
        "missing": list(dict.fromkeys(str(MISSING.get(each, each)) for each in card.missing)),
        "notes": card.notes,
        "free": card.wish is not None and card.wish.is_free,
        "reasons": list(dict.fromkeys(each.text for each in card.wish.reasons)) if card.wish else (),
    }
