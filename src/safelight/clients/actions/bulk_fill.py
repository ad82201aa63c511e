"""Completing known clients from an import: empty fields are filled, new phones, mails, addresses and tags added.

Like :mod:`bulk_add` it is no public door. What it did is returned as plain values, so that the import can be
taken back by :func:`unfill`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from safelight.clients.actions.building import (
    ADDRESS_COLUMNS,
    EMAIL_COLUMNS,
    FAMILY_COLUMNS,
    PHONE_COLUMNS,
    Rows,
    add_contacts,
)
from safelight.clients.actions.saving import KEY_COLUMNS, fresh_keys, save_new
from safelight.clients.actions.sorting import Sorting
from safelight.clients.actions.words import keep_words
from safelight.clients.events import ClientsFilled
from safelight.clients.models import Address, Client, Email, FamilyMember, GroupMembership, Phone, TagLink
from safelight.clients.rules.custom import CustomValue
from safelight.clients.rules.draft import AddressDraft, ClientDraft
from safelight.clients.rules.keys import address_key, name_words
from safelight.clients.rules.mails import mail_key
from safelight.clients.rules.names import fold
from safelight.foundation.actions import Context
from safelight.foundation.events import as_json

FILLED: Final = (
    "prefix", "first_name", "middle_name", "last_name", "suffix", "nickname", "organization", "job_title", "website",
    "language", "external_id", "birthday", "anniversary", "since",
)  # fmt: skip
_SAVED: Final = (
    *FILLED, "birth_year_known", "notes", "do_not_contact", "stage", "stage_since", "source", "referred_by_name", "custom",
    "version", "field_versions", "updated_at",
)  # fmt: skip
# What decides whether a draft is worth the work of completing a client; the order is that of ``_says_something_new``.
_LOOKED_AT: Final = (
    "id", "version", "notes", "do_not_contact", "source_id", "stage_id", "referred_by_id", "referred_by_name",
    "custom", *FILLED,
)  # fmt: skip
_TABLES: Final[tuple[tuple[str, Any, tuple[str, ...]], ...]] = (
    ("phones", Phone, PHONE_COLUMNS),
    ("emails", Email, EMAIL_COLUMNS),
    ("addresses", Address, ADDRESS_COLUMNS),
    ("family", FamilyMember, FAMILY_COLUMNS),
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a draft changed on one client: names of fields and lists, and JSON by which it is taken back."""

    client_id: UUID
    changed: tuple[str, ...]
    undo: dict[str, Any]


