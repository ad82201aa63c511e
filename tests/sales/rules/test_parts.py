"""Parts of a line add up to the line, to the smallest coin, however it is divided."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safelight.foundation.money import Money
from safelight.sales.rules.parts import (
    Amounts,
    NoSuchPart,
    Tax,
    added,
    part_by_amount,
    part_by_quantity,
    rest,
    spread,
    tax_summary,
)

CURRENCIES = ("EUR", "JPY", "KWD")


@st.composite
def lines(draw: st.DrawFn, currency: str | None = None) -> Amounts:
    """A sound line: up to three taxes, a reduction, a reward within it."""
    currency = currency or draw(st.sampled_from(CURRENCIES))

    def money(minor: int) -> Money:
        return Money.of_minor(minor, currency)

    net = draw(st.integers(0, 10**7))
    rates = draw(st.lists(st.integers(0, 30), max_size=3))
    taxes = tuple(
        Tax(f"T{place}", f"Tax {place}", Decimal(rate), money(net), money(net * rate // 100))
        for place, rate in enumerate(rates)
    )
    reduction = draw(st.integers(0, 10**6))
    return Amounts(
        quantity=Decimal(draw(st.integers(1, 10**6))) / 1000,
        listed=money(net + reduction),
        reduction=money(reduction),
        net=money(net),
        gross=money(net + sum(tax.amount.minor for tax in taxes)),
        taxes=taxes,
        cost=money(draw(st.integers(0, 10**6))),
        reward=money(draw(st.integers(0, reduction))),
    )


def is_between(part: Amounts, whole: Amounts) -> bool:
    pairs = [
        (part.listed, whole.listed), (part.reduction, whole.reduction), (part.net, whole.net), (part.gross, whole.gross),
        *((one.amount, other.amount) for one, other in zip(part.taxes, whole.taxes, strict=True)),
    ]  # fmt: skip
    return all(0 <= one.minor <= other.minor for one, other in pairs) and 0 <= part.quantity <= whole.quantity


@given(lines(), st.lists(st.fractions(0, 1), max_size=6))
@settings(max_examples=150)
def test_parts_add_up_whatever_is_taken(whole: Amounts, wishes: list[object]) -> None:
    left, taken = whole, []
    for wish in wishes:
        minor = int(left.gross.minor * wish)  # type: ignore[operator]  # a fraction times a whole number
        if not 0 < minor <= left.gross.minor:
            continue
        part = part_by_amount(left, Money.of_minor(minor, whole.currency))
        assert part.gross.minor == minor
        assert part.problems() == []
        assert is_between(part, left)
        assert (part.reward or Money.zero(whole.currency)).minor <= part.reduction.minor
        taken.append(part)
        left = rest(whole, taken)
        assert left.problems() == []
    together = added([*taken, left], whole.currency)
    assert (together.net, together.gross, together.listed) == (whole.net, whole.gross, whole.listed)
    assert (together.quantity, together.cost, together.reward) == (whole.quantity, whole.cost, whole.reward)
    assert [tax.amount for tax in together.taxes] == [tax.amount for tax in whole.taxes]
    assert [tax.base for tax in together.taxes] == [tax.base for tax in whole.taxes]


@given(lines(), st.integers(1, 999))
@settings(max_examples=80)
def test_a_part_by_quantity_adds_up(whole: Amounts, share: int) -> None:
    quantity = (whole.quantity * share / 1000).quantize(Decimal("0.001"))
    assume(0 < quantity < whole.quantity)
    part = part_by_quantity(whole, quantity)
    left = rest(whole, [part])
    assert part.quantity == quantity
    assert part.problems() == left.problems() == []
    assert is_between(part, whole)
    assert added([part, left], whole.currency).gross == whole.gross


@given(
    st.sampled_from(CURRENCIES).flatmap(lambda code: st.lists(lines(currency=code), min_size=1, max_size=6)), st.data()
)
@settings(max_examples=80)
def test_an_amount_spread_over_lines_is_that_amount(wholes: list[Amounts], data: st.DataObject) -> None:
    total = sum((line.gross.minor for line in wholes), 0)
    assume(total > 0)
    wanted = Money.of_minor(data.draw(st.integers(1, total)), wholes[0].currency)
    parts = spread(wholes, wanted)
    assert sum((part.gross.minor for part in parts if part), 0) == wanted.minor
    assert all(part is None or is_between(part, whole) for part, whole in zip(parts, wholes, strict=True))


@pytest.mark.parametrize("minor", [0, -1, 10_001])
def test_what_is_no_part_is_refused(minor: int) -> None:
    whole = Amounts(Decimal(1), *[Money.of_minor(n, "EUR") for n in (10_000, 0, 10_000, 10_000)])
    with pytest.raises(NoSuchPart):
        part_by_amount(whole, Money.of_minor(minor, "EUR"))


def test_a_credit_line_is_divided_too() -> None:
    tax = Tax("VAT", "VAT", Decimal(20), Money.of_minor(-1000, "GBP"), Money.of_minor(-200, "GBP"))
    whole = Amounts(Decimal(1), *[Money.of_minor(n, "GBP") for n in (-1000, 0, -1000, -1200)], taxes=(tax,))
    part = part_by_amount(whole, Money.of_minor(-600, "GBP"))
    assert (part.net.minor, part.taxes[0].amount.minor, part.problems()) == (-500, -100, [])
    assert rest(whole, [part]).gross.minor == -600


def test_the_summary_has_one_row_per_code_and_rate() -> None:
    def line(minor: int, rate: str) -> Amounts:
        tax = Tax("VAT", "VAT", Decimal(rate), Money.of_minor(minor, "EUR"), Money.of_minor(minor // 10, "EUR"))
        amounts = [Money.of_minor(n, "EUR") for n in (minor, 0, minor, minor + minor // 10)]
        return Amounts(Decimal(1), *amounts, taxes=(tax,))

    found = tax_summary([line(1000, "10"), line(500, "10"), line(100, "5")], "EUR")
    assert [(tax.code, tax.rate, tax.base.minor, tax.amount.minor) for tax in found] == [
        ("VAT", Decimal(10), 1500, 150),
        ("VAT", Decimal(5), 100, 10),
    ]
