"""Sample verbs, registered for one test and forgotten after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import pytest

from safelight.accounts.models import Location
from safelight.foundation.actions import Action, Context, Frozen, Refused, action, registry
from safelight.foundation.events import Event


class Name(Frozen):
    """A name for a new location."""

    name: str
    then_fail: bool = False


class Made(Frozen):
    """The location that was made."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class SampleMade(Event):
    """A sample was made."""

    name: ClassVar[str] = "sample.made"
    location_id: UUID


@pytest.fixture
def make() -> Iterator[Action[Name, Made]]:
    """An action that makes a location, tells of it, and fails when asked to."""

    @action("sample.make", permission="studio.manage", dry_run=True)
    def make_sample(context: Context, data: Name) -> Made:
        """Make a sample."""
        row = Location(name=data.name)
        row.save(force_insert=True)
        context.subject("location", row.id, f"{data.name} was made")
        context.changed({"name": ["", data.name]})
        context.publish(SampleMade(row.id))
        if data.then_fail:
            message = "The sample is refused."
            raise Refused(message, fields={"name": "No."})
        return Made(id=row.id, name=row.name)

    yield make_sample
    registry._actions.pop("sample.make")
