"""From a kind of record to its JSON lines: exact values, written by the database itself."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.db import models
from psycopg import sql

from safelight.exchange.out.record_kinds import ModelField, RecordKind
from safelight.exchange.out.sheet_query import condition

Carried = Literal["text", "plain", "json", "uuid", "bytes"]
"""How a column travels: as text that its database type reads again, as JSON's own value, or as one of three others."""

_PLAIN = (models.BooleanField, models.IntegerField, models.FloatField, models.CharField, models.TextField)
_MOMENT = sql.SQL("""to_char({} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""")


def carried(item: ModelField) -> Carried:
    """Return how a field travels; a foreign key travels as what it points with."""
    target = item.target_field if isinstance(item, models.ForeignKey) else item
    if isinstance(target, models.UUIDField):
        return "uuid"
    if isinstance(target, models.JSONField):
        return "json"
    if isinstance(target, models.BinaryField):
        return "bytes"
    return "plain" if isinstance(target, _PLAIN) else "text"


def columns_of(kind: RecordKind) -> dict[str, ModelField]:
    """Return the columns of a line in order, with their fields."""
    return {str(item.column): item for item in kind.fields()}


def line_query(kind: RecordKind, studio_id: UUID) -> sql.Composed:
    """Return the statement whose only column is one JSON line per row, sorted by id."""
    values = [
        sql.SQL("{} as {}").format(_expression(item), sql.Identifier(name)) for name, item in columns_of(kind).items()
    ]
    return sql.SQL("select row_to_json(line)::text from (select {} from {} t where {} order by t.id) line").format(
        sql.SQL(", ").join(values), sql.Identifier(kind.table), condition(kind, studio_id, archive=True)
    )


def _expression(item: ModelField) -> sql.Composable:
    column = sql.SQL("t.{}").format(sql.Identifier(str(item.column)))
    if isinstance(item, models.DateTimeField):
        return _MOMENT.format(column)
    way = carried(item)
    if way == "bytes":
        return sql.SQL("translate(encode({}, 'base64'), E'\\n', '')").format(column)
    return sql.SQL("{}::text").format(column) if way == "text" else column
