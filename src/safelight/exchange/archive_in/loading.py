"""Writing the rows of one kind: COPY into a temporary table, then one INSERT under row-level security.

PostgreSQL refuses COPY into a table with row-level security ("COPY FROM not supported with row-level security"),
hence the step between.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from safelight.exchange.archive_in.ids import Ids
from safelight.exchange.archive_in.reading import refuse
from safelight.exchange.out.archive.line_query import Carried, carried, columns_of
from safelight.exchange.out.archive.manifest import ArchivedKind
from safelight.exchange.out.record_kinds import ModelField, RecordKind

_STAGE = sql.Identifier("archive_rows")
_PLACE = sql.Identifier("archive_place")


def load(kind: RecordKind, archived: ArchivedKind, rows: Iterable[dict[str, Any]], studio_id: UUID, ids: Ids) -> int:
    """Write the rows of a kind into the studio in scope; return how many.

    Raises:
        Refused: the archive has a column this program does not know, lacks one it needs, or holds a wrong value.
        django.db.Error: the database does not accept a row.
    """
    fields = known_fields(kind, archived)
    added = {column: item for column, item in columns_of(kind).items() if column not in fields}
    constants: dict[str, Any] = {column: _default(kind, item) for column, item in added.items()}
    if kind.is_in_studio:
        constants["studio_id"] = studio_id
    names = sql.SQL(", ").join(map(sql.Identifier, fields))
    table = sql.Identifier(kind.table)
    with connection.cursor() as cursor:
        cursor.execute(
            _sql("create temporary table {} on commit drop as select {} from {} with no data", _STAGE, names, table)
        )
        cursor.execute(_sql("alter table {} add column {} bigint generated always as identity", _STAGE, _PLACE))
        with connection.wrap_database_errors, cursor.copy(_sql("copy {} ({}) from stdin", _STAGE, names)) as copy:
            for values in _translated(rows, fields, ids, kind):
                copy.write_row(values)
        more = sql.SQL("").join(sql.SQL(", {}").format(sql.Identifier(name)) for name in constants)
        marks = sql.SQL("").join(sql.SQL(", {}").format(sql.Placeholder()) for _ in constants)
        # In the order of the lines, so that the journal is chained as it happened.
        cursor.execute(
            _sql(
                "insert into {} ({}{}) select {}{} from {} order by {}",
                table,
                names,
                more,
                names,
                marks,
                _STAGE,
                _PLACE,
            ),
            list(constants.values()),
        )
        written = int(cursor.rowcount)
        cursor.execute(_sql("drop table {}", _STAGE))
    return written


def known_fields(kind: RecordKind, archived: ArchivedKind) -> dict[str, ModelField]:
    """Return the fields of the archive's columns, in their order.

    Raises:
        Refused: one of them is not known here.
    """
    ours = columns_of(kind)
    unknown = [column for column in archived.columns if column not in ours]
    if unknown or "id" not in archived.columns or len(set(archived.columns)) != len(archived.columns):
        what = f"“{unknown[0]}” of “{kind.name}” is not known" if unknown else f"the columns of “{kind.name}” are wrong"
        refuse(f"In it {what}: it was written by another version of Safelight; update this one.")
    return {column: ours[column] for column in archived.columns}


def _default(kind: RecordKind, item: ModelField) -> object:
    """Return what a column gets that an older archive does not have."""
    if item.has_default():
        value = item.get_default()
        return json.dumps(value) if carried(item) == "json" else value
    if item.null or (getattr(item, "empty_strings_allowed", False) and item.blank):
        return None if item.null else ""
    return refuse(f"It lacks “{item.name}” of “{kind.name}”: it was written by a version that is too old to read.")


def _translated(
    rows: Iterable[dict[str, Any]], fields: dict[str, ModelField], ids: Ids, kind: RecordKind
) -> Iterator[list[object]]:
    ways = [(column, _reader(carried(item), ids)) for column, item in fields.items()]
    for number, row in enumerate(rows, 1):
        try:
            yield [None if row[column] is None else read(row[column]) for column, read in ways]
        except (TypeError, ValueError, AttributeError, binascii.Error, RecursionError) as error:
            refuse(f"Line {number} of “{kind.name}” holds a value of the wrong kind.", error)


def _reader(way: Carried, ids: Ids) -> Callable[[Any], object]:
    if way == "uuid":
        return _checked_text if ids.changes_nothing else lambda value: ids.one(_checked_text(value))
    if way == "json":
        if ids.changes_nothing:
            return lambda value: json.dumps(value, ensure_ascii=False)
        return lambda value: json.dumps(ids.inside(value), ensure_ascii=False)
    if way == "bytes":
        return lambda value: base64.b64decode(_checked_text(value), validate=True)
    return _checked_text if way == "text" else _plain


def _checked_text(value: object) -> str:
    if not isinstance(value, str):
        message = "not a text"
        raise TypeError(message)
    return value


def _plain(value: object) -> object:
    if isinstance(value, str | bool | int | float):
        # Text format: the column's own type reads it, and refuses what it cannot hold.
        return value if isinstance(value, str | bool) else repr(value)
    message = "not a plain value"
    raise TypeError(message)


def _sql(template: str, *parts: sql.Composable) -> Any:  # noqa: ANN401 - psycopg's composed SQL passes through Django
    return sql.SQL(template).format(*parts)
