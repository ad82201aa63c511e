"""Making a message row: text filled, both parts laid out, addresses checked. Nothing is written here."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from safelight.clients.queries.addressee import Addressee, addressee
from safelight.clients.rules.mails import is_mail, mail_key
from safelight.clients.rules.names import fold
from safelight.foundation.actions import Context, InvalidInput, Refused
from safelight.foundation.ids import new_id
from safelight.messaging.models import Message, SuppressedAddress
from safelight.messaging.ports import AttachmentRef
from safelight.messaging.queries.composed import compose, kind_of
from safelight.messaging.queries.sender import installation_address, sender_of
from safelight.messaging.rules.facts import Fact
from safelight.messaging.rules.kinds import MessageKind, Words

MOST_RECIPIENTS = 20


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to write.

    Attributes:
        kind: key of a registered kind.
        client_id: whom it is for; None for a message to an address alone (``to`` is needed then).
        to: mail addresses; the client's first one that works when empty.
        facts: values of the kind's merge fields, by ``MergeField.fact``; those of client and studio come by themselves.
        attachments: files to make when it is sent.
        words: a text instead of the kind's template; filled like one.
        language: of the text (ISO 639-1); the client's, then the studio's when empty.
        zone: in which moments are written; the studio's when empty.
        not_before: sent no earlier; at once when None.
        stale_after: not sent any more from this moment on; never stale when None.
        about_kind, about_id: the row it is about; loose, so that an invoice's page can show its messages.
        idempotency: a text of your own, once per studio: the same one again writes nothing.
        deliberate: a person sends it now. A transactional kind then goes even to a client who wants no other mail, and
            what cannot be sent is refused in words instead of being noted as dropped.
    """

    kind: str
    client_id: UUID | None
    to: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    attachments: tuple[AttachmentRef, ...] = ()
    words: Words | None = None
    language: str = ""
    zone: str = ""
    not_before: datetime | None = None
    stale_after: datetime | None = None
    about_kind: str = ""
    about_id: UUID | None = None
    idempotency: str = ""
    deliberate: bool = False


def made(context: Context, new: NewMessage) -> Message:
    """Return the row of a new message, not saved; ``dropped`` with a sentence where it must not be sent.

    Raises:
        LookupError: no such kind, or a kind without a text.
        MissingFacts: a fact of the kind is missing.
        NotFound: no such client.
        InvalidInput: an address is none.
        Refused: a deliberate message that cannot be sent (no address, suppressed, not to be contacted).
    """
    kind = kind_of(new.kind)
    client = addressee(new.client_id) if new.client_id else None
    sender = sender_of(context.studio)
    to = recipients(new.to or (client.mails if client else ()), chosen=bool(new.to))
    reason = why_not(client, kind, to, deliberate=new.deliberate)
    if reason and new.deliberate:
        raise Refused(reason, code="not_sendable", fields={"to": reason})
    composed = compose(context, kind, client, sender, new.facts, words=new.words, language=new.language, zone=new.zone)
    return Message(
        id=new_id(),
        client_id=client.id if client else None,
        kind=kind.key,
        language=composed.language,
        from_name=sender.effective_name,
        from_address=sender.effective_from,
        reply_to=sender.reply_to,
        to=list(to),
        copy_to=[sender.copy_to] if sender.copy_to else [],
        subject=composed.subject,
        text=composed.text,
        html=composed.html,
        mail_id=new_mail_id(),
        state=Message.State.DROPPED if reason else Message.State.QUEUED,
        deliberate=new.deliberate,
        due_at=max(new.not_before or context.now, context.now),
        stale_after=new.stale_after,
        error=reason,
        about_kind=new.about_kind,
        about_id=new.about_id,
        idempotency=new.idempotency,
        written_by=context.actor.label,
        search=search_text(composed.subject, to, client),
        created_at=context.now,
        ended_at=context.now if reason else None,
    )


def recipients(addresses: Sequence[str], *, chosen: bool) -> tuple[str, ...]:
    """Return the addresses to write to: those that were chosen, else the first of a client's that no mail came back from.

    Raises:
        InvalidInput: one is no mail address, or there are too many.
    """
    if not chosen:
        usable = [address for address in addresses if is_mail(address)]
        bad = suppressed(usable)
        return tuple([*(one for one in usable if mail_key(one) not in bad), *usable][:1])
    wrong = {f"to.{place}": not_a_mail(one) for place, one in enumerate(addresses) if not is_mail(one)}
    if len(addresses) > MOST_RECIPIENTS:
        wrong["to"] = f"A message goes to at most {MOST_RECIPIENTS} addresses."
    if wrong:
        raise InvalidInput(" ".join(dict.fromkeys(wrong.values())), fields=wrong)
    return tuple(dict.fromkeys(address.strip() for address in addresses))


def not_a_mail(text: str) -> str:
    """Return the sentence for a text that is no mail address; line breaks in it never reach a header."""
    return f"“{' '.join(text.split())[:80]}” is not a mail address. It should look like carla@example.com."


def why_not(client: Addressee | None, kind: MessageKind | None, to: Sequence[str], *, deliberate: bool) -> str:
    """Return why a message must not be sent, as a sentence; empty when it may be."""
    if client is not None and client.is_removed:
        return "The client was removed, so nothing is sent."
    if not to:
        return "The client has no mail address. Add one, or choose where to send it."
    if client is not None and client.do_not_contact and not (deliberate and (kind is None or kind.transactional)):
        return "The client is marked “do not contact”, so this is not sent by itself."
    bad = suppressed(to)
    stopped = [address for address in to if mail_key(address) in bad]
    # Of several addresses the others may get it, unless a person chose them all just now.
    if stopped and (deliberate or len(stopped) == len(to)):
        return (
            f"Mail to {', '.join(stopped)} came back or was unwanted. Correct the address, or say that it works again."
        )
    return ""


def suppressed(addresses: Sequence[str]) -> dict[str, SuppressedAddress]:
    """Return the suppression of each of these mailboxes that has one, by mailbox."""
    keys = [mail_key(address) for address in addresses]
    return {row.key: row for row in SuppressedAddress.objects.filter(key__in=keys, lifted_at=None)}


def new_mail_id() -> str:
    """Return a Message-ID (RFC 5322 §3.6.4): random, so that it tells nothing of studio or client."""
    return f"<{secrets.token_hex(16)}@{installation_address().rpartition('@')[2] or 'localhost'}>"


def search_text(subject: str, to: Sequence[str], client: Addressee | None) -> str:
    """Return the folded text in which the outbox searches."""
    return fold(" ".join([subject, *to, client.display_name if client else ""]))
