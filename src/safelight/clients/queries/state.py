"""A client's state as plain values, field by field: what changes, merges and the journal compare.

The shape is that of a change's input: phones in E.164, tags and groups as sorted names, stage and source by
name, the referrer by id or name. It is JSON throughout.
"""

from __future__ import annotations

from typing import Any, Final

from safelight.clients.queries.cards import ClientCard
from safelight.foundation.events import as_json

SCALARS: Final = (
    "kind", "prefix", "first_name", "middle_name", "last_name", "suffix", "nickname", "organization", "job_title",
    "birthday", "birth_year_known", "anniversary", "since", "website", "language", "notes", "external_id",
    "do_not_contact",
)  # fmt: skip
LISTS: Final = ("phones", "emails", "addresses", "family")
NAMED: Final = ("stage", "source", "referred_by", "tags", "groups", "custom")
_PHONE: Final = ("number", "label", "extension", "text_consent", "text_consent_how")
_EMAIL: Final = ("address", "label")
_ADDRESS: Final = ("street", "street2", "city", "region", "postal_code", "country", "label", "starts_on")
_MEMBER: Final = ("relationship", "first_name", "last_name", "birthday", "birth_year_known", "email", "phone", "note")

State = dict[str, Any]


def state_of(card: ClientCard) -> State:
    """Return the state that a card shows."""
    state: State = {name: getattr(card, name) for name in SCALARS}
    state["phones"] = [{name: getattr(phone, name) for name in _PHONE} for phone in card.phones]
    state["emails"] = [{name: getattr(email, name) for name in _EMAIL} for email in card.emails]
    state["addresses"] = [{name: getattr(address, name) for name in _ADDRESS} for address in card.addresses]
    state["family"] = [
        {**{name: getattr(member, name) for name in _MEMBER}, "linked_id": member.linked.id if member.linked else None}
        for member in card.family
    ]
    state["stage"] = card.stage.name if card.stage else ""
    state["source"] = card.source.name if card.source else ""
    state["referred_by"] = str(card.referred_by.id) if card.referred_by else card.referred_by_name
    state["tags"] = sorted(tag.name for tag in card.tags)
    state["groups"] = sorted(group.name for group in card.groups)
    state["custom"] = dict(card.custom)
    return as_json(state)  # type: ignore[no-any-return]  # a dict stays a dict
