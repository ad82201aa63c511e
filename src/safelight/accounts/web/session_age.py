"""Signing out browsers that were signed in too long ago, or left alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY as PERSON_KEY
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from safelight.accounts.rules.session_age import SEEN_AGAIN_AFTER, ended_by
from safelight.foundation import clock
from safelight.foundation.web.notices import notify

SINCE_KEY: Final = "signed_in"
SEEN_KEY: Final = "seen"
RIGHTS_KEY: Final = "rights"


class SessionAgeMiddleware:
    """Ends sessions that are too old or were left unused; must come after the one that knows the person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Remember the next layer."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Sign out where it is time, then answer as for anybody who is not signed in."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and PERSON_KEY in request.session:
            self._look(request)
        return self._next(request)

    def _look(self, request: HttpRequest) -> None:
        now = _seconds()
        since, seen = request.session.get(SINCE_KEY), request.session.get(SEEN_KEY)
        if not isinstance(since, int) or not isinstance(seen, int):
            begin(request.session)
            return
        reason = ended_by(since, seen, now, settings.SESSION_AGES)
        if reason:
            logout(request)
            if request.method == "GET" and "HX-Request" not in request.headers:
                words = _("You were signed out because nobody used this browser for a while.")
                too_old = _("You were signed out because the sign-in was too long ago.")
                notify(request, words if reason == "idleness" else too_old, tone="info")
        # An open page keeps its seat by itself; that is nobody at work.
        elif now - seen >= SEEN_AGAIN_AFTER and request.path_info != reverse("seat_beat"):
            request.session[SEEN_KEY] = now


def begin(session: SessionBase) -> None:
    """Note that somebody signed in now."""
    session[SINCE_KEY] = session[SEEN_KEY] = _seconds()


def rotate_with_rights(request: HttpRequest, rights: str) -> None:
    """Give the session another key when the person may do other things than before.

    It waits for the next page: the parts of a page are asked for at once, and all but one would come with the old key.
    """
    known = request.session.get(RIGHTS_KEY)
    if known == rights:
        return
    if known is not None:
        if request.method != "GET" or "HX-Request" in request.headers:
            return
        old = request.session.session_key
        request.session.cycle_key()
        UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)
    request.session[RIGHTS_KEY] = rights


def _seconds() -> int:
    return int(clock.now().timestamp())