class BulkFill:
    """Completes clients chunk by chunk inside the transaction in scope."""

    def __init__(self, context: Context, *, overwrite: bool = False, sorting: Sorting | None = None) -> None:
        """With ``overwrite`` a value of the draft replaces another value; without, only empty fields are filled.

        ``sorting`` is shared with a :class:`BulkAdd` of the same run.
        """
        self.context = context
        self.overwrite = overwrite
        self.count = 0
        self._sorting = sorting or Sorting(context, strict=False)

    def fill(self, pairs: Sequence[tuple[UUID, ClientDraft]]) -> list[Filled]:
        """Complete each client from its draft, in order; a client may occur once per chunk.

        Clients that are not in the studio or were removed are left out of the answer.
        """
        wanted, told = self._with_something_new(pairs)
        # Only who changes is locked and read whole; what the others have was looked at just now.
        ids = [identifier for identifier, _ in wanted]
        clients = {
            client.id: client
            for client in Client.objects.select_for_update().filter(id__in=ids, removed_at=None).order_by("id")
        }
        known = _Known(ids)
        rows = Rows()
        links: list[TagLink | GroupMembership] = []
        touched: list[Client] = []
        for identifier, draft in wanted:
            client = clients.get(identifier)
            if client is None:
                continue
            told[identifier] = done = self._fill_one(client, draft, known, rows, links)
            if done.changed:
                touched.append(client)
        self._write(rows, links)
        if touched:
            fresh_keys(touched)
            Client.objects.bulk_update(touched, [*_SAVED, *KEY_COLUMNS], batch_size=500)
            keep_words(
                name_words(
                    name for row in touched for name in (row.first_name, row.last_name, row.nickname, row.organization)
                )
            )
        self.count += len(touched)
        return [told[identifier] for identifier, _ in pairs if identifier in told]

    def _with_something_new(
        self, pairs: Sequence[tuple[UUID, ClientDraft]]
    ) -> tuple[list[tuple[UUID, ClientDraft]], dict[UUID, Filled]]:
        """Part those who may be completed from those whose draft says nothing that they do not have already.

        The same list coming in once more is mostly the latter: for them plain values do, at a fraction of the price.
        """
        ids = [identifier for identifier, _ in pairs]
        seen = {row[0]: row for row in Client.objects.filter(id__in=ids, removed_at=None).values_list(*_LOOKED_AT)}
        known = _Known(ids)
        wanted: list[tuple[UUID, ClientDraft]] = []
        told: dict[UUID, Filled] = {}
        for identifier, draft in pairs:
            row = seen.get(identifier)
            if row is None:
                continue
            if self._says_something_new(row, draft, known):
                wanted.append((identifier, draft))
            else:
                told[identifier] = Filled(identifier, (), {"before": {}, "added": {}, "version": row[1]})
        return wanted, told

    def _says_something_new(self, row: tuple[Any, ...], draft: ClientDraft, known: _Known) -> bool:
        """Whether :meth:`_fill_one` might change anything."""
        identifier, _, notes, do_not_contact, source_id, stage_id, referred_by_id, referred_by_name, custom, *own = row
        for name, old in zip(FILLED, own, strict=True):
            value = getattr(draft, name)
            if value and value != old and (self.overwrite or not old):
                return True
        values, said = self._custom_and_notes(draft, lacks_stage=self.overwrite or stage_id is None)
        if any(text not in notes for text in said) or self._new_custom(values, custom):
            return True
        return (
            (draft.do_not_contact and not do_not_contact)
            or bool(draft.source and (self.overwrite or source_id is None))
            or bool(draft.stage and (self.overwrite or stage_id is None))
            or bool(draft.referred_by and referred_by_id is None and (self.overwrite or not referred_by_name))
            or known.lacks(identifier, draft)
            or bool(draft.tags and self._tag_links(identifier, draft, known))
            or bool(draft.groups and self._group_links(identifier, draft, known))
        )

    def finish(self) -> None:
        """Publish what happened."""
        if self.count:
            self.context.publish(ClientsFilled(count=self.count))

    def _fill_one(
        self, client: Client, draft: ClientDraft, known: _Known, rows: Rows, links: list[TagLink | GroupMembership]
    ) -> Filled:
        before = self._fill_fields(client, draft)
        fresh = known.only_new(client.id, draft)
        mine = Rows()
        add_contacts(mine, fresh, client.id, self.context.now, start=known.places[client.id])
        added: dict[str, list[str]] = {}
        for name, _, _ in _TABLES:
            values = getattr(mine, name)
            if values:
                getattr(rows, name).extend(values)
                added[name] = [str(value[0]) for value in values]
        for name, made in (
            ("tags", self._tag_links(client.id, fresh, known)),
            ("groups", self._group_links(client.id, fresh, known)),
        ):
            if made:
                links += made
                added[name] = [str(link.id) for link in made]
        changed = (*before, *added)
        if changed:
            client.version += 1
            client.updated_at = self.context.now
            client.field_versions = {**client.field_versions, **dict.fromkeys(changed, client.version)}
        undo = {"before": as_json(before), "added": added, "version": client.version}
        return Filled(client.id, changed, undo)

    def _fill_fields(self, client: Client, draft: ClientDraft) -> dict[str, Any]:
        """Set fields on the client and return the values before, by name."""
        before: dict[str, Any] = {}

        def put(name: str, value: Any) -> None:  # noqa: ANN401 - any field's value
            old = getattr(client, name)
            if value not in ("", None) and old != value and (self.overwrite or old in ("", None)):
                before[name] = old
                setattr(client, name, value)

        for name in FILLED:
            put(name, getattr(draft, name))
        if "birthday" in before:
            before["birth_year_known"] = client.birth_year_known
            client.birth_year_known = draft.birth_year_known
        if draft.do_not_contact and not client.do_not_contact:
            # Somebody's wish not to be contacted counts, whatever else is kept.
            before["do_not_contact"], client.do_not_contact = False, True
        values, said = self._custom_and_notes(draft, lacks_stage=self.overwrite or client.stage_id is None)
        if unsaid := [text for text in said if text not in client.notes]:
            before["notes"] = client.notes
            client.notes = "\n".join([client.notes, *unsaid]).strip()
        for name, value in self._sorted(client, draft).items():
            put(name, value)
        if "stage_id" in before:
            before["stage_since"], client.stage_since = client.stage_since, self.context.now
        if fresh := self._new_custom(values, client.custom):
            before["custom"] = client.custom
            client.custom = {**client.custom, **fresh}
        return before

    def _sorted(self, client: Client, draft: ClientDraft) -> dict[str, Any]:
        """What the draft says of source, stage and referrer, where the client may take it; makes what is missing."""
        found: dict[str, Any] = {}
        if draft.source and (self.overwrite or client.source_id is None):
            found["source_id"] = getattr(self._sorting.source(draft.source), "id", None)
        if draft.stage and (self.overwrite or client.stage_id is None):
            found["stage_id"] = getattr(self._sorting.stage(draft.stage), "id", None)
        if client.referred_by_id is None:
            found["referred_by_name"] = draft.referred_by
        return found

    def _custom_and_notes(
        self, draft: ClientDraft, *, lacks_stage: bool
    ) -> tuple[Mapping[str, CustomValue], list[str]]:
        """Values of custom fields, and what the notes should hold: also a value that does not fit its field."""
        values, unfit = self._sorting.custom_values(draft.custom.items()) if draft.custom else ({}, {})
        said = [draft.notes] if draft.notes else []
        if draft.stage and lacks_stage and self._sorting.stage(draft.stage) is None:
            said.append(f"Stage: {draft.stage}")
        return values, said + [f"{label}: {draft.custom[label]}" for label in unfit]

    def _new_custom(self, values: Mapping[str, CustomValue], known: Mapping[str, Any]) -> dict[str, CustomValue]:
        return {
            key: value for key, value in values.items() if key not in known or (self.overwrite and known[key] != value)
        }

    def _tag_links(self, client_id: UUID, draft: ClientDraft, known: _Known) -> list[TagLink]:
        ids = self._sorting.tags(draft.tags) if draft.tags else {}
        return [TagLink(client_id=client_id, tag_id=tag) for tag in ids if (client_id, tag) not in known.tags]

    def _group_links(self, client_id: UUID, draft: ClientDraft, known: _Known) -> list[GroupMembership]:
        ids = self._sorting.groups(draft.groups) if draft.groups else {}
        return [
            GroupMembership(client_id=client_id, group_id=group)
            for group in ids
            if (client_id, group) not in known.groups
        ]

    def _write(self, rows: Rows, links: Iterable[TagLink | GroupMembership]) -> None:
        for name, model, columns in _TABLES:
            save_new([model(**dict(zip(columns, values, strict=True))) for values in getattr(rows, name)])
        every = list(links)
        save_new([link for link in every if isinstance(link, TagLink)])
        save_new([link for link in every if isinstance(link, GroupMembership)])


