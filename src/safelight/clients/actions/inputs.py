"""What a person or a program says about a client, before it is checked and brought into one form."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from safelight.clients.rules.draft import ClientKind, ContactLabel, Relationship
from safelight.foundation.actions import Frozen

MOST = 100


class PhoneInput(Frozen):
    """A phone in any notation; without a country code it belongs to the studio's country."""

    number: str = Field(max_length=60, examples=["030 901820", "+49 151 23456789"])
    label: ContactLabel = ContactLabel.MOBILE
    extension: str = Field(default="", max_length=12)
    text_consent: bool | None = Field(
        default=None, description="May this number be sent text messages? null: not asked"
    )
    text_consent_how: str = Field(default="", max_length=200)


class EmailInput(Frozen):
    """A mail address."""

    address: str = Field(max_length=254)
    label: ContactLabel = ContactLabel.MAIN


class AddressInput(Frozen):
    """A postal address; ``starts_on`` dates a future one."""

    street: str = Field(default="", max_length=240)
    street2: str = Field(default="", max_length=240)
    city: str = Field(default="", max_length=240)
    region: str = Field(default="", max_length=240)
    postal_code: str = Field(default="", max_length=40)
    country: str = Field(default="", pattern="^([A-Z]{2})?$", description="ISO 3166-1 alpha-2, empty for the studio's")
    label: ContactLabel = ContactLabel.HOME
    starts_on: date | None = None


class FamilyInput(Frozen):
    """A member of the family, or a contact of an organization; ``linked_id`` when that is a client too."""

    relationship: Relationship = Relationship.OTHER
    first_name: str = Field(default="", max_length=120)
    last_name: str = Field(default="", max_length=120)
    birthday: date | None = None
    birth_year_known: bool = True
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=60)
    note: str = Field(default="", max_length=500)
    linked_id: UUID | None = None


class AddClient(Frozen):
    """A new client. Tags, groups, source and stage go by name or id; custom values by the field's label or id."""

    id: UUID | None = Field(default=None, description="Made by a device that was offline; otherwise leave it out")
    kind: ClientKind = ClientKind.PERSON
    prefix: str = Field(default="", max_length=40)
    first_name: str = Field(default="", max_length=120)
    middle_name: str = Field(default="", max_length=120)
    last_name: str = Field(default="", max_length=120)
    suffix: str = Field(default="", max_length=40)
    nickname: str = Field(default="", max_length=120)
    organization: str = Field(default="", max_length=200)
    job_title: str = Field(default="", max_length=200)
    phones: tuple[PhoneInput, ...] = Field(default=(), max_length=MOST)
    emails: tuple[EmailInput, ...] = Field(default=(), max_length=MOST)
    addresses: tuple[AddressInput, ...] = Field(default=(), max_length=MOST)
    family: tuple[FamilyInput, ...] = Field(default=(), max_length=MOST)
    birthday: date | None = None
    birth_year_known: bool = True
    anniversary: date | None = None
    since: date | None = None
    website: str = Field(default="", max_length=500)
    language: str = Field(default="", max_length=20)
    notes: str = Field(default="", max_length=20_000)
    external_id: str = Field(default="", max_length=120)
    do_not_contact: bool = False
    stage: str = Field(default="", max_length=80)
    source: str = Field(default="", max_length=120)
    referred_by: str = Field(default="", max_length=240, description="A client's id, or a name as text")
    tags: tuple[str, ...] = Field(default=(), max_length=MOST)
    groups: tuple[str, ...] = Field(default=(), max_length=MOST)
    custom: dict[str, Any] = Field(default_factory=dict)


class ChangeClient(Frozen):
    """Only what is given changes. Lists replace the whole list; ``custom`` changes the fields it names.

    ``version`` is the card's the change was made on: fields that others changed since and this change leaves
    alone keep their newer values; a field that both changed is refused with both values.
    """

    client_id: UUID
    version: int | None = Field(default=None, ge=1)
    kind: ClientKind | None = None
    prefix: str | None = Field(default=None, max_length=40)
    first_name: str | None = Field(default=None, max_length=120)
    middle_name: str | None = Field(default=None, max_length=120)
    last_name: str | None = Field(default=None, max_length=120)
    suffix: str | None = Field(default=None, max_length=40)
    nickname: str | None = Field(default=None, max_length=120)
    organization: str | None = Field(default=None, max_length=200)
    job_title: str | None = Field(default=None, max_length=200)
    phones: tuple[PhoneInput, ...] | None = Field(default=None, max_length=MOST)
    emails: tuple[EmailInput, ...] | None = Field(default=None, max_length=MOST)
    addresses: tuple[AddressInput, ...] | None = Field(default=None, max_length=MOST)
    family: tuple[FamilyInput, ...] | None = Field(default=None, max_length=MOST)
    birthday: date | None = None
    birth_year_known: bool | None = None
    anniversary: date | None = None
    since: date | None = None
    website: str | None = Field(default=None, max_length=500)
    language: str | None = Field(default=None, max_length=20)
    notes: str | None = Field(default=None, max_length=20_000)
    external_id: str | None = Field(default=None, max_length=120)
    do_not_contact: bool | None = None
    stage: str | None = Field(default=None, max_length=80)
    source: str | None = Field(default=None, max_length=120)
    referred_by: str | None = Field(default=None, max_length=240)
    tags: tuple[str, ...] | None = Field(default=None, max_length=MOST)
    groups: tuple[str, ...] | None = Field(default=None, max_length=MOST)
    custom: dict[str, Any] | None = None
