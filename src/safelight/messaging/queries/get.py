"""One message, whole, and the files that go with it."""

from __future__ import annotations

from uuid import UUID

from safelight.foundation.actions import Context, Frozen, NotFound, query
from safelight.messaging.models import Attachment
from safelight.messaging.ports import File, renderers
from safelight.messaging.queries.cards import MessageCard
from safelight.messaging.queries.reading import card_of, load


class WhichMessage(Frozen):
    """Which message."""

    message_id: UUID


@query("messaging.get", permission="messaging.view", door="GET /messages/{message_id}")
def get(context: Context, data: WhichMessage) -> MessageCard:
    """Show a message exactly as it was or will be sent, with what was heard of it since."""
    return card_of(load(context, data.message_id))


def file_of(context: Context, message_id: UUID, attachment_id: UUID) -> File:
    """Return a file of a message: the bytes that were sent, or for one that waits what would be sent now.

    Raises:
        NotFound: no such message or file, or what it shows is not there any more.
    """
    load(context, message_id)
    row = Attachment.objects.filter(id=attachment_id, message_id=message_id).first()
    render = renderers.find(row.renderer) if row else None
    if row is not None and row.content is not None:
        return File(row.name, row.media_type, bytes(row.content))
    if row is None or render is None:
        what = "file"
        raise NotFound(what)
    return render(context.studio.id, row.source_id)
