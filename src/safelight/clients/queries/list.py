"""The list of clients: words, filters, order, and pages by cursor or by offset."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Window
from pydantic import Field

from safelight.clients.models import Client
from safelight.clients.queries.cards import ClientRow
from safelight.clients.queries.corrections import corrected_query
from safelight.clients.queries.filters import ClientFilters, filtered, search_page
from safelight.clients.queries.reading import load_rows
from safelight.clients.rules.searching import SearchQuery, read_query
from safelight.foundation.actions import Context, InvalidInput, Page, StudioFacts, query

Sort = Literal["name", "-name", "number", "-number", "created", "-created", "changed", "-changed", "city", "-city"]
COLUMNS = {"name": "sort_key", "number": "number", "created": "id", "changed": "updated_at", "city": "city"}


class ListClients(ClientFilters):
    """Filters, order and page. ``cursor`` continues where a page ended; ``offset`` jumps, as a scrollbar does."""

    sort: Sort = "name"
    cursor: str = ""
    offset: int = Field(default=0, ge=0)
    limit: int = Field(default=50, ge=1, le=200)


class ClientPage(Page[ClientRow]):
    """A page of clients; ``corrected`` when nothing matched as typed and near spellings are shown."""

    corrected: bool = False


@query("clients.list", permission="clients.view", door="GET /clients")
def list_clients(context: Context, data: ListClients) -> ClientPage:
    """List clients.

    Words are found in names, mails, phones in any notation, cities, numbers, family, tags and notes. Where
    nothing matches, typing errors are put right and ``corrected`` says so.
    """
    after = read_cursor(data.cursor, data.sort)
    if not data.q.strip():
        return _by_filters(context, data, after, None)
    found = ClientPage(items=(), total=0)
    for attempt, is_corrected in attempts(data.q):
        if attempt is None:
            continue
        found = (
            _by_words(context, data, after, attempt)
            if not data.narrows()
            else _by_filters(context, data, after, attempt)
        )
        behind_the_last = (after is not None or data.offset) and filtered(data, context.studio, attempt).exists()
        if found.items or behind_the_last:
            return found.model_copy(update={"corrected": is_corrected and bool(found.items)})
    return found


def attempts(text: str) -> Any:  # noqa: ANN401 - a generator of (query or None, corrected)
    """Yield what to look for, one after the other until something is found."""
    first = read_query(text)
    yield first, False
    apart = read_query(text, join_numbers=False)
    if apart.patterns != first.patterns:
        yield apart, False
    yield corrected_query(first), True


def meant(filters: ClientFilters, studio: StudioFacts) -> QuerySet[Client]:
    """Return all the clients that a list with these filters shows, typing errors put right as there; unordered."""
    if filters.q.strip():
        for attempt, _ in attempts(filters.q):
            if attempt is not None and filtered(filters, studio, attempt).exists():
                return filtered(filters, studio, attempt)
    return filtered(filters, studio)


def _by_words(context: Context, data: ListClients, after: tuple[str, UUID] | None, words: SearchQuery) -> ClientPage:
    places, total = search_page(
        words,
        removed=data.removed,
        sort=data.sort.removeprefix("-"),
        descending=data.sort.startswith("-"),
        after=after,
        skip=data.offset,
        size=data.limit + 1,
    )
    rows = load_rows([identifier for identifier, _ in places[: data.limit]], context.studio.country)
    following = pack_cursor(data.sort, *places[data.limit - 1][::-1]) if len(places) > data.limit else None
    return ClientPage(items=tuple(rows), next=following, total=total)


def _by_filters(
    context: Context, data: ListClients, after: tuple[str, UUID] | None, words: SearchQuery | None
) -> ClientPage:
    found = filtered(data, context.studio, words)
    column = COLUMNS[data.sort.removeprefix("-")]
    descending = data.sort.startswith("-")
    page = found.order_by(*([F(column).desc(), F("id").desc()] if descending else [column, "id"]))
    # Ids alone come out of the index, however deep the offset; the wide rows are read for the page only. Where
    # conditions are dear, the first page counts in the same pass.
    counting = data.narrows() and after is None and not data.offset
    if after is not None:
        page = page.filter(_behind(column, after, descending=descending))
    if counting:
        page = page.annotate(matching=Window(Count("*")))
    columns = ("id", column, "matching") if counting else ("id", column)
    places = list(page.values_list(*columns)[data.offset : data.offset + data.limit + 1])
    total = (places[0][2] if places else 0) if counting else found.count()
    shown = [(place[0], place[1]) for place in places[: data.limit]]
    following = pack_cursor(data.sort, shown[-1][1], shown[-1][0]) if len(places) > data.limit else None
    rows = load_rows([identifier for identifier, _ in shown], context.studio.country)
    return ClientPage(items=tuple(rows), next=following, total=total)


def _behind(column: str, after: tuple[str, UUID], *, descending: bool) -> Q:
    value, identifier = after
    # The first condition alone bounds the index scan; the second settles equal values.
    near, far = ("lte", "lt") if descending else ("gte", "gt")
    if column == "id":
        return Q(**{f"id__{far}": identifier})
    return Q(**{f"{column}__{near}": value}) & (Q(**{f"{column}__{far}": value}) | Q(**{f"id__{far}": identifier}))


def pack_cursor(sort: str, value: object, identifier: UUID) -> str:
    """Return the cursor that continues behind the client with this sort value and id."""
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    packed = json.dumps([sort, text, str(identifier)], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_cursor(cursor: str, sort: str) -> tuple[str, UUID] | None:
    """Return the sort value and id behind which a page starts.

    Raises:
        InvalidInput: the cursor is damaged or belongs to another order.
    """
    if not cursor:
        return None
    try:
        known_sort, value, identifier = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        after = (str(value), UUID(identifier))
        if COLUMNS[sort.removeprefix("-")] == "number":
            int(value)
        if COLUMNS[sort.removeprefix("-")] == "updated_at":
            datetime.fromisoformat(value)
    except (ValueError, TypeError, AttributeError, binascii.Error):
        known_sort = ""
    if known_sort != sort:
        message = "This cursor does not belong to this list. Start again without one."
        raise InvalidInput(message, code="bad_cursor", fields={"cursor": message})
    return after
