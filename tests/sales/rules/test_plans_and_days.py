"""Due days, payment plans, ageing, reminders, allocation: tables of cases and properties."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.foundation.money import Money
from safelight.sales.rules.ageing import Bucket, Owed, aged, bucket_of
from safelight.sales.rules.allocation import Open, allocate
from safelight.sales.rules.due import DueKind, DueTerms, due_on
from safelight.sales.rules.gift_cards import expires_on, is_expired
from safelight.sales.rules.plans import (
    InstalmentState,
    NotAPlan,
    Pace,
    Part,
    by_percent,
    checked,
    due_now,
    even,
    standings,
)
from safelight.sales.rules.reminders import next_step, step_due
from safelight.sales.rules.states import NotNow, OrderState, Step, after, steps

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def euro(text: str) -> Money:
    return Money(Decimal(text), "EUR")


@pytest.mark.parametrize(
    ("issued", "terms", "expected"),
    [
        ("2026-01-31", DueTerms(DueKind.RECEIPT), "2026-01-31"),
        ("2026-01-31", DueTerms(DueKind.DAYS, 30), "2026-03-02"),
        ("2026-01-31", DueTerms(DueKind.DAY_OF_MONTH, 31), "2026-01-31"),
        ("2026-02-01", DueTerms(DueKind.DAY_OF_MONTH, 31), "2026-02-28"),
        ("2026-01-16", DueTerms(DueKind.DAY_OF_MONTH, 15), "2026-02-15"),
        ("2026-01-10", DueTerms(DueKind.DAY_OF_MONTH, 15, 10), "2026-02-15"),
        ("2026-12-30", DueTerms(DueKind.DAY_OF_MONTH, 5), "2027-01-05"),
        ("2028-02-20", DueTerms(DueKind.DAY_OF_MONTH, 30), "2028-02-29"),
    ],
)
def test_due_days(issued: str, terms: DueTerms, expected: str) -> None:
    assert due_on(date.fromisoformat(issued), terms) == date.fromisoformat(expected)


@given(DAYS, st.integers(1, 31), st.integers(0, 31))
def test_a_day_of_the_month_is_never_too_early(issued: date, number: int, grace: int) -> None:
    terms = DueTerms(DueKind.DAY_OF_MONTH, number, grace)
    found = due_on(issued, terms)
    assert issued + timedelta(days=grace) <= found <= issued + timedelta(days=grace + 31)
    assert found.day == number or (found + timedelta(days=1)).day == 1


@given(
    st.sampled_from(["EUR", "JPY", "KWD"]),
    st.integers(60, 10**9),
    st.integers(2, 60),
    DAYS,
    st.sampled_from(list(Pace)),
)
@settings(max_examples=100)
def test_even_instalments_add_up_and_rise_in_time(code: str, minor: int, count: int, first: date, pace: Pace) -> None:
    total = Money.of_minor(minor, code)
    parts = even(total, count, first, pace)
    assert sum(part.amount.minor for part in parts) == minor
    assert max(part.amount.minor for part in parts) - min(part.amount.minor for part in parts) <= 1
    assert parts[0].due_on == first
    assert [part.due_on for part in parts] == sorted({part.due_on for part in parts})


def test_the_first_instalment_may_be_stated() -> None:
    parts = even(euro("100.00"), 4, date(2026, 1, 31), Pace.MONTHLY, first=euro("40"))
    assert [str(part.amount.amount) for part in parts] == ["40.00", "20.00", "20.00", "20.00"]
    assert [part.due_on.isoformat() for part in parts] == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


def test_percentages_add_up_exactly() -> None:
    shares = [
        (date(2026, 1, 1), Decimal("33.33")),
        (date(2026, 2, 1), Decimal("33.33")),
        (date(2026, 3, 1), Decimal("33.34")),
    ]
    assert sum(part.amount.minor for part in by_percent(euro("0.10"), shares)) == 10
    with pytest.raises(NotAPlan, match="add up to 100"):
        by_percent(euro("10"), shares[:2])


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([("2026-01-01", "10")], "2 to 60"),
        ([("2026-01-01", "10"), ("2026-01-01", "10")], "same day"),
        ([("2026-01-01", "10"), ("2026-02-01", "0")], "more than nothing"),
        ([("2026-01-01", "10"), ("2026-02-01", "9.99")], "0.01 EUR less"),
        ([("2026-01-01", "10"), ("2026-02-01", "11")], "1.00 EUR more"),
    ],
)
def test_what_is_no_plan_is_refused(parts: list[tuple[str, str]], words: str) -> None:
    with pytest.raises(NotAPlan, match=words):
        checked(euro("20"), [Part(date.fromisoformat(day), euro(amount)) for day, amount in parts])


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=12), st.integers(-(10**6), 10**7), st.integers(-400, 400))
@settings(max_examples=100)
def test_what_is_settled_fills_the_instalments_in_order(amounts: list[int], settled: int, shift: int) -> None:
    first = date(2026, 1, 1)
    today = first + timedelta(days=shift)
    parts = [
        Part(first + timedelta(days=30 * place), Money.of_minor(minor, "EUR")) for place, minor in enumerate(amounts)
    ]
    found = standings(parts, Money.of_minor(settled, "EUR"), today)
    assert sum(one.paid.minor for one in found) == max(0, min(settled, sum(amounts)))
    full = [one.state is InstalmentState.PAID for one in found]
    assert full == sorted(full, reverse=True)
    assert due_now(found, today).minor == sum(one.open.minor for one in found if one.part.due_on <= today)


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(-5, "current"), (0, "current"), (1, "days_1_30"), (30, "days_1_30"), (31, "days_31_60"), (60, "days_31_60"),
     (61, "days_61_90"), (90, "days_61_90"), (91, "over_90"), (4000, "over_90")],
)  # fmt: skip
def test_buckets(days: int, bucket: str) -> None:
    today = date(2026, 6, 1)
    assert bucket_of(today - timedelta(days=days), today) == Bucket(bucket)


@given(st.lists(st.tuples(DAYS, st.integers(-(10**6), 10**6))), DAYS)
def test_ageing_loses_nothing(owed: list[tuple[date, int]], today: date) -> None:
    found = aged([Owed(day, Money.of_minor(minor, "JPY")) for day, minor in owed], today, "JPY")
    assert set(found) == set(Bucket)
    assert sum(amount.minor for amount in found.values()) == sum(minor for _, minor in owed)


@given(st.integers(0, 10**6), st.lists(st.tuples(st.integers(-100, 10**5), DAYS), max_size=8))
def test_an_allocation_gives_away_exactly_what_there_is(money: int, owed: list[tuple[int, date]]) -> None:
    opens = [Open(UUID(int=place), day, Money.of_minor(minor, "EUR")) for place, (minor, day) in enumerate(owed)]
    found = allocate(Money.of_minor(money, "EUR"), opens)
    by_id = {item.invoice_id: item.amount.minor for item in opens}
    assert sum(part.minor for _, part in found.parts) + found.left.minor == money
    assert all(0 < part.minor <= by_id[one] for one, part in found.parts)
    room = sum(max(0, minor) for minor in by_id.values())
    assert found.left.minor == max(0, money - room)
    days = {item.invoice_id: item.due_on for item in opens}
    assert [days[one] for one, _ in found.parts] == sorted(days[one] for one, _ in found.parts)


def test_reminders_go_out_once_and_only_the_latest() -> None:
    due, schedule = date(2026, 3, 10), (-3, 1, 7, 14)
    assert step_due(due, schedule, set(), date(2026, 3, 6)) is None
    assert step_due(due, schedule, set(), date(2026, 3, 7)) == -3
    assert step_due(due, schedule, {-3}, date(2026, 3, 8)) is None
    assert step_due(due, schedule, {-3}, date(2026, 3, 18)) == 7
    assert step_due(due, schedule, {7}, date(2026, 3, 18)) is None
    assert step_due(due, schedule, set(), date(2026, 8, 1)) is None
    assert next_step(due, schedule, date(2026, 3, 12)) == date(2026, 3, 17)
    assert next_step(due, schedule, date(2026, 4, 12)) is None


def test_a_gift_card_is_good_through_its_last_day() -> None:
    assert expires_on(date(2026, 2, 10), 36, to_year_end=True) == date(2029, 12, 31)
    assert expires_on(date(2024, 2, 29), 12, to_year_end=False) == date(2025, 2, 28)
    assert expires_on(date(2026, 2, 10), None, to_year_end=True) is None
    assert not is_expired(date(2026, 2, 10), date(2026, 2, 10))
    assert is_expired(date(2026, 2, 10), date(2026, 2, 11))


@pytest.mark.parametrize("state", OrderState)
@pytest.mark.parametrize("step", Step)
def test_every_step_leads_somewhere_or_says_why_not(state: OrderState, step: Step) -> None:
    if step in steps(state):
        assert isinstance(after(state, step), OrderState)
    else:
        with pytest.raises(NotNow, match=r"\w.*\."):
            after(state, step)
