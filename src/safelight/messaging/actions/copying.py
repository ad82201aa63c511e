"""A message once more: the same text and the same files under a Message-ID of its own."""

from __future__ import annotations

from typing import Final

from safelight.foundation.actions import Context
from safelight.foundation.ids import new_id
from safelight.messaging.actions.composing import new_mail_id
from safelight.messaging.models import Attachment, Message

_OWN: Final = frozenset(
    {"id", "mail_id", "idempotency", "provider_id", "again_of", "created_at", "sent_at", "written_by"}
)


def copy_of(context: Context, row: Message) -> Message:
    """Return a copy of a message, not saved; it remembers which one it repeats."""
    same = {
        field.attname: getattr(row, field.attname)
        for field in Message._meta.concrete_fields  # noqa: SLF001 - Django's documented Meta API
        if field.name not in _OWN
    }
    return Message(
        **same,
        id=new_id(),
        mail_id=new_mail_id(),
        again_of_id=row.id,
        created_at=context.now,
        written_by=context.actor.label,
    )


def copy_files(row: Message, again: Message) -> None:
    """Give the copy the very bytes of the first one: a document may have changed its look since."""
    files = list(Attachment.objects.filter(message_id=row.id))
    for file in files:
        file.id, file.message_id = new_id(), again.id
    Attachment.objects.bulk_create(files)
