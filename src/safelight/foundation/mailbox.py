"""Where mail goes when no mail server is set: into a table that the studio can read as a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from safelight.foundation import clock
from safelight.foundation.models import KeptMail


class MailboxBackend(BaseEmailBackend):
    """Keeps mail instead of sending it: nothing is lost on a laptop, and the demo can show what was sent."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:  # noqa: FBT001, FBT002, ANN401 - Django's signature
        """Take Django's arguments."""
        super().__init__(fail_silently=fail_silently, **kwargs)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages; returns how many."""
        KeptMail.objects.bulk_create(
            KeptMail(
                at=clock.now(),
                to=", ".join(message.to)[:500],
                subject=str(message.subject)[:300],
                body=str(message.body),
            )
            for message in email_messages
        )
        return len(email_messages)
