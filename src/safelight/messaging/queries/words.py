"""Which text a message is made from: the studio's own, else the one that comes with the program."""

from __future__ import annotations

from safelight.messaging.models import Template
from safelight.messaging.rules.kinds import MessageKind, Words


def words_for(kind: MessageKind, languages: tuple[str, ...]) -> tuple[str, Words]:
    """Return the language and the text of a message: in the first of the wished languages that has one.

    In each language the studio's own text goes before the program's; English is always there in the end.

    Raises:
        LookupError: a kind of letters, which has no text by itself.
    """
    own = {
        row.language: Words(row.subject, row.body)
        for row in Template.objects.filter(kind=kind.key, key="", language__in=[*languages, "en"])
    }
    for language in (*languages, "en"):
        if language in own:
            return language, own[language]
        if language in kind.defaults:
            return language, kind.defaults[language]
    message = f"“{kind.key}” has no text by itself: give one with the message."
    raise LookupError(message)
