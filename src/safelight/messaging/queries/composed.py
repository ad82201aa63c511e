"""A message's text as its reader would get it; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from safelight.clients.queries.addressee import Addressee
from safelight.foundation.actions import Context
from safelight.messaging import kinds
from safelight.messaging.queries.facts import common_facts
from safelight.messaging.queries.sender import SenderCard
from safelight.messaging.queries.words import words_for
from safelight.messaging.rules.facts import Fact, Writing, values_of
from safelight.messaging.rules.kinds import MessageKind, Words
from safelight.messaging.rules.languages import code_of
from safelight.messaging.rules.layout import laid_out
from safelight.messaging.rules.merging import filled, filled_line


@dataclass(frozen=True, slots=True)
class Composed:
    """A message's text, ready to be sent or shown: ``body`` without the foot, ``text`` and ``html`` with it."""

    language: str
    subject: str
    body: str
    text: str
    html: str


def kind_of(key: str) -> MessageKind:
    """Return a registered kind.

    Raises:
        LookupError: there is none with this key.
    """
    found = kinds.find(key)
    if found is None:
        message = f"No kind of message is registered as “{key}”."
        raise LookupError(message)
    return found


def languages_for(asked: str, client: Addressee | None, sender: SenderCard) -> tuple[str, ...]:
    """Return the languages to look for a text in, the best first: asked for, the client's, the studio's."""
    wished = (asked, client.language if client else "", sender.effective_language, "en")
    return tuple(dict.fromkeys(code for code in map(code_of, wished) if code))


def compose(  # noqa: PLR0913 - what a text is made of
    context: Context,
    kind: MessageKind,
    client: Addressee | None,
    sender: SenderCard,
    facts: Mapping[str, Fact],
    *,
    words: Words | None = None,
    language: str = "",
    zone: str = "",
) -> Composed:
    """Return a message's text in the language of its reader; ``words`` take the place of the template.

    Raises:
        LookupError: the kind has no text by itself and none was given.
        MissingFacts: a fact of the kind is missing.
    """
    wished = languages_for(language, client, sender)
    spoken, text = (wished[0], words) if words else words_for(kind, wished)
    writing = Writing(spoken, context.studio.country, zone or context.studio.zone)
    common = common_facts(context, client, sender, spoken)
    # Without a client its fields are empty, unless the text is tried out with samples.
    known = {**facts, **common} if client else {**common, **facts}
    values = values_of(kind.all_fields(), known, writing)
    body = filled(text.body, values, [one.name for one in kind.all_fields() if one.optional])
    laid = laid_out(
        head=sender.effective_name, body=body, foot=sender.effective_foot, language=spoken, hosts=sender.hosts
    )
    return Composed(spoken, filled_line(text.subject, values), body, laid.text, laid.html)
