"""The demo studio's sessions: two years of work behind it, some weeks ahead, always the same for a size and a day.

The past is brought in as another program's would be; the last bit is done at the desk, so that there is a history.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from safelight.calendar.actions import add_resource
from safelight.calendar.queries import ResourceCard, Resources
from safelight.calendar.queries.resources import resources
from safelight.calendar.rules.kinds import ResourceKind
from safelight.clients.queries import ClientRow, ListClients, list_clients
from safelight.clients.rules.custom import FieldType
from safelight.clients.rules.draft import ClientKind
from safelight.foundation import clock
from safelight.foundation.actions import Context, ask, run
from safelight.shoots.actions import (
    add_field,
    add_task,
    bring_in,
    change,
    change_department,
    complete_task,
    plan,
    save_view,
    tick_shot,
)
from safelight.shoots.queries import ListShoots, departments, get, list_shoots, types
from safelight.shoots.queries.cards import SessionTypeCard
from safelight.shoots.queries.defined import WithArchived
from safelight.shoots.queries.filters import ShootFilters

PAST_DAYS: Final = {"small": 45, "year": 730, "large": 730}
AHEAD_DAYS: Final = {"small": 16, "year": 42, "large": 60}
A_WEEK: Final = {"small": 3, "year": 7, "large": 14}
_SLOTS: Final = (time(9), time(13, 30))
_WEIGHTS: Final = {"Newborn": 26, "Family": 30, "Maternity": 12, "Business portrait": 16, "Wedding": 8, "School": 8}
# Days after the session on which its next statuses begin, as the studio usually works.
_PACE: Final = {
    "Photographed": 0, "Culling": 1, "Editing": 3, "Viewing": 11, "Order": 15, "Production": 18, "Delivered": 36,
    "Album": 35, "Ordering": 8, "Prepared": -3, "Planning": -30, "Confirmed": 0,
}  # fmt: skip
_WAYS: Final = {
    "": ("Confirmed", "Photographed", "Culling", "Editing", "Viewing", "Order", "Production", "Delivered"),
    "Wedding": ("Planning", "Photographed", "Culling", "Editing", "Album", "Delivered"),
    "School": ("Prepared", "Photographed", "Editing", "Ordering", "Production", "Delivered"),
}
_FALLS_THROUGH, _TIDY, _HAS_VIEWING, _SATURDAY = 0.05, 0.9, 0.6, 5
_BABIES: Final = ("Ella", "Finn", "Iris", "Jonah", "Maya", "Noel", "Otis", "Pia", "Rosa", "Theo", "Una", "Wren")
_BRIEFS: Final = {
    "": (
        "They love the pictures by the window from last year: something like it, with the new baby.",
        "Outdoors if the weather holds; the meadow behind the mill at six.",
        "Quiet start, the older one needs time to warm up.",
    ),
    "Newborn": (
        "Soft, warm light. No props but the knitted blanket that grandma made.",
        "Feeds every two hours; warm the room well before.",
    ),
    "Business portrait": (
        "Dark background, serious for the website, then a few with a smile.",
        "Wide enough to crop for the banner; company colours are green and grey.",
    ),
    "Wedding": ("Getting ready at the mill, family groups right after the ceremony, no table shots.",),
    "School": ("Two classes before ten, the staff at noon in front of the library.",),
}
_TAGS: Final = ("VIP", "Twins", "Outdoor", "Album", "Returning", "Gift card")
_REASONS: Final = (
    "The little one is ill",
    "Work came up, they will call again",
    "Moved away for a new job",
    "Storm warning for the day",
)
_TASKS: Final = (
    ("Order archival boxes", 3, ""),
    ("Clean the sensors of both bodies", -1, "month"),
    ("Check the backup disks", 2, "week"),
    ("Call the framing shop about the oak profiles", 0, ""),
    ("Send the price list to the new midwife practice", 5, ""),
    ("Renew the insurance of the lenses", 12, "year"),
)


@dataclass(slots=True)
class _Plan:
    """What is taken already, so that nothing is booked twice."""

    photographers: list[ResourceCard]
    rooms: list[ResourceCard]
    taken: set[tuple[UUID, date, int]] = field(default_factory=set)

    def take(self, dice: random.Random, day: date, *, whole: bool, room: bool) -> tuple[UUID, UUID | None, int] | None:
        """Return a photographer, a room and a slot that are free on a day, and take them; None where all is full."""
        slots = [0] if whole else dice.sample((0, 1), k=2)
        for slot in slots:
            wanted = (0, 1) if whole else (slot,)
            who = [each.id for each in self.photographers if self._free(each.id, day, wanted)]
            where = [each.id for each in self.rooms if self._free(each.id, day, wanted)] if room else []
            if who and (where or not room):
                person, place = dice.choice(who), dice.choice(where) if room else None
                self.taken |= {(each, day, part) for each in (person, place) if each for part in wanted}
                return person, place, slot
        return None

    def _free(self, resource_id: UUID, day: date, slots: tuple[int, ...]) -> bool:
        return all((resource_id, day, slot) not in self.taken for slot in slots)


def load_demo(context: Context, size: Literal["small", "year", "large"] = "small") -> None:
    """Fill the demo studio: sessions in every status, tasks done and open, dates to come, a few that fell through."""
    dice = random.Random(f"safelight demo sessions {size}")  # noqa: S311 - the same studio every time is the point
    clients = list(ask(list_clients, context, ListClients(sort="number", limit=200)).items)
    if not clients:
        return
    zone = context.studio.zone
    today = clock.local(context.now, zone).date()
    for given in (
        {"label": "Backdrop", "type": FieldType.CHOICE, "choices": ("Linen", "Slate", "White", "Outdoors")},
        {"label": "Outfits discussed", "type": FieldType.YES_NO},
    ):
        run(add_field, context, given)
    if context.actor.id is not None:
        for department in ask(departments, context, WithArchived()).items:
            run(change_department, context, {"department_id": department.id, "people": (context.actor.id,)})
    studio = _Studio(
        context,
        dice,
        {item.type.name: item.type for item in ask(types, context, WithArchived()).items},
        clients,
        _Plan(*_people_and_rooms(context)),
    )
    past = [found for day in _days(dice, today, size) if (found := studio.session(day)) is not None]
    past.sort(key=lambda each: each["planned_at"])
    for first in range(0, len(past), 100):
        run(bring_in, context, {"sessions": past[first : first + 100]})
    _live(context, dice, today)


def _live(context: Context, dice: random.Random, today: date) -> None:
    """Do what somebody does at the desk, so that history, notices and undo have something to show."""
    open_ones = ask(list_shoots, context, ListShoots(state=("open",), starts_from=today, sort="starts", limit=6)).items
    for row in open_ones[:4]:
        card = ask(get, context, {"shoot_id": row.id})
        if card.tasks:
            run(complete_task, context, {"task_id": card.tasks[0].id})
        run(change, context, {"shoot_id": row.id, "brief": dice.choice(_BRIEFS.get(card.type.name, _BRIEFS[""]))})
    for row in open_ones[4:6]:
        run(tick_shot, context, {"shoot_id": row.id, "shot_id": ask(get, context, {"shoot_id": row.id}).shots[0].id})
    for title, days, unit in _TASKS:
        given: dict[str, Any] = {
            "title": title,
            "due_on": today + timedelta(days=days),
            "assignee_id": context.actor.id,
        }
        run(add_task, context, given | ({"repeat_every": 1, "repeat_unit": unit} if unit else {}))
    clients = ask(list_clients, context, ListClients(sort="number", limit=30)).items
    family = next(item.type for item in ask(types, context, WithArchived()).items if item.type.name == "Family")
    for _each in range(3):
        run(plan, context, {"type_id": family.id, "client_id": dice.choice(clients).id, "tags": ["Undated"]})
    view = {"name": "In editing", "shared": True, "sort": "due"}
    run(save_view, context, {**view, "filters": ShootFilters(state=("open",), department=("Editing",))})


@dataclass(slots=True)
class _Studio:
    """Everything that one session is made of."""

    context: Context
    dice: random.Random
    kinds: dict[str, SessionTypeCard]
    clients: list[ClientRow]
    plan: _Plan

    def session(self, day: date) -> dict[str, Any] | None:
        """Return the life of a session on a day; None where nobody or no room is free."""
        dice, zone = self.dice, self.context.studio.zone
        name = self._kind(day)
        whole = name in {"Wedding", "School"}
        found = self.plan.take(dice, day, whole=whole, room=not whole)
        if found is None:
            return None
        person, room, slot = found
        wall = time(11) if name == "Wedding" else _SLOTS[slot]
        ended = _at(day, wall, zone) + timedelta(minutes=self.kinds[name].minutes)
        planned = _at(
            day - timedelta(days=dice.randint(9, 60)), time(dice.randint(9, 16), dice.choice((5, 20, 45))), zone
        )
        planned = min(planned, self.context.now - timedelta(hours=dice.randint(2, 200)))
        starts = datetime.combine(day, wall)
        life = self._details(name, person) | {
            "planned_at": planned,
            "events": [{"starts": starts, "resource_ids": [str(each) for each in (person, room) if each]}],
        }
        told = ended - timedelta(days=dice.choice((1, 3)), hours=dice.randint(1, 9))
        if dice.random() < _FALLS_THROUGH and planned + timedelta(days=2) < told < self.context.now:
            return life | {"cancelled_at": told, "cancel_reason": dice.choice(_REASONS)}
        life["path"] = self._path(name, planned, ended)
        life["tasks_done_at"] = self.context.now - timedelta(days=0 if dice.random() < _TIDY else 3, hours=5)
        if life["path"] and life["path"][-1]["status"] == "Delivered":
            life["delivered_at"] = life["path"][-1]["at"]
        viewing = day + timedelta(days=_PACE["Viewing"])
        if not whole and ended < self.context.now and dice.random() < _HAS_VIEWING:
            at = datetime.combine(viewing, time(dice.choice((17, 18)), dice.choice((0, 30))))
            life["events"].append({"starts": at, "type": "viewing", "resource_ids": ()})
        return life

    def _kind(self, day: date) -> str:
        name = self.dice.choices(list(_WEIGHTS), weights=list(_WEIGHTS.values()))[0]
        if day.weekday() == _SATURDAY:
            return self.dice.choice(("Wedding", "Family"))
        return "Family" if name == "Wedding" else name

    def _details(self, name: str, photographer: UUID) -> dict[str, Any]:
        dice = self.dice
        return {
            "type_id": self.kinds[name].id,
            "client_id": self._client(name),
            "photographer_id": photographer,
            "participants": [{"name": dice.choice(_BABIES), "age": 0}] if name == "Newborn" else [],
            "tags": [dice.choice(_TAGS)] if dice.random() < 0.25 else [],  # noqa: PLR2004 - a quarter
            "custom": {"Backdrop": dice.choice(("Linen", "Slate", "White"))} if dice.random() < 0.4 else {},  # noqa: PLR2004 - some
            "brief": dice.choice(_BRIEFS.get(name, _BRIEFS[""])) if dice.random() < 0.5 else None,  # noqa: PLR2004 - half
        }

    def _client(self, name: str) -> UUID:
        """Return whose session it is: schools and companies are organizations, babies belong to people."""
        wanted = {"School": (ClientKind.ORGANIZATION,), "Business portrait": tuple(ClientKind)}
        kinds = wanted.get(name, (ClientKind.PERSON, ClientKind.FAMILY))
        return self.dice.choice([each for each in self.clients if each.kind in kinds] or self.clients).id

    def _path(self, name: str, planned: datetime, ended: datetime) -> list[dict[str, Any]]:
        """Return the statuses that lie behind a session, with their moments."""
        path, last = [], planned
        for status in _WAYS.get(name, _WAYS[""]):
            late = self.dice.choice((0, 0, 0, 1, 2, 5)) if _PACE[status] > 1 else 0
            moment = (
                planned + timedelta(days=2, hours=3)
                if status == "Confirmed"
                else ended
                + timedelta(days=_PACE[status] + late, minutes=10 + (self.dice.randint(0, 300) if _PACE[status] else 0))
            )
            moment = max(moment, last + timedelta(minutes=5))
            if moment >= self.context.now:
                break
            path.append({"status": status, "at": moment})
            last = moment
        return path


def _days(dice: random.Random, today: date, size: str) -> list[date]:
    """Return the days of sessions: working days and Saturdays, more of them in autumn."""
    day, found = today - timedelta(days=PAST_DAYS[size]), []
    last = today + timedelta(days=AHEAD_DAYS[size])
    while day <= last:
        if day.weekday() < 6:  # noqa: PLR2004 - never on Sundays
            season = 1.4 if day.month in {9, 10, 11, 12} else 0.9
            expected = A_WEEK[size] / 6 * season * (0.6 if day.weekday() == 5 else 1)  # noqa: PLR2004 - Saturday
            count = int(expected) + (dice.random() < expected % 1)
            # Something happens today, so that the first page is not empty.
            found += [day] * max(count, 2 if day == today and day.weekday() < 5 else 0)  # noqa: PLR2004 - a weekday
        day += timedelta(days=1)
    return found


def _people_and_rooms(context: Context) -> tuple[list[ResourceCard], list[ResourceCard]]:
    """Return who photographs and where; made here where the calendar has nobody yet."""
    found = list(ask(resources, context, Resources()).items)
    for kind, names in (
        (ResourceKind.PERSON, ("Mara Lindt", "Jonas Reyes")),
        (ResourceKind.ROOM, ("Daylight", "Vault")),
    ):
        if not any(each.kind is kind for each in found):
            found += [run(add_resource, context, {"kind": kind, "name": name}).value for name in names]
    return (
        [each for each in found if each.kind is ResourceKind.PERSON],
        [each for each in found if each.kind is ResourceKind.ROOM],
    )


def _at(day: date, wall: time, zone: str) -> datetime:
    try:
        return clock.at_wall_clock(day, wall, zone)
    except clock.NoSuchLocalTime:
        return clock.at_wall_clock(day, time(wall.hour + 1, wall.minute), zone)
