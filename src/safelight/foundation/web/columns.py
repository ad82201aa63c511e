"""Which columns of a list a person wants to see, on every device they use."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from safelight.foundation.preferences import keep, kept
from safelight.foundation.web.access import context_of

MOST = 60


def kept_columns(request: HttpRequest, listing: str) -> tuple[str, ...]:
    """Return the keys that this person chose for a list (``clients``); empty when they never did. Asked once a request."""
    known: dict[str, tuple[str, ...]] = request.__dict__.setdefault("_kept_columns", {})
    if listing not in known:
        found = kept(context_of(request), _key(listing))
        known[listing] = tuple(str(key) for key in found) if isinstance(found, list) else ()
    return known[listing]


def keep_columns(request: HttpRequest, listing: str, keys: Sequence[str]) -> None:
    """Keep the keys; none at all means the usual columns again."""
    chosen = tuple(keys[:MOST])
    keep(context_of(request), _key(listing), list(chosen) or None)
    request.__dict__.setdefault("_kept_columns", {})[listing] = chosen


def _key(listing: str) -> str:
    return f"columns of {listing}"
