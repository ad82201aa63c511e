"""The list of clients."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from safelight.clients.models import CustomField
from safelight.clients.queries.list import list_clients
from safelight.exchange.out.columns import CellKind, Column
from safelight.exchange.out.lists.seen import ListColumn, SeenList
from safelight.foundation import clock
from safelight.foundation.actions import Context
from safelight.foundation.tenancy import studio_scope


def _field(key: str, header: str, kind: CellKind = "text", width: float = 0) -> ListColumn:
    return ListColumn(key, Column(header, kind, width), lambda card, _context: _plain(getattr(card, key)))


def _made(key: str, header: str, value: Callable[[Any], object], width: float = 0) -> ListColumn:
    return ListColumn(key, Column(header, "text", width), lambda card, _context: value(card))


def _moment(key: str, header: str, name: str) -> ListColumn:
    def value(card: Any, context: Context) -> object:  # noqa: ANN401 - the list's card
        moment: datetime | None = getattr(card, name)
        return clock.local(moment, context.studio.zone).replace(tzinfo=None) if moment else None

    return ListColumn(key, Column(header, "moment"), value)


def _plain(value: object) -> object:
    return value or None if isinstance(value, str) else value


def _names(cards: Any) -> str | None:  # noqa: ANN401 - named cards
    return ", ".join(card.name for card in cards) or None


def _custom_fields(context: Context) -> list[ListColumn]:
    with studio_scope(context.studio.id):
        fields = list(CustomField.objects.order_by("order", "label"))
    return [ListColumn(f"custom:{item.id}", Column(item.label), _custom_value(item.id)) for item in fields]


def _custom_value(identifier: UUID) -> Callable[[Any, Context], object]:
    def value(card: Any, _context: Context) -> object:  # noqa: ANN401 - the list's card
        found = card.custom.get(str(identifier))
        return ", ".join(map(str, found)) if isinstance(found, list) else found

    return value


CLIENTS = SeenList(
    name="clients",
    title="Clients",
    query=list_clients,
    columns=(
        _field("number", "Number", "integer"),
        _made("name", "Name", lambda card: card.display_name, 28),
        _made("kind", "Kind", lambda card: str(card.kind.value).capitalize(), 12),
        _field("first_name", "First name"),
        _field("last_name", "Last name"),
        _field("organization", "Organization"),
        _made("phone", "Phone", lambda card: card.phones[0].number if card.phones else None, 18),
        _made("phones", "Phones", lambda card: ", ".join(phone.number for phone in card.phones) or None, 24),
        _made("email", "Mail", lambda card: card.emails[0] if card.emails else None, 28),
        _made("emails", "Mails", lambda card: ", ".join(card.emails) or None, 34),
        _field("city", "City"),
        _made("tags", "Tags", lambda card: _names(card.tags)),
        _made("groups", "Groups", lambda card: _names(card.groups)),
        _made("stage", "Stage", lambda card: card.stage.name if card.stage else None, 14),
        _made("source", "Source", lambda card: card.source.name if card.source else None, 16),
        _field("birthday", "Birthday", "date"),
        _field("since", "Client since", "date"),
        _field("do_not_contact", "Do not contact", "yes_no"),
        _field("external_id", "Old number"),
        _moment("created", "Added", "created_at"),
        _moment("changed", "Changed", "updated_at"),
    ),
    usual=("number", "name", "phone", "email", "city", "tags", "stage"),
    more_columns=_custom_fields,
)