class _Known:
    """What the clients of a chunk have already, by the keys that make two entries the same."""

    def __init__(self, ids: Sequence[UUID]) -> None:
        own = {"client_id__in": ids}
        self.phones = set(Phone.objects.filter(**own).values_list("client_id", "number"))
        self.emails = set(Email.objects.filter(**own).values_list("client_id", "key"))
        self.addresses = {
            (client_id, key or fold(city))
            for client_id, key, city in Address.objects.filter(**own).values_list("client_id", "key", "city")
        }
        self.family = {
            (client_id, fold(first), fold(last))
            for client_id, first, last in FamilyMember.objects.filter(**own).values_list(
                "client_id", "first_name", "last_name"
            )
        }
        self.tags = set(TagLink.objects.filter(**own).values_list("client_id", "tag_id"))
        self.groups = set(GroupMembership.objects.filter(**own).values_list("client_id", "group_id"))
        self.places: defaultdict[UUID, int] = defaultdict(int)
        for known in (self.phones, self.emails, self.addresses, self.family):
            for entry in known:
                self.places[entry[0]] += 1

    def lacks(self, client_id: UUID, draft: ClientDraft) -> bool:
        """Whether :meth:`only_new` would leave any contact in the draft."""
        return (
            any((client_id, item.number) not in self.phones for item in draft.phones)
            or any((client_id, mail_key(item.address)) not in self.emails for item in draft.emails)
            or any((client_id, _place_key(item)) not in self.addresses for item in draft.addresses)
            or any(
                (client_id, fold(item.first_name), fold(item.last_name)) not in self.family for item in draft.relatives
            )
        )

    def only_new(self, client_id: UUID, draft: ClientDraft) -> ClientDraft:
        """Return the draft without the contacts that the client has."""
        return replace(
            draft,
            phones=tuple(item for item in draft.phones if (client_id, item.number) not in self.phones),
            emails=tuple(item for item in draft.emails if (client_id, mail_key(item.address)) not in self.emails),
            addresses=tuple(item for item in draft.addresses if (client_id, _place_key(item)) not in self.addresses),
            relatives=tuple(
                item
                for item in draft.relatives
                if (client_id, fold(item.first_name), fold(item.last_name)) not in self.family
            ),
        )


def _place_key(address: AddressDraft) -> str:
    return address_key(address.street, address.postal_code) or fold(address.city)


def unfill(context: Context, undos: Mapping[UUID, Mapping[str, Any]]) -> list[UUID]:
    """Take fills back; returns the clients that were changed since and therefore stay as they are.

    Raises:
        KeyError: an undo value that :meth:`BulkFill.fill` did not make.
    """
    clients = list(Client.objects.select_for_update().filter(id__in=list(undos)).order_by("id"))
    blocked = [client.id for client in clients if client.version != undos[client.id]["version"] or client.removed_at]
    back = [client for client in clients if client.id not in set(blocked)]
    for name, model in (*((name, model) for name, model, _ in _TABLES), ("tags", TagLink), ("groups", GroupMembership)):
        gone = [identifier for client in back for identifier in undos[client.id]["added"].get(name, ())]
        if gone:
            model.objects.filter(id__in=gone).delete()
    for client in back:
        before = undos[client.id]["before"]
        for name, value in before.items():
            setattr(client, name, value)
        client.version += 1
        client.updated_at = context.now
        client.field_versions = {**client.field_versions, **dict.fromkeys(before, client.version)}
    if back:
        fresh_keys(back)
        Client.objects.bulk_update(back, [*_SAVED, *KEY_COLUMNS], batch_size=500)
    return blocked
