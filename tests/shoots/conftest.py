"""A studio that photographs: a client with children, a photographer who signs in, two rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from safelight.accounts.models import Membership
from safelight.calendar.actions import add_resource
from safelight.calendar.queries import ResourceCard
from safelight.clients.actions import add
from safelight.clients.queries import ClientCard
from safelight.foundation.actions import Context, ask, run
from safelight.foundation.tenancy import studio_scope
from safelight.shoots.actions import book
from safelight.shoots.queries import types
from safelight.shoots.queries.cards import SessionTypeCard, ShootCard

NOW = datetime(2027, 4, 30, 8, tzinfo=UTC)
"""A Friday morning in Berlin; the session is on Thursday, 13 May 2027."""


@dataclass(frozen=True)
class Atelier:
    """What tests of sessions work with; ``ana`` acts on Friday, 30 April 2027 at ten in Berlin."""

    ana: Context
    bo: Context
    client: ClientCard
    bo_books: ResourceCard
    room: ResourceCard
    types: dict[str, SessionTypeCard]

    def book(self, **more: Any) -> ShootCard:  # noqa: ANN401 - any field of the action's input
        """Book a newborn session on Thursday, 13 May 2027 at ten, with Bo in the first room."""
        event = {
            "starts": "2027-05-13T10:00",
            "resource_ids": [self.bo_books.id, self.room.id],
            **more.pop("event", {}),
        }
        given = {"type_id": self.types["Newborn"].id, "client_id": self.client.id, **more, "event": event}
        return run(book, self.ana, given).value

    def status(self, card: ShootCard, name: str) -> UUID:
        """Return the id of a status of the session's workflow."""
        return next(item.id for item in card.statuses if item.name == name)


@pytest.fixture
def at() -> Callable[[Context, datetime], Context]:
    """Return who acts at another moment."""
    return lambda context, moment: replace(context, now=moment)


@pytest.fixture
def atelier(ana: Context, bo: Context) -> Atelier:
    """The studio, before anything is planned."""
    ana, bo = replace(ana, now=NOW), replace(bo, now=NOW)
    client = run(
        add,
        ana,
        {
            "first_name": "Carla",
            "last_name": "Miller",
            "emails": [{"address": "carla@miller.example"}],
            "family": [{"first_name": "Zoe", "birthday": "2024-05-20"}, {"first_name": "Jim"}],
        },
    ).value
    with studio_scope(ana.studio.id):
        membership = Membership.objects.get(user_id=bo.actor.id)
    bo_books = run(add_resource, ana, {"kind": "person", "name": "Bo", "membership_id": membership.id}).value
    room = run(add_resource, ana, {"kind": "room", "name": "Daylight"}).value
    run(add_resource, ana, {"kind": "room", "name": "Vault"})
    kinds = {item.type.name: item.type for item in ask(types, ana, {}).items}
    return Atelier(ana, bo, client, bo_books, room, kinds)
