"""Hearing from a mail service what became of a message after it left."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field

from safelight.clients.rules.mails import mail_key
from safelight.foundation.actions import Conflict, Context, Frozen, NotFound, action
from safelight.messaging.actions.bounces import note_bounce, note_report
from safelight.messaging.models import DeliveryReport, Message
from safelight.messaging.queries.cards import MessageCard
from safelight.messaging.queries.reading import card_of, kind_label

_HEARD = {"bounced": "came back", "complained": "was called unwanted by its reader"}


class Hear(Frozen):
    """An event of a mail service: about which message, which of its addresses, what; ``permanent`` bounces never heal."""

    message_id: UUID
    address: str = Field(max_length=254)
    what: Literal["bounced", "complained"]
    permanent: bool = True
    detail: str = Field(default="", max_length=500)
    event_key: str = Field(min_length=1, max_length=300)


@action("messaging.hear", permission="messaging.send")
def hear(context: Context, data: Hear) -> MessageCard:
    """Note that a message came back, or that its reader complained.

    Called for events of the mail service; an event that comes twice counts once.

    Raises:
        NotFound: no such message, or it did not go to that address.
        Conflict: this event was told before.
    """
    row = find_message(data.message_id, data.address)
    if row is None:
        what = "message"
        raise NotFound(what)
    context.subject("message", row.id, f"{kind_label(row.kind)} “{row.subject}” {_HEARD[data.what]}")
    context.concerns(row.client_id)
    is_new = note_bounce(
        context,
        row,
        data.address,
        detail=data.detail,
        permanent=data.permanent,
        event_key=data.event_key,
        what=data.what,
    )
    if not is_new:
        message = "This event was told before."
        raise Conflict(message, code="known_event")
    return card_of(row)


def hear_delivery(context: Context, message_id: UUID, address: str, what: str, detail: str, event_key: str) -> bool:  # noqa: PLR0913, PLR0917 - the parts of one event
    """Keep that a message arrived or was put off: no change worth a line in the journal. False when it is not ours."""
    row = find_message(message_id, address)
    if row is None or what not in {DeliveryReport.What.DELIVERED, DeliveryReport.What.DEFERRED}:
        return False
    return note_report(context, row, what, address, detail=detail, permanent=False, event_key=event_key)


def find_message(message_id: UUID, address: str) -> Message | None:
    """Return a message that went to an address, locked, or None."""
    row = Message.objects.select_for_update().filter(id=message_id).first()
    went_to = {mail_key(one) for one in (*row.to, *row.copy_to)} if row else set()
    return row if mail_key(address) in went_to else None
