"""Phone numbers in any notation, to E.164.

The rules and number plans are those of Google's libphonenumber (package ``phonenumbers``). Its parser costs
50 µs and more a number; here its own patterns are compiled once per country and used directly for plainly
written numbers, and the library decides about all others.
"""

# ruff: noqa: PLR2004 - shares, lengths and digits of the rules stand where they are used

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberFormat

from safelight.clients.rules.draft import ContactLabel
from safelight.exchange.fields.values.words import label_of

# Blanks, brackets, dots, slashes and all the dashes people paste.
_STRIP: Final = {ord(character): None for character in " ().-/\u00a0\u202f\u2009\t[]‐‑‒–—―−"}
_EXTENSION: Final = re.compile(
    r"(?:[\s,;]*(?:\bextension|\bext|\bexten|\bposte|\bdurchwahl|\bdw|\bapparat|\bapp|\banexo|\bramal|\binterno|\bint|"
    r"\btoestel|\btst|(?<=[\d\s)])x|#)\.?\s*:?\s*)(\d{1,7})\s*$",
    re.IGNORECASE,
)
_SCHEME: Final = re.compile(r"^(?:tel|callto|sms|phone|fax|telefon|mobil|handy)\s*[.:]\s*", re.IGNORECASE)
_SCIENTIFIC: Final = re.compile(r"^\+?\d(?:[.,]\d+)?[eE]\+?\d{1,2}$")
_FLOAT: Final = re.compile(r"^(\+?\d{6,15})[.,]0+$")
_SPLIT: Final = re.compile(
    r"\s*(?:[;|\n]|,|:::|\s/\s|/(?=\s*[+\D])|(?<=\d)/\s+|\s(?:or|oder|ou|oppure|of|und|and|et)\s|\s&\s|\s[–—]\s)\s*"
)
_WORDS: Final = re.compile(r"[^\W\d_][^\d+]*")
_DIGITS: Final = re.compile(r"\d")
_TWO_NUMBERS: Final = 16  # characters
_FEWEST_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class ReadPhone:
    """One number read: E.164, its extension, the label its cell or its number plan gives, and whether that was said."""

    number: str
    extension: str = ""
    label: ContactLabel = ContactLabel.MAIN
    labelled: bool = False
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class ReadPhones:
    """What a cell holds: numbers, the pieces that are none, and words beside the numbers that say something."""

    phones: tuple[ReadPhone, ...] = ()
    unread: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """A country's number plan as compiled patterns."""

    general: re.Pattern[str]
    fixed: re.Pattern[str]
    mobile: re.Pattern[str]
    others: re.Pattern[str]

    def kind(self, national: str) -> ContactLabel | None:
        """The label a valid national number suggests, or None where the number is not valid."""
        if self.general.fullmatch(national) is None:
            return None
        return self.kind_of_valid(national)

    def kind_of_valid(self, national: str) -> ContactLabel | None:
        """The same for a number that is known to match the general pattern."""
        if self.mobile.fullmatch(national) is not None:
            return ContactLabel.MOBILE
        if self.fixed.fullmatch(national) is not None or self.others.fullmatch(national) is not None:
            return ContactLabel.MAIN
        return None


