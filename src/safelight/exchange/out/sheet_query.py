"""From a kind of record to its sheet: the columns, the SELECT that fills them, and what Python still does to a cell."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import models
from psycopg import sql

from safelight.exchange.out.cells import CUT, EXACT, FIRST_YEAR, FITTING, LONGEST
from safelight.exchange.out.columns import Column, unlike
from safelight.exchange.out.record_kinds import ModelField, RecordKind, kind_of

Change = Callable[[object], object]
_EXACT_DIGITS = 15
_SHORT = 500
_EMPTY = sql.SQL("'{}', '[]', 'null', '\"\"'")


@dataclass(frozen=True, slots=True)
class SheetQuery:
    """What fills a sheet.

    The statement's last value per row says whether the row needs care: the database looks at sizes, dates and numbers
    itself, so that Python touches only the few rows that a spreadsheet cannot hold as they are. ``changes`` are what it
    then does, by position.
    """

    columns: tuple[Column, ...]
    statement: sql.Composed
    count: sql.Composed
    changes: Mapping[int, Change]


@dataclass(frozen=True, slots=True)
class _Part:
    """One column: ``size`` measures text in bytes, ``care`` says that this row's value needs its ``change``."""

    column: Column
    expression: sql.Composable
    change: Change | None = None
    care: sql.Composable | None = None
    size: sql.Composable | None = None
    is_id: bool = False


def sheet_query(kind: RecordKind, studio_id: UUID, zone: str) -> SheetQuery:
    """Return what fills the sheet of a kind; moments are shown by the clock of ``zone``."""
    parts: list[_Part] = []
    joins: list[sql.Composable] = []
    for item in kind.fields():
        if item.name in kind.hidden:
            continue
        header = kind.headers.get(item.name) or _header(item)
        if item.is_relation:
            label, join = _label(item, len(joins))
            if label is not None and join is not None:
                joins.append(join)
                parts.append(_Part(Column(header), label, FITTING["text"], size=_bytes(label)))
            parts.append(_Part(Column(f"{header} ID", "id"), _text(_column(item)), is_id=True))
        else:
            part = _part(item, header, zone)
            parts.append(replace(part, column=Column(header, "text")) if item.name in kind.digits else part)
    # People read names first; the identifiers a program needs stand at the end.
    parts.sort(key=lambda part: part.is_id)
    statement = sql.SQL("select {}, {} from {} t{} where {} order by t.id").format(
        sql.SQL(", ").join(part.expression for part in parts),
        _needs_care(parts),
        sql.Identifier(kind.table),
        sql.SQL("").join(joins),
        condition(kind, studio_id),
    )
    return SheetQuery(
        columns=unlike([part.column for part in parts]),
        statement=statement,
        count=count_query(kind, studio_id),
        changes={place: part.change for place, part in enumerate(parts) if part.change is not None},
    )


def _needs_care(parts: Sequence[_Part]) -> sql.Composed:
    """Return whether a row needs care; a row whose texts together are short enough has no text that is too long."""
    sizes = [part.size for part in parts if part.size is not None]
    conditions = [part.care for part in parts if part.care is not None]
    if sizes:
        conditions.append(sql.SQL("{} > {}").format(sql.SQL(" + ").join(sizes), sql.Literal(LONGEST)))
    return sql.SQL("({})").format(sql.SQL(" or ").join(conditions) if conditions else sql.SQL("false"))


def count_query(kind: RecordKind, studio_id: UUID, *, archive: bool = False) -> sql.Composed:
    """Return the statement that counts a kind's rows."""
    return sql.SQL("select count(*) from {} t where {}").format(
        sql.Identifier(kind.table), condition(kind, studio_id, archive=archive)
    )


def condition(kind: RecordKind, studio_id: UUID, *, archive: bool = False) -> sql.Composed:
    """Return the WHERE of a kind: the studio in words, although row-level security says it once more."""
    parts: list[sql.Composable] = []
    if kind.studio_column:
        parts.append(sql.SQL("t.{} = {}").format(sql.Identifier(kind.studio_column), sql.Literal(studio_id)))
    if kind.only:
        parts.append(_declared(kind.only).format(studio=sql.Literal(studio_id)))
    if archive and kind.archive_only_if:
        parts.append(_declared(kind.archive_only_if))
    return sql.SQL(" and ").join(parts)


def _declared(text: str) -> sql.SQL:
    """Turn a condition that a kind declares into SQL; it is program text and never input."""
    return sql.SQL(text)


def _header(item: ModelField) -> str:
    name = str(item.verbose_name)
    return "ID" if name == "ID" or item.name == "id" else name[:1].upper() + name[1:]


def _column(item: ModelField, alias: str = "t") -> sql.Composed:
    return sql.SQL("{}.{}").format(sql.Identifier(alias), sql.Identifier(str(item.column)))


def _text(expression: sql.Composable) -> sql.Composed:
    return sql.SQL("{}::text").format(expression)


