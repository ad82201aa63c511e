"""Taking messages out of the outbox, one worker at a time, and noting what became of them.

A worker leases a message in one transaction, sends it in none, and notes the outcome in another. Killed at any point it
leaves either a waiting message or a lease that ends: the message is then sent once more with the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

from django.db.models import Q

from safelight.clients.queries.addressee import addressee
from safelight.clients.rules.mails import mail_key
from safelight.foundation.actions import Conflict, Context, Frozen, action
from safelight.foundation.ids import new_id
from safelight.messaging.actions.bounces import note_bounce, note_report
from safelight.messaging.actions.composing import suppressed, why_not
from safelight.messaging.actions.copying import copy_files, copy_of
from safelight.messaging.actions.queue import announce
from safelight.messaging.events import MessageSent
from safelight.messaging.models import Attachment, Message
from safelight.messaging.ports import renderers
from safelight.messaging.queries.cards import MessageCard
from safelight.messaging.queries.reading import card_of, kind_label, known_kind
from safelight.messaging.rules import timing

WAITING = Q(state__in=[Message.State.QUEUED, Message.State.SENDING])
STOPPED = "This address was stopped before the message left, so it was left out."
STALE = "It was not sent in time and is of no use any more."


class NotTaken(Frozen):
    """An address that the mail server did not take; ``never`` when mail will never reach it."""

    address: str
    detail: str
    never: bool


class Finish(Frozen):
    """What became of a message that a worker holds by a lease.

    ``later`` are addresses that the mail server put off while it took the others: they get a message of their own.
    """

    message_id: UUID
    lease: UUID
    state: Literal["sent", "failed", "dropped", "bounced"]
    error: str = ""
    provider_id: str = ""
    not_taken: tuple[NotTaken, ...] = ()
    later: tuple[str, ...] = ()


def take(now: datetime, message_id: UUID | None = None) -> Message | None:
    """Lease a message that is due, this one or the one that is due longest; None where there is none.

    One that another worker holds is passed over; one whose lease has ended is taken from a worker that is gone.
    """
    rows = Message.objects.select_for_update(skip_locked=True).filter(WAITING, due_at__lte=now)
    row = rows.filter(id=message_id).first() if message_id else rows.order_by("due_at", "id").first()
    if row is None:
        return None
    row.state, row.lease, row.due_at = Message.State.SENDING, new_id(), now + timing.LEASE
    row.attempts += 1
    row.save(update_fields=["state", "lease", "due_at", "attempts"])
    return row


def why_drop(context: Context, row: Message, now: datetime) -> str:
    """Return why a leased message is not sent after all, as a sentence; empty when it is.

    What changed since it was written counts: time, the client's wish, an address that mail came back from. Where some of
    several addresses were stopped meanwhile, the others get it, and a report says so.
    """
    if timing.is_stale(row.stale_after, now):
        return STALE
    bad = suppressed(row.to)
    usable = [address for address in row.to if mail_key(address) not in bad]
    if usable and len(usable) < len(row.to):
        for address in set(row.to) - set(usable):
            key = f"{row.id}:stopped:{mail_key(address)}"
            note_report(context, row, "refused", address, detail=STOPPED, permanent=False, event_key=key)
        row.to = usable
        row.save(update_fields=["to"])
    client = addressee(row.client_id) if row.client_id else None
    return why_not(client, known_kind(row.kind), row.to, deliberate=row.deliberate)


def make_files(studio_id: UUID, message_id: UUID) -> list[Attachment]:
    """Return the files of a message with their bytes, making and keeping those that were not made yet.

    Raises:
        NotFound: what a file shows is not there any more.
        LookupError: no module makes such files.
    """
    files = list(Attachment.objects.filter(message_id=message_id).order_by("position", "id"))
    for row in files:
        if row.content is not None:
            continue
        render = renderers.find(row.renderer)
        if render is None:
            message = f"No maker of attachments is registered as “{row.renderer}”."
            raise LookupError(message)
        made = render(studio_id, row.source_id)
        row.name, row.media_type, row.content = made.name or row.name, made.media_type, made.content
        row.size, row.sha256 = len(made.content), sha256(made.content).digest()
        row.save(update_fields=["name", "media_type", "content", "size", "sha256"])
    return files


def put_back(row: Message, sentence: str, due_at: datetime) -> bool:
    """Let a leased message wait for its next try; False when another worker has taken it meanwhile."""
    mine = Message.objects.filter(id=row.id, state=Message.State.SENDING, lease=row.lease)
    return bool(mine.update(state=Message.State.QUEUED, lease=None, due_at=due_at, error=sentence))


@action("messaging.finish", permission="messaging.send")
def finish(context: Context, data: Finish) -> MessageCard:
    """Note what became of a message.

    Called by the worker that holds the lease.

    Raises:
        Conflict: somebody else holds it, or it has ended already.
    """
    rows = Message.objects.select_for_update()
    row = rows.filter(id=data.message_id, lease=data.lease, state=Message.State.SENDING).first()
    if row is None:
        message = "Another worker has taken this message."
        raise Conflict(message, code="lease_lost")
    row.state, row.error, row.lease = Message.State(data.state), data.error, None
    row.provider_id = data.provider_id[:200]
    row.ended_at = context.now
    if data.state in {"sent", "bounced"}:
        row.sent_at = context.now if data.state == "sent" else None
    row.save(update_fields=["state", "error", "lease", "provider_id", "ended_at", "sent_at"])
    context.subject("message", row.id, summary_of(row))
    context.concerns(row.client_id)
    if data.state == "sent":
        context.publish(MessageSent(message_id=row.id, kind=row.kind, about_kind=row.about_kind, about_id=row.about_id))
    elif data.state != "bounced":
        announce(context, row)
    for one in data.not_taken:
        note_bounce(
            context,
            row,
            one.address,
            detail=one.detail,
            permanent=one.never,
            event_key=f"{row.id}:refused:{row.attempts}:{mail_key(one.address)}",
            what="refused",
        )
    if data.later:
        _send_later(context, row, data.later)
    return card_of(row)


def _send_later(context: Context, row: Message, addresses: tuple[str, ...]) -> None:
    """Write a message of their own for addresses that were put off, so that nobody gets one twice."""
    again = copy_of(context, row)
    again.to, again.state, again.error, again.attempts, again.lease = list(addresses), Message.State.QUEUED, "", 1, None
    again.due_at = timing.next_try(1, context.now) or context.now
    again.sent_at = again.ended_at = None
    again.save(force_insert=True)
    copy_files(row, again)
    announce(context, again)


_WORDS: Mapping[str, str] = {
    "sent": "was sent",
    "failed": "could not be sent",
    "dropped": "was not sent",
    "bounced": "came back",
}


def summary_of(row: Message) -> str:
    """Return one line for the journal: what it is and what became of it, and why where it did not go."""
    line = f"{kind_label(row.kind)} “{row.subject}” {_WORDS[row.state]}"
    return f"{line}: {row.error}" if row.error else line
