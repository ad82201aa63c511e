"""Error answers: a whole page, a notice for a partial request, problem+json (RFC 9457) for the API.

Every one says what happened, that nothing was changed, and what to do; a failed POST gets its input back.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from safelight.foundation.actions.errors import ActionError
from safelight.foundation.web.kept import KeptInput, kept_input
from safelight.foundation.web.navigation import Words
from safelight.foundation.web.request_id import request_id

log = logging.getLogger(__name__)

API = "/api/"
SENTENCES: dict[int, tuple[Promise, Promise]] = {
    400: (
        _("This request could not be read"),
        _("Something in it is not as Safelight expects. Go back, reload the page and try again."),
    ),
    401: (_("Please sign in"), _("You are not signed in, or your session ended. Sign in and try again.")),
    403: (
        _("You may not do this"),
        _("Your role in this studio does not allow it. Ask the owner of the studio to change your role."),
    ),
    404: (
        _("There is nothing here"),
        _("The address may be mistyped, or the record was removed. Search for it with Ctrl K."),
    ),
    405: (_("This page cannot be used that way"), _("Go back and use the buttons of the page.")),
    409: (
        _("Somebody else changed this meanwhile"),
        _("Nothing was overwritten. Reload the page to see the newer version, then make your change again."),
    ),
    413: (
        _("That is too large"),
        _("The file or text is larger than Safelight accepts. Split it, or make it smaller."),
    ),
    422: (_("This was not saved yet"), _("Something in the form needs another look.")),
    429: (_("Too many tries"), _("Wait a moment, then try again. Nothing is lost and nobody is locked out.")),
    500: (
        _("Something went wrong in Safelight"),
        _("It is our mistake, not yours, and nothing was changed. Try again; if it stays so, report the number below."),
    ),
    503: (_("Safelight is busy or being updated"), _("Try again in a minute. Nothing is lost.")),
}
STALE = (
    _("This page was open for too long"),
    _("Its security token is out of date, so nothing was saved. Your input is kept: send it again."),
)
WORTH_ANOTHER_TRY = frozenset({429, 500, 503})
# A person can do something about these; the others answer a program's mistake and stay as they are when they have a body.
FILLED = frozenset(SENTENCES) - {401}


def _is_partial(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _problem(
    request: HttpRequest, status: int, words: tuple[Words, Words], code: str, fields: Mapping[str, str]
) -> HttpResponse:
    body: dict[str, object] = {
        "type": "about:blank",
        "title": str(words[0]),
        "status": status,
        "detail": str(words[1]),
        "code": code or HTTPStatus(status).name.lower(),
        "instance": request.path,
    }
    if fields:
        body["fields"] = dict(fields)
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json")


def _bare(title: Words, detail: Words, reference: str) -> str:
    # The page of last resort: no templates, no database, no context.
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)} · Safelight</title>'
        f"<h1>{escape(title)}</h1><p>{escape(detail)}</p><p>{escape(reference)}</p>"
        '<p><a href="/">Back to the first page</a></p></html>'
    )


def answer(  # noqa: PLR0913 - the parts of one error answer, all optional and named
    request: HttpRequest,
    status: int,
    *,
    title: Words = "",
    detail: Words = "",
    code: str = "",
    fields: Mapping[str, str] | None = None,
    keep: bool = True,
) -> HttpResponse:
    """Return the error answer that fits the request.

    ``fields`` maps field paths to what is wrong with them. With ``keep`` a failed POST gets its input back on the
    page. The request id stands on the page, so that a person can name it.
    """
    usual = SENTENCES.get(status, SENTENCES[500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400])
    title, detail, fields = title or usual[0], detail or usual[1], fields or {}
    if request.path.startswith(API):
        response = _problem(request, status, (title, detail), code, fields)
    else:
        reference = request_id(request)
        context = {
            "status": status,
            "title": title,
            "detail": detail,
            "fields": fields,
            "reference": reference,
            # Sending the same again helps only where the input was not what was wrong.
            "again": code == "csrf" or status in WORTH_ANOTHER_TRY,
            "kept": kept_input(request) if keep else KeptInput(),
        }
        partial = _is_partial(request)
        template = "foundation/errors/partial.html" if partial else "foundation/errors/page.html"
        try:
            html: str = render_to_string(template, context, request)
        except Exception:  # the error page must never be a second error
            log.exception("The error page itself failed; the bare page was sent.")
            html = _bare(title, detail, reference)
        response = HttpResponse(html, status=status)
        if partial:
            # The form stays where it is, with everything typed; the words go to the notices.
            response["HX-Retarget"], response["HX-Reswap"] = "#notices", "beforeend"
    add_never_cache_headers(response)
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        response["Retry-After"] = "30"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that could not be read; one that was too large gets 413."""
    too_large = isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent))
    return answer(request, 413 if too_large else 400, keep=not too_large)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what a person may not do; words of the exception meant for people are shown."""
    return answer(request, 403, detail=str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's form
    """Answer an address behind which there is nothing; the reason is not told, so nothing can be learnt from it."""
    return answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer our own mistake."""
    return answer(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token went stale. A partial request gets a fresh token, so pressing again is enough."""
    # The reason goes on with the address the form came from, which may hold anything.
    log.info("A form was refused for its token: %s", reason.partition(" - ")[0])
    response = answer(request, 403, title=STALE[0], detail=STALE[1], code="csrf")
    if _is_partial(request) and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        response["HX-Trigger"] = json.dumps({"csrf:renewed": {"token": get_token(request)}})
    return response


class ActionErrorMiddleware:
    """Turns what an action refuses into an answer, and fills empty error answers with a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Remember the next layer."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; an error without words (``HttpResponseNotAllowed`` and the like) gets some, its headers stay."""
        response = self._next(request)
        if (
            response.status_code not in FILLED
            or request.method == "HEAD"
            or not isinstance(response, HttpResponse)
            or response.content
        ):
            return response
        filled = answer(request, response.status_code)
        for name, value in response.items():
            if name not in {"Content-Type", "Content-Length"}:
                filled[name] = value
        filled.cookies.update(response.cookies)
        return filled

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer an action's refusal with its own words, code and fields; leave other exceptions alone."""
        if not isinstance(exception, ActionError):
            return None
        return answer(request, exception.status, detail=exception.message, code=exception.code, fields=exception.fields)
