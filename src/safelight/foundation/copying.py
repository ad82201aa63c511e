"""Many rows into tables under row-level security: COPY into a temporary table, then one INSERT … SELECT.

PostgreSQL refuses COPY straight into a table with row-level security; the detour keeps every wall (the INSERT
is checked row by row) at nearly COPY's speed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from types import NoneType
from typing import Any, Final
from uuid import UUID

from django.db import connection
from psycopg import sql

# Unit and record separators never occur in stored text (drafts are free of control characters).
_FIELD: Final = "\x1f"
_NULL: Final = "\x1e"
_BLOCK: Final = 500


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], constants: Mapping[str, Any]) -> int:
    """Insert rows into a business table; ``constants`` are columns that are alike on all of them.

    Returns the number of rows. Values are text, numbers, booleans, dates, UUIDs, JSON objects or None.
    """
    staging = f"load_{table}"
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("create temporary table if not exists {} on commit drop as select {} from {} with no data").format(
                sql.Identifier(staging), names, sql.Identifier(table)
            )
        )
        stage(cursor, staging, columns, rows)
        constant_names = sql.SQL("").join(sql.SQL(", {}").format(sql.Identifier(name)) for name in constants)
        places = sql.SQL("").join(sql.SQL(", {}").format(sql.Placeholder()) for _ in constants)
        cursor.execute(
            sql.SQL("insert into {} ({}{}) select {}{} from {}").format(
                sql.Identifier(table), names, constant_names, names, places, sql.Identifier(staging)
            ),
            [json.dumps(value) if isinstance(value, dict) else value for value in constants.values()],
        )
        written = int(cursor.rowcount)
        cursor.execute(sql.SQL("truncate {}").format(sql.Identifier(staging)))
    return written


def stage(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:  # noqa: ANN401 - Django's cursor wrapper
    """COPY rows into a temporary table."""
    statement = sql.SQL("copy {} ({}) from stdin (delimiter {}, null {})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(sql.Identifier(name) for name in columns),
        sql.Literal(_FIELD),
        sql.Literal(_NULL),
    )
    source = iter(rows)
    with cursor.copy(statement) as copy:
        while block := list(islice(source, _BLOCK)):
            copy.write(_lines(block, len(columns)))


def _lines(rows: Sequence[Sequence[Any]], width: int) -> str:
    """Return COPY's text form of some rows; column by column, since a column is mostly of one type."""
    texts = [_texts(column) for column in zip(*rows, strict=True)]
    lines = list(map(_FIELD.join, zip(*texts, strict=True)))
    whole = "\n".join(lines)
    if (
        "\\" in whole
        or "\r" in whole
        or "\x00" in whole
        or whole.count("\n") != len(lines) - 1
        or whole.count(_FIELD) != len(lines) * (width - 1)
    ):
        whole = "\n".join(map(_line, zip(*texts, strict=True), rows))
    return whole + "\n"


def _texts(column: Sequence[Any]) -> Sequence[str]:
    kinds = set(map(type, column))
    if all(issubclass(kind, str) for kind in kinds):
        return column
    if kinds == {NoneType}:
        return [_NULL] * len(column)
    if kinds == {int}:
        return list(map(str, column))
    if kinds == {bool}:
        return ["t" if value else "f" for value in column]
    return [_text(value) for value in column]


def _line(texts: Sequence[str], row: Sequence[Any]) -> str:
    """Return one row of a block that holds something to escape."""
    return _FIELD.join(
        [_escaped(text) if isinstance(value, str) else _escape(text) for text, value in zip(texts, row, strict=True)]
    )


def _escaped(value: str) -> str:
    return _escape(value.replace(_FIELD, " ").replace(_NULL, " ").replace("\x00", " "))


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def _text(value: Any) -> str:  # noqa: ANN401, PLR0911 - a column value; one line per type
    if value is None:
        return _NULL
    if value is True:
        return "t"
    if value is False:
        return "f"
    if isinstance(value, UUID):
        return f"{value.int:032x}"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else "{}"
    return str(value)
