"""Single words with a fixed meaning in seven languages: yes and no, contact labels, relationships, kinds of client."""

# ruff: noqa: SIM905 - a list of words reads as a text

from __future__ import annotations

from typing import Final

from safelight.clients.rules.draft import ClientKind, ContactLabel, Relationship
from safelight.exchange.fields.headers.normalise import header_keys
from safelight.exchange.fields.headers.qualifiers import LABELS, RELATIONS
from safelight.exchange.fields.values.text import folded

_YES: Final = frozenset(
    "yes y true t 1 x on ok ja j wahr oui o vrai si s vero verdadero waar sim verdadeiro ✓ ✔ ☑ checked 1.0 opted_in "
    "subscribed opted in".split()
)
_NO: Final = frozenset(
    "no n false f 0 off nein falsch non faux falso nee onwaar nao ✗ ✘ ☐ unchecked 0.0 none never - opted_out "
    "unsubscribed keine kein".split()
)
_KINDS: Final = {
    ClientKind.PERSON: "person individual private privat einzelperson personne particulier persona particular privato persoon "
    "pessoa single adult client contact individuum privatperson privatkunde",
    ClientKind.FAMILY: "family familie famille familia famiglia household couple paar haushalt pareja gezin casal paarkunde",
    ClientKind.ORGANIZATION: "organization organisation company business firma unternehmen societe entreprise empresa azienda "
    "societa bedrijf corporate school schule commercial geschaeftskunde firmenkunde verein organizacion organizzazione",
}
_KIND_OF: Final = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_MORE_LABELS: Final = {
    "internet": ContactLabel.MAIN,
    "obsolete": ContactLabel.OTHER,
    "custom": ContactLabel.OTHER,
    "telephone": ContactLabel.MAIN,
    "voice": ContactLabel.MAIN,
    "mob": ContactLabel.MOBILE,
    "m": ContactLabel.MOBILE,
    "h": ContactLabel.HOME,
    "w": ContactLabel.WORK,
    "p": ContactLabel.HOME,
    "g": ContactLabel.WORK,
    "festnetz": ContactLabel.HOME,
    "landline": ContactLabel.HOME,
    "homefax": ContactLabel.FAX,
    "workfax": ContactLabel.FAX,
    "googlevoice": ContactLabel.OTHER,
    "grandcentral": ContactLabel.OTHER,
    "pager": ContactLabel.OTHER,
    "car": ContactLabel.OTHER,
    "school": ContactLabel.OTHER,
}


def yes_or_no(text: str) -> bool | None:
    """What a yes-or-no cell says in any of the seven languages; None if it says something else."""
    word = folded(text) or text.strip()
    if word in _YES:
        return True
    return False if word in _NO else None


def label_of(text: str) -> ContactLabel | None:
    """The contact label a word names (``Privat``, ``* Work``, ``mobile``), or None."""
    for key in header_keys(text):
        name = LABELS.get(key)
        if name is not None:
            return ContactLabel(name)
        if key in _MORE_LABELS:
            return _MORE_LABELS[key]
    return None


def relationship_of(text: str) -> Relationship | None:
    """The relationship a word names (``Spouse``, ``Tochter``), or None."""
    for key in header_keys(text):
        name = RELATIONS.get(key)
        if name is not None:
            return Relationship(name)
    return None


def kind_of(text: str) -> ClientKind | None:
    """The kind of client a word names, or None."""
    return _KIND_OF.get(folded(text))
