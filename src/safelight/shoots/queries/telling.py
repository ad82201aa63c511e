"""What clients are told of their appointments: of sessions and of plain ones alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final
from uuid import UUID

from safelight.accounts.models import Location
from safelight.calendar.queries.cards import AppointmentCard
from safelight.calendar.queries.reading import load_card
from safelight.calendar.rules.kinds import AppointmentKind, ResourceKind, Status
from safelight.foundation.actions import Context
from safelight.messaging.ports import Subject
from safelight.messaging.rules.facts import Fact
from safelight.shoots.models import SessionType, Shoot
from safelight.shoots.queries.dates import OWNER, event_kind
from safelight.shoots.rules.due import SESSION

APPOINTMENT: Final = "appointment"
CONFIRMATION: Final = "appointment_confirmation"
REMINDER: Final = "appointment_reminder"
MOVED: Final = "appointment_moved"
CANCELLED: Final = "appointment_cancelled"
_NINE: Final = time(9)


@dataclass(frozen=True, slots=True)
class Habits:
    """Whether a client is told of an appointment, and when they are reminded (``remind_days`` None: never)."""

    confirms: bool = True
    remind_days: int | None = 1
    remind_at: time = _NINE


@dataclass(frozen=True, slots=True)
class Told:
    """An appointment as a client is told of it."""

    card: AppointmentCard
    habits: Habits
    facts: Mapping[str, Fact]

    @property
    def is_for_a_client(self) -> bool:
        """Whether there is somebody to tell, and something that client comes to."""
        return self.card.client is not None and self.card.kind is not AppointmentKind.BLOCK


def told(context: Context, appointment_id: UUID) -> Told:
    """Return an appointment with what its client may be told of it; raises NotFound."""
    card = load_card(context, appointment_id)
    kind = _type_of(card)
    return Told(card, _habits(kind), _facts(card, kind))


def describe_appointment(context: Context, appointment_id: UUID) -> Subject:
    """Return what a message about an appointment may say; raises NotFound."""
    found = told(context, appointment_id)
    is_off = found.card.status is Status.CANCELLED
    return Subject(
        client_id=found.card.client.id if found.card.client else None,
        name=found.card.title,
        kinds=(CANCELLED,) if is_off else (CONFIRMATION, REMINDER),
        facts=found.facts,
        url=found.card.owner.url if found.card.owner else "",
    )


def _type_of(card: AppointmentCard) -> SessionType | None:
    if card.owner is None or card.owner.kind != OWNER:
        return None
    shoot = Shoot.objects.select_related("type").filter(id=card.owner.id).first()
    return shoot.type if shoot else None


def _habits(kind: SessionType | None) -> Habits:
    return Habits(kind.confirms, kind.remind_days, kind.remind_at) if kind else Habits()


def _facts(card: AppointmentCard, kind: SessionType | None) -> dict[str, Fact]:
    word = event_kind(card.kind.value, card.type)
    is_session = kind is not None and word == SESSION
    # A session's title often is for the studio's own eyes: clients read what kind of session it is.
    title = kind.name if kind and is_session else _plain(word) if kind else card.title
    people = [item.name for item in card.resources if item.kind is ResourceKind.PERSON]
    return {
        "appointment.title": title,
        "appointment.starts": card.starts,
        "appointment.place": card.place or _address(card.location_id),
        "appointment.with": ", ".join(people),
        "appointment.note": kind.client_text if kind and is_session else "",
    }


def _plain(word: str) -> str:
    words = word.replace("_", " ").replace("-", " ")
    return f"{words[:1].upper()}{words[1:]}"


def _address(location_id: UUID | None) -> str:
    place = Location.objects.filter(id=location_id).first() if location_id else None
    if place is None:
        return ""
    return ", ".join(part for part in (place.name, place.street, f"{place.postal_code} {place.city}".strip()) if part)
