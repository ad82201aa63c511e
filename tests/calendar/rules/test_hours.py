"""Spans, opening hours and free times, against slow and simple descriptions of the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.calendar.rules.clashes import Occupied, free_place
from safelight.calendar.rules.free import Around, Choice, Free, assigned, find_times, grid, taken_places
from safelight.calendar.rules.hours import ASSUMED, Closing, DaySpan, Hours, Plan, outside, week_problems
from safelight.calendar.rules.spans import Span, common, covers, meets, merged, minus
from safelight.calendar.rules.wall import shown
from tests.calendar.rules.zones import ZONES

START = datetime(2027, 1, 1, tzinfo=UTC)
zones = st.sampled_from(ZONES)
_FIRST, _LAST = datetime(2012, 1, 1), datetime(2036, 1, 1)  # noqa: DTZ001 - bounds of a strategy


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda pair: (at(pair[0]), at(sum(pair)))), max_size=6
)


def minutes_of(given_spans: list[Span]) -> set[int]:
    return {minute for minute in range(100) if any(start <= at(minute) < end for start, end in given_spans)}


@settings(max_examples=150, deadline=None)
@given(spans, spans)
def test_spans_behave_like_sets_of_minutes(one: list[Span], other: list[Span]) -> None:
    assert minutes_of(merged(one)) == minutes_of(one)
    assert minutes_of(minus(one, other)) == minutes_of(one) - minutes_of(other)
    assert minutes_of(common(one, other)) == minutes_of(one) & minutes_of(other)
    assert all(first[1] < second[0] for first, second in pairwise(merged(one)))


def test_hours_breaks_holidays_and_the_newest_plan() -> None:
    old = Plan(date(2026, 1, 1), (DaySpan(2, 540, 1020), DaySpan(2, 720, 780, is_break=True)))
    new = Plan(date(2027, 5, 10), (DaySpan(2, 600, 660),))
    hours = Hours(
        "Europe/Berlin",
        ((old, new),),
        (Closing(date(2027, 5, 18), "Closed"), Closing(date(2027, 5, 4), "Eve", 900, 1440)),
    )
    window = (datetime(2027, 5, 3, tzinfo=UTC), datetime(2027, 5, 25, tzinfo=UTC))
    opened = [
        (f"{shown(one, 'Europe/Berlin').wall:%d %H:%M}", f"{shown(other, 'Europe/Berlin').wall:%H:%M}")
        for one, other in hours.open_spans(window)
    ]
    assert opened == [("04 09:00", "12:00"), ("04 13:00", "15:00"), ("11 10:00", "11:00")]
    assert [name for name, _ in hours.holidays(window)] == ["Closed", "Eve"]
    assert hours.is_workday(date(2027, 5, 11))
    assert not hours.is_workday(date(2027, 5, 18))
    assert Hours("UTC").plan_on(date(2027, 5, 4)) is ASSUMED


def test_a_night_shift_over_the_change_of_clocks() -> None:
    night = Hours("Europe/Berlin", ((Plan(date.min, (DaySpan(6, 1320, 1800),)),),))
    window = (datetime(2027, 3, 27, tzinfo=UTC), datetime(2027, 3, 29, tzinfo=UTC))
    ((start, end),) = night.open_spans(window)
    assert end - start == timedelta(hours=7)


@settings(max_examples=60, deadline=None)
@given(zones, st.dates(date(2012, 1, 1), date(2036, 12, 1)), st.integers(0, 1439), st.integers(1, 1440))
def test_every_week_opens_when_its_wall_clock_says(zone: str, day: date, opens: int, length: int) -> None:
    plan = Plan(date.min, tuple(DaySpan(weekday, opens, opens + length) for weekday in range(1, 8)))
    window = (
        datetime(day.year, day.month, day.day, tzinfo=UTC),
        datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=4),
    )
    found = Hours(zone, ((plan,),)).open_spans(window)
    assert all(window[0] <= start < end <= window[1] for start, end in found)
    for start, _ in found[1:]:
        said = shown(start, zone).wall
        # Open at the minute that was set, or, where the clock skips it, as soon as it has moved on.
        assert (said.hour * 60 + said.minute - opens) % 1440 in range(61) or opens + length >= 1440
    closed = outside(found, window)
    assert minus([window], closed) == merged(found)


def test_spans_of_a_day_must_not_overlap() -> None:
    week = [
        DaySpan(1, 540, 720),
        DaySpan(1, 700, 800),
        DaySpan(2, 700, 800),
        DaySpan(1, 600, 630, is_break=True),
        DaySpan(3, 60, 60),
    ]
    assert sorted(week_problems(week)) == [1, 4]


occupied = st.lists(
    st.builds(
        Occupied,
        place=st.integers(0, 1),
        span=st.tuples(st.integers(0, 55), st.integers(1, 20)).map(lambda pair: (at(pair[0]), at(sum(pair)))),
        key=st.integers(),
    ),
    max_size=5,
)


@settings(max_examples=100, deadline=None)
@given(
    st.tuples(spans, occupied, st.integers(1, 2)),
    st.tuples(spans, occupied, st.integers(1, 2)),
    st.tuples(st.integers(1, 20), st.integers(0, 5), st.integers(0, 5)),
    st.booleans(),
)
def test_free_times_are_exactly_those_a_slow_search_finds(
    one: tuple[list[Span], list[Occupied[int]], int],
    other: tuple[list[Span], list[Occupied[int]], int],
    minutes: tuple[int, int, int],
    either: bool,
) -> None:
    length, before, after = minutes
    window = (at(0), at(80))
    known = dict(zip("ab", (one, other), strict=True))
    free = {
        key: Free(tuple(merged(opened)), taken_places(places, taken)) for key, (opened, taken, places) in known.items()
    }
    around = {key: Around(timedelta(minutes=before), timedelta(minutes=after)) for key in free}
    choices = [Choice(("a", "b"))] if either else [Choice(("a",)), Choice(("b", "a"))]
    found = list(find_times(choices, free, around, window=window, length=timedelta(minutes=length), zone="UTC", step=5))

    def can(key: str, minute: int) -> bool:
        opened, taken, places = known[key]
        wide = (at(minute - before), at(minute + length + after))
        return covers(opened, (at(minute), at(minute + length))) and free_place(places, taken, wide) is not None

    slow = [
        minute
        for minute in range(0, 80, 5)
        if any(
            len(set(pick)) == len(pick) and all(can(key, minute) for key in pick)
            for pick in product(*(choice.any_of for choice in choices))
        )
    ]
    assert [each.starts for each in found] == [at(minute) for minute in slow]
    assert all(len(set(each.served_by)) == len(choices) for each in found)


@settings(max_examples=60, deadline=None)
@given(
    zones,
    st.datetimes(_FIRST, _LAST, timezones=st.just(UTC)),
    st.sampled_from([15, 20, 60]),
)
def test_the_grid_follows_the_wall_clock(zone: str, start: datetime, step: int) -> None:
    found = list(grid([(start, start + timedelta(days=2))], zone, step))
    assert all(one < other for one, other in pairwise(found))
    assert all((shown(each, zone).wall.hour * 60 + shown(each, zone).wall.minute) % step == 0 for each in found)
    assert len(found) >= 23 * 60 // step


def test_nobody_serves_twice_even_if_the_first_choice_must_give_way() -> None:
    choices = [Choice(("a", "b")), Choice(("a",)), Choice(("c", "b"))]
    assert assigned(choices, dict.fromkeys("abc", True)) == ("b", "a", "c")
    assert assigned(choices, {"a": True, "b": True, "c": False}) is None


def test_a_year_is_searched_at_once() -> None:
    free = {"a": Free(((at(0), at(0) + timedelta(days=400)),), ((),))}
    found = find_times(
        [Choice(("a",))], free, {"a": Around()}, window=(at(0), at(0) + timedelta(days=366)),
        length=timedelta(minutes=60), zone="Europe/Berlin", step=15,
    )  # fmt: skip
    assert len(list(islice(found, 50))) == 50
    assert not meets((at(0), at(5)), (at(5), at(9)))
