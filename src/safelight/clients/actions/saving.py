"""Writing a client's state into its rows, and keeping everything that is made from it up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from safelight.clients.actions.sorting import Sorting
from safelight.clients.actions.state import referrer
from safelight.clients.actions.words import keep_words
from safelight.clients.models import Address, Client, Email, FamilyMember, GroupMembership, Phone, TagLink
from safelight.clients.queries.state import LISTS, SCALARS, State
from safelight.clients.rules.keys import Known, address_key, make_keys, name_words
from safelight.clients.rules.mails import mail_key
from safelight.foundation.actions import InvalidInput
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import StudioRow, current_studio_id

_CHUNK = 500
KEY_COLUMNS = ["display_name", "sort_key", "city", "name_key", "sound_key", "search"]
Contact = TypeVar("Contact", Phone, Email, Address, FamilyMember)


def write_fields(client: Client, state: State, fields: Iterable[str], sorting: Sorting, now: datetime) -> None:
    """Write the named fields of a state into the client (not saved yet) and its belonging rows (saved).

    Raises:
        InvalidInput: a referrer or linked client that is not in the studio.
    """
    for name in fields:
        if name in SCALARS:
            setattr(client, name, state[name])
        elif name in LISTS:
            _WRITERS[name](client.id, state[name], now)
        elif name == "stage":
            stage = sorting.stage(state[name])
            client.stage_id, client.stage_since = stage.id if stage else None, now if stage else None
        elif name == "source":
            source = sorting.source(state[name])
            client.source_id = source.id if source else None
        elif name == "referred_by":
            _refer(client, state[name])
        elif name == "custom":
            client.custom = {key: value for key, value in {**client.custom, **state[name]}.items() if value is not None}
        elif name == "tags":
            replace_links(TagLink, "tag_id", client.id, sorting.tags(state[name]))
        elif name == "groups":
            replace_links(GroupMembership, "group_id", client.id, sorting.groups(state[name]))


def refresh_keys(ids: Sequence[UUID]) -> None:
    """Make names, sort keys, duplicate keys and search text of clients anew; six queries per 500 clients."""
    source = iter(ids)
    while part := list(islice(source, _CHUNK)):
        clients = list(Client.objects.filter(id__in=part))
        fresh_keys(clients)
        Client.objects.bulk_update(clients, KEY_COLUMNS, batch_size=_CHUNK)


def fresh_keys(clients: Sequence[Client]) -> None:
    """Set the made columns of clients from the stored rows that belong to them (not saved)."""
    ids = [client.id for client in clients]
    mails = _texts(
        Email.objects.filter(client_id__in=ids).order_by("position", "id").values_list("client_id", "address")
    )
    phones = _texts(
        Phone.objects.filter(client_id__in=ids).order_by("position", "id").values_list("client_id", "number")
    )
    cities = _texts(
        Address.objects.filter(client_id__in=ids)
        .exclude(city="")
        .order_by("position", "id")
        .values_list("client_id", "city")
    )
    family = _texts(
        (client_id, f"{first} {last}".strip())
        for client_id, first, last in FamilyMember.objects.filter(client_id__in=ids)
        .order_by("position", "id")
        .values_list("client_id", "first_name", "last_name")
    )
    tags = _texts(TagLink.objects.filter(client_id__in=ids).order_by("tag__key").values_list("client_id", "tag__name"))
    for client in clients:
        keys = make_keys(
            Known(
                number=client.number,
                kind=client.kind,
                first_name=client.first_name,
                middle_name=client.middle_name,
                last_name=client.last_name,
                nickname=client.nickname,
                organization=client.organization,
                notes=client.notes,
                external_id=client.external_id,
                mails=tuple(mails[client.id]),
                phones=tuple(phones[client.id]),
                cities=tuple(cities[client.id]),
                family=tuple(family[client.id]),
                tags=tuple(tags[client.id]),
            )
        )
        for name in KEY_COLUMNS:
            setattr(client, name, getattr(keys, name))


def keep_words_of(client: Client) -> None:
    """Keep the words of a client's names for the correction of typing errors."""
    keep_words(
        name_words((client.first_name, client.middle_name, client.last_name, client.nickname, client.organization))
    )


