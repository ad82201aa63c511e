"""What a column's values look like, for columns whose header says nothing."""

# ruff: noqa: PLR2004 - shares, lengths and digits of the rules stand where they are used
# ruff: noqa: SIM905 - a list of words reads as a text

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from safelight.exchange.fields.values.addresses import split_address, split_place
from safelight.exchange.fields.values.countries import country_of
from safelight.exchange.fields.values.dates import looks_like_date
from safelight.exchange.fields.values.mails import looks_like_mail, read_mails
from safelight.exchange.fields.values.phones import PhoneReader
from safelight.exchange.fields.values.words import label_of, yes_or_no

_LOOKED_AT: Final = 200
_URL: Final = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|de|net|org|at|ch|fr|es|it|nl|pt|uk|eu|io|photo|photography)(?:/\S*)?",
    re.IGNORECASE,
)
_STREET: Final = re.compile(
    r"(?:.*(?:str\.?|straße|strasse|weg|platz|allee|gasse|ring|ufer|damm|straat|laan|plein|gracht|kade)\s+\d+\s?[a-z]?(?:[-/]\d+)?)"
    r"|(?:\d+[a-z]?,?\s+(?:[\w.'-]+\s+)*(?:st|street|rd|road|ave|avenue|blvd|boulevard|dr|drive|ln|lane|way|ct|court|pl|place|terrace|close|"
    r"crescent|hwy|highway|pkwy|parkway|cir|circle|sq|square)\.?(?:\s.*)?)"
    r"|(?:(?:\d+\s?(?:bis|ter)?,?\s+)?(?:rue|avenue|boulevard|place|chemin|allée|impasse|quai|calle|c/|av\.|avda|plaza|paseo|via|viale|piazza|corso|"
    r"rua|travessa|largo|praça)\s.*)",
    re.IGNORECASE,
)
_STREET_LOOSE: Final = re.compile(
    r"(?:[^\W\d_][\w.'’ -]{2,}\s\d{1,4}\s?[a-zA-Z]?|\d{1,5}[a-zA-Z]?\s[^\W\d_][\w.'’ -]{3,})"
)
_POSTAL: Final = re.compile(
    r"\d{5}(?:-\d{4})?|\d{4}|\d{6}|\d{4} ?[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4}-\d{3}|\d{5}-\d{3}|"
    r"\d{3} \d{2}|\d{2}-\d{3}|[A-Z]{1,3}-\d{4,5}",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+\.?)*")