@dataclass(slots=True)
class PhoneReader:
    """Reads phone cells of a studio in ``country`` (ISO 3166-1 alpha-2)."""

    country: str
    _calling_code: str = ""
    _prefix: re.Pattern[str] | None = None
    _simple: bool = False
    _double_zero: bool = False

    def __post_init__(self) -> None:
        """Prepare the country's patterns; an unknown country leaves only international numbers readable."""
        self.country = self.country.upper()
        metadata = PhoneMetadata.metadata_for_region(self.country, None)
        if metadata is None:
            return
        self._calling_code = str(metadata.country_code)
        parsing = metadata.national_prefix_for_parsing
        self._simple = metadata.national_prefix_transform_rule is None and (parsing is None or "(" not in parsing)
        self._prefix = re.compile(parsing) if parsing and self._simple else None
        self._double_zero = metadata.international_prefix == "00"

    def read(self, cell: str) -> ReadPhones:
        """All numbers of a cell (cleaned text), in order, without repeats.

        Nothing of the cell is dropped: what is no number comes back in ``unread`` or ``remarks``.
        """
        # Two numbers in a cell need not be tried as one: the library takes its time to say no.
        pieces = _SPLIT.split(cell) if len(cell) >= _TWO_NUMBERS else []
        if len(pieces) > 1 and all(len(_DIGITS.findall(piece)) >= _FEWEST_DIGITS for piece in pieces):
            several = self._several(cell)
            if not several.unread:
                return several
        single = self._number(cell)
        if single is not None:
            return ReadPhones((single,))
        text = _SCHEME.sub("", cell.strip("'’` "))
        single = self._with_words(text)
        if single is not None:
            return ReadPhones((single,))
        return self._several(text)

    def e164(self, text: str) -> str:
        """The E.164 form of one number without extension, or an empty string."""
        phone = self._number(text.strip("'’` "))
        return phone.number if phone is not None and not phone.extension else ""

    def _several(self, text: str) -> ReadPhones:
        phones: dict[tuple[str, str], ReadPhone] = {}
        unread: list[str] = []
        remarks: list[str] = []
        pieces = [piece.strip() for piece in _SPLIT.split(text) if piece and piece.strip()]
        for piece in pieces:
            phone = self._with_words(piece)
            remark = ""
            if phone is None:
                words = " ".join(match.strip(" :.-()") for match in _WORDS.findall(piece))
                bare = _WORDS.sub(" ", piece).strip(" :.-")
                phone = self._number(bare) if bare else None
                remark = words
            if phone is not None:
                phones.setdefault((phone.number, phone.extension), phone)
                if remark:
                    remarks.append(f"{phone.number}: {remark}")
            elif phones and not _DIGITS.search(piece) and (label := label_of(piece)) is not None:
                key = next(reversed(phones))
                read = phones[key]
                phones[key] = replace(read, label=label, labelled=True)
            else:
                unread.append(piece)
        return (
            ReadPhones(tuple(phones.values()), tuple(unread), tuple(remarks)) if phones else ReadPhones(unread=(text,))
        )

    def _with_words(self, piece: str) -> ReadPhone | None:
        """A number with a label word before or behind it (``home 030 …``, ``030 … (work)``)."""
        phone = self._number(piece)
        if phone is not None:
            return phone
        words = _WORDS.findall(piece)
        if len(words) != 1 or (label := label_of(words[0].strip(" :.-()/"))) is None:
            return None
        phone = self._number(piece.replace(words[0], " ").strip(" :.-()/"))
        if phone is None:
            return None
        return replace(phone, label=label, labelled=True)

    def _number(self, text: str) -> ReadPhone | None:
        digits = text.translate(_STRIP)
        if digits.startswith("+"):
            found = _international(digits[1:]) if digits[1:].isascii() and digits[1:].isdigit() else None
        elif digits.isdigit() and digits.isascii():
            if self._double_zero and digits.startswith("00"):
                found = _international(digits[2:])
            else:
                found = self._national(digits)
        else:
            found = None
        if found is not None:
            return ReadPhone(found[0], label=found[1])
        if digits.isdigit() and (plus := self._lost_plus(digits)) is not None:
            return plus
        whole, damaged = _undamaged(text)
        if damaged:
            phone = self._number(whole) if whole else None
            return None if phone is None else replace(phone, repaired=True)
        return _slowly(text, self.country)

    def _lost_plus(self, digits: str) -> ReadPhone | None:
        """``4915112345678`` in Germany: a spreadsheet took the plus, for a national number would begin with 0.

        Only for mobile numbers of the studio's own country; others are left to the library's rules.
        """
        if (
            not self._calling_code
            or self._prefix is None
            or not digits.startswith(self._calling_code)
            or len(digits) < 11
        ):
            return None
        found = _international(digits)
        if found is None or found[1] is not ContactLabel.MOBILE:
            return None
        return ReadPhone(found[0], label=found[1], repaired=True)

    def _national(self, digits: str) -> tuple[str, ContactLabel] | None:
        """A national number by the compiled plan; None: let the library decide."""
        if not self._simple or not self._calling_code:
            return None
        if self._calling_code != "1" and digits.startswith(self._calling_code):
            return None
        if self._prefix is not None and (match := self._prefix.match(digits)) is not None and match.end():
            rest = digits[match.end() :]
            plan = _plans(self._calling_code)[0]
            if plan.general.fullmatch(rest) is not None:
                label = plan.kind_of_valid(rest)
                if label is not None:
                    return f"+{self._calling_code}{rest}", label
                digits = rest
            elif plan.general.fullmatch(digits) is None:
                digits = rest
        label = _kind_of(self._calling_code, digits)
        return None if label is None else (f"+{self._calling_code}{digits}", label)


