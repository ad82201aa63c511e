"""Marking mail addresses that mail does not reach: for the module that sends, inside its own action."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from safelight.clients.models import Email


def mark_mails(keys: Collection[str], bounced_at: datetime | None) -> list[UUID]:
    """Mark every client's address that is one of these mailboxes as bounced, or as working again with None.

    ``keys`` are mailboxes as ``rules.mails.mail_key`` knows them. Returns the ids of the clients concerned. Writes no
    journal line: the calling action names the clients with ``context.concerns``.
    """
    rows = Email.objects.filter(key__in=list(keys))
    found = list(dict.fromkeys(rows.values_list("client_id", flat=True)))
    rows.update(bounced_at=bounced_at)
    return found
