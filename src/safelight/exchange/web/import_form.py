"""The form of an import: what a person may choose, shown, and read back from what was posted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from safelight.exchange.fields import all_targets, is_target, target_words
from safelight.exchange.imports.plan import Choices, UnderstoodColumn, signature
from safelight.exchange.queries import ImportCard
from safelight.exchange.web import import_words as words
from safelight.foundation.actions import Conflict
from safelight.foundation.cards import without_cards

IGNORE: Final = "ignore"
# Browsers take an empty value for "nothing chosen yet", which it is not.
FOUND: Final = "found"
ROWS_OFFERED: Final = 30
SAMPLES_SHOWN: Final = 3
MOST_PREVIEWED: Final = 30

Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column on the page; ``refused`` says that rows were refused for a card-like number in it."""

    place: int
    name: str
    samples: tuple[str, ...]
    target: str
    target_words: str
    own_field: str
    sure: str
    tone: str
    why: str
    confirmed: bool
    refused: bool


def token_of(card: ImportCard) -> str:
    """Return the fingerprint of the columns a page shows; a choice by place holds only for these columns."""
    return signature([column.column for column in card.understood.columns]).hex()[:16]


def read_choices(posted: QueryDict, card: ImportCard) -> Choices:
    """Return the choices of the posted form; targets that were only guessed stay guesses.

    Raises:
        Conflict: the page is older than the columns, because another window changed the reading.
    """
    columns = card.understood.columns
    if posted.get("columns") != token_of(card):
        message = _(
            "The columns were read differently in another window meanwhile. This page now shows how they are read; make"
            " your change again."
        )
        raise Conflict(message, code="columns_changed")
    targets = {}
    for place, column in enumerate(columns):
        target = posted.get(f"target-{place}", column.target)
        if target != column.target or column.column in card.choices.targets:
            targets[column.column] = target
    confirmed = {int(place) for place in posted.getlist("confirmed") if place.isascii() and place.isdigit()}
    header = posted.get("header_row", "")
    return Choices(
        sheet=posted.get("sheet") or None,
        encoding=_wished(posted.get("encoding", "")),
        delimiter=_delimiter(posted.get("delimiter", "")),
        header_row=int(header) if header.isascii() and header.isdigit() and len(header) < 8 else None,  # noqa: PLR2004
        targets=targets,
        on_match={"skip": "skip", "create": "create"}.get(posted.get("on_match", ""), "fill"),
        confirmed=tuple(column.column for place, column in enumerate(columns) if place in confirmed),
        fresh="fresh" in posted,
    )


def reading_of(choices: Choices) -> tuple[Any, ...]:
    """Return the part of the choices on which the columns depend."""
    return choices.sheet, choices.encoding, choices.delimiter, choices.header_row, choices.fresh


def carried_over(
    choices: Choices, before: Sequence[UnderstoodColumn], after: Sequence[UnderstoodColumn]
) -> tuple[Choices, int]:
    """Return the choices for columns that are read differently now, and how many could not be kept.

    A choice follows its column's name; where the names changed but not their count (another encoding), its place.
    """
    names = {column.column for column in after}
    new_name = {
        column.column: column.column
        if column.column in names
        else (after[place].column if len(before) == len(after) else "")
        for place, column in enumerate(before)
    }
    targets = {new_name[name]: target for name, target in choices.targets.items() if new_name.get(name)}
    confirmed = tuple(new_name[name] for name in choices.confirmed if new_name.get(name))
    lost = len(choices.targets) - len(targets)
    return choices.model_copy(update={"targets": targets, "confirmed": confirmed}), lost


