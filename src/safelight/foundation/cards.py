"""Finds payment card numbers in free text, so that none is ever stored or logged.

Pure: no Django, no clock. Every door where a person or a file can write free text asks
:func:`find_cards` (or the yes/no :func:`holds_card`) before anything is kept, and refuses with
:data:`ADVICE`. Callers never put the text itself into a message or a log line; :func:`without_cards`
gives the only form of it that may be shown.

Sources of the rules: issuer ranges and lengths from ISO/IEC 7812-1 and the brands' public BIN tables;
check digit from ISO/IEC 7812-1 annex B (Luhn); what may be shown (last four) from PCI DSS 4.0 req. 3.4.
Thirteen-digit numbers are left out on purpose: no brand issues them any more, and they made one German
mobile number in eleven a false alarm.
"""

# ruff: noqa: PLR2004 - shares, lengths and digits of the rules stand where they are used

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

ADVICE: Final = (
    "It looks like a payment card number. Safelight keeps no card numbers: take it out and, where the "
    "card must be charged again, let the client enter it on a payment page."
)

SHORTEST: Final = 14
_LONGEST: Final = 19

# Any decimal digit, any one to three separators between two of them, fourteen digits at least. This one
# search decides for nearly every text that there is nothing to look at.
_SEPARATOR: Final = r"[\s.\-_/,·•‐‑‒–—―−\u00ad\u200b-\u200f\u2060\ufeff]"
# The look-behind lets it start at the first digit of a group only: a run that holds a card holds its start.
_ASCII_PREFILTER: Final = re.compile(r"(?<![0-9])[0-9](?:[ .\-_/,\t\r\n]{0,3}+[0-9]){13}")
_PREFILTER: Final = re.compile(rf"(?<!\d)\d(?:{_SEPARATOR}{{0,3}}+\d){{13}}")
# Enclosed and superscript digits are no decimal digits to `re`, yet people paste them.
_ODD_DIGITS: Final = re.compile("[⁰¹²³⁴-⁹₀-₉①-⑨⓪➀-➈❶-❾]")
_RUN: Final = re.compile(r"[0-9](?:[ .\-_/,]{0,3}[0-9]){13,}")
_GROUP: Final = re.compile(r"[0-9]+")
_IBAN: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?:[ -]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])")
_PLUS: Final = re.compile(r"\+\s*$")

# The ways card numbers are printed and typed: sizes of the groups of digits between separators.
_PRINTED: Final = frozenset(
    {
        (4, 4, 4, 4),
        (4, 6, 5),
        (4, 6, 4),
        (4, 4, 4, 3),
        (4, 4, 4, 2),
        (4, 4, 4, 4, 2),
        (4, 4, 4, 4, 3),
        (6, 13),
        (8, 8),
        (4, 12),
        (12, 4),
        (4, 5, 6),
    }
)

_CONTEXT: Final = re.compile(
    r"(?<![a-z])(?:cvv2?|cvc2?|cv2|csc|cid|card|credit|debit|visa|master\s?card|amex|american express|"
    r"discover|diners|jcb|exp|expir\w*|expiry|valid (?:thru|until)|thru|kredit\w*|karte\w*|kartennummer|"
    r"pr(?:ü|u|ue)fziffer|g(?:ü|u|ue)ltig\w*|ablauf\w*|carte|cryptogramme|tarjeta|caduc\w*|vencim\w*|"
    r"carta|scadenza|creditcard|kaart\w*|vervaldatum|cart[aã]o|validade)(?![a-z])"
    r"|(?<![0-9/.-])(?:0[1-9]|1[0-2])\s?[/-]\s?(?:20)?[2-4][0-9](?![0-9/.-])",
    re.IGNORECASE,
)
_NEAR: Final = 60


@dataclass(frozen=True, slots=True)
class CardSighting:
    """Where in a text a card number stands: ``text[start:end]``, and whose card it would be.

    ``confirmable`` is True where nothing near speaks of a card (no brand, security code or expiry): a person
    may then say that it is an order or tracking number, and it is kept masked only.
    """

    start: int
    end: int
    brand: str
    confirmable: bool


def find_cards(text: str) -> tuple[CardSighting, ...]:
    """All card numbers in ``text``, in order; empty for nearly every text, in under a microsecond."""
    if len(text) < SHORTEST:
        return ()
    if text.isascii():
        if _ASCII_PREFILTER.search(text) is None:
            return ()
        plain = text
    else:
        if _PREFILTER.search(text) is None and _ODD_DIGITS.search(text) is None:
            return ()
        plain = "".join(_plain_character(character) for character in text)
    plain = _IBAN.sub(_blank_if_iban, plain.replace("\n", " ").replace("\t", " ").replace("\r", " "))
    sightings: list[CardSighting] = []
    for run in _RUN.finditer(plain):
        sightings.extend(_cards_in_run(plain, run))
    return tuple(sightings)


def holds_card(text: str) -> bool:
    """Whether ``text`` holds at least one card number."""
    return bool(find_cards(text))


def without_cards(text: str) -> str:
    """``text`` with every card number masked but for its last four digits; other text unchanged."""
    for sighting in reversed(find_cards(text)):
        text = f"{text[: sighting.start]}{masked(text[sighting.start : sighting.end])}{text[sighting.end :]}"
    return text


