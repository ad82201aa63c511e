"""Trying a text out before it is kept or sent."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, query
from safelight.messaging.queries.composed import compose
from safelight.messaging.queries.offers import offer_for
from safelight.messaging.queries.sender import sender_of
from safelight.messaging.queries.templates import faults, known, samples
from safelight.messaging.rules import merging
from safelight.messaging.rules.kinds import Words


class PreviewText(Frozen):
    """A text to try out: with a real client, about a real row, or with samples."""

    kind: str = Field(max_length=60)
    language: str = Field(default="", max_length=10)
    subject: str = Field(default="", max_length=merging.LONGEST_SUBJECT)
    body: str = Field(default="", max_length=merging.LONGEST_BODY)
    client_id: UUID | None = None
    about_kind: str = Field(default="", max_length=40)
    about_id: UUID | None = None


class Preview(Frozen):
    """What a reader would get; ``problems`` by field (subject, body) where the text is not in order."""

    subject: str = ""
    text: str = ""
    html: str = ""
    problems: dict[str, str] = Field(default_factory=dict)


@query("messaging.preview", permission="messaging.view", door="GET /messaging/preview")
def preview(context: Context, data: PreviewText) -> Preview:
    """Try a text out: with a real client's name, or with samples; says what is not in order.

    Raises:
        NotFound: no such kind of message, client, or row it is about.
    """
    kind = known(data.kind)
    sender = sender_of(context.studio)
    wrong = faults(kind, data.subject, data.body, sender)
    if any(kind_of_fault == "fatal" for kind_of_fault, _ in wrong.values()):
        return Preview(problems={field: sentence for field, (_, sentence) in wrong.items()})
    offer = offer_for(context, data.client_id, data.about_kind, data.about_id)
    facts = {**samples(kind, context.studio.currency), **offer.facts}
    words = Words(data.subject, data.body)
    composed = compose(context, kind, offer.client, sender, facts, words=words, language=data.language)
    return Preview(
        subject=composed.subject,
        text=composed.text,
        html=composed.html,
        problems={field: sentence for field, (_, sentence) in wrong.items()},
    )