def replace_links(model: Any, column: str, client_id: UUID, wanted: Iterable[UUID]) -> None:  # noqa: ANN401 - TagLink or GroupMembership
    """Make the client's links exactly the wanted ones."""
    ids = list(wanted)
    model.objects.filter(client_id=client_id).exclude(**{f"{column}__in": ids}).delete()
    known = set(model.objects.filter(client_id=client_id).values_list(column, flat=True))
    add_links(model, column, client_id, [identifier for identifier in ids if identifier not in known])


def add_links(model: Any, column: str, client_id: UUID, ids: Iterable[UUID]) -> None:  # noqa: ANN401 - likewise
    """Add links that are not there yet."""
    save_new([model(client_id=client_id, **{column: identifier}) for identifier in ids])


def save_new(rows: Sequence[StudioRow]) -> None:
    """Insert rows of one table into the studio in scope, in one statement."""
    if rows:
        for row in rows:
            row.studio_id = current_studio_id()
        type(rows[0]).objects.bulk_create(rows)


def require_clients(ids: Iterable[str | UUID | None], path: str) -> None:
    """Check that clients exist and are not removed.

    Raises:
        InvalidInput: one does not; ``path`` says where it was named.
    """
    wanted = {str(identifier) for identifier in ids if identifier}
    if wanted and Client.objects.filter(id__in=wanted, removed_at=None).count() != len(wanted):
        message = "There is no such client. They may have been removed."
        raise InvalidInput(message, fields={path: message})


def _refer(client: Client, text: str) -> None:
    identifier = referrer(text)
    require_clients([identifier], "referred_by")
    client.referred_by_id = identifier
    client.referred_by_name = "" if identifier else text


def _write_phones(client_id: UUID, items: list[dict[str, Any]], now: datetime) -> None:
    def values(item: dict[str, Any], row: Phone | None) -> dict[str, Any]:
        asked = item["text_consent"] is not None
        kept = row is not None and row.text_consent == item["text_consent"]
        return {**item, "text_consent_at": (row.text_consent_at if row and kept else now) if asked else None}

    _replace(Phone, client_id, items, "number", values)


def _write_emails(client_id: UUID, items: list[dict[str, Any]], _: datetime) -> None:
    _replace(Email, client_id, items, "address", lambda item, _row: {**item, "key": mail_key(item["address"])})


def _write_addresses(client_id: UUID, items: list[dict[str, Any]], _: datetime) -> None:
    def values(item: dict[str, Any], _: Address | None) -> dict[str, Any]:
        return {**item, "key": address_key(item["street"], item["postal_code"])}

    _replace(Address, client_id, items, "street", values)


def _write_family(client_id: UUID, items: list[dict[str, Any]], _: datetime) -> None:
    require_clients((item["linked_id"] for item in items), "family")
    _replace(FamilyMember, client_id, items, "first_name", lambda item, _row: item)


def _replace(
    model: type[Contact],
    client_id: UUID,
    items: list[dict[str, Any]],
    natural: str,
    values: Callable[[dict[str, Any], Contact | None], dict[str, Any]],
) -> None:
    """Make the client's rows those of the list; a row with the same natural value keeps its id."""
    known: defaultdict[str, list[Contact]] = defaultdict(list)
    for row in model.objects.filter(client_id=client_id).order_by("position", "id"):
        known[getattr(row, natural)].append(row)
    fresh: list[Contact] = []
    kept: list[Contact] = []
    for position, item in enumerate(items):
        same = known[item[natural]]
        found: Contact | None = same.pop(0) if same else None
        target = found or model(id=new_id(), client_id=client_id)
        for name, value in values(item, found).items():
            setattr(target, name, value)
        target.position = position
        (kept if found else fresh).append(target)
    gone = [row.id for rows in known.values() for row in rows]
    if gone:
        model.objects.filter(id__in=gone).delete()
    if kept:
        fields = model._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
        columns = [field.name for field in fields if field.name not in {"id", "studio_id", "client"}]
        model.objects.bulk_update(kept, columns)
    save_new(fresh)


def _texts(pairs: Iterable[tuple[UUID, str]]) -> defaultdict[UUID, list[str]]:
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for client_id, text in pairs:
        found[client_id].append(text)
    return found


_WRITERS: dict[str, Callable[[UUID, list[dict[str, Any]], datetime], None]] = {
    "phones": _write_phones,
    "emails": _write_emails,
    "addresses": _write_addresses,
    "family": _write_family,
}
