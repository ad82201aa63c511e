"""What a file was taken for, and what a person chose instead."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import Field

from safelight.exchange.fields import (
    Converter,
    FieldMapping,
    guess_mapping,
    is_known_header,
    is_single,
    is_target,
    row_without_cards,
    with_date_orders,
)
from safelight.exchange.fields.values.text import shortened
from safelight.exchange.imports.decide import OnMatch
from safelight.exchange.tables import REASON_COLUMN, Table, Unreadable, open_table
from safelight.foundation.actions import Frozen, StudioFacts
from safelight.foundation.cards import SHORTEST, without_cards

SAMPLE_ROWS = 2_000
DateOrder = Literal["dmy", "mdy", "ymd"]


class Choices(Frozen):
    """What a person decided; everything empty means "as found".

    ``header_row`` 0 says that there is no header. ``targets`` maps column names to fields. ``on_match`` is what happens to
    rows of known clients: ``fill`` completes them, ``skip`` passes them over, ``create`` makes new clients all the same.
    ``confirmed`` names columns whose long numbers a person said are no card numbers. ``fresh`` leaves the mapping
    remembered from an earlier import aside.
    """

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = Field(default=None, max_length=4)
    header_row: int | None = Field(default=None, ge=0)
    targets: dict[str, str] = Field(default_factory=dict)
    on_match: OnMatch = "fill"
    confirmed: tuple[str, ...] = ()
    fresh: bool = False


class UnderstoodColumn(Frozen):
    """One column: where it goes, how sure that is (0..1), why, and a few values (card numbers masked)."""

    column: str
    target: str
    confidence: float
    why: str
    samples: tuple[str, ...]


class UnderstoodSheet(Frozen):
    """One sheet of a workbook."""

    name: str
    rows: int
    hidden: bool


class Understood(Frozen):
    """What the file was taken for.

    ``header_row`` is the row a person sees, None without a header; ``remembered`` names the mapping of an earlier import
    that was used because the columns have the same names.
    """

    file_kind: str
    encoding: str
    delimiter: str
    sheet: str
    sheets: tuple[UnderstoodSheet, ...]
    header_row: int | None
    program: str
    columns: tuple[UnderstoodColumn, ...]
    preview: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    remembered: str = ""

    @property
    def mapping(self) -> dict[str, str]:
        """Column name to field."""
        return {column.column: column.target for column in self.columns}


@dataclass(frozen=True)
class Plan:
    """An opened file with its mapping, ready to be carried out."""

    table: Table
    mapping: FieldMapping
    choices: Choices
    preview: tuple[tuple[str, ...], ...]
    remembered: str = ""

    @property
    def expected_rows(self) -> int:
        """About how many rows there are, for progress."""
        return next((sheet.rows for sheet in self.table.sheets if sheet.name == self.table.sheet), 0)

    def converter(self, studio: StudioFacts, year: int) -> Converter:
        """Return the compiled mapping."""
        return Converter(
            self.mapping,
            country=studio.country,
            languages=studio.languages,
            year=year,
            confirmed=self.choices.confirmed,
        )

    def understood(self) -> Understood:
        """Return what a person should see before anything runs."""
        table = self.table
        return Understood(
            file_kind=table.kind, encoding=table.encoding, delimiter=table.delimiter, sheet=without_cards(table.sheet),
            sheets=tuple(
                UnderstoodSheet(name=without_cards(one.name), rows=one.rows, hidden=one.hidden) for one in table.sheets
            ),
            header_row=table.header_row, program=self.mapping.program,
            columns=tuple(
                UnderstoodColumn(
                    column=one.column, target=one.target, confidence=one.confidence, why=one.why, samples=one.samples
                )
                for one in self.mapping.columns
            ),
            preview=self.preview,
            notes=tuple(dict.fromkeys(without_cards(note.message) for note in table.notes if note.row is None)),
            remembered=self.remembered,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remembered:
    """The mapping of an earlier import with the same column names."""

    name: str
    targets: Mapping[str, str]


Recall = Callable[[Sequence[str]], Remembered | None]


def make_plan(
    path: Path, filename: str, choices: Choices, studio: StudioFacts, recall: Recall = lambda _: None
) -> Plan:
    """Open a file and decide what each column means.

    ``recall`` gives the mapping remembered for these column names; a person's choices go before it.

    Raises:
        Unreadable: the file cannot be read, with a sentence.
        MappingError: a chosen column or field does not exist.
    """
    table = open_table(
        path, filename=filename, sheet=choices.sheet, encoding=choices.encoding, delimiter=choices.delimiter,
        header_row=choices.header_row, languages=studio.languages, is_known_header=is_known_header,
    )  # fmt: skip
    if choices.sheet and choices.sheet != table.sheet:
        message = f"This file has no sheets, so there is no “{shortened(choices.sheet)}” in it. Leave the sheet out."
        raise Unreadable(code="no_such_sheet", message=message)
    table = _without_cards_in_names(table)
    sample = [row.cells for row in itertools.islice(table.rows(), SAMPLE_ROWS)]
    mapping = guess_mapping(table.columns, sample, country=studio.country, languages=studio.languages)
    remembered = None if choices.fresh or table.header_row is None else recall(table.columns)
    known = _known(remembered, table.columns, choices)
    chosen = {**known, **choices.targets}
    if chosen:
        mapping = with_date_orders(mapping.changed(chosen), sample, studio.country)
        if remembered is not None:
            mapping = _attributed(mapping, known, choices, remembered.name)
    preview = tuple(row_without_cards(cells) for cells in sample[:5])
    return Plan(table, mapping, choices, preview, remembered.name if remembered else "")


def _without_cards_in_names(table: Table) -> Table:
    """Mask card numbers in the names of columns: they are kept with the import, and a first row may be taken for them."""
    names: dict[str, None] = {}
    for column in table.columns:
        masked, number = without_cards(column) if len(column) >= SHORTEST else column, 2
        name = masked
        while name in names and masked != column:
            name, number = f"{masked} {number}", number + 1
        names[name] = None
    return replace(table, columns=tuple(names)) if tuple(names) != table.columns else table


def _known(remembered: Remembered | None, columns: Sequence[str], choices: Choices) -> dict[str, str]:
    """Return what is remembered of these columns, less the fields that a person gave to other columns now."""
    if remembered is None:
        return {}
    taken = {target for column, target in choices.targets.items() if is_target(target) and is_single(target)}
    return {
        column: target
        for column, target in remembered.targets.items()
        if column in columns and is_target(target) and target not in taken
    }


def _attributed(mapping: FieldMapping, known: Mapping[str, str], choices: Choices, name: str) -> FieldMapping:
    """Say of remembered targets that they are remembered, not chosen just now."""
    return replace(
        mapping,
        columns=tuple(
            replace(column, why=f"As in your mapping “{name}”.")
            if column.column in known and column.column not in choices.targets
            else column
            for column in mapping.columns
        ),
    )


def signature(columns: Sequence[str]) -> bytes:
    """Return the fingerprint of a set of column names, under which a mapping is remembered.

    The column that a file of refused rows ends with does not count: its rows are the same list, corrected.
    """
    if len(columns) > 1 and columns[-1].strip().casefold() == REASON_COLUMN.casefold():
        columns = columns[:-1]
    return hashlib.sha256("\x1f".join(column.strip().casefold() for column in columns).encode()).digest()
