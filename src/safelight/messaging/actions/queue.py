"""Putting a message into the outbox, in the transaction of the change that causes it."""

from __future__ import annotations

from uuid import UUID

from safelight.foundation.actions import Context
from safelight.messaging.actions.composing import NewMessage, made
from safelight.messaging.events import MessageNotSent, MessageQueued
from safelight.messaging.models import Attachment, Message
from safelight.messaging.ports import renderers
from safelight.messaging.queries.cards import MessageCard
from safelight.messaging.queries.reading import card_of


def queue(context: Context, new: NewMessage) -> MessageCard:
    """Write a message into the outbox and return it; a job sends it after the transaction commits.

    Text and parts are made now, so that what is sent is what was true when the change happened, whatever becomes of
    templates and rows later; attachments are made at the first try to send and kept. With ``idempotency``, the same
    text again returns the message that is there. A message that must not be sent (no address, do not contact) is kept
    as ``dropped`` with the reason, unless it is deliberate: then it is refused.

    The journal line of the calling action concerns the client; this names no subject.

    Raises:
        LookupError: an unknown kind or renderer.
        MissingFacts: a fact of the kind is missing.
        NotFound: no such client.
        InvalidInput: an address is none.
        Refused: a deliberate message that cannot be sent.
    """
    for attachment in new.attachments:
        if renderers.find(attachment.renderer) is None:
            message = f"No maker of attachments is registered as “{attachment.renderer}”."
            raise LookupError(message)
    known = Message.objects.filter(idempotency=new.idempotency).first() if new.idempotency else None
    if known is not None:
        return card_of(known)
    row = made(context, new)
    row.studio_id = context.studio.id
    # Two transactions may write the same cause at once: the second waits here, and finds the first one's row.
    Message.objects.bulk_create([row], ignore_conflicts=bool(new.idempotency))
    if new.idempotency:
        kept = Message.objects.get(idempotency=new.idempotency)
        if kept.id != row.id:
            return card_of(kept)
    Attachment.objects.bulk_create(
        Attachment(
            studio_id=context.studio.id,
            message_id=row.id,
            position=place,
            renderer=attachment.renderer,
            source_id=attachment.id,
            name=attachment.label,
        )
        for place, attachment in enumerate(new.attachments)
    )
    context.concerns(row.client_id)
    announce(context, row)
    return card_of(row)


def announce(context: Context, row: Message) -> None:
    """Publish what became of a message that was written just now."""
    if row.state == Message.State.QUEUED:
        context.publish(MessageQueued(message_id=row.id, kind=row.kind))
    else:
        context.publish(
            MessageNotSent(
                message_id=row.id, kind=row.kind, state=row.state, about_kind=row.about_kind, about_id=row.about_id
            )
        )


def cancel_about(context: Context, about_kind: str, about_id: UUID, *kinds: str) -> int:
    """Cancel the waiting messages about a row (of some kinds alone, when named); returns how many.

    For reminders of an appointment that moved or was cancelled. What is being sent at this moment is not stopped. A
    cancelled message gives its idempotency text free, so that the same cause may write a new one.
    """
    rows = Message.objects.filter(about_kind=about_kind, about_id=about_id, state=Message.State.QUEUED)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    waiting = list(rows.select_for_update())
    if not waiting:
        return 0
    reason = "What it was about has changed."
    Message.objects.filter(id__in=[row.id for row in waiting]).update(
        state=Message.State.CANCELLED, error=reason, ended_at=context.now, idempotency=""
    )
    for row in waiting:
        row.state = Message.State.CANCELLED
        announce(context, row)
    context.concerns(*(row.client_id for row in waiting))
    return len(waiting)
