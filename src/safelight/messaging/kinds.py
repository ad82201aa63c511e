"""The kinds of message there are; every module registers its own when the program starts."""

from __future__ import annotations

from safelight.foundation.keyed import Registry
from safelight.messaging.rules.kinds import MessageKind
from safelight.messaging.rules.merging import problems
from safelight.messaging.rules.own_kinds import LETTER, SENDER_CHECK

_kinds: Registry[MessageKind] = Registry()


def register(kind: MessageKind) -> MessageKind:
    """Keep a kind of message; the very same one twice is harmless.

    Raises:
        ValueError: another kind has this key, English is missing, or a text asks for a field that the kind lacks.
    """
    names = [field.name for field in kind.all_fields()]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        message = f"“{kind.key}” has merge fields twice: {', '.join(doubled)}."
        raise ValueError(message)
    if not kind.many and "en" not in kind.defaults:
        message = f"“{kind.key}” has no English text."
        raise ValueError(message)
    for language, words in kind.defaults.items():
        wrong = problems(words.subject, names) + problems(words.body, names)
        if wrong:
            message = f"The {language} text of “{kind.key}”: {' '.join(wrong)}"
            raise ValueError(message)
    return _kinds.add(kind)


def find(key: str) -> MessageKind | None:
    """Return the kind with a key, or None."""
    return _kinds.get(key)


def all_kinds() -> list[MessageKind]:
    """Return every kind, in order."""
    return _kinds.all()


register(LETTER)
register(SENDER_CHECK)
