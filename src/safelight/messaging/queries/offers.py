"""What a person who writes a message may choose: addresses, kinds, texts, documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from pydantic import Field

from safelight.clients.queries.addressee import Addressee, addressee
from safelight.foundation.actions import Context, Frozen, NotFound, query
from safelight.messaging.ports import AttachmentRef, documents, subjects
from safelight.messaging.queries.composed import languages_for
from safelight.messaging.queries.sender import sender_of
from safelight.messaging.queries.templates import known
from safelight.messaging.queries.words import words_for
from safelight.messaging.rules.defaults import letter_begun
from safelight.messaging.rules.facts import Fact

PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a message to a client, or about a row, may be: the first of ``kinds`` is the usual one."""

    client_id: UUID | None
    client: Addressee | None
    kinds: tuple[str, ...]
    name: str = ""
    url: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    attachments: tuple[AttachmentRef, ...] = ()
    chosen: tuple[AttachmentRef, ...] = ()


class AskOffer(Frozen):
    """To which client, about which row, which kind of message."""

    client_id: UUID | None = None
    about_kind: str = Field(default="", max_length=40)
    about_id: UUID | None = None
    kind: str = Field(default="", max_length=60)
    language: str = Field(default="", max_length=10)


class DocumentCard(Frozen):
    """A document that may go along; ``is_chosen`` when it does unless a person says otherwise."""

    renderer: str
    id: UUID
    label: str
    is_chosen: bool


class OfferCard(Frozen):
    """What a message may be made of: where to send it, kinds, the text to begin from, documents."""

    client_id: UUID | None
    client_name: str = ""
    to: tuple[str, ...] = ()
    kind: str
    kinds: tuple[str, ...]
    language: str
    subject: str = ""
    body: str = ""
    about: str = ""
    documents: tuple[DocumentCard, ...] = ()


@query("messaging.offer", permission="messaging.send", door="GET /messages/offer")
def offer(context: Context, data: AskOffer) -> OfferCard:
    """Show what a message to a client, or about something of theirs, may be made of.

    Raises:
        NotFound: no such client, row or kind of message.
    """
    found = offer_for(context, data.client_id, data.about_kind, data.about_id)
    kind = known(data.kind or found.kinds[0])
    wished = languages_for(data.language, found.client, sender_of(context.studio))
    language, subject, body = wished[0], "", letter_begun(wished[0])
    if not kind.many:
        language, words = words_for(kind, wished)
        subject, body = words.subject, words.body
    return OfferCard(
        client_id=found.client_id,
        client_name=found.client.display_name if found.client else "",
        to=found.client.mails if found.client else (),
        kind=kind.key,
        kinds=found.kinds,
        language=language,
        subject=subject,
        body=body,
        about=found.name,
        documents=tuple(
            DocumentCard(renderer=one.renderer, id=one.id, label=one.label, is_chosen=one in found.chosen)
            for one in found.attachments
        ),
    )


def offer_for(context: Context, client_id: UUID | None, about_kind: str, about_id: UUID | None) -> Offer:
    """Return what a message may be made of.

    Raises:
        NotFound: no such client, no such kind of row, or no such row.
        Forbidden: this person may not write about such rows.
    """
    about = None
    if about_kind or about_id is not None:
        subject = subjects.get(about_kind)
        if subject is None or about_id is None:
            what = "record"
            raise NotFound(what)
        context.require(subject.permission)
        about = subject.describe(context, about_id)
        client_id = client_id or about.client_id
    client = addressee(client_id) if client_id else None
    if client is not None and about is not None and about.client_id not in {None, client.id}:
        what = "record"
        raise NotFound(what)
    papers = list(about.attachments) if about else []
    if client is not None:
        for source in documents.all():
            if context.actor.may(source.permission):
                papers += [one for one in source.offered(context, client.id) if one not in papers]
    kinds = (*about.kinds, PLAIN) if about else (PLAIN,)
    return Offer(
        client_id=client.id if client else None,
        client=client,
        kinds=tuple(dict.fromkeys(kinds)),
        name=about.name if about else "",
        url=about.url if about else "",
        facts=about.facts if about else {},
        attachments=tuple(papers),
        chosen=about.attachments if about else (),
    )
