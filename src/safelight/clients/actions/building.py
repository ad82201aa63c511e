"""From a draft to the values of its rows: one way for the single form and for 200,000 lines of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from safelight.clients.actions.sorting import Sorting, key_of
from safelight.clients.rules.draft import ClientDraft
from safelight.clients.rules.keys import Known, address_key, make_keys, name_words
from safelight.clients.rules.mails import mail_key
from safelight.foundation.ids import new_id_texts

NO_YEAR: Final = 1604
_IDS_AT_ONCE: Final = 1_000

CLIENT_COLUMNS: Final = (
    "id", "number", "kind", "prefix", "first_name", "middle_name", "last_name", "suffix", "nickname", "organization",
    "job_title", "display_name", "birthday", "birth_year_known", "anniversary", "since", "website", "language", "notes",
    "external_id", "do_not_contact", "stage_id", "stage_since", "source_id", "referred_by_name", "custom", "sort_key",
    "city", "name_key", "sound_key", "search",
)  # fmt: skip
PHONE_COLUMNS: Final = (
    "id", "client_id", "position", "number", "label", "extension", "text_consent", "text_consent_at", "text_consent_how",
)  # fmt: skip
EMAIL_COLUMNS: Final = ("id", "client_id", "position", "address", "label", "key")
ADDRESS_COLUMNS: Final = (
    "id", "client_id", "position", "street", "street2", "city", "region", "postal_code", "country", "label",
    "starts_on", "key",
)  # fmt: skip
FAMILY_COLUMNS: Final = (
    "id", "client_id", "position", "relationship", "first_name", "last_name", "birthday", "birth_year_known", "email",
    "phone",
)  # fmt: skip
TAG_COLUMNS: Final = ("id", "client_id", "tag_id")
GROUP_COLUMNS: Final = ("id", "client_id", "group_id")

Values = tuple[Any, ...]


@dataclass(slots=True)
class Rows:
    """Values of rows, table by table, in the order of the column lists above; ``words`` feed the corrections."""

    clients: list[Values] = field(default_factory=list)
    phones: list[Values] = field(default_factory=list)
    emails: list[Values] = field(default_factory=list)
    addresses: list[Values] = field(default_factory=list)
    family: list[Values] = field(default_factory=list)
    tags: list[Values] = field(default_factory=list)
    groups: list[Values] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)

    def new_id(self) -> str:
        """Return a fresh id, as text, from a store that is filled a thousand at a time."""
        if not self.ids:
            self.ids = new_id_texts(_IDS_AT_ONCE)[::-1]
        return self.ids.pop()


def build(rows: Rows, draft: ClientDraft, number: int, identifier: UUID | str, sorting: Sorting, now: datetime) -> None:  # noqa: PLR0913, PLR0917 - a parameter object per row of a large file would cost
    """Add the values of one draft's rows; its names of tags, groups, source and stage are resolved by ``sorting``."""
    tags = sorting.same_tags(draft.tags) if draft.tags else {}
    stage = sorting.stage(draft.stage) if draft.stage else None
    source = sorting.source(draft.source) if draft.source else None
    custom, unfit = sorting.custom_values(draft.custom.items()) if draft.custom else ({}, {})
    notes = draft.notes
    if unfit or (draft.stage and stage is None):
        # A value that does not fit its field is not lost: it stands in the notes under its label.
        kept = [f"Stage: {draft.stage}"] if draft.stage and stage is None else []
        kept += [f"{label}: {draft.custom[label]}" for label in unfit]
        notes = "\n".join([notes, *kept] if notes else kept)
    external_id = draft.external_id or draft.number
    keys = make_keys(
        Known(
            number=number,
            kind=draft.kind,
            first_name=draft.first_name,
            middle_name=draft.middle_name,
            last_name=draft.last_name,
            nickname=draft.nickname,
            organization=draft.organization,
            notes=notes,
            external_id=external_id,
            mails=tuple([email.address for email in draft.emails]),
            phones=tuple([phone.number for phone in draft.phones]),
            cities=tuple([address.city for address in draft.addresses if address.city]),
            family=tuple([f"{member.first_name} {member.last_name}".strip() for member in draft.relatives]),
            tags=tuple(sorted(tags.values(), key=key_of)) if len(tags) > 1 else tuple(tags.values()),
        )
    )
    rows.clients.append(
        (
            identifier, number, draft.kind, draft.prefix, draft.first_name, draft.middle_name, draft.last_name,
            draft.suffix, draft.nickname, draft.organization, draft.job_title, keys.display_name, draft.birthday,
            draft.birth_year_known, draft.anniversary, draft.since, draft.website, draft.language, notes, external_id,
            draft.do_not_contact, stage.id if stage else None, now if stage else None, source.id if source else None, draft.referred_by, custom,
            keys.sort_key, keys.city, keys.name_key, keys.sound_key, keys.search,
        )
    )  # fmt: skip
    add_contacts(rows, draft, identifier, now)
    rows.tags += [(rows.new_id(), identifier, tag_id) for tag_id in tags]
    if draft.groups:
        rows.groups += [(rows.new_id(), identifier, group_id) for group_id in sorting.groups(draft.groups)]
    rows.words |= name_words((draft.first_name, draft.middle_name, draft.last_name, draft.nickname, draft.organization))


def add_contacts(rows: Rows, draft: ClientDraft, identifier: UUID | str, now: datetime, start: int = 0) -> None:
    """Add the rows of a draft's phones, mails, addresses and family, numbered from ``start``."""
    for position, phone in enumerate(draft.phones, start):
        rows.phones.append(
            (
                rows.new_id(), identifier, position, phone.number, phone.label, phone.extension, phone.text_consent,
                now if phone.text_consent is not None else None, "",
            )
        )  # fmt: skip
    for position, email in enumerate(draft.emails, start):
        rows.emails.append((rows.new_id(), identifier, position, email.address, email.label, mail_key(email.address)))
    for position, address in enumerate(draft.addresses, start):
        rows.addresses.append(
            (
                rows.new_id(), identifier, position, address.street, address.street2, address.city, address.region,
                address.postal_code, address.country, address.label, address.starts_on,
                address_key(address.street, address.postal_code),
            )
        )  # fmt: skip
    for position, member in enumerate(draft.relatives, start):
        rows.family.append(
            (
                rows.new_id(), identifier, position, member.relationship, member.first_name, member.last_name,
                member.birthday, is_year_known(member.birthday), member.email, member.phone,
            )
        )  # fmt: skip


def is_year_known(birthday: date | None) -> bool:
    """Whether a birthday carries its year; 1604 stands for none."""
    return birthday is None or birthday.year != NO_YEAR
