"""The proposal for a whole file: which column goes where, how sure that is, and why."""

# ruff: noqa: PLR2004 - shares, lengths and digits of the rules stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from safelight.exchange.fields.headers.normalise import without_duplicate_mark
from safelight.exchange.fields.headers.recognise import detect_program, header_languages, is_plain_name, meaning_of
from safelight.exchange.fields.mapping import ColumnMapping, FieldMapping, custom_target, is_single
from safelight.exchange.fields.shapes import is_mail_cell, is_phone_cell, looks_like_place_names, shape_of, shares
from safelight.exchange.fields.targets import IGNORE, Target, parse_target
from safelight.exchange.fields.values.dates import date_order_of, read_date
from safelight.exchange.fields.values.phones import PhoneReader
from safelight.exchange.fields.values.text import cleaned, shortened
from safelight.foundation.cards import without_cards

_SAMPLES: Final = 5
_DATES: Final = frozenset({"birthday", "anniversary", "since"})
_DATE_INSIDE: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_UNNAMED: Final = ("column", "spalte", "colonne", "columna", "colonna", "kolom", "coluna", "field", "unnamed", "feld")


@dataclass(slots=True)
class _Column:
    """A column while its target is being found."""

    index: int
    header: str
    values: list[str]
    target: str = ""
    confidence: float = 0.0
    why: str = ""

    def becomes(self, target: str, confidence: float, why: str) -> None:
        self.target, self.confidence, self.why = target, confidence, why


def guess_mapping(
    columns: Sequence[str], samples: Sequence[Sequence[str]], *, country: str, languages: Sequence[str] = ()
) -> FieldMapping:
    """The proposed mapping of a file.

    Args:
        columns: the headers in file order; empty strings or ``Column 3`` where the file has none.
        samples: rows of cells, the more the better for dates (all of a small file, a thousand of a large one).
        country: the studio's country, ISO 3166-1 alpha-2.
        languages: the studio's languages, ISO 639, preferred where a header means different things.

    No two columns get the same single-valued target. Filled columns nobody understands become custom fields with a
    low confidence; empty ones are left out.
    """
    table = [_Column(index, header, _values(samples, index)) for index, header in enumerate(columns)]
    program = detect_program(columns)
    preferred = (*program.languages, *languages) if program else tuple(languages)
    ordered = header_languages(columns, preferred)
    reader = PhoneReader(country)
    for column in table:
        meaning = meaning_of(column.header, program=program, languages=ordered)
        if meaning is not None:
            column.becomes(meaning.target, meaning.confidence, meaning.why)
    _settle_plain_names(table)
    for column in table:
        _check_values(column, reader)
    _guess_from_values(table, reader)
    _settle_clashes(table)
    for column in table:
        if not column.target:
            _keep_or_ignore(column)
    return FieldMapping(tuple(_proposal(column, country) for column in table), program.name if program else "")


def with_date_orders(mapping: FieldMapping, rows: Sequence[Sequence[str]], country: str) -> FieldMapping:
    """The mapping with the order of day and month decided anew from ``rows`` (all rows of a file, say)."""
    return replace(
        mapping,
        columns=tuple(
            replace(
                column, date_order=date_order_of(_dates_in(row[index] for row in rows if index < len(row)), country)
            )
            if _holds_dates(column.target)
            else column
            for index, column in enumerate(mapping.columns)
        ),
    )


def _values(samples: Sequence[Sequence[str]], index: int) -> list[str]:
    values = (cleaned(row[index]) for row in samples if index < len(row))
    return [value for value in values if value]


def _settle_plain_names(table: list[_Column]) -> None:
    """A plain "Name" beside "Vorname" is the last name, "Nome" beside "Cognome" the first; alone it is the whole name."""
    plain = [column for column in table if is_plain_name(column.header) and column.confidence < 0.99]
    taken = {column.target for column in table if column not in plain}
    for column in plain:
        if "first_name" in taken and "last_name" not in taken:
            column.becomes("last_name", 0.9, "There is a column for the first name, so this is the last name.")
        elif "last_name" in taken and "first_name" not in taken:
            column.becomes("first_name", 0.9, "There is a column for the last name, so this is the first name.")
        elif shares(column.values, lambda value: "," in value) > 0.5:
            column.becomes("full_name_last_first", 0.85, "The names have a comma, so the last name stands in front.")
        else:
            column.becomes("full_name", 0.85, "The header says that this is the name.")
        taken.add(column.target)


def _check_values(column: _Column, reader: PhoneReader) -> None:
    """A header that its values contradict: mails under "Phone", dates under "Note"."""
    if not column.target or not column.values:
        return
    target = parse_target(column.target)
    mails = shares(column.values, is_mail_cell)
    if target.field == "email" and not target.part and mails < 0.3:
        if shares(column.values, lambda value: is_phone_cell(value, reader)) > 0.6:
            column.becomes("phone", 0.7, "The header says mail, but the values are phone numbers.")
        else:
            column.confidence, column.why = (
                round(column.confidence * 0.6, 2),
                f"{column.why} Few values are mail addresses, though.",
            )
    elif target.field == "phone" and not target.part and mails > 0.6:
        column.becomes("email", 0.7, "The header says phone, but the values are mail addresses.")
    elif (
        target.field == "phone"
        and not target.part
        and shares(column.values, lambda value: reader.read(value).phones) < 0.3
    ):
        column.confidence, column.why = (
            round(column.confidence * 0.6, 2),
            f"{column.why} Few values are phone numbers, though.",
        )
    elif target.field in _DATES or target.part in {"birthday", "starts_on"}:
        order = date_order_of(column.values)
        if shares(column.values, lambda value: read_date(value, order)) < 0.3:
            column.confidence, column.why = (
                round(column.confidence * 0.6, 2),
                f"{column.why} Few values are dates, though.",
            )
    elif (
        mails > 0.8
        and column.confidence < 0.99
        and target.field in {"full_name", "organization", "address", "notes", "source"}
    ):
        column.becomes("email", 0.75, "The values are mail addresses.")


