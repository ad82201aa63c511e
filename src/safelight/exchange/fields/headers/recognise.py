"""From the text of a header to the field it means, and from all headers to the program that wrote them."""

# ruff: noqa: PLR2004 - shares, lengths and digits of the rules stand where they are used

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from safelight.exchange.fields.headers.normalise import header_keys, header_words, table_of, without_duplicate_mark
from safelight.exchange.fields.headers.programs import PROGRAMS, Program
from safelight.exchange.fields.headers.qualifiers import FILLERS, GLUED, KIND_WORDS, LABELS, RELATIONS
from safelight.exchange.fields.headers.words import dutch, english, french, german, italian, portuguese, spanish
from safelight.exchange.fields.targets import ADDRESS_LABELS, EMAIL_LABELS, PHONE_LABELS, Target, parse_target

LANGUAGES: Final[dict[str, str]] = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}
_TABLES: Final[dict[str, dict[str, str]]] = {
    "en": table_of(english.HEADERS),
    "de": table_of(german.HEADERS),
    "fr": table_of(french.HEADERS),
    "es": table_of(spanish.HEADERS),
    "it": table_of(italian.HEADERS),
    "nl": table_of(dutch.HEADERS),
    "pt": table_of(portuguese.HEADERS),
}
# Headers that are a whole name in one file and half of one in another: the other columns decide.
PLAIN_NAME: Final = frozenset({"name", "nom", "nombre", "nome", "naam", "kundenname", "nomeclient"})

_PERSON_PARTS: Final = {
    "first_name": "first_name",
    "last_name": "last_name",
    "full_name": "name",
    "full_name_last_first": "name",
    "nickname": "first_name",
    "birthday": "birthday",
    "email": "email",
    "phone": "phone",
}


@dataclass(frozen=True, slots=True)
class HeaderMeaning:
    """What a header says: the target string, how sure (0..1), a sentence why, and the language or program."""

    target: str
    confidence: float
    why: str


def is_known_header(text: str) -> bool:
    """Whether ``text`` reads like the header of a column: in a program's list or the word lists, or built of their words."""
    stripped = text.strip()
    if not stripped or len(stripped) > 60 or "@" in stripped:
        return False
    keys = header_keys(without_duplicate_mark(stripped)[0])
    if not keys[0] or keys[0].isdigit():
        return False
    if any(key in PLAIN_NAME or key in _program_keys() for key in keys):
        return True
    return _from_words(stripped, tuple(LANGUAGES)) is not None


def detect_program(headers: Sequence[str]) -> Program | None:
    """The program whose telltale headers stand in ``headers``, or None; the one with the largest share wins."""
    keys = {header_keys(without_duplicate_mark(header)[0])[0] for header in headers if header.strip()}
    best: tuple[float, Program] | None = None
    for program in PROGRAMS:
        seen = len(program.mark_keys & keys)
        if seen < program.needed:
            continue
        known = sum(1 for key in keys if key in program.table or key in program.mark_keys)
        score = seen / program.needed + known / len(keys)
        if best is None or score > best[0]:
            best = (score, program)
    return best[1] if best else None


def header_languages(headers: Sequence[str], preferred: Sequence[str]) -> tuple[str, ...]:
    """All languages, the ones most of ``headers`` are written in first; ties go to ``preferred``, then English."""
    order = [*dict.fromkeys([*(language[:2] for language in preferred), *LANGUAGES])]
    order = [language for language in order if language in LANGUAGES]
    found = {
        language: sum(
            any(key in _TABLES[language] for key in header_keys(header)) for header in headers if header.strip()
        )
        for language in order
    }
    return tuple(sorted(order, key=lambda language: (-found[language], order.index(language))))


def meaning_of(header: str, *, program: Program | None, languages: Sequence[str]) -> HeaderMeaning | None:
    """What ``header`` means in a file of ``program``; None if nothing is known (or the program keeps its own there)."""
    bare, _ = without_duplicate_mark(header.strip())
    if program is not None:
        for key in header_keys(bare):
            target = program.table.get(key)
            if target == "":
                return None
            if target is not None:
                return HeaderMeaning(target, 0.99, f"{program.name} calls it “{bare}”.")
    return _from_words(bare, tuple(languages))


