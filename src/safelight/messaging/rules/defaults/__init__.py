"""The kinds of message whose texts come with the program, for the modules that own them.

The owner registers its kind: ``kinds.register(standard("invoice"))``. Fields and texts stand here together, so that
all texts of the program are read and translated in one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from safelight.messaging.rules.defaults import de, en, es, fr
from safelight.messaging.rules.defaults.fields import FIELDS
from safelight.messaging.rules.kinds import MessageKind, Words

LANGUAGES: Final = ("en", "de", "fr", "es")
TEXTS: Final[dict[str, dict[str, Words]]] = {"en": en.TEXTS, "de": de.TEXTS, "fr": fr.TEXTS, "es": es.TEXTS}
SIGNATURES: Final = {"en": en.SIGNATURE, "de": de.SIGNATURE, "fr": fr.SIGNATURE, "es": es.SIGNATURE}
LETTERS: Final = {"en": en.LETTER, "de": de.LETTER, "fr": fr.LETTER, "es": es.LETTER}


@dataclass(frozen=True, slots=True)
class _Head:
    label: str
    group: str
    order: int


_HEADS: Final = {
    "appointment_confirmation": _Head("Appointment confirmation", "Appointments", 10),
    "appointment_reminder": _Head("Appointment reminder", "Appointments", 11),
    "appointment_moved": _Head("Appointment moved", "Appointments", 12),
    "appointment_cancelled": _Head("Appointment cancelled", "Appointments", 13),
    "estimate": _Head("Estimate", "Sales", 20),
    "invoice": _Head("Invoice", "Sales", 21),
    "payment_reminder": _Head("Payment reminder", "Sales", 22),
    "receipt": _Head("Receipt", "Sales", 23),
    "statement": _Head("Statement of account", "Sales", 24),
}


def standard(key: str) -> MessageKind:
    """Return a kind of message with its fields and its texts in every language.

    Raises:
        KeyError: no texts come with the program for this kind.
    """
    head = _HEADS[key]
    return MessageKind(
        key=key,
        label=head.label,
        fields=FIELDS[key],
        defaults={language: TEXTS[language][key] for language in LANGUAGES},
        group=head.group,
        order=head.order,
    )


def signature(language: str) -> str:
    """Return the signature that stands under texts where the studio wrote none of its own."""
    return SIGNATURES.get(language, SIGNATURES["en"])


def letter_begun(language: str) -> str:
    """Return how a letter begins and ends, with room between."""
    return LETTERS.get(language, LETTERS["en"])


__all__ = ["FIELDS", "LANGUAGES", "LETTERS", "SIGNATURES", "TEXTS", "letter_begun", "signature", "standard"]
