"""When a person looked at the desk before: kept in a cookie of their own, since it is nobody else's business."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import blake2s
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

A_VISIT: Final = timedelta(minutes=30)
"""Looks that follow each other within this time belong to one visit."""
FURTHEST: Final = timedelta(days=30)
LIFE_SECONDS: Final = 400 * 24 * 3600


def last_visit(request: HttpRequest, now: datetime) -> datetime:
    """Return when the visit before this one ended; a day ago for somebody who was never here."""
    before, _latest = _kept(request, now)
    found = before or now - timedelta(days=1)
    return min(max(found, now - FURTHEST), now)


def keep_visit(request: HttpRequest, answer: HttpResponse, now: datetime) -> HttpResponse:
    """Let an answer note that the person is here now."""
    before, _latest = _kept(request, now)
    value = "~".join(str(int(moment.timestamp())) if moment else "" for moment in (before, now))
    answer.set_cookie(
        _name(request),
        value,
        max_age=LIFE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _kept(request: HttpRequest, now: datetime) -> tuple[datetime | None, datetime | None]:
    parts = request.COOKIES.get(_name(request), "").split("~")
    if len(parts) != 2:  # noqa: PLR2004 - the visit before, and the latest look
        return None, None
    before, latest = (_moment(part) for part in parts)
    # A look long ago was another visit, even though the cookie still calls it the latest.
    return (latest, latest) if latest and now - latest > A_VISIT else (before, latest)


def _moment(text: str) -> datetime | None:
    if not (text.isascii() and text.isdigit() and len(text) <= 11):  # noqa: PLR2004 - seconds until the year 5138
        return None
    return datetime.fromtimestamp(int(text), tz=UTC)


def _name(request: HttpRequest) -> str:
    return f"desk-{blake2s(str(request.user.pk).encode(), digest_size=6).hexdigest()}"
