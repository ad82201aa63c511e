"""The list of sessions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from safelight.clients.rules.custom import show_value
from safelight.exchange.out.columns import CellKind, Column
from safelight.exchange.out.lists.seen import ListColumn, SeenList
from safelight.foundation import clock
from safelight.foundation.actions import Context, ask
from safelight.shoots.queries import fields, list_shoots


def _made(
    key: str, header: str, value: Callable[[Any], object], width: float = 0, kind: CellKind = "text"
) -> ListColumn:
    return ListColumn(key, Column(header, kind, width), lambda card, _context: value(card))


def _moment(key: str, header: str, name: str) -> ListColumn:
    def value(card: Any, context: Context) -> object:  # noqa: ANN401 - the list's card
        moment: datetime | None = getattr(card, name)
        return clock.local(moment, context.studio.zone).replace(tzinfo=None) if moment else None

    return ListColumn(key, Column(header, "moment"), value)


def _named(card: Any) -> str | None:  # noqa: ANN401 - a named card, or none
    return card.name if card else None


def _own_fields(context: Context) -> list[ListColumn]:
    found = ask(fields, context, {}).items
    return [ListColumn(f"custom:{item.id}", Column(item.label), _own_value(item.id)) for item in found]


def _own_value(identifier: UUID) -> Callable[[Any, Context], object]:
    def value(card: Any, _context: Context) -> object:  # noqa: ANN401 - the list's card
        return show_value(card.custom.get(str(identifier))) or None

    return value


SESSIONS = SeenList(
    name="sessions",
    title="Sessions",
    query=list_shoots,
    columns=(
        _made("number", "Number", lambda card: card.number, kind="integer"),
        _made("title", "Session", lambda card: card.title, 32),
        _made("client", "Client", lambda card: card.client.display_name if card.client else None, 28),
        _made("type", "Type", lambda card: card.type.name, 18),
        _moment("starts", "Begins", "starts_at"),
        _moment("ends", "Ends", "ends_at"),
        _made("status", "Status", lambda card: card.status.name, 16),
        _made("state", "State", lambda card: card.state, 12),
        _made("due", "Due", lambda card: card.due_on, kind="date"),
        _made("photographer", "Photographer", lambda card: _named(card.photographer), 20),
        _made("place", "Place", lambda card: card.place or _named(card.location), 20),
        _made("department", "Department", lambda card: _named(card.department), 16),
        _made("tasks", "Open tasks", lambda card: card.tasks_open, kind="integer"),
        _made("tags", "Tags", lambda card: ", ".join(card.tags) or None),
        _moment("since", "In this status since", "status_since"),
        _moment("delivered", "Delivered", "delivered_at"),
        _moment("changed", "Changed", "updated_at"),
        _moment("created", "Planned", "created_at"),
    ),
    usual=("number", "title", "client", "starts", "status", "due", "photographer"),
    more_columns=_own_fields,
)
