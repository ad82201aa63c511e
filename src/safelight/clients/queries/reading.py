"""Loading clients with what belongs to them, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from safelight.clients.models import (
    Address,
    Client,
    CustomField,
    Email,
    FamilyMember,
    Group,
    GroupMembership,
    Note,
    Phone,
    SavedView,
    Source,
    Stage,
    Tag,
    TagLink,
)
from safelight.clients.queries.cards import (
    AddressCard,
    ClientCard,
    ClientLink,
    ClientRow,
    CustomFieldCard,
    EmailCard,
    FamilyCard,
    NamedCard,
    NoteCard,
    PhoneBrief,
    PhoneCard,
    StageCard,
    ViewCard,
)
from safelight.clients.rules.custom import FieldType
from safelight.clients.rules.draft import ClientKind, ContactLabel
from safelight.clients.rules.phones import show_phone
from safelight.foundation.actions import NotFound

# One round trip for everything a list row shows beside its own columns.
_BELONGINGS = """
select 'phone', client_id, position, number, label, id from clients_phone where client_id = any(%(ids)s)
union all select 'email', client_id, position, address, '', id from clients_email where client_id = any(%(ids)s)
union all select 'tag', link.client_id, 0, tag.name, tag.color, tag.id
    from clients_taglink link join clients_tag tag on tag.id = link.tag_id where link.client_id = any(%(ids)s)
union all select 'group', link.client_id, 0, grouping.name, grouping.color, grouping.id
    from clients_groupmembership link join clients_group grouping on grouping.id = link.group_id
    where link.client_id = any(%(ids)s)
order by 1, 3, 4
"""
_NOT_LISTED = ("search", "notes", "name_key", "sound_key", "field_versions")


def load_rows(ids: Sequence[UUID], country: str) -> list[ClientRow]:
    """Return list rows in the order of ``ids`` (two queries); ids that are not there are left out."""
    found = {row.id: row for row in listed(Client.objects.filter(id__in=ids))}
    return rows_of([found[identifier] for identifier in ids if identifier in found], country)


def listed(clients: Any) -> Any:  # noqa: ANN401 - a QuerySet of clients in and out
    """Return the queryset with what a list row needs and nothing more."""
    return clients.select_related("stage", "source").defer(*_NOT_LISTED)


def rows_of(clients: Sequence[Client], country: str) -> list[ClientRow]:
    """Return list rows of clients loaded by :func:`listed` (one query)."""
    belongings = _belongings([client.id for client in clients])
    return [_row(client, belongings[client.id], country) for client in clients]


def load_card(identifier: UUID, country: str) -> ClientCard:
    """Return a client's whole card, also of a removed one.

    Raises:
        NotFound: there is no such client in the studio.
    """
    client = (
        Client.objects.select_related("stage", "source", "referred_by", "merged_into").filter(id=identifier).first()
    )
    if client is None:
        what = "client"
        raise NotFound(what)
    own = {"client_id": identifier}
    return ClientCard.model_construct(
        id=client.id,
        number=client.number,
        version=client.version,
        kind=ClientKind(client.kind),
        display_name=client.display_name,
        prefix=client.prefix,
        first_name=client.first_name,
        middle_name=client.middle_name,
        last_name=client.last_name,
        suffix=client.suffix,
        nickname=client.nickname,
        organization=client.organization,
        job_title=client.job_title,
        phones=tuple(phone_card(row, country) for row in Phone.objects.filter(**own).order_by("position", "id")),
        emails=tuple(email_card(row) for row in Email.objects.filter(**own).order_by("position", "id")),
        addresses=tuple(address_card(row) for row in Address.objects.filter(**own).order_by("position", "id")),
        family=tuple(
            family_card(row, country)
            for row in FamilyMember.objects.select_related("linked").filter(**own).order_by("position", "id")
        ),
        birthday=client.birthday,
        birth_year_known=client.birth_year_known,
        anniversary=client.anniversary,
        since=client.since,
        website=client.website,
        language=client.language,
        notes=client.notes,
        external_id=client.external_id,
        do_not_contact=client.do_not_contact,
        stage=stage_card(client.stage),
        stage_since=client.stage_since,
        source=named_card(client.source),
        referred_by=link_of(client.referred_by),
        referred_by_name=client.referred_by_name,
        tags=_named(Tag.objects.filter(id__in=TagLink.objects.filter(**own).values("tag_id"))),
        groups=_named(Group.objects.filter(id__in=GroupMembership.objects.filter(**own).values("group_id"))),
        custom=client.custom,
        created_at=client.created_at,
        updated_at=client.updated_at,
        removed_at=client.removed_at,
        merged_into=link_of(client.merged_into),
    )


def phone_card(row: Phone, country: str) -> PhoneCard:
    """Return a phone as it is shown in the studio's country."""
    return PhoneCard.model_construct(
        id=row.id,
        number=row.number,
        display=show_phone(row.number, country, row.extension),
        label=ContactLabel(row.label),
        extension=row.extension,
        text_consent=row.text_consent,
        text_consent_at=row.text_consent_at,
        text_consent_how=row.text_consent_how,
    )


