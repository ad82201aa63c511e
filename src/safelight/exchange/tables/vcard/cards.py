"""A vCard file as a source of records: two passes, one for the columns and one for the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from safelight.exchange.tables.delimited import clean_text
from safelight.exchange.tables.encoding import find_encoding, survey_bytes
from safelight.exchange.tables.shape import Kind, NoteBook, Record, SheetInfo, Unreadable
from safelight.exchange.tables.text_lines import TextLines
from safelight.exchange.tables.vcard.fields import LATER, NUMBERED, SINGLE, Card, read_card
from safelight.exchange.tables.vcard.properties import Property, parse_property, unfolded

_MOST_OWN_COLUMNS = 60
_MOST_PROPERTIES = 5_000


class VcardFile:
    """Any number of vCards in one file; ``columns`` are the ones that at least one card fills."""

    kind: Kind = "vcard"
    delimiter = ""
    sheet = ""

    def __init__(
        self, path: Path, notes: NoteBook, *, encoding: str | None = None, languages: Sequence[str] = ("en",)
    ) -> None:
        """Read the file once for its columns; raises Unreadable when it has no card."""
        self._path = path
        self.encoding = find_encoding(survey_bytes(path), languages, encoding, notes)
        counts: dict[str, int] = {}
        used: set[str] = set()
        own: dict[str, None] = {}
        total = 0
        for _, card in self._cards(notes):
            total += 1
            used.update(column for column, value in card.cells.items() if value)
            for column in card.cells:
                if column.startswith("X-") and len(own) < _MOST_OWN_COLUMNS:
                    own[column] = None
            for group, count in card.counts.items():
                counts[group] = max(counts.get(group, 0), count)
        if not total:
            raise Unreadable(
                code="empty",
                message="There is no complete card in the file. Export the contacts again and try that file.",
            )
        self.columns = _columns(used, counts, own)
        self.sheets = (SheetInfo("", total, hidden=False),)

    def records(self, notes: NoteBook) -> Iterator[Record]:
        """Stream one record per card, numbered from 1 in the order of the file."""
        for number, card in self._cards(notes):
            cells = card.cells
            yield number, [clean_text(cells.get(column, ""), number, notes) for column in self.columns]

    def _cards(self, notes: NoteBook) -> Iterator[tuple[int, Card]]:
        for number, properties in enumerate(self._groups(notes), 1):
            card = read_card(properties)
            if card.group_card:
                notes.add("group_card", f"Card {number} describes a group, not a person, and was left out.", row=number)
            elif card.cells:
                yield number, card

    def _groups(self, notes: NoteBook) -> Iterator[list[Property]]:  # noqa: C901 - a small state machine
        """Stream the properties of each card; a card inside a card (AGENT) is left out."""
        current: list[Property] | None = None
        inner = 0
        for line, text in unfolded(TextLines(self._path, self.encoding)):
            one = parse_property(line, text, self.encoding)
            if one is None:
                continue
            mark = one.value.strip().upper()
            if one.name == "BEGIN" and mark == "VCARD":
                if current is not None and (inner or _announces_agent(current)):
                    inner += 1
                    continue
                if current is not None:
                    notes.add(
                        "card_without_end", f"The card before line {line} has no end; it was read as well.", row=line
                    )
                    yield current
                current = []
            elif one.name == "END" and mark == "VCARD":
                if inner:
                    inner -= 1
                elif current is not None:
                    yield current
                    current = None
            elif current is not None and not inner and len(current) < _MOST_PROPERTIES:
                current.append(one)
        if current:
            notes.add("card_without_end", "The last card has no end; the file may have been cut off.", level="warning")
            yield current


def _announces_agent(properties: Sequence[Property]) -> bool:
    return bool(properties) and properties[-1].name == "AGENT" and not properties[-1].value.strip()


def _columns(used: set[str], counts: dict[str, int], own: dict[str, None]) -> tuple[str, ...]:
    """Name the columns in their usual order; first and last name are always there."""
    always = {"First Name", "Last Name"}
    columns: list[str] = [column for column in SINGLE if column in used or column in always]
    for group, parts in NUMBERED.items():
        for place in range(1, counts.get(group, 0) + 1):
            shown = parts if group != "Address" else tuple(part for part in parts if part != "PO Box")
            columns.extend(f"{group} {place} - {part}" for part in shown)
            box = f"{group} {place} - PO Box"
            if group == "Address" and box in used:
                columns.append(box)
    columns.extend(column for column in LATER if column in used)
    return (*columns, *own)
