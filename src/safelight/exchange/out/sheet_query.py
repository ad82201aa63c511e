"""From a kind of record to its sheet: the columns, the SELECT that fills them, and what Python still does to a cell."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from psycopg import sql

from safelight.exchange.out.cells import CUT, FITTING, LONGEST
from safelight.exchange.out.columns import CellKind, Column, unlike
from safelight.exchange.out.record_kinds import RecordKind, kind_of

Change = Callable[[object], object]
_EXACT_DIGITS = 15
_SURE_TO_FIT = 10_000


@dataclass(frozen=True, slots=True)
class SheetQuery:
    """The columns of a sheet, the statement whose rows fill it, one that counts them, and changes by position."""

    columns: tuple[Column, ...]
    statement: sql.Composed
    count: sql.Composed
    changes: Mapping[int, Change]


@dataclass(frozen=True, slots=True)
class _Part:
    column: Column
    expression: sql.Composable
    change: Change | None = None
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
                parts.append(_Part(Column(header), label, FITTING["text"]))
            parts.append(_Part(Column(f"{header} ID", width=14), _text(_column(item)), is_id=True))
        else:
            parts.append(_part(item, header, zone))
    # People read names first; the identifiers a program needs stand at the end.
    parts.sort(key=lambda part: part.is_id)
    statement = sql.SQL("select {} from {} t{} where {} order by t.id").format(
        sql.SQL(", ").join(part.expression for part in parts),
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
    return sql.SQL(text)  # type: ignore[arg-type]  # declarations are literals, but travel through a field


def _header(item: models.Field) -> str:
    name = str(item.verbose_name)
    return "ID" if name == "ID" or item.name == "id" else name[:1].upper() + name[1:]


def _column(item: models.Field, alias: str = "t") -> sql.Composed:
    return sql.SQL("{}.{}").format(sql.Identifier(alias), sql.Identifier(item.column))


def _text(expression: sql.Composable) -> sql.Composed:
    return sql.SQL("{}::text").format(expression)


def _label(item: models.Field, number: int) -> tuple[sql.Composable | None, sql.Composable | None]:
    """Return the readable column of a foreign key with the join it needs, or nothing."""
    target = kind_of(item.remote_field.model)
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


def _part(item: models.Field, header: str, zone: str) -> _Part:  # noqa: PLR0911 - one answer per kind of field
    column = _column(item)
    if isinstance(item, models.UUIDField):
        return _Part(Column(header, width=14), _text(column), is_id=True)
    if isinstance(item, models.BooleanField):
        return _Part(Column(header, "yes_no"), column)
    if isinstance(item, models.DateTimeField):
        local = sql.SQL("{} at time zone {}").format(column, sql.Literal(zone))
        return _Part(Column(header, "moment"), local, FITTING["moment"])
    if isinstance(item, models.DateField):
        return _Part(Column(header, "date"), column, FITTING["date"])
    if isinstance(item, models.IntegerField):
        return _Part(
            Column(header, "integer"),
            column,
            FITTING["integer"] if item.get_internal_type().startswith(("Big", "PositiveBig")) else None,
        )
    if isinstance(item, models.FloatField):
        return _Part(Column(header, "number"), column, FITTING["number"])
    if isinstance(item, models.DecimalField):
        exact = (item.max_digits or _EXACT_DIGITS + 1) <= _EXACT_DIGITS
        return _Part(
            Column(header, "number"), sql.SQL("{}::float8").format(column) if exact else column, FITTING["number"]
        )
    if isinstance(item, models.JSONField):
        return _Part(Column(header, "long"), _long(_text(column)), readable_json)
    if isinstance(item, models.BinaryField):
        return _Part(Column(header, "long"), sql.SQL("encode({}, 'base64')").format(column), FITTING["long"])
    if isinstance(item, models.CharField):
        return _text_part(item, header, column)
    return _Part(Column(header, "long"), _long(_text(column)), FITTING["long"])


def _text_part(item: models.CharField, header: str, column: sql.Composable) -> _Part:
    shown = {str(key): str(words) for key, words in item.flatchoices if key not in {None, ""}}
    fits = item.max_length is not None and item.max_length <= _SURE_TO_FIT
    change: Change | None = None if fits else FITTING["text"]
    if shown:

        def change(value: object) -> object:
            return shown.get(value, value) if isinstance(value, str) else value

    return _Part(Column(header, width=min(30, item.max_length or 30)), _text(column), change)


def _long(expression: sql.Composable) -> sql.Composed:
    """Let the database hand over a little more than a cell holds, so that one huge text does not fill the memory."""
    return sql.SQL("left({}, {})").format(expression, sql.Literal(LONGEST + len(CUT)))


def readable_json(value: object) -> object:
    """Show a list of plain values as “en, de”, an empty one as nothing, anything else as its JSON."""
    if not isinstance(value, str):
        return value
    if value in {"{}", "[]", "null", '""'}:
        return None
    try:
        data = json.loads(value)
    except ValueError:  # cut by the database: too long for a cell anyway
        return FITTING["long"](value)
    if isinstance(data, str):
        return FITTING["long"](data)
    if isinstance(data, list) and all(isinstance(part, str | int | float) for part in data):
        return FITTING["long"](", ".join(str(part) for part in data))
    return FITTING["long"](json.dumps(data, ensure_ascii=False))
