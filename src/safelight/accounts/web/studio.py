"""The studio in which a request happens: chosen by the person, checked in the database, told to PostgreSQL.

One transaction spans the view. It is taken back when the view raises or answers 500 and above, so a page never
half-saves. Answers that stream are produced after this transaction has ended and must enter a scope of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

from safelight.accounts.actions.seats import Sitter, take_seat
from safelight.accounts.actions.tries import TooManyTries, count_try
from safelight.accounts.models import User
from safelight.accounts.queries import Standing, memberships_of, standing
from safelight.accounts.rules.limits import BEARER
from safelight.accounts.rules.seats import device_label
from safelight.accounts.web.origin import address_of
from safelight.foundation import clock
from safelight.foundation.actions import Context
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.web.access import Access, access_of, context_of
from safelight.foundation.web.errors import answer
from safelight.foundation.web.notices import notify
from safelight.foundation.web.request_id import request_id

SESSION_KEY = "studio"
DEVICE_KEY = "device"
OPEN_ADDRESSES = ("/api/", "/mcp", "/dav/", "/healthz", "/readyz", "/static/")
"""Doors for programs: they learn who calls from a key, never from a person's session."""

View = Callable[..., HttpResponseBase]


class _TakeBack(Exception):
    """Ends a scope without keeping what was written in it."""


class StudioMiddleware:
    """Lets people at work in and puts ``request.context`` there; must be the last of the middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Remember the next layer."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, then keep or take back what it wrote."""
        visit = _Visit()
        request.visit = visit  # type: ignore[attr-defined]
        request.context = None  # type: ignore[attr-defined]
        try:
            response = self._next(request)
        except BaseException:
            visit.leave(keep=False)
            raise
        finally:
            timezone.deactivate()
        if response.status_code == 401 and request.headers.get("Authorization"):  # noqa: PLR2004 - a key that opens nothing
            response = _wrong_key(request, response)
        visit.leave(keep=not visit.failed and response.status_code < 500)  # noqa: PLR2004 - server errors
        return response

    def process_view(
        self, request: HttpRequest, view: View, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let the request pass to its view, or answer what keeps the person out."""
        access = access_of(view)
        if access is Access.PUBLIC or request.path_info.startswith(OPEN_ADDRESSES):
            return None
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        found = enter(request, request.user.pk)
        if access is Access.PERSON:
            return None
        if found is None:
            return HttpResponseRedirect(resolve_url("studio_new"))
        return None if found.seated else sit_down(request, found)

    def process_exception(self, request: HttpRequest, _exception: Exception) -> None:
        """Note that the view raised: whatever answer follows, nothing it wrote is kept."""
        request.visit.failed = True  # type: ignore[attr-defined]


class _Visit:
    """The scope of one request."""

    def __init__(self) -> None:
        self.failed = False
        self._scope: ExitStack | None = None

    def enter(self, studio_id: UUID, person_id: UUID) -> None:
        self.leave(keep=True)
        self._scope = ExitStack()
        self._scope.enter_context(studio_scope(studio_id, person_id=person_id))

    def leave(self, *, keep: bool) -> None:
        scope, self._scope = self._scope, None
        if scope is None:
            return
        if keep:
            scope.close()
            return
        taken_back = _TakeBack()
        try:
            scope.__exit__(_TakeBack, taken_back, None)
        except _TakeBack as raised:
            if raised is not taken_back:
                raise


def enter(request: HttpRequest, user_id: UUID) -> Standing | None:
    """Enter the studio the person chose, or the first they belong to; None if there is none.

    The choice lies in the session; whether it still holds is asked in every request.
    """
    visit: _Visit = request.visit  # type: ignore[attr-defined]
    device = device_of(request)
    found: Standing | None = None
    chosen = chosen_studio(request)
    if chosen is not None:
        visit.enter(chosen, user_id)
        found = standing(user_id, device)
    if found is None:
        visit.leave(keep=True)
        for facts, _actor in memberships_of(user_id):
            visit.enter(facts.id, user_id)
            found = standing(user_id, device)
            if found is not None:
                request.session[SESSION_KEY] = str(facts.id)
                break
    if found is None:
        visit.leave(keep=True)
        request.session.pop(SESSION_KEY, None)
        return None
    request.context = Context(studio=found.studio, actor=found.actor, request_id=request_id(request))  # type: ignore[attr-defined]
    request.standing = found  # type: ignore[attr-defined]
    # Pages show the studio's wall clock.
    timezone.activate(clock.zone(found.studio.zone))
    return found


def _wrong_key(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Slow down a network that tries keys. A right key never comes here, so nobody with one is kept waiting."""
    try:
        count_try(BEARER, "", address_of(request))
    except TooManyTries as wait:
        return answer(request, wait.status, detail=wait.message, code=wait.code, keep=False)
    return response


def sit_down(request: HttpRequest, found: Standing) -> HttpResponseBase | None:
    """Give the person a seat, committed before the page itself begins; or answer that all are taken.

    An owner who opens a page takes a seat over when none is free; their background requests never do.
    """
    visit: _Visit = request.visit  # type: ignore[attr-defined]
    context = context_of(request)
    user_id = person_of(request).id
    visit.leave(keep=True)
    sitter = Sitter(user_id, device_of(request), device_label(request.headers.get("User-Agent", "")))
    takes_over = found.is_owner and request.method == "GET" and not is_partial(request)
    with studio_scope(found.studio.id, person_id=user_id):
        seat = take_seat(sitter, found.seats, context=context if takes_over else None)
    if seat is None:
        return no_seat(request, found)
    if seat.taken_from is not None:
        words = _("All seats were in use, so you took over the seat of %(name)s.") % {"name": seat.taken_from.name}
        notify(request, words, tone="info")
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=context.now)
    visit.enter(found.studio.id, user_id)
    return None