def form_of(card: ImportCard, choices: Choices, card_columns: Iterable[str]) -> dict[str, Any]:
    """Return what the form shows; ``choices`` may be such that were not accepted, so that nothing is lost."""
    understood, refused = card.understood, frozenset(card_columns)
    return {
        "token": token_of(card),
        "sheets": [] if len(understood.sheets) < 2 else _sheets(card),  # noqa: PLR2004 - one sheet is no choice
        "sheet": choices.sheet or understood.sheet,
        "encodings": _encodings(card, choices) if understood.encoding else [],
        "encoding": choices.encoding or FOUND,
        "delimiters": _delimiters(card, choices) if understood.file_kind == "csv" else [],
        "delimiter": words.DELIMITERS[choices.delimiter][0] if choices.delimiter in words.DELIMITERS else FOUND,
        "headers": [] if understood.file_kind == "vcard" else _headers(card, choices),
        "header_row": FOUND if choices.header_row is None else str(choices.header_row),
        "on_match": choices.on_match,
        "fresh": choices.fresh,
        "columns": [_line(place, column, choices, refused) for place, column in enumerate(understood.columns)],
        "preview": [row[:MOST_PREVIEWED] for row in understood.preview],
        "preview_head": [without_cards(column.column) for column in understood.columns[:MOST_PREVIEWED]],
        "preview_more": max(0, len(understood.columns) - MOST_PREVIEWED),
        "mapped": sum(column.target != IGNORE for column in understood.columns),
    }


def target_groups() -> list[tuple[str, list[Option]]]:
    """Return every field a column can go to under its heading; “leave out” stands by itself in front."""
    groups: dict[str, list[Option]] = {}
    for choice in all_targets():
        if choice.value != IGNORE:
            groups.setdefault(choice.heading, []).append((choice.value, choice.label))
    return list(groups.items())


def _line(place: int, column: UnderstoodColumn, choices: Choices, refused: frozenset[str]) -> ColumnLine:
    target = choices.targets.get(column.column, column.target)
    sure, tone = words.confidence(column.confidence, column.why, target)
    shown = tuple(dict.fromkeys(sample.strip() for sample in column.samples if sample.strip()))[:SAMPLES_SHOWN]
    return ColumnLine(
        place=place, name=without_cards(column.column), samples=shown, target=target,
        target_words=target_words(target) if is_target(target) else target, own_field=f"custom:{column.column.strip()}",
        sure=sure, tone=tone, why=column.why, confirmed=column.column in choices.confirmed,
        refused=column.column in refused,
    )  # fmt: skip


def _sheets(card: ImportCard) -> list[Option]:
    shown = []
    for sheet in card.understood.sheets:
        rows = _("%(rows)s rows") % {"rows": f"{sheet.rows:,}"}
        hidden = _(", hidden") if sheet.hidden else ""
        shown.append((sheet.name, f"{sheet.name} ({rows}{hidden})"))
    return shown


def _encodings(card: ImportCard, choices: Choices) -> list[Option]:
    found = "" if choices.encoding else f": {words.encoding_words(card.understood.encoding)}"
    known = [(name, str(label)) for name, label in words.ENCODINGS.items()]
    if choices.encoding and choices.encoding not in words.ENCODINGS:
        known.append((choices.encoding, words.encoding_words(choices.encoding)))
    return [(FOUND, _("As found") + found), *known]


def _delimiters(card: ImportCard, choices: Choices) -> list[Option]:
    found = "" if choices.delimiter else f": {words.delimiter_words(card.understood.delimiter)}"
    return [(FOUND, _("As found") + found), *((key, str(label)) for key, label in words.DELIMITERS.values())]


def _headers(card: ImportCard, choices: Choices) -> list[Option]:
    found = ""
    if choices.header_row is None:
        row = card.understood.header_row
        found = ": " + (_("no column names") if row is None else _("row %(row)s") % {"row": row})
    rows: Mapping[int, None] = dict.fromkeys([*range(1, ROWS_OFFERED + 1), *filter(None, [choices.header_row])])
    return [
        (FOUND, _("As found") + found),
        ("0", _("There are no column names")),
        *((str(row), _("Row %(row)s") % {"row": row}) for row in rows),
    ]


def _wished(posted: str) -> str | None:
    return posted if posted not in {"", FOUND} else None


def _delimiter(posted: str) -> str | None:
    return next((mark for mark, (key, _words) in words.DELIMITERS.items() if key == posted), None)