def _label(item: ModelField, number: int) -> tuple[sql.Composable | None, sql.Composable | None]:
    """Return the readable column of a foreign key with the join it needs, or nothing."""
    target = kind_of(item.related_model) if isinstance(item.related_model, type) else None
    if target is None or not target.labels:
        return None, None
    alias = f"j{number}"
    names = [
        sql.SQL("nullif({}.{}::text, '')").format(sql.Identifier(alias), sql.Identifier(name)) for name in target.labels
    ]
    same_studio = (
        sql.SQL(" and {}.studio_id = t.studio_id").format(sql.Identifier(alias)) if target.is_in_studio else sql.SQL("")
    )
    join = sql.SQL(" left join {} {} on {}.id = {}{}").format(
        sql.Identifier(target.table), sql.Identifier(alias), sql.Identifier(alias), _column(item), same_studio
    )
    return sql.SQL("coalesce({})").format(sql.SQL(", ").join(names)), join


def _part(item: ModelField, header: str, zone: str) -> _Part:
    if isinstance(item, models.UUIDField):
        return _Part(Column(header, "id"), _text(_column(item)), is_id=True)
    if isinstance(item, models.BooleanField):
        return _Part(Column(header, "yes_no"), _column(item))
    if isinstance(item, models.DateField):  # a DateTimeField is one too
        return _date_part(item, header, zone)
    if isinstance(item, models.IntegerField | models.FloatField | models.DecimalField):
        return _number_part(item, header)
    return _text_part(item, header)


def _date_part(item: ModelField, header: str, zone: str) -> _Part:
    column = _column(item)
    is_moment = isinstance(item, models.DateTimeField)
    shown = sql.SQL("({} at time zone {})").format(column, sql.Literal(zone)) if is_moment else column
    care = sql.SQL("{} < {}").format(shown, sql.Literal(date(FIRST_YEAR, 1, 1)))
    return _Part(Column(header, "moment" if is_moment else "date"), shown, FITTING["date"], care)


def _number_part(item: ModelField, header: str) -> _Part:
    column = _column(item)
    if isinstance(item, models.FloatField):
        care = sql.SQL("{} in ('NaN', 'Infinity', '-Infinity')").format(column)
        return _Part(Column(header, "number"), column, FITTING["number"], care)
    if isinstance(item, models.DecimalField):
        if (item.max_digits or _EXACT_DIGITS + 1) <= _EXACT_DIGITS:
            return _Part(Column(header, "number"), sql.SQL("{}::float8").format(column))
        return _Part(Column(header, "number"), column, FITTING["number"], sql.SQL("{} is not null").format(column))
    care = sql.SQL("{} not between {} and {}").format(column, sql.Literal(-EXACT), sql.Literal(EXACT))
    return _Part(Column(header, "integer"), column, FITTING["integer"], care)


def _text_part(item: ModelField, header: str) -> _Part:
    column = _text(_column(item))
    if isinstance(item, models.JSONField):
        shown = sql.SQL("case when {} not in ({}) then {} end").format(column, _EMPTY, _long(column))
        care = sql.SQL("{} not in ({})").format(column, _EMPTY)
        return _Part(Column(header, "long"), shown, readable_json, care)
    if isinstance(item, models.BinaryField):
        column = sql.SQL("encode({}, 'base64')").format(_column(item))
    choices = [(str(key), str(words)) for key, words in item.flatchoices if key not in {None, ""}]
    if choices:
        cases = [sql.SQL("when {} then {}").format(sql.Literal(key), sql.Literal(words)) for key, words in choices]
        return _Part(Column(header), sql.SQL("case {0} {1} else {0} end").format(column, sql.SQL(" ").join(cases)))
    if item.max_length and item.max_length <= _SHORT:
        return _Part(Column(header, width=min(30, item.max_length)), column)
    return _Part(Column(header, "long"), _long(column), FITTING["long"], size=_bytes(column))


def _bytes(expression: sql.Composable) -> sql.Composed:
    return sql.SQL("coalesce(octet_length({}), 0)").format(expression)


def _long(expression: sql.Composable) -> sql.Composed:
    """Let the database hand over a little more than a cell holds, so that one huge text does not fill the memory."""
    return sql.SQL("left({}, {})").format(expression, sql.Literal(LONGEST + len(CUT)))


def readable_json(value: object) -> object:
    """Show a list of plain values as “en, de”, an empty one as nothing, anything else as its JSON."""
    if not isinstance(value, str):
        return value
    try:
        data = json.loads(value)
    except ValueError:  # cut by the database: too long for a cell anyway
        return FITTING["long"](value)
    if isinstance(data, str):
        return FITTING["long"](data)
    if isinstance(data, list) and all(isinstance(part, str | int | float) for part in data):
        return FITTING["long"](", ".join(str(part) for part in data))
    return FITTING["long"](json.dumps(data, ensure_ascii=False))
