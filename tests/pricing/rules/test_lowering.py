"""Everything that lowers a price: discounts, promotions, coupons, rewards, session credits; and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from safelight.pricing.rules.basket import BadBasket, Basket, Buyer, Discount, Reward, SessionCredit
from safelight.pricing.rules.items import CreditRule, ItemKind, TaxClass
from safelight.pricing.rules.promotions import Coupon, Promotion, PromotionKind, Scope
from safelight.pricing.rules.rewards import Earning, session_credit
from safelight.pricing.rules.taxes import Exemption
from tests.pricing.rules.making import DAY, added, amount, ask, identifier, item, line, rate, texts

PRINT = item("print", "40")
SMALL = item("small", "10")
CARD = item("card", "100", kind=ItemKind.GIFT_CARD, discountable=False)
POST = item("post", "10", kind=ItemKind.SHIPPING, discountable=False)


def promotion(name: str, kind: PromotionKind, **more: Any) -> Promotion:  # noqa: ANN401 - fields
    return Promotion(identifier(name), name, kind, **more)


def percent(name: str, number: str, **more: Any) -> Promotion:  # noqa: ANN401 - fields
    return promotion(name, PromotionKind.PERCENT, percent=Decimal(number), **more)


def off(name: str, number: str, **more: Any) -> Promotion:  # noqa: ANN401 - fields
    return promotion(name, PromotionKind.AMOUNT, amount=amount(number), **more)


def buy(name: str, wanted: int, given: int, **more: Any) -> Promotion:  # noqa: ANN401 - fields
    return promotion(name, PromotionKind.BUY_N, buy=wanted, get=given, **more)


def test_a_line_discount_is_never_more_than_the_price() -> None:
    quote = ask(line("a", PRINT, "2", discount=Discount(amount("100"), label="Kind")), line("b", SMALL))
    assert (quote.lines[0].amount, quote.lines[0].discount, quote.total) == (amount("0"), amount("80"), amount("10"))
    assert "Kind: $80.00 off “print”. It was lowered to the price." in texts(quote)


def test_a_discount_on_the_order_leaves_gift_cards_and_shipping_alone() -> None:
    quote = ask(line("a", PRINT), line("c", CARD), line("p", POST), discount=Discount(percent=Decimal(25)))
    assert [one.discount.amount for one in quote.lines] == [Decimal(10), Decimal(0), Decimal(0)]
    assert quote.total == amount("140")


def test_a_discount_on_the_order_is_spread_to_the_cent() -> None:
    lines = [line(str(place), item(f"i{place}", "10")) for place in range(3)]
    quote = ask(*lines, discount=Discount(amount("10")))
    assert sorted(one.discount.minor for one in quote.lines) == [333, 333, 334]


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        (percent("p", "10"), "81.00"),
        (percent("p", "50", scope=Scope(kinds=frozenset({ItemKind.PRINT}), items=frozenset({SMALL.item_id}))), "45.00"),
        (off("o", "15"), "75.00"),
        (off("o", "500"), "0.00"),
        (off("o", "5", each=True), "75.00"),
        (buy("b", 2, 1), "80.00"),
        (buy("b", 1, 1, get_percent=Decimal(50), scope=Scope(items=frozenset({PRINT.item_id}))), "70.00"),
        (buy("b", 2, 1, scope=Scope(items=frozenset({PRINT.item_id})), gift=Scope(items=frozenset({SMALL.item_id}))), "80.00"),
        (buy("b", 3, 1, scope=Scope(items=frozenset({PRINT.item_id}))), "90.00"),
        (promotion("f", PromotionKind.FREE_ITEM, gift=Scope(identifiers=frozenset({"small"}))), "80.00"),
        (percent("p", "10", minimum=amount("90")), "81.00"),
        (percent("p", "10", minimum=amount("90.01")), "90.00"),
        (percent("p", "10", starts_on=date(2026, 5, 5)), "90.00"),
        (percent("p", "10", ends_on=date(2026, 5, 3)), "90.00"),
        (percent("p", "10", uses_left=0), "90.00"),
        (percent("p", "10", needs_code=True), "90.00"),
    ],
)  # fmt: skip
def test_a_promotion(offered: Promotion, expected: str) -> None:
    assert ask(line("a", PRINT, "2"), line("b", SMALL), promotions=(offered,)).total == amount(expected)


def test_buy_two_get_one_gives_the_cheapest_and_as_often_as_it_fits() -> None:
    lines = (line("a", PRINT, "4"), line("b", SMALL, "3"))
    assert ask(*lines, promotions=(buy("b", 2, 1),)).discount == amount("20"), "seven pieces: two free, the small ones"
    assert ask(*lines, promotions=(buy("b", 2, 1, times=1),)).discount == amount("10")
    assert ask(line("a", PRINT, "100000"), promotions=(buy("b", 1, 1),)).discount == amount("2000000")


def test_what_does_not_go_together_is_weighed_and_told() -> None:
    together = (percent("ten", "10"), off("five", "5"))
    quote = ask(line("a", PRINT, "2"), promotions=(*together, percent("alone", "20", stackable=False)))
    assert quote.total == amount("64")
    assert "“ten” was left out: “alone” saves more" in texts(quote)
    assert [(one.label, one.amount.amount) for one in quote.used] == [("alone", Decimal("16.00"))]
    better = ask(line("a", PRINT, "2"), promotions=(*together, percent("alone", "15", stackable=False)))
    assert better.total == amount("67"), "eight per cent and five together are thirteen: more than twelve"


def test_promotions_that_go_together_take_turns() -> None:
    quote = ask(line("a", PRINT, "2"), promotions=(off("five", "5"), percent("ten", "10")))
    assert [cut.amount.amount for cut in quote.lines[0].cuts] == [Decimal("8.00"), Decimal("5.00")]
    first = ask(line("a", PRINT, "2"), promotions=(off("five", "5", priority=1), percent("ten", "10")))
    assert [cut.amount.amount for cut in first.lines[0].cuts] == [Decimal("5.00"), Decimal("7.50")]


def test_coupons_have_limits_of_their_own() -> None:
    offered = percent("ten", "10", needs_code=True)

    def asked(**more: Any) -> Any:  # noqa: ANN401 - a quote
        return ask(line("a", PRINT), promotions=(offered,), coupons=(Coupon("TEN", offered.promotion_id, **more),))

    assert asked().total == amount("36")
    assert {one.kind for one in asked().used} == {"promotion", "coupon"}
    for more, said in (
        ({"uses_left": 0}, "used as often as it may be"),
        ({"client_uses_left": 0}, "this client has used it"),
        ({"ends_on": date(2026, 5, 3)}, "it ended on 2026-05-03"),
        ({"starts_on": date(2026, 5, 5)}, "it begins on 2026-05-05"),
    ):
        assert asked(**more).total == amount("40")
        assert said in texts(asked(**more))
    assert "no coupon with the code WHAT" in texts(ask(line("a", PRINT), unknown_codes=("WHAT",)))


def test_once_per_client_means_once() -> None:
    offered = percent("ten", "10", once_per_client=True)
    used = Buyer(used={offered.promotion_id: 1})
    assert ask(line("a", PRINT), promotions=(offered,), buyer=used).total == amount("40")
    assert ask(line("a", PRINT), promotions=(offered,), buyer=Buyer()).total == amount("36")


def test_free_shipping_is_a_promotion_on_shipping() -> None:
    free = percent("free shipping", "100", scope=Scope(kinds=frozenset({ItemKind.SHIPPING})), minimum=amount("40"))
    assert ask(line("a", PRINT), line("p", POST), promotions=(free,)).total == amount("40")
    assert ask(line("b", SMALL), line("p", POST), promotions=(free,)).total == amount("20")


def test_a_free_item_nobody_took_yet_is_offered() -> None:
    gift = promotion(
        "gift", PromotionKind.FREE_ITEM, gift=Scope(items=frozenset({SMALL.item_id})), gift_name="a small print"
    )
    quote = ask(line("a", PRINT), promotions=(gift,))
    assert [one.text for one in quote.offers] == ["Add a small print: it is free by “gift”."]
    assert ask(line("a", PRINT), line("b", SMALL, "2"), promotions=(gift,)).total == amount("50")


def test_an_item_stands_for_a_promotion() -> None:
    offered = percent("ten", "10", needs_code=True)
    chip = item("chip", "0", kind=ItemKind.PROMOTION, promotion_id=offered.promotion_id)
    assert ask(line("a", PRINT), line("c", chip), promotions=(offered,)).total == amount("36")


def test_session_credits_and_rewards_lower_goods_and_expire() -> None:
    fee = item(
        "fee", "150", kind=ItemKind.SESSION_FEE, credit=CreditRule.PART, credit_percent=Decimal(50), credit_days=30
    )
    credit = session_credit("s", fee, amount("150"), date(2026, 4, 10))
    assert credit == SessionCredit("s", amount("75"), "fee, credited", date(2026, 5, 10))
    quote = ask(line("a", PRINT, "3"), line("p", POST), session_credits=(credit,))
    assert quote.total == amount("55")
    assert [(one.kind, one.key, one.amount.amount) for one in quote.used] == [("session_credit", "s", Decimal("75.00"))]
    late = ask(line("a", PRINT, "3"), session_credits=(credit,), on=date(2026, 5, 11))
    assert late.total == amount("120")
    assert "expired on 2026-05-10" in texts(late)
    small = ask(line("a", PRINT), session_credits=(credit,))
    assert small.total == amount("0")
    assert "$35.00 was not needed" in texts(small)
    assert session_credit("s", replace(fee, credit=CreditRule.NONE), amount("150"), DAY) is None
    whole = session_credit("s", replace(fee, credit=CreditRule.WHOLE, credit_days=None), amount("150"), DAY)
    assert whole == SessionCredit("s", amount("150"), "fee, credited", None)


def test_a_reward_needs_its_order() -> None:
    reward = Reward("r", amount("20"), "Thank you", DAY, amount("50"))
    assert ask(line("a", PRINT), rewards=(reward,)).total == amount("40")
    assert ask(line("a", PRINT, "2"), rewards=(reward,)).total == amount("60")


def test_what_rewards_are_earned() -> None:
    assert Earning(percent=Decimal("2.5")).earned(amount("199.99")) == amount("5")
    assert Earning(amount=amount("25"), least=amount("200")).earned(amount("199.99")) == amount("0")
    assert Earning(amount=amount("25"), least=amount("200"), days=365).earned(amount("200")) == amount("25")
    assert Earning(days=365).valid_until(DAY) == date(2027, 5, 4)
    assert Earning().valid_until(DAY) is None


def test_the_smallest_order() -> None:
    quote = ask(line("a", PRINT), line("p", POST), minimum_order=amount("50"))
    assert [one.text for one in quote.problems] == ["The smallest order is $50.00; $10.00 is missing."]
    assert ask(minimum_order=amount("50")).problems == ()


def test_a_gift_card_is_never_taxed_and_a_line_can_be_exempt() -> None:
    regime = added(rate("VAT", "10"))
    quote = ask(line("a", PRINT), line("c", CARD), line("x", SMALL, exempt=True), regime=regime)
    assert [one.tax.amount for one in quote.lines] == [Decimal("4.00"), Decimal(0), Decimal(0)]


def test_a_credit_may_be_below_zero_and_nothing_else() -> None:
    quote = ask(line("a", PRINT), line("c", SMALL, price=amount("-15"), credit=True), regime=added(rate("VAT", "10")))
    assert (quote.net, quote.tax, quote.total) == (amount("25"), amount("2.50"), amount("27.50"))
    with pytest.raises(BadBasket) as refusal:
        line("c", SMALL, price=amount("-15"))
    assert (refusal.value.field, refusal.value.line_key) == ("price", "c")


@pytest.mark.parametrize("quantity", ["0", "-1", "1.0001", "NaN"])
def test_quantities_that_mean_nothing_are_refused(quantity: str) -> None:
    with pytest.raises(BadBasket):
        line("a", PRINT, quantity)


def test_currencies_and_keys_are_checked() -> None:
    with pytest.raises(BadBasket):
        Basket("EUR", DAY, (line("a", PRINT),))
    with pytest.raises(BadBasket):
        Basket("USD", DAY, (line("a", PRINT), line("a", SMALL)))
    with pytest.raises(ValueError, match="without a rate"):
        ask(line("a", PRINT), rewards=(Reward("r", amount("5", "EUR")),))
    with pytest.raises(BadBasket):
        Discount(amount("5"), Decimal(5))
    with pytest.raises(BadBasket):
        Discount(percent=Decimal(101))


def test_an_expired_certificate_is_a_problem_and_does_not_exempt() -> None:
    buyer = Buyer(Exemption("C-1", valid_until=date(2026, 5, 3)))
    quote = ask(line("a", PRINT), regime=added(rate("VAT", "10")), buyer=buyer)
    assert (quote.tax, [one.code for one in quote.problems]) == (amount("4"), ["exemption_expired"])


def test_a_tax_nobody_entered_is_said() -> None:
    quote = ask(line("a", PRINT), regime=added())
    assert [one.code for one in quote.reasons] == ["tax_not_set_up"]
    old = added(rate("VAT", "10", valid_until=date(2026, 5, 3)))
    assert [one.code for one in ask(line("a", PRINT), regime=old).problems] == ["no_tax_rate"]
    assert ask(line("a", PRINT, exempt=True, tax_class=TaxClass.EXEMPT), regime=old).problems == ()


def test_a_reduced_item_bears_the_standard_rate_where_there_is_no_other() -> None:
    album = item("album", "100", tax_class=TaxClass.REDUCED)
    assert ask(line("a", album), regime=added(rate("VAT", "10"))).tax == amount("10")
    both = added(rate("VAT", "10"), rate("VAT", "5", TaxClass.REDUCED))
    assert ask(line("a", album), regime=both).tax == amount("5")


def test_a_set_that_is_not_complete_gives_nothing() -> None:
    assert ask(line("a", PRINT, "5"), promotions=(buy("b", 2, 1),)).discount == amount("40"), "five pieces: one free"
    assert ask(line("a", PRINT, "3"), line("b", SMALL), promotions=(buy("b", 3, 1),)).discount == amount("10")
    assert ask(line("a", PRINT, "3"), promotions=(buy("b", 3, 1),)).discount == amount("0")


def test_a_cent_that_cannot_be_divided_does_not_depend_on_the_order_of_lines() -> None:
    first, second = item("first", "10"), item("second", "10", tax_class=TaxClass.ZERO)
    regime = added(rate("VAT", "100"), rate("VAT", "0", TaxClass.ZERO))
    for lines in ((line("a", first), line("b", second)), (line("a", second), line("b", first))):
        for cent, tax in (("0.01", "9.99"), ("0.03", "9.98")):
            quote = ask(*lines, discount=Discount(amount(cent)), regime=regime)
            turned = ask(*reversed(lines), discount=Discount(amount(cent)), regime=regime)
            assert (quote.tax, quote.total) == (turned.tax, turned.total)
            assert quote.tax == amount(tax), "standard comes before zero, whatever the lines are called"