_ID: Final = re.compile(
    r"[A-Za-z]{0,4}[-_#]?\d{1,12}|[0-9a-f]{8}-[0-9a-f-]{27}|(?=[A-Za-z]*\d)[A-Za-z0-9_-]{10,40}", re.IGNORECASE
)
_LIST: Final = re.compile(r"[^,;|]{2,30}(?:\s*[,;|]\s*[^,;|]{2,30}){1,9}")
_LAST_FIRST: Final = re.compile(r"[^\W\d_][\w.'’ -]*,\s*[^\W\d_][\w.'’ &-]*")
_STATES: Final = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT "
    "VT VA WA WV WI WY DC ON QC BC AB MB SK NS NB NL PE NSW VIC QLD WA SA TAS ACT NT".split()
)
# Frequent first names of the seven languages' countries: enough of them in a column tell it from last names and cities.
_FIRST_NAMES: Final = frozenset(
    "anna maria michael thomas andreas stefan peter christian julia sarah laura lisa lena emma mia sophie marie lea leonie jonas lukas leon "
    "paul finn max felix tim jan david daniel alexander sebastian markus martin matthias tobias florian nicole sandra claudia susanne "
    "katharina christina petra monika sabine ursula hans klaus wolfgang jürgen james john robert william richard joseph charles "
    "christopher matthew anthony mark donald steven andrew joshua kevin brian george edward ronald timothy jason jeffrey ryan jacob mary "
    "patricia jennifer linda elizabeth barbara susan jessica karen nancy betty margaret ashley kimberly emily donna michelle carol amanda "
    "melissa deborah stephanie rebecca sharon cynthia kathleen amy angela olivia sophia isabella ava charlotte amelia harper evelyn "
    "jean pierre michel andré philippe alain jacques bernard nicolas julien camille chloé manon inès jade louise nathalie isabelle "
    "sylvie catherine josé antonio juan manuel francisco luis javier miguel carlos jesús pedro carmen josefa isabel ana lucía paula marta "
    "elena pilar giuseppe giovanni mario luigi francesco andrea marco matteo lorenzo giulia chiara francesca sara valentina paolo jan "
    "johannes pieter cornelis hendrik willem sanne lotte femke anouk daan sem bram joão paulo rui pedro miguel tiago beatriz inês catarina "
    "mariana rita sofia tom ben sam kate jane alice lucy grace hannah oliver jack harry noah liam ethan lucas mason logan bob "
    "nina eva ella ida clara carla marc luca nico simon eric erik karl otto fritz heinz helga ingrid renate brigitte heike anja tanja "
    "katja birgit silke kai lars sven uwe ralf frank jörg dirk rainer bernd manfred günter".split()
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A column's likeliest target by its values: how sure (0..1) and why."""

    target: str
    confidence: float
    why: str


def shape_of(values: Sequence[str], reader: PhoneReader) -> Shape | None:
    """What most of ``values`` (cleaned, none empty) look like, or None where they follow no known shape."""
    values = values[:_LOOKED_AT]
    if not values:
        return None
    for target, test, needed, sure, words in _tests(reader):
        share = sum(1 for value in values if test(value)) / len(values)
        if share >= needed:
            return Shape(target, round(sure * share, 2), f"{share:.0%} of the values {words}.")
    return _names(values) or _other_text(values)


def shares(values: Sequence[str], test: Callable[[str], object]) -> float:
    """The share (0..1) of ``values`` that pass ``test``."""
    values = values[:_LOOKED_AT]
    return sum(1 for value in values if test(value)) / len(values) if values else 0.0


def is_mail_cell(value: str) -> bool:
    """Whether a cell holds at least one mail address and little else."""
    return looks_like_mail(value) or ("@" in value and bool(read_mails(value).addresses))


def is_phone_cell(value: str, reader: PhoneReader) -> bool:
    """Whether a cell holds a phone number that exists; short runs of digits and dates do not count."""
    digits = sum(character.isdigit() for character in value)
    return digits >= 6 and digits * 2 >= len(value) and not looks_like_date(value) and bool(reader.read(value).phones)


def _tests(reader: PhoneReader) -> tuple[tuple[str, Callable[[str], object], float, float, str], ...]:
    """(target, test, share needed, confidence at full share, words), the most telling first."""
    return (
        ("email", is_mail_cell, 0.6, 0.95, "are mail addresses"),
        ("website", _URL.fullmatch, 0.6, 0.85, "are web addresses"),
        ("birthday", looks_like_date, 0.7, 0.5, "are dates"),
        ("phone", lambda value: is_phone_cell(value, reader), 0.55, 0.9, "are phone numbers"),
        ("address.postal_code", _is_postal, 0.8, 0.65, "look like ZIP or postal codes"),
        ("address.full", split_address, 0.6, 0.8, "are whole addresses"),
        ("address.city_postal", split_place, 0.6, 0.75, "are a postal code and a city"),
        ("address.street", _STREET.fullmatch, 0.5, 0.85, "look like streets"),
        ("address.street", _STREET_LOOSE.fullmatch, 0.7, 0.6, "look like streets with a number"),
        ("address.region", lambda value: value in _STATES, 0.8, 0.7, "are states or provinces"),
        ("address.country", country_of, 0.8, 0.75, "are countries"),
        ("full_name_last_first", _is_last_first, 0.6, 0.75, "are names with the last name in front"),
    )


def _is_postal(value: str) -> bool:
    return any(character.isdigit() for character in value) and _POSTAL.fullmatch(value) is not None


def _is_last_first(value: str) -> bool:
    if _LAST_FIRST.fullmatch(value) is None:
        return False
    words = value.split(",")[1].split()
    return bool(words) and words[0].casefold() in _FIRST_NAMES


def _names(values: Sequence[str]) -> Shape | None:
    words = [value for value in values if _WORDS.fullmatch(value) and len(value.split()) <= 4]
    if len(words) / len(values) < 0.8:
        return None
    firsts = sum(1 for value in words if value.split()[0].split("-")[0].casefold() in _FIRST_NAMES) / len(values)
    several = sum(1 for value in words if len(value.split()) > 1) / len(values)
    if firsts >= 0.25 and several >= 0.6:
        return Shape("full_name", round(min(0.8, 0.5 + firsts / 2), 2), "The values look like first and last names.")
    if firsts >= 0.25:
        return Shape(
            "first_name", round(min(0.8, 0.45 + firsts / 2), 2), "Many of the values are frequent first names."
        )
    return None


def _other_text(values: Sequence[str]) -> Shape | None:
    distinct = len(Counter(values))
    if len(values) >= 3 and all(_ID.fullmatch(value) for value in values) and distinct == len(values):
        return Shape("external_id", 0.4, "Every row has another short code.")
    average = sum(map(len, values)) / len(values)
    if average > 40 and shares(values, lambda value: " " in value) > 0.7:
        return Shape("notes", 0.6, "The values are longer texts.")
    if shares(values, lambda value: yes_or_no(value) is not None or label_of(value) is not None) > 0.9:
        return None
    if shares(values, _LIST.fullmatch) > 0.5:
        return Shape("tags", 0.5, "The values are short lists.")
    return None


def looks_like_place_names(values: Sequence[str]) -> bool:
    """Whether values are words as cities are: letters, one to four words, some of them repeated."""
    return shares(values, lambda value: _WORDS.fullmatch(value) and len(value) <= 40) >= 0.9
