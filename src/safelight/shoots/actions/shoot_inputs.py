"""What a person or a program says about a session, before it is checked."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from safelight.calendar.actions.inputs import Minutes, Reason, Resources, When
from safelight.foundation.actions import Frozen
from safelight.shoots.rules.due import SESSION
from safelight.shoots.rules.patching import LONGEST, LONGEST_TAG, MOST_PARTICIPANTS, MOST_SHOTS, MOST_TAGS


class ParticipantInput(Frozen):
    """Somebody who is photographed: a member of the client's family by ``family_id``, or a free name."""

    name: str = Field(default="", max_length=200)
    family_id: UUID | None = None
    birthday: date | None = None
    age: int | None = Field(default=None, ge=0, le=130)
    note: str = Field(default="", max_length=1000)


class ShotInput(Frozen):
    """One picture of the shot list; with the ``id`` of a shot that is there, its tick stays."""

    id: UUID | None = None
    text: str = Field(min_length=1, max_length=500)


class EventInput(When):
    """A calendar event of a session.

    ``type`` is ``session`` for the pictures, or a word such as ``viewing`` or ``consultation``. Without an end or a
    length, the pictures take as long as the session type says and anything else an hour. What is not said of minutes
    around comes from the session type; resources not named are the photographer and those the type always wants.
    """

    type: str = Field(default=SESSION, max_length=40)
    title: str = Field(default="", max_length=200)
    resource_ids: Resources | None = None
    location_id: UUID | None = None
    place: str = Field(default="", max_length=LONGEST["place"])
    notes: str = Field(default="", max_length=LONGEST["notes"])
    arrival_minutes: Minutes = 0
    preparation_minutes: Minutes | None = None
    buffer_minutes: Minutes | None = None
    drive_minutes: Minutes = 0
    override: Reason = ""


class PlanShoot(Frozen):
    """A new session. Title, brief, notes and shot list come from its type where they are not given."""

    id: UUID | None = Field(default=None, description="Made by a device that was offline; otherwise leave it out")
    type_id: UUID
    client_id: UUID | None = None
    title: str = Field(default="", max_length=LONGEST["title"])
    photographer_id: UUID | None = Field(default=None, description="A person of the calendar's resources")
    location_id: UUID | None = None
    place: str = Field(default="", max_length=LONGEST["place"])
    brief: str | None = Field(default=None, max_length=LONGEST["brief"])
    notes: str | None = Field(default=None, max_length=LONGEST["notes"])
    participants: tuple[ParticipantInput, ...] = Field(default=(), max_length=MOST_PARTICIPANTS)
    shots: tuple[ShotInput, ...] | None = Field(default=None, max_length=MOST_SHOTS)
    tags: tuple[str, ...] = Field(default=(), max_length=MOST_TAGS)
    custom: dict[str, Any] = Field(default_factory=dict, description="Session field id or label to its value")
    price_list_id: UUID | None = None
    tasks: bool = Field(default=True, description="Add the task list of the type")
    external_id: str = Field(default="", max_length=LONGEST["external_id"])


class BookShoot(PlanShoot):
    """A new session with its first calendar event."""

    event: EventInput


class ChangeShoot(Frozen):
    """What changes on a session; lists are replaced whole, an explicit null empties, what is left out stays.

    ``version`` is what the person saw: changes that others made to other fields since stay.
    """

    shoot_id: UUID
    version: int | None = Field(default=None, ge=1)
    type_id: UUID | None = None
    client_id: UUID | None = None
    title: str | None = Field(default=None, max_length=LONGEST["title"])
    photographer_id: UUID | None = None
    location_id: UUID | None = None
    place: str | None = Field(default=None, max_length=LONGEST["place"])
    brief: str | None = Field(default=None, max_length=LONGEST["brief"])
    notes: str | None = Field(default=None, max_length=LONGEST["notes"])
    participants: tuple[ParticipantInput, ...] | None = Field(default=None, max_length=MOST_PARTICIPANTS)
    shots: tuple[ShotInput, ...] | None = Field(default=None, max_length=MOST_SHOTS)
    tags: tuple[str, ...] | None = Field(default=None, max_length=MOST_TAGS)
    custom: dict[str, Any] | None = None
    price_list_id: UUID | None = None
    external_id: str | None = Field(default=None, max_length=LONGEST["external_id"])


class WhichShoot(Frozen):
    """Which session."""

    shoot_id: UUID


__all__ = [
    "LONGEST_TAG",
    "BookShoot",
    "ChangeShoot",
    "EventInput",
    "ParticipantInput",
    "PlanShoot",
    "ShotInput",
    "WhichShoot",
]
