"""A timetable for many: slots of equal length, with breaks, in several lanes side by side. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from safelight.calendar.rules.spans import Span, meets, merged


@dataclass(frozen=True, slots=True)
class Seat:
    """One slot of a lane (counted from 0)."""

    lane: int
    span: Span


def timetable(
    sittings: Sequence[Span], length: timedelta, between: timedelta, pauses: Sequence[Span]
) -> Iterator[Span]:
    """Yield the slots of each sitting in order; one that would meet a pause begins after it.

    Lengths are real time: a sitting over the night in which clocks change has one hour more or less.
    """
    stops = merged(pauses)
    for starts, ends in sorted(sittings):
        at: datetime = starts
        while at + length <= ends:
            wish = (at, at + length)
            in_way = next((stop for stop in stops if meets(stop, wish)), None)
            if in_way is not None:
                at = in_way[1]
                continue
            yield wish
            at += length + between


def seats(slots: Sequence[Span], lanes: int, *, across: bool, is_free: Callable[[int, Span], bool]) -> Iterator[Seat]:
    """Yield free seats: slot by slot over all lanes (``across``), or lane by lane.

    ``is_free`` says whether a lane can be had for a slot; one that cannot is left out, and the timetable stays regular.
    """
    order = (
        ((lane, slot) for slot in slots for lane in range(lanes))
        if across
        else ((lane, slot) for lane in range(lanes) for slot in slots)
    )
    for lane, slot in order:
        if is_free(lane, slot):
            yield Seat(lane, slot)
