"""What happens when somebody signs in or out: the device gets its name, the seat becomes free."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest

from safelight.accounts.actions.seats import leave
from safelight.accounts.models import User
from safelight.accounts.web import language
from safelight.accounts.web.studio import DEVICE_KEY, SESSION_KEY, chosen_studio, device_of, uuid_of
from safelight.foundation.tenancy import studio_scope


@receiver(user_logged_in)
def settle_in(request: HttpRequest | None = None, user: User | None = None, **_: Any) -> None:  # noqa: ANN401 - Django's signal
    """Name the device before the first pages ask at once for a seat, and remember the person's language."""
    if request is None or user is None:
        return
    request.session[DEVICE_KEY] = str(uuid4())
    if user.language:
        request.session[language.SESSION_KEY] = user.language


@receiver(user_logged_out)
def stand_up(request: HttpRequest | None = None, user: User | None = None, **_: Any) -> None:  # noqa: ANN401 - Django's signal
    """Free the seat at once."""
    if request is not None and user is not None:
        give_up_seat(request)


def give_up_seat(request: HttpRequest) -> None:
    """Free the seat of this browser in the studio it works in."""
    studio_id = chosen_studio(request)
    if studio_id is not None:
        with studio_scope(studio_id):
            leave(device_of(request))


def give_up_seat_of(session: SessionBase) -> None:
    """Free the seat of another session of a person."""
    studio_id, device = uuid_of(session.get(SESSION_KEY)), uuid_of(session.get(DEVICE_KEY))
    if studio_id is not None and device is not None:
        with studio_scope(studio_id):
            leave(device)
