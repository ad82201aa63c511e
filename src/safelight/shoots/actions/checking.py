"""Checking what a session names: its type, client, photographer, location, family, own fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from safelight.accounts.models import Location
from safelight.calendar.models import Resource
from safelight.calendar.rules.kinds import ResourceKind
from safelight.clients.models import Client
from safelight.clients.rules.custom import CustomValue, read_value
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound
from safelight.shoots.models import SessionField, Shoot
from safelight.shoots.queries.definitions import definition_of
from safelight.shoots.rules.folding import key_of, tidy
from safelight.shoots.rules.patching import LONGEST_TAG


def locked(shoot_id: UUID, *, removed: bool = False) -> Shoot:
    """Return a session's row, locked until the transaction ends.

    Raises:
        NotFound: there is none.
        Conflict: it was removed, unless ``removed`` are wanted too.
    """
    row = Shoot.objects.select_for_update(of=("self",)).select_related("type").filter(id=shoot_id).first()
    if row is None:
        what = "session"
        raise NotFound(what)
    if row.removed_at is not None and not removed:
        message = "This session was removed. Restore it first."
        raise Conflict(message, code="removed")
    return row


def known_client(client_id: UUID | None) -> Client | None:
    """Return the client that is named, None for none; raises InvalidInput."""
    if client_id is None:
        return None
    row = Client.objects.only("id", "display_name", "removed_at").filter(id=client_id).first()
    if row is None:
        message = "There is no such client."
        raise InvalidInput(message, fields={"client_id": message})
    if row.removed_at is not None:
        message = f"{row.display_name} was removed. Restore them first, or choose another client."
        raise InvalidInput(message, fields={"client_id": message})
    return row


def known_photographer(resource_id: UUID | None) -> Resource | None:
    """Return the person who is named as photographer, None for none; raises InvalidInput."""
    if resource_id is None:
        return None
    row = (
        Resource.objects.select_related("membership")
        .filter(id=resource_id, kind=ResourceKind.PERSON, archived_at=None)
        .first()
    )
    if row is None:
        message = "There is no such person in the calendar, or they are archived."
        raise InvalidInput(message, fields={"photographer_id": message})
    return row


def known_location(location_id: UUID | None) -> Location | None:
    """Return the location that is named, None for none; raises InvalidInput."""
    if location_id is None:
        return None
    row = Location.objects.filter(id=location_id, archived_at=None).first()
    if row is None:
        message = "There is no such location, or it is archived."
        raise InvalidInput(message, fields={"location_id": message})
    return row


def custom_values(context: Context, given: Mapping[str, Any]) -> dict[str, CustomValue | None]:
    """Return values by field id as they are stored; empty ones are None.

    A field is named by its id or its label.

    Raises:
        InvalidInput: an unknown field, or a value that does not fit.
    """
    if not given:
        return {}
    rows = list(SessionField.objects.filter(archived_at=None))
    known = {row.key: row for row in rows} | {str(row.id): row for row in rows}
    values: dict[str, CustomValue | None] = {}
    refused: dict[str, str] = {}
    for name, value in given.items():
        row = known.get(name) or known.get(key_of(name))
        if row is None:
            refused[f"custom.{name}"] = f"There is no session field “{name}”."
            continue
        try:
            values[str(row.id)] = read_value(definition_of(row), value, context.studio.currency)
        except ValueError as error:
            refused[f"custom.{name}"] = str(error)
    if refused:
        message = " ".join(refused.values())
        raise InvalidInput(message, fields=refused)
    return values


def tidy_tags(names: tuple[str, ...]) -> dict[str, str]:
    """Return tags by key, each once; raises InvalidInput for one that is too long."""
    found: dict[str, str] = {}
    for place, name in enumerate(names):
        word = tidy(name).lstrip("#").strip()
        if len(word) > LONGEST_TAG:
            message = f"A tag has at most {LONGEST_TAG} characters."
            raise InvalidInput(message, fields={f"tags.{place}": message})
        if word:
            found.setdefault(key_of(word), word)
    return found
