"""The pages about messages, as tabs over each of them; everybody sees those they may open."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelight.foundation.web.access import context_of


@dataclass(frozen=True, slots=True)
class Tab:
    """One page about messages."""

    key: str
    label: Promise
    url: str


_TABS = (
    ("outbox", _("Outbox"), "messages", "messaging.view"),
    ("mailbox", _("Mailbox"), "message_mailbox", "messaging.view"),
    ("templates", _("Texts"), "message_templates", "messaging.view"),
    ("suppressed", _("Stopped addresses"), "message_suppressed", "messaging.view"),
    ("settings", _("Settings"), "message_settings", "messaging.manage"),
)


def tabs(request: HttpRequest) -> list[Tab]:
    """Return the tabs this person may open; the mailbox only where mails are kept and sent to nobody."""
    actor = context_of(request).actor
    return [
        Tab(key, label, reverse(name))
        for key, label, name, permission in _TABS
        if actor.may(permission) and (key != "mailbox" or settings.MAIL_IS_KEPT)
    ]
