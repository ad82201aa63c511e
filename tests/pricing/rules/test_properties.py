"""What holds for every basket, however odd."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.foundation.money import Money
from safelight.pricing.rules.basket import Basket, BasketLine, Buyer, Discount
from safelight.pricing.rules.engine import price
from safelight.pricing.rules.items import ItemFacts
from safelight.pricing.rules.quote import Quote
from safelight.pricing.rules.snapshot import from_json, to_json
from safelight.pricing.rules.taxes import Exemption, RoundOn, TaxMode, TaxRate, TaxRegime
from tests.pricing.rules.baskets import CURRENCY, amounts, baskets, discounts, plain_items, regimes
from tests.pricing.rules.making import DAY, item, rate
from tests.pricing.rules.making import line as sold_line

ZERO = Money.zero(CURRENCY)
EXAMPLES = settings(max_examples=100, deadline=None)
single_rates = st.decimals("0.1", "40", places=3).map(lambda percent: rate("T", str(percent)))


def total(parts: Iterable[Money]) -> Money:
    return sum(parts, ZERO)


@EXAMPLES
@given(baskets())
def test_everything_adds_up(basket: Basket) -> None:
    quote = price(basket)
    assert [line.key for line in quote.lines] == [line.key for line in basket.lines]
    for line in quote.lines:
        assert line.net + line.tax == line.gross
        assert line.listed - line.discount == line.amount
        assert total(cut.amount for cut in line.cuts) == line.discount
        assert total(tax.amount for tax in line.taxes) == line.tax
        assert total(portion.net for portion in line.portions) == line.net
        assert total(portion.tax for portion in line.portions) == line.tax
        assert total(portion.listed_net for portion in line.portions) == line.listed_net
        assert ZERO.minor <= line.amount.minor <= line.listed.minor
        assert line.listed_net.minor >= line.net.minor >= 0
        assert all(portion.net.minor >= 0 and portion.tax.minor >= 0 for portion in line.portions)
    assert quote.net + quote.tax == quote.total
    assert total(line.net for line in quote.lines) == quote.net
    assert total(tax.amount for tax in quote.taxes) == quote.tax
    assert quote.listed - quote.discount == quote.subtotal
    assert quote.total.minor >= 0
    if quote.mode is TaxMode.INCLUDED and not any(line.exempt for line in basket.lines) and not basket.buyer.exemption:
        assert quote.total == quote.subtotal
    if quote.mode is not TaxMode.INCLUDED:
        assert quote.net == quote.subtotal
    if quote.cost_complete and quote.margin is not None:
        assert quote.net - quote.cost == quote.margin
    taken = total(one.amount for one in quote.used if one.kind != "coupon")
    by_hand = total(cut.amount for line in quote.lines for cut in line.cuts if cut.kind in {"line", "order"})
    assert taken + by_hand == quote.discount


@EXAMPLES
@given(baskets(), st.randoms(use_true_random=False))
def test_the_order_of_lines_and_their_names_change_nothing(basket: Basket, dice: random.Random) -> None:
    shuffled = list(basket.lines)
    dice.shuffle(shuffled)
    first, second = price(basket), price(replace(basket, lines=tuple(shuffled)))
    assert {line.key: line for line in first.lines} == {line.key: line for line in second.lines}
    renamed = tuple(replace(line, key=f"new {place}") for place, line in enumerate(shuffled))
    third = price(replace(basket, lines=renamed))
    assert (first.total, first.tax, first.taxes, first.discount, first.used) == (
        third.total, third.tax, third.taxes, third.discount, third.used,
    )  # fmt: skip


@EXAMPLES
@given(baskets())
def test_a_basket_has_one_price_and_a_quote_can_be_kept(basket: Basket) -> None:
    quote = price(basket)
    assert price(basket) == quote
    assert from_json(Quote, json.loads(json.dumps(to_json(quote)))) == quote
    for line in basket.lines:
        assert from_json(type(line.item), json.loads(json.dumps(to_json(line.item)))) == line.item
    assert from_json(TaxRegime, json.loads(json.dumps(to_json(basket.regime)))) == basket.regime


@EXAMPLES
@given(st.lists(st.tuples(plain_items(), st.integers(1, 5)), min_size=1, max_size=4), regimes, discounts)
def test_splitting_lines_into_single_pieces_changes_no_total(
    sold: list[tuple[ItemFacts, int]], regime: TaxRegime, discount: Discount | None
) -> None:
    whole = Basket(
        currency=CURRENCY,
        on=DAY,
        regime=replace(regime, round_on=RoundOn.DOCUMENT),
        discount=discount,
        lines=tuple(BasketLine(str(place), facts, Decimal(count)) for place, (facts, count) in enumerate(sold)),
    )
    single = replace(
        whole,
        lines=tuple(
            BasketLine(f"{one.key}.{piece}", one.item) for one in whole.lines for piece in range(int(one.quantity))
        ),
    )
    one, many = price(whole), price(single)
    assert (one.listed, one.subtotal) == (many.listed, many.subtotal)
    # A discount that does not divide evenly may lie one cent further on another tax class, and so may its tax.
    apart = len(sold) * 2 if discount else 0
    assert abs(one.total.minor - many.total.minor) <= apart


@EXAMPLES
@given(plain_items(), st.integers(1, 9), single_rates)
def test_included_and_added_tax_are_the_same_tax(sold: ItemFacts, count: int, one_rate: TaxRate) -> None:
    regime = TaxRegime("any", TaxMode.INCLUDED, (one_rate,))
    whole = BasketLine("0", sold, Decimal(count))
    with_tax = price(Basket(currency=CURRENCY, on=DAY, regime=regime, lines=(whole,)))
    net = BasketLine("0", sold, price=with_tax.net)
    on_top = price(Basket(currency=CURRENCY, on=DAY, regime=replace(regime, mode=TaxMode.ADDED), lines=(net,)))
    assert abs(on_top.total.minor - with_tax.total.minor) <= 1
    assert abs(on_top.tax.minor - with_tax.tax.minor) <= 1


@EXAMPLES
@given(baskets())
def test_an_exempt_client_pays_what_is_left_without_tax(basket: Basket) -> None:
    taxed = replace(basket, buyer=Buyer(), lines=tuple(replace(line, exempt=False) for line in basket.lines))
    exempt = replace(taxed, buyer=Buyer(Exemption("certificate")))
    quote = price(exempt)
    assert quote.tax == ZERO
    assert quote.total == price(taxed).net


@EXAMPLES
@given(baskets())
def test_promotions_never_cost_anything(basket: Basket) -> None:
    without = price(replace(basket, promotions=(), discount=None, rewards=(), session_credits=()))
    with_them = price(replace(basket, discount=None, rewards=(), session_credits=()))
    assert with_them.subtotal.minor <= without.subtotal.minor
    for line in with_them.lines:
        assert line.amount.minor <= without.line(line.key).amount.minor


@EXAMPLES
@given(st.lists(amounts, min_size=1, max_size=8), single_rates, st.sampled_from(TaxMode))
def test_tax_on_a_document_is_its_exact_tax_rounded_once(prices: list[Money], one_rate: TaxRate, mode: TaxMode) -> None:
    sold = tuple(
        sold_line(str(place), item(f"item {place}", str(amount.amount), CURRENCY))
        for place, amount in enumerate(prices)
    )
    quote = price(Basket(currency=CURRENCY, on=DAY, regime=TaxRegime("any", mode, (one_rate,)), lines=sold))
    listed = sum(amount.amount for amount in prices)
    percent = one_rate.percent
    exact = {
        TaxMode.NONE: Decimal(0),
        TaxMode.INCLUDED: listed * percent / (100 + percent),
    }.get(mode, listed * percent / 100)
    assert abs(quote.tax.amount - exact) <= Decimal("0.005000001")
