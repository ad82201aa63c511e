"""Facts and merge fields: what a message may say, and how a value is written in the language of the message."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from safelight.foundation.money import Money

Fact: TypeAlias = str | int | Decimal | Money | date | time | datetime | None
Shape: TypeAlias = Literal["text", "lines", "link", "date", "time"]

_CONTROLS: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029]+")
# Blanks that do not break stand inside amounts and stay.
_BLANKS: Final = re.compile(r"[^\S\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class MergeField:
    """A place in a text that is filled.

    Attributes:
        name: as it stands between the braces: ``client.first_name``.
        label: what it means, for people.
        sample: a value for previews without a real one.
        shape: ``text`` is one line; ``lines`` may have several; ``link`` is an address that becomes a link; ``date``
            and ``time`` take that part of a moment.
        optional: may be empty; a line of a text whose optional fields are all empty is left out.
        source: name of the fact it is read from, where that is another than its own (a date and a time of one moment).
    """

    name: str
    label: str
    sample: Fact
    shape: Shape = "text"
    optional: bool = False
    source: str = ""

    @property
    def fact(self) -> str:
        """Name of the fact that fills it."""
        return self.source or self.name


@dataclass(frozen=True, slots=True)
class Writing:
    """How values are written: language (ISO 639-1), country of the studio, zone of the moments."""

    language: str
    country: str
    zone: str

    @property
    def locale(self) -> Locale:
        """The CLDR locale: language and country where there is such a one, else the language, else English."""
        for name in (f"{self.language}_{self.country}" if self.country else self.language, self.language):
            try:
                return Locale.parse(name)
            except (UnknownLocaleError, ValueError):
                continue
        return Locale("en")


class MissingFacts(ValueError):
    """Facts that a kind of message needs were not given; a mistake of the module that writes, never of a person."""


def values_of(fields: Sequence[MergeField], facts: Mapping[str, Fact], writing: Writing) -> dict[str, str]:
    """Return the text of every field, by name.

    Raises:
        MissingFacts: a field that is not optional has no fact.
    """
    missing = [field.fact for field in fields if not field.optional and facts.get(field.fact) is None]
    if missing:
        message = f"These facts are missing: {', '.join(dict.fromkeys(missing))}."
        raise MissingFacts(message)
    return {field.name: written(facts.get(field.fact), field.shape, writing) for field in fields}


def samples_of(fields: Sequence[MergeField]) -> dict[str, Fact]:
    """Return a sample of every fact that the fields are read from."""
    return {field.fact: field.sample for field in fields}


def written(fact: Fact, shape: Shape, writing: Writing) -> str:
    """Return a value as people who read the language write it; a line break survives in ``lines`` alone."""
    if fact is None:
        return ""
    if isinstance(fact, str):
        return _lines(fact) if shape == "lines" else _line(fact)
    if isinstance(fact, Money):
        return _line(fact.format(str(writing.locale).replace("_", "-")))
    if isinstance(fact, bool):
        message = "A fact is never yes or no: say it in words."
        raise TypeError(message)
    if isinstance(fact, (int, Decimal)):
        return _line(str(format_decimal(fact, locale=writing.locale)))
    return _line(_moment(fact, shape, writing))


def _moment(fact: date | time | datetime, shape: Shape, writing: Writing) -> str:
    locale = writing.locale
    if isinstance(fact, datetime):
        if fact.tzinfo is None:
            message = "A moment in a message needs its time zone."
            raise ValueError(message)
        there = fact.astimezone(ZoneInfo(writing.zone))
        day = str(format_date(there.date(), "full", locale=locale))
        clock = _clock(there.time(), locale)
        return {"date": day, "time": clock}.get(shape, f"{day}, {clock}")
    if isinstance(fact, date):
        return str(format_date(fact, "long", locale=locale))
    return _clock(fact, locale)


def _clock(moment: time, locale: Locale) -> str:
    return str(format_time(moment, "short", locale=locale))


def _line(text: str) -> str:
    """Return one line: whatever breaks lines is a blank, so that no value can end a header or start a paragraph."""
    return _BLANKS.sub(" ", _CONTROLS.sub(" ", text)).strip()


def _lines(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_BLANKS.sub(" ", _CONTROLS.sub(" ", line)).strip() for line in text.split("\n")).strip("\n")
