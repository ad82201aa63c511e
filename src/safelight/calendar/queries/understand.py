"""Quick entry: what a line of words means here, shown before anything is saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from safelight.accounts.models import Location
from safelight.calendar.ports import type_names
from safelight.calendar.queries.cards import ResourceCard
from safelight.calendar.queries.reading import known_zone
from safelight.calendar.queries.resources import load_resources
from safelight.calendar.queries.wishes import WishCard, WishedTime, why_not
from safelight.calendar.rules.kinds import ResourceKind
from safelight.calendar.rules.quick import Known, KnownKind, Understood, understand
from safelight.calendar.rules.quick.marked import fold
from safelight.calendar.rules.timing import whole_days
from safelight.calendar.rules.wall import AmbiguousTime, TimeTrouble, moment
from safelight.clients.queries import ClientHit, FindClients, find
from safelight.foundation.actions import Context, Frozen, query
from safelight.foundation.clock import local

_MOST_WORDS = 8
_MOST_SEARCHES = 6
_SHORTEST_NAME = 3


class Words(Frozen):
    """A line such as “Tue 10–11:30 newborn Anna Miller with Bo in Studio A”."""

    text: str = Field(max_length=300)
    location_id: UUID | None = Field(default=None, description="Where the writer is: wall times are meant there")
    zone: str = Field(default="", max_length=60)


class PartCard(Frozen):
    """A piece of the line and what it was understood as; empty: it was not.

    ``meaning`` is one of day, time, length, person, room, prop, location, type, client, title.
    """

    start: int
    end: int
    text: str
    meaning: str


class UnderstoodCard(Frozen):
    """What was understood, in the fields of a booking, and what is still needed.

    ``wish`` says whether the time is free, once there is one; ``clients`` are those the rest of the line may name.
    """

    day: date | None
    starts: datetime | None
    ends: datetime | None
    minutes: int | None
    all_day: bool
    zone: str
    resources: tuple[ResourceCard, ...]
    location_id: UUID | None
    type: str
    title: str
    client: ClientHit | None
    clients: tuple[ClientHit, ...]
    parts: tuple[PartCard, ...]
    notes: tuple[str, ...]
    missing: tuple[str, ...]
    wish: WishCard | None


@query("calendar.understand", permission="calendar.book", door="GET /quick-entry")
def understand_words(context: Context, data: Words) -> UnderstoodCard:
    """Read an appointment from a line of words; nothing is saved."""
    cards = load_resources(context)
    places = list(Location.objects.filter(archived_at=None))
    here = next((place for place in places if place.id == data.location_id), None)
    zone = known_zone(data.zone or (here.zone if here else "") or context.studio.zone)
    read = understand(
        data.text,
        local(context.now, zone).replace(tzinfo=None),
        context.studio.locale,
        [*_names_of(cards, places), *_types(context)],
    )
    by_id = {str(card.id): card for card in cards}
    taken = tuple(by_id[key] for key in read.resources)
    client, clients, title, parts = _client(context, read)
    location_id = UUID(read.location) if read.location else (here.id if here else None)
    notes, missing = list(read.notes), list(read.missing)
    if client is None and clients:
        notes.append("Several clients have this name. Choose one.")
    wish = None
    if read.starts is not None and read.minutes and not read.all_day:
        try:
            at = moment(read.starts, zone)
        except AmbiguousTime as trouble:
            notes.append(str(trouble))
            missing.append("fold")
        except TimeTrouble as trouble:
            notes.append(str(trouble))
        else:
            wish = why_not(
                context,
                WishedTime(
                    starts=at.at,
                    minutes=read.minutes,
                    resource_ids=tuple(card.id for card in taken),
                    location_id=location_id,
                    zone=zone,
                ),
            )
    elif read.day is not None and read.all_day:
        whole = whole_days(read.day, read.day, zone)
        wish = why_not(
            context,
            WishedTime(
                starts=whole.starts.at,
                minutes=whole.minutes,
                resource_ids=tuple(card.id for card in taken),
                zone=zone,
                keep_hours=False,
                suggest=0,
            ),
        )
    return UnderstoodCard(
        day=read.day,
        starts=read.starts,
        ends=read.ends,
        minutes=read.minutes,
        all_day=read.all_day,
        zone=zone,
        resources=taken,
        location_id=location_id,
        type=read.type or "",
        title=title,
        client=client,
        clients=clients,
        parts=parts,
        notes=tuple(notes),
        missing=tuple(missing),
        wish=wish,
    )


def _names_of(cards: list[ResourceCard], places: list[Location]) -> Iterator[Known[str]]:
    kinds = {
        ResourceKind.PERSON: KnownKind.PERSON,
        ResourceKind.ROOM: KnownKind.ROOM,
        ResourceKind.PROP: KnownKind.PROP,
    }
    for card in cards:
        yield Known(kinds[card.kind], str(card.id), card.name)
    for place in places:
        yield Known(KnownKind.LOCATION, str(place.id), place.name)


def _types(context: Context) -> Iterator[Known[str]]:
    for source in type_names.all():
        for each in source.read(context):
            yield Known(KnownKind.TYPE, each.type, each.name, each.minutes)


def _client(
    context: Context, read: Understood[str]
) -> tuple[ClientHit | None, tuple[ClientHit, ...], str, tuple[PartCard, ...]]:
    """Find the client whom the rest of the line names; what is left of it is the title."""
    parts = tuple(
        PartCard(start=part.start, end=part.end, text=part.text, meaning=part.meaning or "title") for part in read.parts
    )
    words = read.rest.split()
    if not context.actor.may("clients.view"):
        return None, (), read.rest, parts
    for first, last in _runs(len(words)):
        wanted = [fold(word.strip(".,;:")) for word in words[first:last]]
        if any(len(word) < _SHORTEST_NAME for word in wanted) and len(wanted) == 1:
            continue
        hits = [
            hit for hit in find.perform(context, FindClients(q=" ".join(wanted), limit=5)).items if _is(hit, wanted)
        ]
        if hits:
            title = " ".join([*words[:first], *words[last:]])
            named = " ".join(words[first:last])
            return (hits[0] if len(hits) == 1 else None), tuple(hits), title, _marked(parts, named)
    return None, (), read.rest, parts


def _runs(count: int) -> list[tuple[int, int]]:
    """Return which words in a row may be a name, the likeliest first: all, then fewer, the last ones before the first."""
    if not 0 < count <= _MOST_WORDS:
        return []
    runs = [
        (first, first + length)
        for length in range(min(count, 4), 0, -1)
        for first in range(count - length, -1, -1)
        if first == 0 or first + length == count
    ]
    return runs[:_MOST_SEARCHES]


def _is(hit: ClientHit, wanted: list[str]) -> bool:
    """Say whether every word begins a word of the client's name: what was guessed from a typing error is no match."""
    names = fold(hit.display_name).replace(",", " ").split()
    return all(any(name.startswith(word) for name in names) for word in wanted)


def _marked(parts: tuple[PartCard, ...], named: str) -> tuple[PartCard, ...]:
    """Mark the piece that names the client."""
    found: list[PartCard] = []
    for part in parts:
        at = part.text.find(named) if part.meaning == "title" else -1
        if at < 0:
            found.append(part)
            continue
        before, after = part.text[:at].strip(), part.text[at + len(named) :].strip()
        start = part.start + at
        if before:
            found.append(PartCard(start=part.start, end=part.start + len(before), text=before, meaning="title"))
        found.append(PartCard(start=start, end=start + len(named), text=named, meaning="client"))
        if after:
            found.append(PartCard(start=part.end - len(after), end=part.end, text=after, meaning="title"))
    return tuple(found)
