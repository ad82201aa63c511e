"""What is known of a client before there is a row: the shape every door hands to the clients module.

A form, the JSON API and a spreadsheet row all become a :class:`ClientDraft`; only the bulk and single
add actions turn one into rows. Text is stripped and free of control characters; an empty string
means "not said".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ClientKind(StrEnum):
    """Who the client is."""

    PERSON = "person"
    FAMILY = "family"
    ORGANIZATION = "organization"


class ContactLabel(StrEnum):
    """Which of several phones, mails or addresses this one is."""

    MOBILE = "mobile"
    HOME = "home"
    WORK = "work"
    MAIN = "main"
    FAX = "fax"
    BILLING = "billing"
    SHIPPING = "shipping"
    FUTURE = "future"
    OTHER = "other"


class Relationship(StrEnum):
    """How a family member is related to the client."""

    PARTNER = "partner"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    PET = "pet"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PhoneDraft:
    """One phone number; ``number`` is E.164 (``+4915112345678``) and ``extension`` digits or empty."""

    number: str
    label: ContactLabel = ContactLabel.MOBILE
    extension: str = ""
    text_consent: bool | None = None


@dataclass(frozen=True, slots=True)
class EmailDraft:
    """One mail address, already checked for its form."""

    address: str
    label: ContactLabel = ContactLabel.MAIN


@dataclass(frozen=True, slots=True)
class AddressDraft:
    """One postal address; ``country`` is ISO 3166-1 alpha-2 or empty; ``starts_on`` dates a future address."""

    street: str = ""
    street2: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    label: ContactLabel = ContactLabel.HOME
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class RelativeDraft:
    """A member of the client's family (or a contact of an organization)."""

    first_name: str
    last_name: str = ""
    relationship: Relationship = Relationship.OTHER
    birthday: date | None = None
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ClientDraft:
    """A whole client; ``custom`` maps a custom field's label to its value as text.

    ``birth_year_known`` is False where a file gave day and month only; ``birthday`` then carries
    year 1604, the leap year vCard writers use for "no year".
    """

    kind: ClientKind = ClientKind.PERSON
    prefix: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    suffix: str = ""
    nickname: str = ""
    organization: str = ""
    job_title: str = ""
    emails: tuple[EmailDraft, ...] = ()
    phones: tuple[PhoneDraft, ...] = ()
    addresses: tuple[AddressDraft, ...] = ()
    relatives: tuple[RelativeDraft, ...] = ()
    birthday: date | None = None
    birth_year_known: bool = True
    anniversary: date | None = None
    website: str = ""
    language: str = ""
    source: str = ""
    referred_by: str = ""
    stage: str = ""
    do_not_contact: bool = False
    tags: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    notes: str = ""
    external_id: str = ""
    number: str = ""
    since: date | None = None
    custom: Mapping[str, str] = field(default_factory=dict)

    @property
    def display_name(self) -> str:
        """The name a list shows: the person's, else the organization's, else the first mail or phone."""
        person = " ".join(part for part in (self.first_name, self.middle_name, self.last_name) if part)
        if self.kind is ClientKind.ORGANIZATION and self.organization:
            return self.organization
        if person:
            return person
        if self.organization:
            return self.organization
        if self.emails:
            return self.emails[0].address
        return self.phones[0].number if self.phones else ""
