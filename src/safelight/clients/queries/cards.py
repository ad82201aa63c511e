"""The frozen shapes in which clients are shown to pages, neighbours, the API and the assistant."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from safelight.clients.rules.custom import FieldType
from safelight.clients.rules.draft import ClientKind, ContactLabel, Relationship
from safelight.foundation.actions import Frozen


class NamedCard(Frozen):
    """A tag, group or source."""

    id: UUID
    name: str
    color: str = ""


class StageCard(Frozen):
    """A step of the lead pipeline; ``kind`` is open, won or lost."""

    id: UUID
    name: str
    color: str = ""
    kind: str
    order: int = 0


class ClientLink(Frozen):
    """Just enough to name a client and lead to it."""

    id: UUID
    number: int
    display_name: str


class PhoneCard(Frozen):
    """A phone: ``number`` is E.164, ``display`` as people of the studio's country write it."""

    id: UUID
    number: str
    display: str
    label: ContactLabel
    extension: str = ""
    text_consent: bool | None = None
    text_consent_at: datetime | None = None
    text_consent_how: str = ""


class EmailCard(Frozen):
    """A mail address; ``bounced_at`` when mail to it came back."""

    id: UUID
    address: str
    label: ContactLabel
    bounced_at: datetime | None = None


class AddressCard(Frozen):
    """A postal address; ``starts_on`` dates a future one."""

    id: UUID
    street: str = ""
    street2: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    label: ContactLabel
    starts_on: date | None = None


class FamilyCard(Frozen):
    """A member of the family; ``linked`` when that person is a client too."""

    id: UUID
    relationship: Relationship
    first_name: str = ""
    last_name: str = ""
    birthday: date | None = None
    birth_year_known: bool = True
    email: str = ""
    phone: str = ""
    phone_display: str = ""
    note: str = ""
    linked: ClientLink | None = None


class ClientCard(Frozen):
    """The whole client. ``custom`` maps a custom field's id to its value; ``version`` goes back with a change."""

    id: UUID
    number: int
    version: int
    kind: ClientKind
    display_name: str
    prefix: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    suffix: str = ""
    nickname: str = ""
    organization: str = ""
    job_title: str = ""
    phones: tuple[PhoneCard, ...] = ()
    emails: tuple[EmailCard, ...] = ()
    addresses: tuple[AddressCard, ...] = ()
    family: tuple[FamilyCard, ...] = ()
    birthday: date | None = None
    birth_year_known: bool = True
    anniversary: date | None = None
    since: date | None = None
    website: str = ""
    language: str = ""
    notes: str = ""
    external_id: str = ""
    do_not_contact: bool = False
    stage: StageCard | None = None
    stage_since: datetime | None = None
    source: NamedCard | None = None
    referred_by: ClientLink | None = None
    referred_by_name: str = ""
    tags: tuple[NamedCard, ...] = ()
    groups: tuple[NamedCard, ...] = ()
    custom: dict[str, Any] = Field(default_factory=dict)
    created_at: datetime
    updated_at: datetime
    removed_at: datetime | None = None
    merged_into: ClientLink | None = None


class PhoneBrief(Frozen):
    """A phone in a list."""

    number: str
    display: str
    label: ContactLabel


class ClientRow(Frozen):
    """A client in a list, with everything a column may show."""

    id: UUID
    number: int
    version: int
    kind: ClientKind
    display_name: str
    first_name: str = ""
    last_name: str = ""
    organization: str = ""
    city: str = ""
    phones: tuple[PhoneBrief, ...] = ()
    emails: tuple[str, ...] = ()
    tags: tuple[NamedCard, ...] = ()
    groups: tuple[NamedCard, ...] = ()
    stage: StageCard | None = None
    stage_since: datetime | None = None
    source: NamedCard | None = None
    birthday: date | None = None
    birth_year_known: bool = True
    since: date | None = None
    do_not_contact: bool = False
    external_id: str = ""
    custom: dict[str, Any] = Field(default_factory=dict)
    created_at: datetime
    updated_at: datetime
    removed_at: datetime | None = None


class NoteCard(Frozen):
    """A note on a client's timeline."""

    id: UUID
    client_id: UUID
    at: datetime
    author_id: UUID | None = None
    author: str
    text: str
    pinned: bool = False
    changed_at: datetime | None = None
    removed_at: datetime | None = None


class CustomFieldCard(Frozen):
    """A field a studio defined; ``choices`` for the type ``choice``."""

    id: UUID
    label: str
    type: FieldType
    choices: tuple[str, ...] = ()
    help: str = ""
    order: int = 0
    archived: bool = False


class ViewCard(Frozen):
    """A saved view of the client list; ``mine`` when the asking person made it."""

    id: UUID
    name: str
    shared: bool
    mine: bool
    filters: dict[str, Any] = Field(default_factory=dict)
    columns: tuple[str, ...] = ()
    sort: str = "name"
