"""Random baskets of every kind the engine knows."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from safelight.foundation.money import Money
from safelight.pricing.rules.basket import Basket, BasketLine, Buyer, Discount, Reward, SessionCredit
from safelight.pricing.rules.exact import Rounding
from safelight.pricing.rules.items import Choice, Component, ItemFacts, ItemKind, PackageFacts, TaxClass
from safelight.pricing.rules.promotions import Coupon, Promotion, PromotionKind, Scope
from safelight.pricing.rules.taxes import Exemption, RoundOn, ShippingTax, TaxMode, TaxRegime
from tests.pricing.rules.making import DAY, identifier, rate

CURRENCY = "EUR"
_KINDS = st.sampled_from([kind for kind in ItemKind if kind not in {ItemKind.PACKAGE, ItemKind.PROMOTION}])
_CLASSES = st.sampled_from(TaxClass)
_RATES = (
    (),
    (rate("VAT", "20"), rate("VAT", "5", TaxClass.REDUCED), rate("VAT", "0", TaxClass.ZERO)),
    (rate("STATE", "4"), rate("COUNTY", "4.75", order=1), rate("CITY", "0.375", order=2)),
    (rate("GST", "5"), rate("QST", "9.5", order=1, compound=True), rate("GST", "5", TaxClass.REDUCED)),
)


def money(minor: int) -> Money:
    """Cents as money."""
    return Money.of_minor(minor, CURRENCY)


amounts = st.integers(0, 60_000).map(money)
percents = st.decimals(0, 100, places=2)
regimes = st.builds(
    TaxRegime,
    name=st.just("any"),
    mode=st.sampled_from(TaxMode),
    rates=st.sampled_from(_RATES),
    round_on=st.sampled_from(RoundOn),
    rounding=st.sampled_from(Rounding),
    combined=st.booleans(),
    shipping=st.sampled_from(ShippingTax),
)
discounts = st.one_of(
    st.none(), st.builds(Discount, amount=amounts), st.builds(Discount, percent=percents, label=st.just("Nice"))
)


@st.composite
def plain_items(draw: st.DrawFn) -> ItemFacts:
    """An item that is no package; few of them, so that baskets hold the same one twice."""
    name = draw(st.sampled_from("abcdefgh"))
    kind = draw(_KINDS)
    return ItemFacts(
        item_id=identifier(f"{name}{kind}"),
        name=name,
        price=draw(amounts),
        kind=kind,
        identifier=name,
        cost=draw(st.one_of(st.none(), amounts)),
        tax_class=draw(_CLASSES),
        discountable=draw(st.booleans()),
    )


@st.composite
def packages(draw: st.DrawFn) -> ItemFacts:
    """A package that fills itself."""
    parts = draw(st.lists(plain_items(), min_size=1, max_size=3))
    components = tuple(
        Component(identifier(f"place {place}"), f"Place {place}", (Choice(part, draw(amounts)),), count, count)
        for place, part in enumerate(parts)
        for count in [draw(st.integers(1, 3))]
    )
    return ItemFacts(
        item_id=identifier("package"),
        name="package",
        price=draw(amounts),
        kind=ItemKind.PACKAGE,
        package=PackageFacts(components, draw(st.booleans())),
    )


@st.composite
def lines(draw: st.DrawFn, key: str) -> BasketLine:
    """A line with any quantity, discount and exemption."""
    return BasketLine(
        key=key,
        item=draw(st.one_of(plain_items(), packages())),
        quantity=draw(st.one_of(st.integers(1, 6).map(Decimal), st.sampled_from([Decimal("0.5"), Decimal("1.125")]))),
        price=draw(st.one_of(st.none(), st.none(), amounts)),
        discount=draw(discounts),
        exempt=draw(st.sampled_from([False, False, False, True])),
    )


_scopes = st.one_of(
    st.just(Scope()),
    st.builds(Scope, kinds=st.frozensets(_KINDS, min_size=1, max_size=3)),
    st.builds(Scope, identifiers=st.frozensets(st.sampled_from("abcdefgh"), min_size=1)),
)


@st.composite
def promotions(draw: st.DrawFn, name: str) -> Promotion:
    """A promotion of any kind."""
    return Promotion(
        promotion_id=identifier(name),
        name=name,
        kind=draw(st.sampled_from(PromotionKind)),
        amount=draw(amounts),
        percent=draw(percents),
        each=draw(st.booleans()),
        scope=draw(_scopes),
        gift=draw(_scopes),
        buy=draw(st.integers(1, 3)),
        get=draw(st.integers(1, 3)),
        get_percent=draw(percents),
        times=draw(st.one_of(st.none(), st.integers(1, 2))),
        minimum=draw(st.one_of(st.none(), amounts)),
        stackable=draw(st.booleans()),
        needs_code=draw(st.booleans()),
    )


@st.composite
def baskets(draw: st.DrawFn) -> Basket:
    """A basket with everything in it."""
    offered = tuple(draw(promotions(name)) for name in "xyz"[: draw(st.integers(0, 3))])
    soon = draw(st.sampled_from([None, DAY, DAY - timedelta(days=1)]))
    return Basket(
        currency=CURRENCY,
        on=DAY,
        lines=tuple(draw(lines(str(key))) for key in range(draw(st.integers(0, 5)))),
        regime=draw(regimes),
        discount=draw(discounts),
        promotions=offered,
        coupons=tuple(Coupon(one.name, one.promotion_id) for one in offered if draw(st.booleans())),
        rewards=(Reward("r", draw(amounts), "Thanks", soon),) if draw(st.booleans()) else (),
        session_credits=(SessionCredit("s", draw(amounts), "Fee", soon),) if draw(st.booleans()) else (),
        buyer=Buyer(draw(st.sampled_from([None, Exemption("x"), Exemption("y", frozenset({"QST", "COUNTY"}))]))),
        minimum_order=draw(st.one_of(st.none(), amounts)),
    )
