"""Small rules: coming back, time spent, ages, words that are found, people in lines."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.shoots.rules import repeating, timing
from safelight.shoots.rules.ages import age_on
from safelight.shoots.rules.folding import key_of, needle, search_text
from safelight.shoots.rules.repeating import Repeat, Unit, next_due
from safelight.shoots.rules.seeds import DEPARTMENTS, TASK_LISTS, TYPES, WORKFLOWS, seed_id
from safelight.shoots.web.people import read_lines

NINE = datetime(2027, 5, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("repeat", "anchor", "done", "expected"),
    [
        (Repeat(1, Unit.WEEK), date(2027, 5, 3), date(2027, 5, 4), date(2027, 5, 10)),
        (Repeat(2, Unit.WEEK), date(2027, 5, 3), date(2027, 6, 30), date(2027, 7, 12)),
        (Repeat(1, Unit.MONTH), date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 28)),
        (Repeat(1, Unit.MONTH), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)),
        (Repeat(1, Unit.YEAR), date(2028, 2, 29), date(2029, 1, 1), date(2029, 2, 28)),
        (Repeat(3, Unit.DAY, until=date(2027, 5, 5)), date(2027, 5, 3), date(2027, 5, 3), None),
    ],
)
def test_a_task_comes_back_after_it_was_done(repeat: Repeat, anchor: date, done: date, expected: date | None) -> None:
    assert next_due(repeat, anchor, done) == expected


@settings(max_examples=150, deadline=None)
@given(
    st.builds(Repeat, st.integers(1, 40), st.sampled_from(Unit)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 4000),
)
def test_the_next_day_is_the_first_of_the_row_behind_the_done_one(repeat: Repeat, anchor: date, later: int) -> None:
    done = anchor + timedelta(days=later)
    found = next_due(repeat, anchor, done)
    assert found is not None
    assert found > done
    row = (repeating._after(repeat, anchor, count) for count in itertools.count(1))
    assert found == next(day for day in row if day > done)


def test_repeating_is_told_in_words() -> None:
    assert repeating.in_words(Repeat(1, Unit.WEEK)) == "every week"
    assert repeating.in_words(Repeat(3, Unit.MONTH)) == "every 3 months"


def test_time_spent_adds_up_by_status_and_department() -> None:
    stays = [
        timing.Stay("Booked", "Desk", NINE, NINE + timedelta(hours=2), timed=True),
        timing.Stay("Editing", "Lab", NINE + timedelta(hours=2), NINE + timedelta(hours=5), timed=True),
        timing.Stay("Waiting", "Lab", NINE + timedelta(hours=5), NINE + timedelta(hours=9), timed=False),
        timing.Stay("Editing", "Lab", NINE + timedelta(hours=9), None, timed=True),
    ]
    by_status, by_department = timing.spent(stays, NINE + timedelta(hours=10))
    assert by_status == {"Booked": 7200, "Editing": 4 * 3600}
    assert by_department == {"Desk": 7200, "Lab": 4 * 3600}
    assert timing.in_words(4 * 3600 + 60) == "4 h 1 min"
    assert timing.in_words(2 * 86_400) == "2 d"
    assert timing.in_words(40) == "40 s"


def test_ages_are_those_of_the_day() -> None:
    born = date(2024, 2, 29)
    assert age_on(born, date(2027, 2, 28)) == 2
    assert age_on(born, date(2027, 3, 1)) == 3
    assert age_on(born, date(2024, 2, 28)) is None
    assert age_on(date(1604, 5, 1), date(2027, 1, 1)) is None


def test_words_are_found_without_case_and_accents() -> None:
    text = search_text(1042, "Söhne Müller", ["Zoë"], ["Twins"])
    assert all(needle(word) in text for word in ("sohne", "MÜLLER", "zoe", "#twins", "1042", "#1042", "zo"))
    assert needle("oe") not in text
    assert key_of("  Pick-Up  Day ") == "pick-up day"


def test_people_stand_in_lines() -> None:
    assert read_lines("Zoe, 5\n\n  Grandma  Rosa \nSmith, Anna") == [
        {"name": "Zoe", "age": 5},
        {"name": "Grandma Rosa", "age": None},
        {"name": "Smith, Anna", "age": None},
    ]
    assert read_lines("Methuselah, 969") == [{"name": "Methuselah, 969", "age": None}]


def test_what_a_studio_starts_with_hangs_together() -> None:
    departments = {name for name, _color in DEPARTMENTS}
    for name, statuses in WORKFLOWS.items():
        assert [status.terminal for status in statuses] == [*([False] * (len(statuses) - 1)), True], name
        assert {status.department for status in statuses} <= departments
    assert {task.department for tasks in TASK_LISTS.values() for task in tasks} <= departments
    assert {kind.workflow for kind in TYPES} <= set(WORKFLOWS)
    assert {kind.task_list for kind in TYPES} <= set(TASK_LISTS)
    one, other = UUID(int=1), UUID(int=2)
    assert seed_id(one, "type", "Newborn") == seed_id(one, "type", "Newborn") != seed_id(other, "type", "Newborn")