def masked(number: str) -> str:
    """The only showable form of a card number: ``•••• 1111``; nothing at all of a number under 14 digits."""
    digits = [
        str(unicodedata.digit(character)) for character in number if unicodedata.digit(character, None) is not None
    ]
    return f"•••• {''.join(digits[-4:])}" if len(digits) >= SHORTEST else "••••"


def brand_of(digits: str) -> str:  # noqa: PLR0911 - one brand a line
    """The brand whose issuer range and length ``digits`` (ASCII) fits, or an empty string."""
    length = len(digits)
    if not SHORTEST <= length <= _LONGEST:
        return ""
    two, three, four = int(digits[:2]), int(digits[:3]), int(digits[:4])
    if digits[0] == "4":
        return "Visa" if length in {16, 18, 19} else ""
    if 51 <= two <= 55 or 2221 <= four <= 2720:
        return "Mastercard" if length == 16 else ""
    if two in {34, 37}:
        return "American Express" if length == 15 else ""
    if four == 6011 or two == 65 or 644 <= three <= 649:
        return "Discover" if length in {16, 19} else ""
    if 3528 <= four <= 3589:
        return "JCB" if length == 16 else ""
    if two in {36, 38, 39} or 300 <= three <= 305:
        return "Diners Club" if length in {14, 16} else ""
    if two == 62 or four in {8100, 8110, 8131, 8152}:
        return "UnionPay" if 16 <= length <= _LONGEST else ""
    if four in {5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763}:
        return "Maestro" if 16 <= length <= _LONGEST else ""
    return ""


def passes_luhn(digits: str) -> bool:
    """Whether the last of ``digits`` is their Luhn check digit (all-same digits never pass)."""
    if len(set(digits)) == 1:
        return False
    doubled = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
    total = sum(int(digit) for digit in digits[-1::-2]) + sum(doubled[int(digit)] for digit in digits[-2::-2])
    return total % 10 == 0


def _cards_in_run(text: str, run: re.Match[str]) -> list[CardSighting]:
    """The cards in one run of digits and separators.

    A card is one group of digits, groups as cards are printed, or a whole run with one kind of separator;
    other stretches of a run are not tried, for phone numbers in a row would make chance hits.
    """
    groups = list(_GROUP.finditer(text, run.start(), run.end()))
    found: list[CardSighting] = []
    begin = 0
    while begin < len(groups):
        for end in range(len(groups), begin, -1):
            sighting = _card_of(text, groups[begin:end], whole=end - begin == len(groups))
            if sighting is not None:
                found.append(sighting)
                begin = end
                break
        else:
            begin += 1
    return found


def _card_of(text: str, groups: list[re.Match[str]], *, whole: bool) -> CardSighting | None:
    sizes = tuple(group.end() - group.start() for group in groups)
    if not SHORTEST <= sum(sizes) <= _LONGEST:
        return None
    start, end = groups[0].start(), groups[-1].end()
    if start and text[start - 1].isalnum() and len(groups) > 1:
        return None
    if len(groups) > 1 and sizes not in _PRINTED and not (whole and _one_separator(text, groups)):
        return None
    digits = "".join(group.group() for group in groups)
    brand = brand_of(digits)
    if not brand or not passes_luhn(digits):
        return None
    # A leading plus makes it an international phone number (at most 15 digits by ITU-T E.164).
    if len(digits) <= 15 and sizes not in {(4, 6, 5), (4, 6, 4)} and _PLUS.search(text, 0, start):
        return None
    near = f"{text[max(0, start - _NEAR) : start]} {text[end : end + _NEAR]}"
    return CardSighting(start, end, brand, confirmable=_CONTEXT.search(near) is None)


def _one_separator(text: str, groups: list[re.Match[str]]) -> bool:
    """Whether the same separator (space, dash, dot or underscore) stands between all groups, and groups are alike."""
    gaps = {text[left.end() : right.start()] for left, right in pairwise(groups)}
    sizes = {group.end() - group.start() for group in groups[:-1]}
    return len(gaps) == 1 and gaps.pop().strip(" .-_") == "" and len(sizes) == 1


def _blank_if_iban(match: re.Match[str]) -> str:
    """Spaces in place of a bank account number whose check digits are right (ISO 13616, mod 97)."""
    iban = re.sub(r"[ -]", "", match.group()).upper()
    # The match may have run on into following words: try the lengths an IBAN can have, longest first.
    for length in range(min(len(iban), 34), 14, -1):
        candidate = iban[:length]
        number = "".join(str(int(character, 36)) for character in candidate[4:] + candidate[:4])
        if int(number) % 97 == 1:
            return " " * len(match.group())
    return match.group()


def _plain_character(character: str) -> str:
    """One character for one, so that positions stay: digits of any script as ASCII, odd blanks and dashes plain."""
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(character) in {"Zs", "Cf", "Zl", "Zp"} or character in "·•":
        return " "
    if unicodedata.category(character) == "Pd" or character == "−":
        return "-"
    compatible = unicodedata.normalize("NFKC", character)
    return compatible if len(compatible) == 1 else character
