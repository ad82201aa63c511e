"""The frozen shapes in which messages are shown to pages, neighbours, the API and the assistant."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from safelight.foundation.actions import Frozen

State = Literal["queued", "sending", "sent", "failed", "dropped", "bounced", "cancelled"]


class AttachmentCard(Frozen):
    """A file of a message; ``size`` (bytes) and ``media_type`` are known once it was made, at the first try to send."""

    id: UUID
    renderer: str
    source_id: UUID
    name: str
    media_type: str = ""
    size: int | None = None


class MessageRow(Frozen):
    """A message in a list; ``error`` says why it failed or is not sent."""

    id: UUID
    kind: str
    kind_label: str
    state: State
    client_id: UUID | None
    client_name: str = ""
    to: tuple[str, ...]
    subject: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    error: str = ""
    about_kind: str = ""
    about_id: UUID | None = None
    has_attachments: bool = False


class ReportCard(Frozen):
    """What was heard of a message after it left; ``by`` names a person who said so by hand."""

    at: datetime
    what: Literal["delivered", "deferred", "bounced", "complained", "refused"]
    address: str
    detail: str
    by: str


class MessageCard(MessageRow):
    """The whole message as it was or will be sent. ``mail_id`` is its Message-ID header."""

    language: str
    from_name: str
    from_address: str
    reply_to: str
    copy_to: tuple[str, ...]
    text: str
    html: str
    mail_id: str
    deliberate: bool
    stale_after: datetime | None = None
    attempts: int
    again_of: UUID | None = None
    written_by: str
    attachments: tuple[AttachmentCard, ...] = ()
    reports: tuple[ReportCard, ...] = ()
