"""Everything about a client that is made from the rest: shown name, sort key, keys of duplicates, search text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from safelight.clients.rules.draft import ClientDraft, ClientKind
from safelight.clients.rules.mails import mail_key
from safelight.clients.rules.names import display_name, fold, name_key, sort_key, sound_key, words
from safelight.clients.rules.searching import search_text

_SORTED_CHARACTERS = 200
_LONGEST_NUMBER = 12
_SHORT = {"street": "st", "road": "rd", "avenue": "ave", "lane": "ln", "drive": "dr"}


@dataclass(frozen=True, slots=True)
class Known:
    """As much of a client as its keys are made of; texts as stored, ``phones`` in E.164."""

    number: int
    kind: str
    first_name: str
    middle_name: str
    last_name: str
    nickname: str
    organization: str
    notes: str
    external_id: str
    mails: tuple[str, ...]
    phones: tuple[str, ...]
    cities: tuple[str, ...]
    family: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """The made columns of a client's row."""

    display_name: str
    sort_key: str
    city: str
    name_key: str
    sound_key: str
    search: str


def make_keys(known: Known) -> Keys:
    """Return the made columns; the mail or phone stands in for a missing name."""
    fallback = known.mails[0] if known.mails else known.phones[0] if known.phones else ""
    shown = display_name(known.kind, known.first_name, known.middle_name, known.last_name, known.organization, fallback)
    person = known.kind != "organization"
    first, last = (known.first_name, known.last_name) if person else ("", "")
    # Where there is a name, its keys do not depend on what is shown: they are remembered from the row before.
    unnamed = "" if first or last else shown
    return Keys(
        display_name=shown,
        sort_key=sort_key(known.kind, known.first_name, known.middle_name, known.last_name, shown)[:_SORTED_CHARACTERS],
        city=known.cities[0] if known.cities else "",
        name_key=name_key(first, last, unnamed),
        sound_key=sound_key(first, last, unnamed),
        search=search_text(
            number=known.number,
            names=(
                known.first_name, known.middle_name, known.last_name, known.nickname, known.organization,
                known.external_id,
            ),
            mails=known.mails,
            phones=known.phones,
            places=known.cities,
            family=known.family,
            tags=known.tags,
            notes=known.notes,
        ),
    )  # fmt: skip


def name_words(names: Iterable[str]) -> set[str]:
    """Return the folded words of names that are worth keeping to put typing errors right."""
    return {word for name in names if name for word in _worth_keeping(name)}


@lru_cache(maxsize=16384)
def _worth_keeping(name: str) -> tuple[str, ...]:
    return tuple(word for word in words(name) if len(word) > 2 and not word.isdigit())  # noqa: PLR2004 - two letters have no typing errors, only other names


def address_key(street: str, postal_code: str) -> str:
    """Return the key of one house: postal code and the letters and digits of the street; empty without a street."""
    if not street:
        return ""
    return f"{fold(postal_code).replace(' ', '')} {' '.join(_short_street(word) for word in words(street))}"


def _short_street(word: str) -> str:
    for ending in ("strasse", "straat"):
        if word.endswith(ending):
            return word[: -len(ending)] + "str"
    return _SHORT.get(word, word)


def match_keys(draft: ClientDraft) -> list[tuple[str, str]]:
    """Return (kind, key) pairs by which a draft and a client, or two rows of a file, are the same.

    Kinds are ``external_id``, ``number``, ``email``, ``phone`` and ``name``; a name of a single word is no key.
    """
    found: list[tuple[str, str]] = []
    if draft.external_id or draft.number:
        found.append(("external_id", draft.external_id or draft.number))
    if draft.number.isascii() and draft.number.isdigit() and len(draft.number) <= _LONGEST_NUMBER:
        found.append(("number", draft.number))
    found += [("email", mail_key(email.address)) for email in draft.emails]
    found += [("phone", phone.number) for phone in draft.phones]
    person = draft.kind is not ClientKind.ORGANIZATION
    if person and (draft.first_name or draft.last_name):
        name = name_key(draft.first_name, draft.last_name, "")
    else:
        name = name_key("", "", draft.display_name)
    if " " in name or (name and not person):
        found.append(("name", name))
    return list(dict.fromkeys(found))
