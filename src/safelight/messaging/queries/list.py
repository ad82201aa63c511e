"""The outbox: what waits, what was sent, what did not go."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from pydantic import Field

from safelight.clients.rules.names import fold
from safelight.foundation.actions import Context, Empty, Frozen, InvalidInput, Page, query
from safelight.messaging.models import Message
from safelight.messaging.queries.cards import MessageRow, State
from safelight.messaging.queries.reading import listed, rows_of, visible


class ListMessages(Frozen):
    """Which messages: words of subject, address or client; states; kinds; a client; what they are about."""

    q: str = Field(default="", max_length=200)
    state: tuple[State, ...] = ()
    kind: tuple[str, ...] = Field(default=(), max_length=50)
    client_id: UUID | None = None
    about_kind: str = Field(default="", max_length=40)
    about_id: UUID | None = None
    cursor: str = Field(default="", max_length=100)
    limit: int = Field(default=50, ge=1, le=200)


class StateCounts(Frozen):
    """How many messages are in each state."""

    queued: int = 0
    sending: int = 0
    sent: int = 0
    failed: int = 0
    dropped: int = 0
    bounced: int = 0
    cancelled: int = 0


@query("messaging.list", permission="messaging.view", door="GET /messages")
def list_messages(context: Context, data: ListMessages) -> Page[MessageRow]:
    """List messages, newest first."""
    rows = _filtered(context, data)
    at, identifier = _position(data.cursor)
    if at is not None:
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=identifier))
    found = list(listed(rows).order_by("-created_at", "-id")[: data.limit + 1])
    shown = found[: data.limit]
    following = f"{shown[-1].created_at.isoformat()}~{shown[-1].id}" if len(found) > data.limit else None
    return Page(items=tuple(rows_of(shown)), next=following)


@query("messaging.counts", permission="messaging.view", door="GET /messages/counts")
def counts(context: Context, data: Empty) -> StateCounts:  # noqa: ARG001 - there is nothing to choose
    """Count the messages in each state."""
    found = visible(context).order_by().values_list("state").annotate(number=Count("id"))
    return StateCounts(**dict(found))


def count_of_client(context: Context, client_id: UUID) -> int:
    """Return how many messages a client has."""
    return visible(context).filter(client_id=client_id).count()


def _filtered(context: Context, data: ListMessages) -> QuerySet[Message]:
    rows = visible(context)
    for word in fold(data.q).split():
        rows = rows.filter(search__contains=word)
    if data.state:
        rows = rows.filter(state__in=data.state)
    if data.kind:
        rows = rows.filter(kind__in=data.kind)
    if data.client_id is not None:
        rows = rows.filter(client_id=data.client_id)
    if data.about_kind:
        rows = rows.filter(about_kind=data.about_kind)
    return rows.filter(about_id=data.about_id) if data.about_id is not None else rows


def _position(cursor: str) -> tuple[datetime | None, UUID | None]:
    if not cursor:
        return None, None
    at, _, identifier = cursor.partition("~")
    try:
        return datetime.fromisoformat(at), UUID(identifier)
    except ValueError:
        message = "This cursor does not belong to this list. Start again without one."
        raise InvalidInput(message, code="bad_cursor", fields={"cursor": message}) from None
