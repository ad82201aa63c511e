"""Exactly what a list shows, row by row, for its export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from safelight.clients.models import CustomField
from safelight.clients.queries.cards import ClientRow
from safelight.clients.queries.filters import ClientFilters
from safelight.clients.queries.list import COLUMNS, meant
from safelight.clients.queries.reading import load_rows
from safelight.clients.rules.custom import show_value
from safelight.foundation.actions import Context, InvalidInput

_CHUNK: Final = 1_000

# Column -> heading and value; the order here is the order of the column choice.
EXPORTED: Final[dict[str, tuple[str, Callable[[ClientRow], Any]]]] = {
    "number": ("Number", lambda row: row.number),
    "name": ("Name", lambda row: row.display_name),
    "first_name": ("First name", lambda row: row.first_name),
    "last_name": ("Last name", lambda row: row.last_name),
    "organization": ("Organization", lambda row: row.organization),
    "kind": ("Kind", lambda row: row.kind.value),
    "email": ("Mail", lambda row: ", ".join(row.emails)),
    "phone": ("Phone", lambda row: ", ".join(phone.display for phone in row.phones)),
    "city": ("City", lambda row: row.city),
    "tags": ("Tags", lambda row: ", ".join(tag.name for tag in row.tags)),
    "groups": ("Groups", lambda row: ", ".join(group.name for group in row.groups)),
    "stage": ("Stage", lambda row: row.stage.name if row.stage else ""),
    "stage_since": ("In this stage since", lambda row: row.stage_since),
    "source": ("Source", lambda row: row.source.name if row.source else ""),
    "birthday": ("Birthday", lambda row: row.birthday if row.birth_year_known else _day(row)),
    "since": ("Client since", lambda row: row.since),
    "do_not_contact": ("Do not contact", lambda row: row.do_not_contact),
    "external_id": ("Number in the other program", lambda row: row.external_id),
    "created": ("Added", lambda row: row.created_at),
    "changed": ("Changed", lambda row: row.updated_at),
}
DEFAULT_COLUMNS: Final = ("number", "name", "email", "phone", "city", "tags", "stage")


def rows_for_export(
    context: Context, filters: ClientFilters, *, sort: str = "name", columns: Sequence[str] = DEFAULT_COLUMNS
) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Return headings and a stream of rows: exactly the clients, columns and order that a list shows.

    Columns are names of :data:`EXPORTED` or ``custom.<field id>``. Values are text, numbers, booleans, dates
    and moments. Read the stream inside the studio's scope; memory stays that of a thousand rows.

    Raises:
        InvalidInput: an unknown column or order.
    """
    chosen = [_column(name) for name in columns]
    key = sort.removeprefix("-")
    if key not in COLUMNS:
        message = f"Clients cannot be sorted by “{sort}”."
        raise InvalidInput(message, fields={"sort": message})
    direction = "-" if sort.startswith("-") else ""
    ids = (
        meant(filters, context.studio)
        .order_by(f"{direction}{COLUMNS[key]}", f"{direction}id")
        .values_list("id", flat=True)
    )
    return tuple(heading for heading, _ in chosen), _stream(
        context, ids.iterator(_CHUNK), [value for _, value in chosen]
    )


def _stream(
    context: Context, ids: Iterator[UUID], values: list[Callable[[ClientRow], Any]]
) -> Iterator[tuple[Any, ...]]:
    part: list[UUID] = []
    for identifier in ids:
        part.append(identifier)
        if len(part) == _CHUNK:
            yield from _rows(context, part, values)
            part = []
    yield from _rows(context, part, values)


def _rows(context: Context, ids: list[UUID], values: list[Callable[[ClientRow], Any]]) -> Iterator[tuple[Any, ...]]:
    for row in load_rows(ids, context.studio.country):
        yield tuple(value(row) for value in values)


def _column(name: str) -> tuple[str, Callable[[ClientRow], Any]]:
    if name in EXPORTED:
        return EXPORTED[name]
    field_id = name.removeprefix("custom.")
    if field_id != name:
        label = next((row.label for row in CustomField.objects.all() if str(row.id) == field_id), None)
        if label is not None:
            return label, lambda row: show_value(row.custom.get(field_id))
    message = f"There is no column “{name}”."
    raise InvalidInput(message, fields={"columns": message})


def _day(row: ClientRow) -> str:
    return row.birthday.strftime("--%m-%d") if row.birthday else ""
