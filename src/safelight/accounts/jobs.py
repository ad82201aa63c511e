"""Timetables of the accounts module."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from safelight.accounts.actions.tries import sweep
from safelight.foundation.jobs import every


@every("23 4 * * *")
def forget_tries() -> None:
    """Forget how often secrets were tried, a day after the last try."""
    sweep()


@every("29 4 * * *")
def forget_sessions() -> None:
    """Delete sessions that ended."""
    Session.objects.filter(expire_date__lt=Now()).delete()
