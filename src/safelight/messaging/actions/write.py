"""A person writes to a client."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, InvalidInput, action
from safelight.messaging.actions.composing import MOST_RECIPIENTS, NewMessage
from safelight.messaging.actions.queue import queue
from safelight.messaging.ports import AttachmentRef
from safelight.messaging.queries.cards import MessageCard
from safelight.messaging.queries.offers import offer_for
from safelight.messaging.queries.sender import sender_of
from safelight.messaging.queries.templates import faults, known
from safelight.messaging.rules.kinds import Words
from safelight.messaging.rules.merging import LONGEST_BODY, LONGEST_SUBJECT

MOST_FILES = 20


class AttachmentChoice(Frozen):
    """A document to send along, as ``messaging.offer`` names it."""

    renderer: str = Field(max_length=60)
    id: UUID


class WriteMessage(Frozen):
    """A message as a person wrote it; merge fields in it are filled.

    ``about_kind`` and ``about_id`` name what it is about, which gives its facts and documents. ``send_at`` is a moment
    with its zone; at once without it.
    """

    client_id: UUID | None = None
    to: tuple[str, ...] = Field(default=(), max_length=MOST_RECIPIENTS)
    kind: str = Field(default="plain", max_length=60)
    language: str = Field(default="", max_length=10)
    subject: str = Field(max_length=LONGEST_SUBJECT)
    body: str = Field(max_length=LONGEST_BODY)
    attachments: tuple[AttachmentChoice, ...] = Field(default=(), max_length=MOST_FILES)
    about_kind: str = Field(default="", max_length=40)
    about_id: UUID | None = None
    send_at: datetime | None = None


@action("messaging.write", permission="messaging.send", door="POST /messages")
def write(context: Context, data: WriteMessage) -> MessageCard:
    """Write a message to a client.

    Raises:
        NotFound: no such client, kind of message, or row it is about.
        InvalidInput: a merge field, link, address or document that is none; ``fields`` says where.
        Refused: it cannot be sent: no address, not to be contacted, mail came back before.
    """
    offer = offer_for(context, data.client_id, data.about_kind, data.about_id)
    kind = known(data.kind)
    _check(context, data, {(one.renderer, one.id) for one in offer.attachments}, offer.kinds)
    labels = {(one.renderer, one.id): one.label for one in offer.attachments}
    card = queue(
        context,
        NewMessage(
            kind=kind.key,
            client_id=offer.client_id,
            to=data.to,
            facts=offer.facts,
            attachments=tuple(
                AttachmentRef(one.renderer, one.id, labels[one.renderer, one.id]) for one in data.attachments
            ),
            words=Words(data.subject, data.body),
            language=data.language,
            not_before=data.send_at,
            about_kind=data.about_kind,
            about_id=data.about_id,
            deliberate=True,
        ),
    )
    context.subject("message", card.id, f"{kind.label} “{card.subject}” was written")
    context.concerns(card.client_id)
    context.undo_with("messaging.cancel", {"message_id": str(card.id)})
    return card


def _check(context: Context, data: WriteMessage, offered: set[tuple[str, UUID]], kinds: tuple[str, ...]) -> None:
    kind = known(data.kind)
    wrong = faults(kind, data.subject, data.body, sender_of(context.studio))
    fields = {field: sentence for field, (_, sentence) in wrong.items()}
    if not data.subject:
        fields["subject"] = "Write a subject."
    if not data.body:
        fields["body"] = "Write the text."
    if data.kind not in kinds:
        fields["kind"] = f"A message “{kind.label}” needs to know what it is about."
    for place, one in enumerate(data.attachments):
        if (one.renderer, one.id) not in offered:
            fields[f"attachments.{place}"] = "This document is not there, or it is not this client's."
    if data.send_at is not None and data.send_at.tzinfo is None:
        fields["send_at"] = "Name the time zone too, as in 2026-05-04T12:00:00+02:00."
    if fields:
        raise InvalidInput(" ".join(dict.fromkeys(fields.values())), fields=fields)
