"""Notices with a way back: kept as Django messages over a redirect, and carried along by partial answers."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.functional import Promise

TONES = {"success": "good", "info": "info", "warning": "warn", "error": "bad"}
LEVELS = {"good": messages.SUCCESS, "info": messages.INFO, "warn": messages.WARNING, "bad": messages.ERROR}
UNDO = "undo:"


def notify(request: HttpRequest, words: str | Promise, *, tone: str = "good", undo_url: str = "") -> None:
    """Tell the person something on the page they see next.

    ``tone`` is good, info, warn or bad; ``undo_url`` is an address of ours to which the Undo button posts.

    Raises:
        KeyError: there is no such tone.
        ValueError: the address is not one of ours.
    """
    if undo_url and (not undo_url.startswith("/") or undo_url.startswith("//") or any(c.isspace() for c in undo_url)):
        message = f"An undo address must be a path of this site without spaces, not “{undo_url}”."
        raise ValueError(message)
    messages.add_message(request, LEVELS[tone], str(words), extra_tags=UNDO + undo_url if undo_url else "")


def undo_address(message: Message) -> str:
    """Return the undo address a message carries, or nothing."""
    tags = str(message.extra_tags or "")
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""


class NoticesMiddleware:
    """Adds waiting notices to partial answers; must stand below the messages and htmx middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Remember the next layer."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; a partial page that is swapped takes the notices with it, a redirect leaves them for the next."""
        answer = self._next(request)
        if (
            isinstance(answer, HttpResponse)
            and request.headers.get("HX-Request-Type") == "partial"
            and (answer.status_code == 200 or answer.status_code == 422)  # noqa: PLR1714, PLR2004 - two HTTP statuses
            and not {"HX-Redirect", "HX-Refresh", "HX-Location"} & set(answer.headers)
            and answer.headers.get("Content-Type", "").startswith("text/html")
            and (waiting := list(messages.get_messages(request)))
        ):
            html = render_to_string("foundation/notices.html", {"messages": waiting}, request)
            answer.content += html.encode()
        return answer
