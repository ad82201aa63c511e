"""A client's state as plain values, field by field: what a change is compared with, journalled and undone by.

The shape is that of :class:`~safelight.clients.actions.inputs.ChangeClient`: phones in E.164, tags and groups as
sorted names, stage, source and referrer by name (or the referrer's id). It is JSON throughout.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from safelight.clients.actions.sorting import Sorting
from safelight.clients.queries.state import LISTS, State
from safelight.clients.rules.checking import LONGEST, problems
from safelight.clients.rules.draft import (
    AddressDraft,
    ClientDraft,
    ClientKind,
    ContactLabel,
    EmailDraft,
    PhoneDraft,
    Relationship,
    RelativeDraft,
)
from safelight.clients.rules.phones import NotAPhone, read_phone
from safelight.foundation.actions import Context, InvalidInput
from safelight.foundation.cards import ADVICE, holds_card
from safelight.foundation.events import as_json


def wished(context: Context, given: Mapping[str, Any], sorting: Sorting) -> State:
    """Return what was said, brought into the state's form; an explicit None empties a field.

    Raises:
        InvalidInput: a phone, mail, length or card number; ``fields`` says where.
    """
    fields: dict[str, str] = {}
    state: State = {}
    for name, value in given.items():
        if name in LISTS:
            state[name] = [item if isinstance(item, dict) else item.model_dump() for item in value or ()]
        elif name in {"tags", "groups"}:
            rows = sorting.tags(value or ()) if name == "tags" else sorting.groups(value or ())
            state[name] = sorted(rows.values())
        elif name in {"stage", "source"}:
            row = sorting.stage(value or "") if name == "stage" else sorting.source(value or "")
            state[name] = row.name if row else ""
        elif name == "custom":
            values, refused = sorting.custom_values((value or {}).items())
            state[name] = {**dict.fromkeys(sorting.custom_ids(value or {})), **values}
            fields |= {f"custom.{label}": sentence for label, sentence in refused.items()}
        else:
            state[name] = _emptied(name) if value is None else value
    _read_phones(state, context.studio.country, fields)
    _guard(state, fields)
    if fields:
        message = "Some fields need another value: " + " ".join(dict.fromkeys(fields.values()))
        raise InvalidInput(message, fields=fields)
    return as_json(state)  # type: ignore[no-any-return]  # a dict stays a dict


def check(state: State) -> None:
    """Check a whole state.

    Raises:
        InvalidInput: what keeps it from being a client.
    """
    found = {path.replace("relatives", "family", 1): words for path, words in problems(draft_of(state)).items()}
    if found:
        raise InvalidInput(" ".join(dict.fromkeys(found.values())), fields=found)


def draft_of(state: State) -> ClientDraft:
    """Return the draft of a whole state; custom values stay outside (they are checked already)."""
    plain = {name: state[name] for name in LONGEST if name in state}
    return ClientDraft(
        **plain,
        kind=ClientKind(state["kind"]),
        emails=tuple(EmailDraft(item["address"], ContactLabel(item["label"])) for item in state["emails"]),
        phones=tuple(
            PhoneDraft(item["number"], ContactLabel(item["label"]), item["extension"], item["text_consent"])
            for item in state["phones"]
        ),
        addresses=tuple(
            AddressDraft(**{**item, "label": ContactLabel(item["label"]), "starts_on": None})
            for item in state["addresses"]
        ),
        relatives=tuple(
            RelativeDraft(
                item["first_name"], item["last_name"], Relationship(item["relationship"]), email=item["email"]
            )
            for item in state["family"]
        ),
        tags=tuple(state["tags"]),
        groups=tuple(state["groups"]),
    )


def referrer(text: str) -> UUID | None:
    """Return the id that a referrer is named by, or None where it is a name."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _emptied(name: str) -> Any:  # noqa: ANN401 - any field's empty value
    if name in {"birthday", "anniversary", "since"}:
        return None
    if name == "kind":
        return ClientKind.PERSON
    return {"birth_year_known": True, "do_not_contact": False}.get(name, "")


def _read_phones(state: State, country: str, fields: dict[str, str]) -> None:
    for position, phone in enumerate(state.get("phones", ())):
        try:
            phone["number"], extension = read_phone(phone["number"], country)
        except NotAPhone as error:
            fields[f"phones.{position}.number"] = str(error)
        else:
            phone["extension"] = phone["extension"] or extension
    for position, member in enumerate(state.get("family", ())):
        if member["phone"]:
            try:
                member["phone"], _ = read_phone(member["phone"], country)
            except NotAPhone as error:
                fields[f"family.{position}.phone"] = str(error)


def _guard(state: State, fields: dict[str, str]) -> None:
    """Refuse card numbers wherever free text goes that :func:`problems` does not see."""
    for path, text in _free_texts(state):
        if holds_card(text):
            fields[path] = ADVICE


def _free_texts(state: State) -> list[tuple[str, str]]:
    texts = [(f"family.{place}.note", item["note"]) for place, item in enumerate(state.get("family", ()))]
    texts += [
        (f"phones.{place}.text_consent_how", item["text_consent_how"])
        for place, item in enumerate(state.get("phones", ()))
    ]
    texts += [(f"custom.{name}", str(value)) for name, value in state.get("custom", {}).items()]
    return texts
