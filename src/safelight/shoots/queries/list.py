"""The list of sessions: words, filters, order, and pages by cursor or by offset."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from django.db.models import F, Q
from pydantic import Field

from safelight.clients.queries import GetClient
from safelight.clients.queries import get as get_client
from safelight.foundation.actions import Context, Frozen, InvalidInput, Page, ask, query
from safelight.shoots.queries.cards import ShootRow
from safelight.shoots.queries.filters import ShootFilters, filtered
from safelight.shoots.queries.reading import load_rows, today_of

Sort = Literal[
    "starts", "-starts", "number", "-number", "due", "-due", "changed", "-changed", "title", "-title", "since", "-since"
]
COLUMNS: Final = {
    "starts": "starts_at",
    "number": "number",
    "due": "due_on",
    "changed": "updated_at",
    "title": "title",
    "since": "status_since",
}


class ListShoots(ShootFilters):
    """Filters, order and page. ``cursor`` continues where a page ended; ``offset`` jumps, as a scrollbar does.

    Without a date stand last in rising order and first in falling order.
    """

    sort: Sort = "-starts"
    cursor: str = ""
    offset: int = Field(default=0, ge=0)
    limit: int = Field(default=50, ge=1, le=200)


class OfClient(Frozen):
    """Whose sessions, and how many at most."""

    client_id: UUID
    cursor: str = ""
    limit: int = Field(default=20, ge=1, le=200)


@query("shoots.list", permission="shoots.view", door="GET /shoots")
def list_shoots(context: Context, data: ListShoots) -> Page[ShootRow]:
    """List sessions, found by number, title, client, participant or tag."""
    after = read_cursor(data.cursor, data.sort)
    column = COLUMNS[data.sort.removeprefix("-")]
    descending = data.sort.startswith("-")
    found = filtered(data, context)
    order = [F(column).desc(), F("id").desc()] if descending else [F(column).asc(), F("id").asc()]
    page = found.order_by(*order)
    if after is not None:
        page = page.filter(_behind(column, after, descending=descending))
    places = list(page.values_list("id", column)[data.offset : data.offset + data.limit + 1])
    shown = places[: data.limit]
    following = pack_cursor(data.sort, shown[-1][1], shown[-1][0]) if len(places) > data.limit else None
    total = len(places) if after is None and not data.offset and len(places) <= data.limit else found.count()
    rows = load_rows([identifier for identifier, _ in shown], today_of(context))
    return Page(items=tuple(rows), next=following, total=total)


@query("shoots.of_client", permission="shoots.view", door="GET /clients/{client_id}/shoots")
def of_client(context: Context, data: OfClient) -> Page[ShootRow]:
    """List a client's sessions, those still without a date first, then the newest."""
    ask(get_client, context, GetClient(client_id=data.client_id))
    return list_shoots.perform(
        context, ListShoots(client_id=data.client_id, cursor=data.cursor, limit=data.limit, sort="-starts")
    )


def pack_cursor(sort: str, value: object, identifier: UUID) -> str:
    """Return the cursor that continues behind the session with this sort value and id."""
    text = value.isoformat() if isinstance(value, datetime | date) else value
    packed = json.dumps([sort, text, str(identifier)], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_cursor(cursor: str, sort: str) -> tuple[Any, UUID] | None:
    """Return the sort value (None for none) and the id behind which a page starts.

    Raises:
        InvalidInput: the cursor is damaged or belongs to another order.
    """
    if not cursor:
        return None
    try:
        known_sort, value, identifier = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        after = (_read(COLUMNS[sort.removeprefix("-")], value), UUID(identifier))
    except (ValueError, TypeError, AttributeError, binascii.Error):
        known_sort, after = "", (None, UUID(int=0))
    if known_sort != sort:
        message = "This cursor does not belong to this list. Start again without one."
        raise InvalidInput(message, code="bad_cursor", fields={"cursor": message})
    return after


def _read(column: str, value: Any) -> Any:  # noqa: ANN401 - a sort value of any kind
    if value is None and column in {"starts_at", "due_on"}:
        return None
    if column == "number":
        return int(value)
    if column == "due_on":
        return date.fromisoformat(value)
    return str(value) if column == "title" else datetime.fromisoformat(value)


def _behind(column: str, after: tuple[Any, UUID], *, descending: bool) -> Q:
    """Return the condition of coming after a place; PostgreSQL sorts empty values behind all others."""
    value, identifier = after
    equal = Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    same = equal & Q(**{f"id__{'lt' if descending else 'gt'}": identifier})
    if descending:
        return same | (Q(**{f"{column}__isnull": False}) if value is None else Q(**{f"{column}__lt": value}))
    return same if value is None else same | Q(**{f"{column}__gt": value}) | Q(**{f"{column}__isnull": True})