def _guess_from_values(table: list[_Column], reader: PhoneReader) -> None:
    for column in table:
        if column.target or not column.values or _says_something(column.header):
            continue
        shape = shape_of(column.values, reader)
        if shape is not None:
            column.becomes(shape.target, shape.confidence, shape.why)
    # Columns with a header nobody knows are guessed only where the values leave no doubt.
    for column in table:
        if column.target or not column.values:
            continue
        shape = shape_of(column.values, reader)
        if shape is not None and shape.target in {"email", "phone"} and shape.confidence >= 0.6:
            column.becomes(shape.target, round(shape.confidence * 0.8, 2), shape.why)
    _neighbours(table)


def _neighbours(table: list[_Column]) -> None:
    """What stands beside a first name is the last name, beside a ZIP the city."""
    for before, column, after in zip([None, *table[:-1]], table, [*table[1:], None], strict=True):
        if (
            column.target
            or not column.values
            or _says_something(column.header)
            or not looks_like_place_names(column.values)
        ):
            continue
        beside = [other for other in (before, after) if other is not None]
        if any(other.target.endswith("postal_code") for other in beside):
            column.becomes("address.city", 0.7, "It stands beside the postal code.")
        elif any(other.target == "first_name" for other in beside):
            column.becomes("last_name", 0.7, "It stands beside the first name.")


def _settle_clashes(table: list[_Column]) -> None:
    """Single-valued targets for one column each: numbered groups for the rest, custom fields where there are no groups."""
    taken: dict[str, _Column] = {}
    for column in sorted(table, key=lambda column: (-bool(column.values), -column.confidence, column.index)):
        if not column.target:
            continue
        if not is_single(column.target):
            continue
        if column.target not in taken:
            taken[column.target] = column
            continue
        target = parse_target(column.target)
        numbered = (
            _free_number(target, taken) if target.field in {"email", "phone", "website"} and not target.part else None
        )
        if target.field in {"address", "relative"} and target.part and target.part != "label":
            numbered = _group_by_duplicate(column, target, taken)
        if numbered is not None:
            column.becomes(str(numbered), column.confidence, f"{column.why} It is the next one of its kind.".strip())
            taken[column.target] = column
        else:
            first = taken[column.target].header
            column.becomes("", 0.0, f"“{first}” already goes there.")


def _free_number(target: Target, taken: dict[str, _Column]) -> Target | None:
    return next((free for number in range(2, 21) if str(free := replace(target, group=number)) not in taken), None)


def _group_by_duplicate(column: _Column, target: Target, taken: dict[str, _Column]) -> Target | None:
    """The columns "City (2)", "ZIP (2)" of a second address belong together: their number is the group."""
    _, number = without_duplicate_mark(column.header)
    if number == 1:
        numbers = [int(word) for word in column.header.split() if word.isdigit()]
        number = numbers[-1] if numbers and numbers[-1] < 20 else 2
    wanted = replace(target, group=number)
    return wanted if str(wanted) not in taken else _free_number(target, taken)


def _keep_or_ignore(column: _Column) -> None:
    if not column.values:
        column.becomes(IGNORE, 0.9, "The column is empty.")
        return
    why = f"{column.why} " if column.why else ""
    column.becomes(
        custom_target(column.header, column.index),
        0.3,
        f"{why}It is kept as a field of your own, so that nothing is lost.",
    )


def _proposal(column: _Column, country: str) -> ColumnMapping:
    samples = tuple(dict.fromkeys(shortened(without_cards(value), 80) for value in column.values[:50]))[:_SAMPLES]
    order = date_order_of(_dates_in(column.values), country) if _holds_dates(column.target) else None
    return ColumnMapping(
        column.header,
        column.target,
        min(column.confidence, 1.0),
        column.why.strip(),
        samples,
        order,
        unseen=column.target == IGNORE and not column.values,
    )


def _dates_in(values: Iterable[str]) -> Iterator[str]:
    """The dates of cells, also of those that hold more than a date (``Emma (2.3.2015), Max``)."""
    for value in values:
        if value[:1].isalpha():
            yield from _DATE_INSIDE.findall(value)
        else:
            yield value


def _holds_dates(target: str) -> bool:
    parsed = parse_target(target) if target else None
    if parsed is None:
        return False
    if parsed.part == "label":
        return False
    if parsed.field in _DATES:
        return not parsed.part
    return parsed.part in {"birthday", "starts_on"} or parsed.field in {"children", "event"}


def _says_something(header: str) -> bool:
    """Whether a header is more than a number or a stand-in such as ``Column 3``."""
    words = header.casefold().replace("_", " ").replace(":", " ").split()
    return any(not word.isdigit() and not word.startswith(_UNNAMED) and len(word) > 1 for word in words)
