"""What a person does with a message that was written: cancel, send again, say that it came back."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.clients.actions.mail_state import mark_mails
from safelight.clients.queries.addressee import addressee
from safelight.clients.rules.mails import mail_key
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, Refused, action
from safelight.foundation.ids import new_id
from safelight.messaging.actions.bounces import note_bounce
from safelight.messaging.actions.composing import MOST_RECIPIENTS, recipients, search_text, why_not
from safelight.messaging.actions.copying import copy_files, copy_of
from safelight.messaging.actions.queue import announce
from safelight.messaging.models import Message, SuppressedAddress
from safelight.messaging.queries.cards import MessageCard
from safelight.messaging.queries.get import WhichMessage
from safelight.messaging.queries.reading import card_of, kind_label, known_kind, load

State = Message.State
_NEVER_LEFT = {State.FAILED, State.DROPPED, State.CANCELLED}
BY_HAND = "Somebody in the studio said that it came back."


class SendAgain(Frozen):
    """Which message, and where to when not to the address it had."""

    message_id: UUID
    to: tuple[str, ...] = Field(default=(), max_length=MOST_RECIPIENTS)


class MarkBounced(Frozen):
    """Which message came back, from which of its addresses, and what was read about it."""

    message_id: UUID
    address: str = Field(default="", max_length=254)
    detail: str = Field(default="", max_length=500)


@action("messaging.cancel", permission="messaging.send", door="POST /messages/{message_id}/cancellation")
def cancel(context: Context, data: WhichMessage) -> MessageCard:
    """Cancel a message that waits.

    Raises:
        NotFound: no such message.
        Conflict: it is being sent, or it has ended already.
    """
    row = load(context, data.message_id, lock=True)
    if row.state != State.QUEUED:
        message = "This message does not wait any more, so it cannot be cancelled."
        raise Conflict(message, code="not_waiting")
    row.state, row.error, row.ended_at = State.CANCELLED, f"{context.actor.label} cancelled it.", context.now
    row.save(update_fields=["state", "error", "ended_at"])
    context.subject("message", row.id, f"{kind_label(row.kind)} “{row.subject}” was cancelled")
    context.concerns(row.client_id)
    context.undo_with("messaging.send_again", {"message_id": str(row.id)})
    announce(context, row)
    return card_of(row)


@action("messaging.send_again", permission="messaging.send", door="POST /messages/{message_id}/sending")
def send_again(context: Context, data: SendAgain) -> MessageCard:
    """Send a message again, or now when it waits.

    One that never left is sent itself, with its own Message-ID; of one that was sent a copy is sent. Being asked for by
    a person, it goes however old it is.

    Raises:
        NotFound: no such message.
        Conflict: it is being sent at this moment.
        InvalidInput: an address is none.
        Refused: it cannot be sent: no address, not to be contacted, mail came back before.
    """
    row = load(context, data.message_id, lock=True)
    if row.state == State.SENDING:
        message = "This message is being sent at this moment."
        raise Conflict(message, code="being_sent")
    client = addressee(row.client_id) if row.client_id else None
    wished = data.to or tuple(row.to)
    to = recipients(wished or (client.mails if client else ()), chosen=bool(wished))
    reason = why_not(client, known_kind(row.kind), to, deliberate=True)
    if reason:
        raise Refused(reason, code="not_sendable", fields={"to": reason})
    again = row if row.state in {*_NEVER_LEFT, State.QUEUED} else copy_of(context, row)
    again.to, again.search = list(to), search_text(row.subject, to, client)
    again.state, again.error, again.lease, again.attempts = State.QUEUED, "", None, 0
    again.due_at, again.stale_after, again.ended_at, again.deliberate = context.now, None, None, True
    again.save(force_insert=again is not row)
    if again is not row:
        copy_files(row, again)
    context.subject("message", again.id, f"{kind_label(row.kind)} “{row.subject}” is sent {_how(row, again)}")
    context.concerns(row.client_id)
    announce(context, again)
    return card_of(again)


@action("messaging.mark_bounced", permission="messaging.send", door="POST /messages/{message_id}/bounce")
def mark_bounced(context: Context, data: MarkBounced) -> MessageCard:
    """Say that a message came back: its address gets no more mail until somebody says that it works again.

    Raises:
        NotFound: no such message.
        Conflict: it was not sent.
        InvalidInput: the address is not one of the message's.
    """
    row = load(context, data.message_id, lock=True)
    if row.state not in {State.SENT, State.BOUNCED}:
        message = "Only a message that was sent can come back."
        raise Conflict(message, code="not_sent")
    address = data.address or (row.to[0] if row.to else "")
    if address not in row.to:
        message = "This message did not go to that address."
        raise InvalidInput(message, fields={"address": message})
    context.subject("message", row.id, f"{kind_label(row.kind)} “{row.subject}” came back")
    context.concerns(row.client_id)
    note_bounce(
        context,
        row,
        address,
        detail=data.detail or BY_HAND,
        permanent=True,
        event_key=f"{row.id}:by_hand:{mail_key(address)}:{new_id()}",
        by=context.actor.label,
    )
    context.undo_with("messaging.unmark_bounced", {"message_id": str(row.id)})
    return card_of(row)


@action("messaging.unmark_bounced", permission="messaging.send", door="DELETE /messages/{message_id}/bounce")
def unmark_bounced(context: Context, data: WhichMessage) -> MessageCard:
    """Say that a message did not come back after all; its addresses get mail again.

    Raises:
        NotFound: no such message.
        Conflict: it is not marked.
    """
    row = load(context, data.message_id, lock=True)
    stopped = SuppressedAddress.objects.filter(message_id=row.id, lifted_at=None)
    keys = list(stopped.values_list("key", flat=True))
    if row.state != State.BOUNCED and not keys:
        message = "This message is not marked as come back."
        raise Conflict(message, code="not_bounced")
    if row.state == State.BOUNCED:
        row.state, row.error = State.SENT, ""
        row.sent_at = row.sent_at or row.ended_at
        row.save(update_fields=["state", "error", "sent_at"])
    stopped.update(lifted_at=context.now, lifted_by=context.actor.label)
    context.subject("message", row.id, f"{kind_label(row.kind)} “{row.subject}” did not come back after all")
    context.concerns(row.client_id, *mark_mails(keys, None))
    return card_of(row)


def _how(row: Message, again: Message) -> str:
    return "again" if again is not row or row.attempts else "now"