def no_seat(request: HttpRequest, found: Standing) -> HttpResponseBase:
    """Answer somebody for whom no seat is free, without losing what they typed."""
    if request.method in {"GET", "HEAD"}:
        address = f"{resolve_url('seat')}?{urlencode({'next': request.get_full_path()})}"
        if is_partial(request):
            return HttpResponse(status=200, headers={"HX-Redirect": resolve_url("seat")})
        return HttpResponseRedirect(address)
    return answer(
        request,
        409,
        title=_("All seats are in use"),
        detail=_(
            "At most %(count)s people can work at once, and somebody took the seat while you were away. Nothing was "
            "saved yet. Ask somebody to sign out, then send it again."
        )
        % {"count": found.seats},
        code="no_seat",
    )


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Answer somebody who is not signed in: pages lead to the sign-in page, partial requests get a 401."""
    if is_partial(request) or "text/html" not in request.headers.get("Accept", "text/html"):
        return answer(
            request,
            401,
            title=_("You were signed out"),
            detail=_("Your session ended, so nothing was changed. Sign in again; what you typed is still here."),
            keep=False,
        )
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    query = f"?{urlencode({'next': back})}" if back not in {"", "/"} else ""
    return HttpResponseRedirect(resolve_url(settings.LOGIN_URL) + query, status=302 if back else 303)


def is_partial(request: HttpRequest) -> bool:
    """Say whether a page asks in the background for a part of itself."""
    return request.headers.get("HX-Request") == "true"


def person_of(request: HttpRequest) -> User:
    """Return the person who is signed in; views marked for people ask this."""
    assert isinstance(request.user, User)  # noqa: S101 - the marks on views let nobody else in
    return request.user


def chosen_studio(request: HttpRequest) -> UUID | None:
    """Return the studio that the session names, whether or not the person may enter it."""
    return uuid_of(request.session.get(SESSION_KEY))


def device_of(request: HttpRequest) -> UUID:
    """Return the id under which this browser holds its seat; it lives as long as the session."""
    known = uuid_of(request.session.get(DEVICE_KEY))
    if known is None:
        known = uuid4()
        request.session[DEVICE_KEY] = str(known)
    return known


def uuid_of(text: object) -> UUID | None:
    """Read an id that a session keeps, or None."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