def _international(digits: str) -> tuple[str, ContactLabel] | None:
    for length in (1, 2, 3):
        code = digits[:length]
        if code in _CALLING_CODES:
            label = _kind_of(code, digits[length:])
            return None if label is None else (f"+{digits}", label)
    return None


def _kind_of(code: str, national: str) -> ContactLabel | None:
    for plan in _plans(code):
        label = plan.kind(national)
        if label is not None:
            return label
    return None


_CALLING_CODES: Final = frozenset(str(code) for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE)


@lru_cache(maxsize=256)
def _plans(code: str) -> tuple[_Plan, ...]:
    """The number plans of a calling code, the main country's first."""
    plans = []
    for region in phonenumbers.COUNTRY_CODE_TO_REGION_CODE[int(code)]:
        metadata = (
            PhoneMetadata.metadata_for_nongeo_region(int(code), None)
            if region == "001"
            else PhoneMetadata.metadata_for_region(region, None)
        )
        if metadata is not None:
            plans.append(
                _Plan(
                    _pattern(metadata.general_desc),
                    _pattern(metadata.fixed_line),
                    _pattern(metadata.mobile),
                    _pattern(
                        metadata.voip,
                        metadata.toll_free,
                        metadata.shared_cost,
                        metadata.premium_rate,
                        metadata.personal_number,
                        metadata.uan,
                        metadata.pager,
                        metadata.voicemail,
                    ),
                )
            )
    return tuple(plans)


def _pattern(*descriptions: phonenumbers.PhoneNumberDesc | None) -> re.Pattern[str]:
    """One pattern of several number kinds, lengths included; one that never matches if there are none."""
    alternatives = []
    for description in descriptions:
        if description is None or not description.national_number_pattern:
            continue
        lengths: Sequence[int] = [length for length in description.possible_length or () if length > 0]
        ahead = "(?=(?:" + "|".join(rf"\d{{{length}}}" for length in lengths) + r")\Z)" if lengths else ""
        alternatives.append(f"{ahead}(?:{description.national_number_pattern})")
    return re.compile("|".join(alternatives) or r"(?!)")


@lru_cache(maxsize=65536)
def _slowly(text: str, country: str) -> ReadPhone | None:
    """A number by the library: extensions, letters, country rules, spreadsheet damage."""
    if sum(character.isdigit() for character in text) < 5 or len(text) > 60:
        return None
    repaired = False
    extension = ""
    if (match := _EXTENSION.search(text)) is not None and match.start() > 4:
        extension, text = match[1], text[: match.start()]
    found = _parsed(text, country)
    if found is None and text[:1] != "+" and (digits := text.translate(_STRIP)).isdigit() and len(digits) >= 11:
        # An Excel cell drops the plus: the whole number is there only if it is a valid one with it.
        found, repaired = _parsed(f"+{digits}", country), True
    if found is None:
        return None
    extension = extension or found.extension or ""
    number = phonenumbers.format_number(
        phonenumbers.PhoneNumber(
            country_code=found.country_code,
            national_number=found.national_number,
            italian_leading_zero=found.italian_leading_zero,
            number_of_leading_zeros=found.number_of_leading_zeros,
        ),
        PhoneNumberFormat.E164,
    )
    mobile = phonenumbers.number_type(found) in {
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }
    label = ContactLabel.MOBILE if mobile else ContactLabel.MAIN
    return ReadPhone(number, extension, label, repaired=repaired)


def _parsed(text: str, country: str) -> phonenumbers.PhoneNumber | None:
    # Letters would be read as keypad digits or skipped: "call Anna 030 1234567" must not become a number.
    if re.search(r"[^\W\d_]{2}", text) and re.search(r"\d-?[A-Z]{3,}", text) is None:
        return None
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def _undamaged(text: str) -> tuple[str, bool]:
    """``text`` without the damage of spreadsheets, and whether there was any; empty where digits are lost."""
    if (match := _FLOAT.match(text)) is not None:
        return match[1], True
    if _SCIENTIFIC.match(text) is None:
        return text, False
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return text, False
    mantissa = re.sub(r"\D", "", text.upper().split("E")[0])
    # 4.9151E+12 has lost digits for good; 4.915112345678E+12 has all of them.
    complete = number.adjusted() + 1 <= len(mantissa) + 1 and number == number.to_integral_value()
    return (f"{number:f}".split(".")[0], True) if complete else ("", True)
