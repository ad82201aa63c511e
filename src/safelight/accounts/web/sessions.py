"""Where a person is signed in: each browser with its device and when it was last used, to be ended one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safelight.accounts.rules.seats import device_label
from safelight.accounts.web.signing import give_up_seat_of
from safelight.foundation.actions import NotFound
from safelight.foundation.web.access import personal
from safelight.foundation.web.notices import notify


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser in which a person is signed in. Where it stands is not kept in view: only what it is."""

    id: int
    device: str
    since: datetime
    last_seen: datetime
    is_this: bool


def sessions_of(request: HttpRequest) -> list[SignedIn]:
    """Return where the person is signed in, this browser first, then the last used."""
    rows = list(UserSession.objects.filter(user=request.user))
    alive = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    found = [
        SignedIn(
            id=row.pk,
            device=device_label(row.user_agent),
            since=row.created_at,
            last_seen=row.last_seen_at,
            is_this=row.session_key == request.session.session_key,
        )
        for row in rows
        if row.session_key in alive
    ]
    return sorted(found, key=lambda each: (not each.is_this, -each.last_seen.timestamp()))


@personal
@require_POST
def end(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out one browser."""
    row = UserSession.objects.filter(user=request.user, pk=session_id).first()
    if row is None:
        what = "session"
        raise NotFound(what)
    _end(row)
    notify(request, _("That browser is signed out."))
    return redirect("mfa_index")


@personal
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    rows = list(UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key))
    for row in rows:
        _end(row)
    notify(request, _("You are signed out everywhere else."))
    return redirect("mfa_index")


def _end(row: UserSession) -> None:
    give_up_seat_of(SessionStore(row.session_key))
    row.end()
