"""Which columns a person wants to see: kept in a cookie of their own, so that the list needs no query for it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2s

from django.conf import settings
from django.http import HttpRequest, HttpResponse

LIFE_SECONDS = 400 * 24 * 3600
MOST = 60


def kept_columns(request: HttpRequest) -> tuple[str, ...]:
    """Return the keys that this person chose; empty when they never did."""
    return tuple(key for key in request.COOKIES.get(_name(request), "").split("~")[:MOST] if key)


def keep_columns(request: HttpRequest, answer: HttpResponse, keys: Sequence[str]) -> HttpResponse:
    """Let an answer keep the keys; none at all means the usual columns again."""
    value = "~".join(keys[:MOST])
    answer.set_cookie(
        _name(request),
        value,
        max_age=LIFE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return answer


def _name(request: HttpRequest) -> str:
    # Two people who share a machine keep their own choice; the name tells nobody who they are.
    return f"clients-columns-{blake2s(str(request.user.pk).encode(), digest_size=6).hexdigest()}"
