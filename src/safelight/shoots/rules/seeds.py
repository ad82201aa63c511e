"""What a studio starts with: departments, workflows, task lists and session types; all of it can be changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid5

from safelight.shoots.rules.due import SESSION, DueKind, DueRule
from safelight.shoots.rules.policy import Change, Step

_AFTER, _BEFORE, _LATER = DueKind.AFTER_ENTRY, DueKind.BEFORE_EVENT, DueKind.AFTER_EVENT


@dataclass(frozen=True, slots=True)
class StatusSeed:
    """A status: its department by name, its rule, and the conditions of entering and leaving."""

    name: str
    department: str
    color: str
    due: DueRule = field(default_factory=DueRule)
    entry: tuple[str, ...] = ()
    exit: tuple[str, ...] = ()
    terminal: bool = False


@dataclass(frozen=True, slots=True)
class TaskSeed:
    """A task of a list."""

    title: str
    department: str
    due: DueRule
    for_photographer: bool = False


@dataclass(frozen=True, slots=True)
class TypeSeed:
    """A session type; lengths are minutes."""

    name: str
    color: str
    workflow: str
    task_list: str
    minutes: int
    preparation: int
    buffer: int
    needs: tuple[str, ...] = ("person", "room")
    brief: str = ""
    shots: tuple[str, ...] = ()


DEPARTMENTS: Final = (
    ("Front desk", "blue"),
    ("Photography", "violet"),
    ("Editing", "amber"),
    ("Sales", "green"),
    ("Production", "cyan"),
)
_BOOKED = StatusSeed("Booked", "Front desk", "gray", DueRule(_AFTER, 2))
_CONFIRMED = StatusSeed(
    "Confirmed", "Front desk", "blue", DueRule(_LATER, 0, SESSION), entry=("client_set", "date_set")
)
_DELIVERED = StatusSeed("Delivered", "Front desk", "green", entry=("images_delivered",), terminal=True)
WORKFLOWS: Final[dict[str, tuple[StatusSeed, ...]]] = {
    "Portrait": (
        _BOOKED,
        _CONFIRMED,
        StatusSeed("Photographed", "Photography", "violet", DueRule(_AFTER, 1), entry=("date_set",)),
        StatusSeed("Culling", "Editing", "red", DueRule(_AFTER, 2)),
        StatusSeed("Editing", "Editing", "amber", DueRule(_AFTER, 7)),
        StatusSeed("Viewing", "Sales", "pink", DueRule(_AFTER, 10), exit=("client_set",)),
        StatusSeed("Order", "Sales", "pink", DueRule(_AFTER, 3)),
        StatusSeed("Production", "Production", "cyan", DueRule(_AFTER, 15)),
        _DELIVERED,
    ),
    "Wedding": (
        _BOOKED,
        StatusSeed("Planning", "Front desk", "cyan", DueRule(_BEFORE, 10, SESSION), exit=("client_set", "date_set")),
        StatusSeed("Confirmed", "Photography", "blue", DueRule(_LATER, 0, SESSION), entry=("brief_filled",)),
        StatusSeed("Photographed", "Photography", "violet", DueRule(_AFTER, 2)),
        StatusSeed("Culling", "Editing", "red", DueRule(_AFTER, 7)),
        StatusSeed("Editing", "Editing", "amber", DueRule(_AFTER, 30)),
        StatusSeed("Album", "Production", "cyan", DueRule(_AFTER, 20)),
        _DELIVERED,
    ),
    "School": (
        _BOOKED,
        StatusSeed("Prepared", "Front desk", "cyan", DueRule(_BEFORE, 2, SESSION), exit=("client_set", "date_set")),
        StatusSeed("Photographed", "Photography", "violet", DueRule(_AFTER, 1)),
        StatusSeed("Editing", "Editing", "amber", DueRule(_AFTER, 5)),
        StatusSeed("Ordering", "Sales", "pink", DueRule(_AFTER, 15)),
        StatusSeed("Production", "Production", "cyan", DueRule(_AFTER, 10)),
        _DELIVERED,
    ),
}
TASK_LISTS: Final[dict[str, tuple[TaskSeed, ...]]] = {
    "Portrait session": (
        TaskSeed("Send the preparation guide", "Front desk", DueRule(_AFTER, 1)),
        TaskSeed("Call to confirm", "Front desk", DueRule(_BEFORE, 2, SESSION)),
        TaskSeed("Prepare the set", "Photography", DueRule(_BEFORE, 0, SESSION), for_photographer=True),
        TaskSeed("Back up the cards twice", "Photography", DueRule(_LATER, 0, SESSION), for_photographer=True),
        TaskSeed("Agree on a day for the viewing", "Sales", DueRule(_LATER, 2, SESSION)),
    ),
    "Wedding": (
        TaskSeed("Send the questionnaire", "Front desk", DueRule(_AFTER, 3)),
        TaskSeed("Visit the place", "Photography", DueRule(_BEFORE, 15, SESSION), for_photographer=True),
        TaskSeed("Agree on the course of the day", "Photography", DueRule(_BEFORE, 7, SESSION), for_photographer=True),
        TaskSeed("Charge batteries, pack the second body", "Photography", DueRule(_BEFORE, 1, SESSION), True),
        TaskSeed("Back up the cards twice", "Photography", DueRule(_LATER, 0, SESSION), for_photographer=True),
        TaskSeed("Send a first look", "Editing", DueRule(_LATER, 3, SESSION)),
    ),
    "School day": (
        TaskSeed("Ask for the class lists", "Front desk", DueRule(_BEFORE, 10, SESSION)),
        TaskSeed("Print the name cards", "Front desk", DueRule(_BEFORE, 3, SESSION)),
        TaskSeed("Back up the cards twice", "Photography", DueRule(_LATER, 0, SESSION), for_photographer=True),
        TaskSeed("Plan the day for absentees", "Front desk", DueRule(_LATER, 5, SESSION)),
    ),
}
TYPES: Final = (
    TypeSeed(
        "Newborn", "pink", "Portrait", "Portrait session", 150, 30, 30,
        brief="Room at 26 °C. Wraps washed without scent. Time for feeding.",
        shots=("Alone, wrapped", "Hands and feet", "With mother", "With father", "Whole family", "With siblings"),
    ),
    TypeSeed(
        "Family", "amber", "Portrait", "Portrait session", 60, 10, 15,
        shots=("Everybody together", "Parents alone", "Children alone", "Each child", "Something silly"),
    ),
    TypeSeed("Maternity", "red", "Portrait", "Portrait session", 90, 15, 15, shots=("Profile", "With partner")),
    TypeSeed("Business portrait", "blue", "Portrait", "Portrait session", 45, 10, 10, shots=("Head and shoulders",)),
    TypeSeed(
        "Wedding", "violet", "Wedding", "Wedding", 480, 60, 60, needs=("person",),
        shots=("Getting ready", "Rings", "First look", "Ceremony", "Family groups", "The couple alone", "First dance"),
    ),
    TypeSeed("School", "green", "School", "School day", 240, 45, 30, needs=("person",), shots=("Class groups", "Staff")),
)  # fmt: skip
POLICY: Final = (
    Step(Change.CANCEL, 48, fee_percent=Decimal(50)),
    Step(Change.CANCEL, 24, fee_percent=Decimal(100)),
    Step(Change.RESCHEDULE, 24, fee_percent=Decimal(25)),
)


def seed_id(studio_id: UUID, kind: str, *names: str) -> UUID:
    """Return the id that something a studio starts with has; the same at every call, so making it twice is harmless."""
    return uuid5(studio_id, f"shoots.{kind} {' / '.join(names)}")
