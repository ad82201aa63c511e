"""When something is an entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.books.rules.chart import STANDARD, is_made_on_use, made_account, own_key
from safelight.books.rules.entries import MOST_MINOR, NewEntry, NewLine, merged, mirrored, problems, sums
from safelight.foundation.money import Money

CURRENCIES = ("EUR", "JPY", "KWD")
LINES = st.lists(
    st.builds(
        lambda account, minor, currency: NewLine(account, Money.of_minor(minor, currency)),
        st.sampled_from(["cash", "bank", "receivable", "income:prints"]),
        st.integers(-10_000, 10_000),
        st.sampled_from(CURRENCIES),
    ),
    max_size=8,
)


def _entry(*lines: NewLine) -> NewEntry:
    return NewEntry(date(2026, 3, 2), "invoice", "", "invoice", None, lines)


@given(LINES)
def test_lines_are_an_entry_exactly_when_two_have_an_amount_and_each_currency_balances(lines: list[NewLine]) -> None:
    minors = [(line.amount.currency, line.amount.minor) for line in lines]
    balances = all(sum(minor for each, minor in minors if each == currency) == 0 for currency in CURRENCIES)
    enough = sum(1 for _, minor in minors if minor) >= 2
    assert (not problems(_entry(*lines))) == (balances and enough)


@given(LINES)
def test_what_is_put_right_by_a_counterweight_balances_and_its_mirror_takes_it_back(lines: list[NewLine]) -> None:
    whole = [*lines, *(NewLine("rounding", -total) for total in sums(lines).values())]
    assert not any(sums(whole).values())
    assert not any(sums([*whole, *mirrored(whole)]).values())
    assert merged([*whole, *mirrored(whole)]) == ()


@given(LINES)
def test_merging_lines_keeps_every_sum(lines: list[NewLine]) -> None:
    together = merged(lines)
    assert {key: total for key, total in sums(together).items() if total} == {
        key: total for key, total in sums(lines).items() if total
    }
    keys = [(line.account, line.amount.currency) for line in together]
    assert len(keys) == len(set(keys))


def test_each_fault_is_named_with_its_place() -> None:
    lines = (
        NewLine("cash", Money.of_minor(MOST_MINOR + 1, "JPY"), category="x" * 61, memo="y" * 301),
        NewLine("bank", Money.of_minor(-5, "JPY")),
    )
    found = problems(replace(_entry(*lines), kind="Not a slug", memo="z" * 301))
    assert set(found) == {"kind", "memo", "lines", "lines.0.amount", "lines.0.category", "lines.0.memo"}
    assert "JPY more than the credits" in found["lines"]


def test_the_standard_chart_has_each_key_and_code_once() -> None:
    assert len({account.key for account in STANDARD}) == len({account.code for account in STANDARD}) == len(STANDARD)


@pytest.mark.parametrize(
    ("key", "made"),
    [
        ("tax:DE19", True), ("income:wall art & frames", True), ("income:写真", True), ("tax:", False), ("tax: x", False),
        ("cash", False), ("own:rent", False), ("income:" + "x" * 60, True), ("income:" + "x" * 61, False),
    ],
)  # fmt: skip
def test_accounts_of_taxes_and_categories_are_made_on_use(key: str, made: bool) -> None:
    assert is_made_on_use(key) == made


def test_a_made_account_takes_the_next_free_code_and_a_readable_name() -> None:
    first = made_account("income:session_fee", {"4001", "4002"})
    assert (first.code, first.name) == ("4003", "Income: Session fee")
    with pytest.raises(ValueError, match="no account"):
        made_account("nonsense", ())


def test_own_accounts_get_a_key_from_their_name() -> None:
    assert own_key("Studio rent (Köln)", set()) == "own:studio_rent_koln"
    assert own_key("写真", {"own:account"}) == "own:account_2"
