"""Timetables of the accounts module."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from safelight.accounts import mails
from safelight.accounts.actions.tries import sweep
from safelight.accounts.events import PersonInvited
from safelight.accounts.models import Invitation, User
from safelight.accounts.queries.people import link_of
from safelight.foundation.actions import Context
from safelight.foundation.jobs import every, on
from safelight.foundation.tenancy import studio_scope


@on(PersonInvited)
def send_invitation(context: Context, payload: Mapping[str, Any]) -> None:
    """Send the mail of an invitation; one that was taken back or sent anew meanwhile is left out."""
    with studio_scope(context.studio.id):
        rows = Invitation.objects.select_related("role").filter(accepted_at=None, revoked_at=None)
        row = rows.filter(id=payload["invitation_id"]).first()
        if row is None:
            return
        facts = {
            "invited_by": row.invited_by,
            "studio": context.studio.name,
            "role": row.role.name,
            "link": link_of(row),
        }
    person = User.objects.filter(email=row.email).first()
    with mails.in_language_of(person, context.studio.languages[0]):
        subject = _("Work in the studio %(studio)s") % {"studio": context.studio.name}
        mails.mail(row.email, subject, "invitation", facts).send()


@every("23 4 * * *")
def forget_tries() -> None:
    """Forget how often secrets were tried, a day after the last try."""
    sweep()


@every("29 4 * * *")
def forget_sessions() -> None:
    """Delete sessions that ended."""
    Session.objects.filter(expire_date__lt=Now()).delete()
