"""Days on which something comes again."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.calendar.rules.recurrence import Frequency, Rule, RuleTrouble, check_rule, read_rule, shifted

FIRST = date(2027, 1, 31)
FAR = date(2035, 1, 1)

weekly = st.builds(
    Rule,
    frequency=st.sampled_from([Frequency.DAILY, Frequency.YEARLY]),
    interval=st.integers(1, 5),
    count=st.none() | st.integers(1, 20),
) | st.builds(
    Rule,
    frequency=st.just(Frequency.WEEKLY),
    interval=st.integers(1, 5),
    weekdays=st.lists(st.integers(1, 7), unique=True, max_size=7).map(sorted).map(tuple),
    until=st.none() | st.dates(FIRST, date(2029, 1, 1)),
)
monthly = st.builds(
    Rule,
    frequency=st.just(Frequency.MONTHLY),
    interval=st.integers(1, 5),
    weekdays=st.integers(1, 7).map(lambda day: (day,)),
    nth=st.sampled_from([1, 2, 3, 4, -1]),
) | st.builds(
    Rule, frequency=st.just(Frequency.MONTHLY), month_day=st.integers(1, 31) | st.just(-1), count=st.integers(1, 9)
)


def days(text: str, first: date = FIRST, count: int = 4) -> list[str]:
    return [day.isoformat() for day in islice(read_rule(text).days(first, FAR), count)]


def test_months_without_the_day_are_left_out_and_the_last_day_is_every_months() -> None:
    assert days("FREQ=MONTHLY") == ["2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31"]
    assert days("FREQ=MONTHLY;BYMONTHDAY=-1") == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert days("FREQ=MONTHLY;BYDAY=-1FR") == ["2027-02-26", "2027-03-26", "2027-04-30", "2027-05-28"]
    assert days("FREQ=YEARLY", date(2028, 2, 29), 2) == ["2028-02-29", "2032-02-29"]
    assert days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", date(2027, 5, 4)) == [
        "2027-05-04",
        "2027-05-06",
        "2027-05-18",
        "2027-05-20",
    ]


def test_days_left_out_by_hand_still_count() -> None:
    rule = read_rule("FREQ=WEEKLY;COUNT=3")
    assert list(rule.days(FIRST, FAR, without=[date(2027, 2, 7)])) == [FIRST, date(2027, 2, 14)]


@settings(max_examples=60, deadline=None)
@given(weekly | monthly)
def test_a_rule_survives_its_text_and_its_days_rise(rule: Rule) -> None:
    check_rule(rule)
    assert read_rule(rule.text()) == rule
    found = list(islice(rule.days(FIRST, FAR), 30))
    assert all(one < other for one, other in pairwise(found))
    assert rule.count is None or len(list(rule.days(FIRST, FAR))) <= rule.count
    assert rule.until is None or all(day <= rule.until for day in found)
    assert rule.words().startswith("Every ")


@settings(max_examples=40, deadline=None)
@given(weekly, st.integers(-3, 3))
def test_a_moved_rule_gives_the_moved_days(rule: Rule, by: int) -> None:
    # Within the week, so that an interval of several weeks keeps its weeks.
    if rule.weekdays and not all(1 <= day + by <= 7 for day in rule.weekdays):
        return
    first = next(iter(rule.days(date(2027, 2, 1), FAR)), None)
    if first is None or (rule.frequency is Frequency.YEARLY and first.day > 25):
        return
    before = list(islice(rule.days(first, FAR), 8))
    after = list(islice(shifted(rule, by).days(first + timedelta(days=by), FAR), 8))
    assert after == [day + timedelta(days=by) for day in before][: len(after)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=1MO,2TU",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=WEEKLY;COUNT=2;UNTIL=20270101",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;COUNT=9999",
        "FREQ=WEEKLY;BYHOUR=9",
        "FREQ=DAILY;UNTIL=2027",
    ],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(RuleTrouble):
        read_rule(text)


def test_the_nth_weekday_cannot_be_moved_by_a_day() -> None:
    with pytest.raises(RuleTrouble):
        shifted(read_rule("FREQ=MONTHLY;BYDAY=1MO"), 1)