def email_card(row: Email) -> EmailCard:
    """Return a mail address as it is shown."""
    return EmailCard.model_construct(
        id=row.id, address=row.address, label=ContactLabel(row.label), bounced_at=row.bounced_at
    )


def address_card(row: Address) -> AddressCard:
    """Return a postal address as it is shown."""
    return AddressCard.model_validate({name: getattr(row, name) for name in AddressCard.model_fields})


def family_card(row: FamilyMember, country: str) -> FamilyCard:
    """Return a member of the family as it is shown."""
    plain = {name: getattr(row, name) for name in FamilyCard.model_fields if name not in {"linked", "phone_display"}}
    return FamilyCard.model_validate(
        {**plain, "phone_display": show_phone(row.phone, country) if row.phone else "", "linked": link_of(row.linked)}
    )


def note_card(row: Note) -> NoteCard:
    """Return a note as it is shown."""
    return NoteCard(
        id=row.id,
        client_id=row.client_id,
        at=row.at,
        author_id=row.author_id,
        author=row.author_label,
        text=row.text,
        pinned=row.pinned,
        changed_at=row.changed_at,
        removed_at=row.removed_at,
    )


def custom_field_card(row: CustomField) -> CustomFieldCard:
    """Return a custom field as it is shown."""
    return CustomFieldCard(
        id=row.id,
        label=row.label,
        type=FieldType(row.type),
        choices=tuple(row.choices),
        help=row.help,
        order=row.order,
        archived=row.archived_at is not None,
    )


def view_card(row: SavedView, person_id: UUID | None) -> ViewCard:
    """Return a saved view as a person sees it."""
    return ViewCard(
        id=row.id,
        name=row.name,
        shared=row.shared,
        mine=row.owner_id == person_id,
        filters=row.filters,
        columns=tuple(row.columns),
        sort=row.sort or "name",
    )


def link_of(client: Client | None) -> ClientLink | None:
    """Return a client's name and number, or None."""
    if client is None:
        return None
    return ClientLink(id=client.id, number=client.number, display_name=client.display_name)


def stage_card(row: Stage | None) -> StageCard | None:
    """Return a stage as it is shown, or None."""
    if row is None:
        return None
    return StageCard.model_construct(id=row.id, name=row.name, color=row.color, kind=row.kind, order=row.order)


def named_card(row: Tag | Group | Source | None) -> NamedCard | None:
    """Return a tag, group or source as it is shown, or None."""
    return None if row is None else NamedCard.model_construct(id=row.id, name=row.name, color=row.color)


def _named(rows: Iterable[Tag | Group]) -> tuple[NamedCard, ...]:
    return tuple(
        NamedCard.model_construct(id=row.id, name=row.name, color=row.color)
        for row in sorted(rows, key=lambda row: row.key)
    )


def _row(client: Client, belongings: dict[str, list[Any]], country: str) -> ClientRow:
    return ClientRow.model_construct(
        id=client.id,
        number=client.number,
        version=client.version,
        kind=ClientKind(client.kind),
        display_name=client.display_name,
        first_name=client.first_name,
        last_name=client.last_name,
        organization=client.organization,
        city=client.city,
        phones=tuple(
            PhoneBrief.model_construct(number=text, display=show_phone(text, country), label=ContactLabel(label))
            for text, label, _ in belongings["phone"]
        ),
        emails=tuple(text for text, _, _ in belongings["email"]),
        tags=_named_rows(belongings["tag"]),
        groups=_named_rows(belongings["group"]),
        stage=stage_card(client.stage),
        stage_since=client.stage_since,
        source=named_card(client.source),
        birthday=client.birthday,
        birth_year_known=client.birth_year_known,
        since=client.since,
        do_not_contact=client.do_not_contact,
        external_id=client.external_id,
        custom=client.custom,
        created_at=client.created_at,
        updated_at=client.updated_at,
        removed_at=client.removed_at,
    )


def _named_rows(found: Iterable[tuple[str, str, UUID]]) -> tuple[NamedCard, ...]:
    return tuple(NamedCard.model_construct(id=identifier, name=name, color=color) for name, color, identifier in found)


def _belongings(ids: list[UUID]) -> dict[UUID, dict[str, list[Any]]]:
    found: dict[UUID, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_BELONGINGS, {"ids": ids})
            for kind, client_id, _, text, more, identifier in cursor.fetchall():
                found[client_id][kind].append((text, more, identifier))
    return found
