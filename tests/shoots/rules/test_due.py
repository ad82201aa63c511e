"""Due days are counted by the days on which the studio works."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.shoots.rules.due import DueKind, DueRule, EventDays, due_on, in_words
from safelight.shoots.rules.workdays import MONDAY_TO_FRIDAY, Workdays

FRIDAY = date(2027, 4, 30)
MAY_DAY = date(2027, 5, 3)
OFFICE = Workdays(closed=frozenset({MAY_DAY}))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PLANS = st.builds(
    Workdays.of,
    st.sets(st.integers(0, 6), min_size=1),
    st.sets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=40),
)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (DueRule(), None),
        (DueRule(DueKind.AFTER_ENTRY, 1), date(2027, 5, 4)),
        (DueRule(DueKind.AFTER_ENTRY, 0), FRIDAY),
        (DueRule(DueKind.BEFORE_EVENT, 2, "session"), date(2027, 5, 11)),
        (DueRule(DueKind.BEFORE_EVENT, 0, "session"), date(2027, 5, 13)),
        (DueRule(DueKind.AFTER_EVENT, 1, "session"), date(2027, 5, 17)),
        (DueRule(DueKind.AFTER_EVENT, 0, "session"), date(2027, 5, 17)),
        (DueRule(DueKind.AFTER_EVENT, 3, "viewing"), None),
    ],
)
def test_a_rule_gives_its_day(rule: DueRule, expected: date | None) -> None:
    # The session lies on Thursday and goes on until Saturday; there is no viewing yet.
    events = EventDays({"session": date(2027, 5, 13)}, {"session": date(2027, 5, 15)})
    assert due_on(rule, FRIDAY, events, OFFICE) == expected


def test_rules_are_told_in_words() -> None:
    assert in_words(DueRule(DueKind.AFTER_ENTRY, 2)) == "2 workdays after entry"
    assert in_words(DueRule(DueKind.BEFORE_EVENT, 1, "session")) == "1 workday before the session"
    assert in_words(DueRule(DueKind.AFTER_EVENT, 0, "viewing")) == "the day of the viewing"
    assert in_words(DueRule()) == ""


def test_a_weekend_begins_on_friday_where_people_rest_then() -> None:
    gulf = Workdays.of({6, 0, 1, 2, 3})
    assert gulf.add(date(2027, 4, 29), 1) == date(2027, 5, 2)
    assert Workdays.of(()).weekdays == MONDAY_TO_FRIDAY


def test_a_studio_that_is_always_closed_does_not_search_for_ever() -> None:
    closed = Workdays.of({0}, {FRIDAY + timedelta(days=each) for each in range(-800, 800)})
    assert closed.add(FRIDAY, 0) == FRIDAY
    assert closed.add(FRIDAY, 2) > FRIDAY


@settings(max_examples=150, deadline=None)
@given(PLANS, DAYS, st.integers(1, 60))
def test_adding_lands_on_a_workday_and_counts_what_lies_between(plan: Workdays, day: date, count: int) -> None:
    later, earlier = plan.add(day, count), plan.add(day, -count)
    assert plan.works_on(later)
    assert plan.works_on(earlier)
    assert plan.between(day, later) == count
    assert sum(plan.works_on(day + timedelta(days=each)) for each in range(1, (later - day).days + 1)) == count
    assert sum(plan.works_on(earlier + timedelta(days=each)) for each in range((day - earlier).days)) == count


@settings(max_examples=100, deadline=None)
@given(PLANS, DAYS, DAYS)
def test_counting_between_is_the_sum_of_the_days(plan: Workdays, one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    slow = sum(plan.works_on(first + timedelta(days=each)) for each in range(1, (last - first).days + 1))
    assert plan.between(first, last) == slow
    assert plan.between(last, first) == -slow
