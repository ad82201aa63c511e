"""What the addresses of the ledger's pages say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest

from safelight.accounts.queries import LocationCard, list_locations
from safelight.foundation import clock
from safelight.foundation.actions import Context, Empty, ask


def read_day(text: str) -> date | None:
    """Return the day that a date field sent, or None for none and for what is no date."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        return None


def today_of(context: Context) -> date:
    """Return today as the studio's wall calendar has it."""
    return clock.local(context.now, context.studio.zone).date()


def places_of(context: Context) -> list[LocationCard]:
    """Return the studio's places where there are several to choose from, else none."""
    if not context.actor.may("studio.view"):
        return []
    places = list(ask(list_locations, context, Empty()).items)
    return places if len(places) > 1 else []


def is_partial(request: HttpRequest) -> bool:
    """Say whether a page asks for a part of itself."""
    return request.headers.get("HX-Request-Type") == "partial"


def without_blanks(values: dict[str, Any]) -> dict[str, Any]:
    """Return what was filled in of a form."""
    return {name: value for name, value in values.items() if value not in {"", None}}
