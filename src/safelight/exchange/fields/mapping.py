"""Which column goes to which field: as guessed, as changed by a person, as a JSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from safelight.exchange.fields.headers.normalise import header_keys
from safelight.exchange.fields.targets import ADDING, IGNORE, UnknownTargetError, parse_target, target_words
from safelight.exchange.fields.values.dates import DateOrder

_NEVER_SINGLE: Final = frozenset({"email", "phone"})


class MappingError(ValueError):
    """A mapping cannot be used; ``problems`` are sentences, one for each thing that is wrong."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep all problems; the exception's text is all of them."""
        super().__init__(" ".join(problems))
        self.problems: tuple[str, ...] = tuple(problems)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column: its header, the target it goes to, how sure that is (0..1) and why, up to five sample values.

    ``date_order`` is set for columns that hold dates. ``unseen`` marks a column left out only because the sample
    had no value in it: should a row have one, it is kept in the notes.
    """

    column: str
    target: str
    confidence: float = 1.0
    why: str = ""
    samples: tuple[str, ...] = ()
    date_order: DateOrder | None = None
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """All columns of a file in file order; ``program`` names the one that wrote it, or is empty."""

    columns: tuple[ColumnMapping, ...]
    program: str = ""

    @property
    def program_words(self) -> str:
        """The sentence for the screen: "Looks like a Google Contacts export.", or empty."""
        if not self.program:
            return ""
        article = "an" if self.program[0] in "AEIOU" else "a"
        return f"Looks like {article} {self.program} export."

    def targets(self) -> dict[str, str]:
        """Header -> target, as it is written into a mapping file."""
        return {column.column: column.target for column in self.columns}

    def changed(self, targets: Mapping[str, str]) -> FieldMapping:
        """The mapping with a person's choices ``{header: target}`` in place of the guesses.

        Headers are compared as people see them: letter case, accents and punctuation do not matter, unless two
        columns differ only in those.

        Raises:
            MappingError: a target is unknown, a header is not in the file, or two columns go to one single field.
        """
        problems: list[str] = []
        chosen: dict[int, str] = {}
        for header, target in targets.items():
            index = self._index_of(header)
            if index is None:
                known = ", ".join(f"“{column.column}”" for column in self.columns[:12])
                problems.append(f"The file has no column “{header}”. Its columns are {known}.")
                continue
            try:
                chosen[index] = str(parse_target(target))
            except UnknownTargetError as error:
                problems.append(f"Column “{header}”: {error}")
        columns = tuple(
            replace(column, target=chosen[index], confidence=1.0, why="Chosen by hand.", unseen=False)
            if index in chosen
            else column
            for index, column in enumerate(self.columns)
        )
        # A chosen field wins over a guess for the same field: the guessed column becomes a field of its own.
        taken = {chosen[index] for index in chosen if is_single(chosen[index])}
        columns = tuple(
            replace(
                column,
                target=custom_target(column.column, index),
                confidence=0.3,
                why="Its field was given to another column.",
            )
            if index not in chosen and column.target in taken
            else column
            for index, column in enumerate(columns)
        )
        problems.extend(_clashes(columns))
        if problems:
            raise MappingError(problems)
        return replace(self, columns=columns)

    def _index_of(self, header: str) -> int | None:
        for index, column in enumerate(self.columns):
            if column.column == header:
                return index
        keys = header_keys(header)
        alike = [index for index, column in enumerate(self.columns) if header_keys(column.column) == keys]
        return alike[0] if len(alike) == 1 else None


def is_single(target: str) -> bool:
    """Whether only one column may go to ``target``."""
    parsed = parse_target(target)
    if parsed.field in _NEVER_SINGLE and not parsed.part:
        return parsed.group > 0
    return target not in ADDING


def custom_target(header: str, index: int) -> str:
    """The target that keeps a column under its own header."""
    return f"custom:{header.strip() or f'Column {index + 1}'}"


def mapping_of(targets: Mapping[str, str], columns: Sequence[str] | None = None) -> FieldMapping:
    """A mapping from ``{header: target}`` alone; columns of the file that are not named in it are left out.

    Raises:
        MappingError: as :meth:`FieldMapping.changed`.
    """
    headers = list(targets) if columns is None else list(columns)
    return FieldMapping(
        tuple(ColumnMapping(header, IGNORE, why="Not named in the mapping.") for header in headers)
    ).changed(targets)


def dump_mapping(mapping: FieldMapping) -> str:
    """The JSON form of a mapping: one object ``{header: target}``, in file order."""
    return json.dumps(mapping.targets(), ensure_ascii=False, indent=2)


def load_targets(text: str) -> dict[str, str]:
    """The ``{header: target}`` of a mapping file's JSON text, targets checked.

    Raises:
        MappingError: no JSON, no object of texts, a header twice, or unknown targets; all problems at once.
    """
    twice: list[str] = []

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        seen: dict[str, object] = {}
        for key, value in items:
            if key in seen:
                twice.append(f"Column “{key}” stands in the mapping twice.")
            seen[key] = value
        return seen

    try:
        loaded = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        problem = f"The mapping is no valid JSON: line {error.lineno}, character {error.colno}: {error.msg}."
        raise MappingError([problem]) from error
    if not isinstance(loaded, dict):
        problem = 'The mapping must be one JSON object of columns and fields, like {"E-Mail": "email"}.'
        raise MappingError([problem])
    problems = twice
    targets: dict[str, str] = {}
    for header, target in loaded.items():
        if not isinstance(target, str):
            problems.append(
                f"Column “{header}”: the field must be a text such as “email”, not {json.dumps(target)[:40]}."
            )
            continue
        try:
            targets[header] = str(parse_target(target))
        except UnknownTargetError as error:
            problems.append(f"Column “{header}”: {error}")
    if problems:
        raise MappingError(problems)
    return targets


def _clashes(columns: Sequence[ColumnMapping]) -> list[str]:
    """Sentences for every single field that two columns go to."""
    first: dict[str, str] = {}
    problems = []
    for column in columns:
        if not is_single(column.target):
            continue
        if column.target in first:
            problems.append(
                f"Columns “{first[column.target]}” and “{column.column}” both go to “{target_words(column.target)}”, which holds one value. "
                "Choose another field for one of them."
            )
        first.setdefault(column.target, column.column)
    return problems