def is_plain_name(header: str) -> bool:
    """Whether ``header`` is just "Name" in some language: whole name or half of it."""
    return any(key in PLAIN_NAME for key in header_keys(without_duplicate_mark(header)[0]))


@lru_cache(maxsize=4096)
def _from_words(header: str, languages: tuple[str, ...]) -> HeaderMeaning | None:
    for language in languages:
        for key in header_keys(header):
            target = _TABLES[language].get(key)
            if target is not None:
                return HeaderMeaning(target, 0.95, f"“{header}” is {LANGUAGES[language]} for this field.")
    composed = _composed(list(header_words(header)), languages)
    if composed is None:
        return None
    return HeaderMeaning(str(composed), 0.85, f"The words of “{header}” say so.")


def _composed(words: list[str], languages: tuple[str, ...]) -> Target | None:  # noqa: C901 - one attempt after the other
    """A target put together from the words of a header: number, whose, which one, and the field itself."""
    number = next((int(word) for word in words if word.isdigit() and len(word) <= 2), 0)
    rest = [word for word in words if not word.isdigit()]
    if number and rest and rest[-1] in KIND_WORDS:
        base = _base(rest[:-1], languages)
        if base is not None and base.field in {"email", "phone", "address"}:
            return Target(base.field, group=number, part="label")
    relation = next((word for word in rest if word in RELATIONS), "")
    if relation:
        whose = _of_relative(rest, RELATIONS[relation], number, languages)
        if whose is not None:
            return whose
    base = _base(rest, languages)
    if base is not None:
        return _numbered(base, number)
    labels = [word for word in rest if word in LABELS]
    for word in labels:
        base = _base([other for other in rest if other != word], languages)
        if base is not None and (labelled := _labelled(base, LABELS[word])) is not None:
            return _numbered(labelled, number)
    for prefix, label in GLUED:
        if rest and rest[0].startswith(prefix) and len(rest[0]) > len(prefix) + 2:
            base = _base([rest[0].removeprefix(prefix), *rest[1:]], languages)
            if base is not None and (labelled := _labelled(base, label)) is not None:
                return _numbered(labelled, number)
    return None


def _base(words: list[str], languages: tuple[str, ...]) -> Target | None:
    """The target of words without number: as they stand, then without words that say nothing."""
    lean = [word for word in words if word not in FILLERS]
    for attempt in (words, lean):
        key = "".join(attempt)
        if not key:
            continue
        if key in PLAIN_NAME:
            return Target("full_name")
        for language in languages:
            target = _TABLES[language].get(key)
            if target is not None and target != "ignore":
                return parse_target(target)
    return None


def _of_relative(words: list[str], relation: str, number: int, languages: tuple[str, ...]) -> Target | None:
    others = [word for word in words if RELATIONS.get(word) != relation]
    lean = [word for word in others if word not in FILLERS and word not in LABELS]
    if not lean:
        return Target("relative", label=relation, group=number, part="name") if not others or number else None
    base = _base(others, languages) or _base(lean, languages)
    if base is None or (part := _PERSON_PARTS.get(base.field)) is None:
        return None
    return Target("relative", label=relation, group=number, part=part)


def _labelled(base: Target, label: str) -> Target | None:
    allowed = {"email": EMAIL_LABELS, "phone": PHONE_LABELS, "address": ADDRESS_LABELS}.get(base.field)
    if allowed is None or (base.label and base.label != label and base.field != "phone"):
        return None
    if base.field == "phone" and "fax" in {base.label, label}:
        label = "fax"
    if base.field == "address" and label == "mobile":
        return None
    return replace(base, label=label) if label in allowed else None


def _numbered(base: Target, number: int) -> Target | None:
    if not number or base.group:
        return base
    if base.field in {"email", "phone", "address", "relative", "website"}:
        if base.part == "street" and number in {2, 3}:
            return replace(base, part=f"street{number}")
        if base.part == "street" and number == 1:
            return base
        return replace(base, group=number)
    return base


@lru_cache(maxsize=1)
def _program_keys() -> frozenset[str]:
    """Every header any program writes."""
    return frozenset(key for program in PROGRAMS for key in (*program.table, *program.mark_keys))
