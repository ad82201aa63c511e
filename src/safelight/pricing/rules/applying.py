"""Applying promotions: which may apply, which go together, and which of the ways to combine them saves most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from safelight.foundation.money import Money
from safelight.pricing.rules.basket import Basket
from safelight.pricing.rules.exact import part_of, rounded, shared
from safelight.pricing.rules.promotions import Coupon, Promotion, PromotionKind, Scope, turn
from safelight.pricing.rules.quote import Reason, Used
from safelight.pricing.rules.working import Working, plain


@dataclass(frozen=True, slots=True)
class _Asked:
    promotion: Promotion
    coupon: Coupon | None


def apply_promotions(
    basket: Basket, works: Sequence[Working], reasons: list[Reason], used: list[Used], offers: list[Reason]
) -> None:
    """Take off what promotions and coupons give, and say what was left out and why."""
    asked = _asked(basket, works, reasons, offers)
    together = sorted((one for one in asked if one.promotion.stackable), key=lambda one: turn(one.promotion))
    ways = [
        together,
        *([one] for one in sorted(asked, key=lambda one: turn(one.promotion)) if not one.promotion.stackable),
    ]
    results = [(_cuts(way, works), way) for way in ways if way]
    if not results:
        return
    # The first of equals wins: promotions that go together before one that stands alone.
    best, chosen = max(results, key=lambda result: sum(map(sum, result[0])))
    names = ", ".join(f"“{one.promotion.name}”" for one in chosen)
    for cuts, one in zip(best, chosen, strict=True):
        for work, cut in zip(works, cuts, strict=True):
            work.cut("promotion", str(one.promotion.promotion_id), one.promotion.name, cut)
        amount = Money.of_minor(sum(cuts), basket.currency)
        reasons.append(_reason(one, amount))
        if amount:
            used.extend(_uses(one, amount))
    for one in asked:
        if one not in chosen:
            text = f"“{one.promotion.name}” was left out: {names} saves more, and the two do not go together."
            reasons.append(Reason("promotion_left_out", text))


def _reason(one: _Asked, amount: Money) -> Reason:
    promotion = one.promotion
    if not amount:
        return Reason("promotion_nothing", f"“{promotion.name}” takes nothing off this order.")
    code = f" (code {one.coupon.code})" if one.coupon else ""
    return Reason("promotion", f"“{promotion.name}”{code}: {_said(promotion, amount.currency)}.", -amount)


def _uses(one: _Asked, amount: Money) -> Iterator[Used]:
    yield Used("promotion", str(one.promotion.promotion_id), one.promotion.name, amount)
    if one.coupon is not None:
        yield Used("coupon", str(one.coupon.coupon_id or one.coupon.code), one.coupon.code, amount)


def _said(promotion: Promotion, currency: str) -> str:
    if promotion.kind is PromotionKind.PERCENT:
        return f"{plain(promotion.percent)} % off"
    if promotion.kind is PromotionKind.AMOUNT:
        amount = promotion.amount or Money.zero(currency)
        return f"{amount.format()} off{' each' if promotion.each else ''}"
    if promotion.kind is PromotionKind.FREE_ITEM:
        return f"{promotion.get} free"
    less = "free" if promotion.get_percent == 100 else f"{plain(promotion.get_percent)} % off"  # noqa: PLR2004 - per cent
    return f"buy {promotion.buy}, get {promotion.get} {less}"


def _asked(basket: Basket, works: Sequence[Working], reasons: list[Reason], offers: list[Reason]) -> list[_Asked]:
    """Return the promotions that may apply; each refusal is told when somebody asked for it."""
    found: list[_Asked] = []
    reasons.extend(Reason("code_unknown", f"There is no coupon with the code {code}.") for code in basket.unknown_codes)
    coupons = {coupon.promotion_id: coupon for coupon in sorted(basket.coupons, key=lambda one: one.code, reverse=True)}
    wanted = {work.item.promotion_id for work in works if work.item.promotion_id is not None}
    for promotion in sorted({one.promotion_id: one for one in basket.promotions}.values(), key=turn):
        coupon = coupons.get(promotion.promotion_id)
        if promotion.needs_code and coupon is None and promotion.promotion_id not in wanted:
            continue
        refusal = (_coupon_refusal(coupon, basket) if coupon else "") or _refusal(promotion, basket, works)
        if not refusal:
            found.append(_Asked(promotion, coupon))
            _offer(promotion, works, offers)
        elif coupon is not None:
            reasons.append(Reason("coupon_refused", f"The code {coupon.code} does not count: {refusal}"))
        else:
            reasons.append(Reason("promotion_refused", f"“{promotion.name}” does not count: {refusal}"))
    return found


def _coupon_refusal(coupon: Coupon, basket: Basket) -> str:
    if coupon.starts_on is not None and basket.on < coupon.starts_on:
        return f"it begins on {coupon.starts_on.isoformat()}."
    if coupon.ends_on is not None and basket.on > coupon.ends_on:
        return f"it ended on {coupon.ends_on.isoformat()}."
    if coupon.uses_left is not None and coupon.uses_left < 1:
        return "it was used as often as it may be."
    if coupon.client_uses_left is not None and coupon.client_uses_left < 1:
        return "this client has used it as often as they may."
    return ""


def _refusal(promotion: Promotion, basket: Basket, works: Sequence[Working]) -> str:  # noqa: PLR0911 - one reason a line
    if promotion.starts_on is not None and basket.on < promotion.starts_on:
        return f"it begins on {promotion.starts_on.isoformat()}."
    if promotion.ends_on is not None and basket.on > promotion.ends_on:
        return f"it ended on {promotion.ends_on.isoformat()}."
    if promotion.uses_left is not None and promotion.uses_left < 1:
        return "it was used as often as it may be."
    if promotion.once_per_client and basket.buyer.used.get(promotion.promotion_id, 0):
        return "this client has used it before, and it is meant once per client."
    goods = sum(work.left for work in works if work.is_goods)
    if promotion.minimum is not None and goods < promotion.minimum.minor:
        missing = Money.of_minor(promotion.minimum.minor - goods, basket.currency)
        return f"it needs an order of {promotion.minimum.format()}; {missing.format()} is missing."
    if promotion.kind is not PromotionKind.FREE_ITEM and not _meant(promotion.scope, works):
        return "nothing in this order is meant by it."
    return ""


def _offer(promotion: Promotion, works: Sequence[Working], offers: list[Reason]) -> None:
    """Point out a free item that nobody has put into the basket yet."""
    if promotion.kind is PromotionKind.FREE_ITEM and not _meant(_gift(promotion), works):
        what = promotion.gift_name or "the free item"
        offers.append(Reason("free_item", f"Add {what}: it is free by “{promotion.name}”."))


def _meant(scope: Scope, works: Sequence[Working]) -> list[int]:
    return [place for place, work in enumerate(works) if work.left > 0 and scope.covers(work.item)]


def _gift(promotion: Promotion) -> Scope:
    return promotion.gift or promotion.scope


def _cuts(way: Sequence[_Asked], works: Sequence[Working]) -> list[list[int]]:
    """Return what each promotion of a way takes off each line, one after the other."""
    left = [work.left for work in works]
    found = []
    for one in way:
        cuts = _RULES[one.promotion.kind](one.promotion, works, left)
        left = [before - cut for before, cut in zip(left, cuts, strict=True)]
        found.append(cuts)
    return found


def _by_percent(promotion: Promotion, works: Sequence[Working], left: Sequence[int]) -> list[int]:
    places = set(_meant(promotion.scope, works))
    weights = [amount if place in places else 0 for place, amount in enumerate(left)]
    return shared(part_of(sum(weights), promotion.percent), weights) if sum(weights) else [0] * len(left)


def _by_amount(promotion: Promotion, works: Sequence[Working], left: Sequence[int]) -> list[int]:
    places = set(_meant(promotion.scope, works))
    amount = promotion.amount.minor if promotion.amount else 0
    if promotion.each:
        return [
            min(rounded(amount * Fraction(works[place].line.quantity)), left[place]) if place in places else 0
            for place in range(len(left))
        ]
    weights = [rest if place in places else 0 for place, rest in enumerate(left)]
    return shared(min(amount, sum(weights)), weights) if sum(weights) else [0] * len(left)


@dataclass(slots=True)
class _Units:
    """Whole units of one line; ``price`` is what one of them still costs, exactly."""

    place: int
    price: Fraction
    count: int


def _units(scope: Scope, works: Sequence[Working], left: Sequence[int]) -> list[_Units]:
    found = [
        _Units(place, Fraction(left[place]) / Fraction(works[place].line.quantity), int(works[place].line.quantity))
        for place in _meant(scope, works)
        if left[place] > 0
    ]
    return sorted((one for one in found if one.count), key=lambda one: one.price)


def _free_item(promotion: Promotion, works: Sequence[Working], left: Sequence[int]) -> list[int]:
    return _cheapest(_units(_gift(promotion), works, left), promotion.get, Fraction(1), left)


def _buy_n(promotion: Promotion, works: Sequence[Working], left: Sequence[int]) -> list[int]:
    """Give ``get`` of the cheapest units for every ``buy`` others, as many times as the basket holds both."""
    gifts = _units(_gift(promotion), works, left)
    bought = {one.place: one.count for one in _units(promotion.scope, works, left)}
    available = sum(one.count for one in gifts)
    most = sum(bought.values()) // promotion.buy
    if promotion.times is not None:
        most = min(most, promotion.times)
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        free = min(middle * promotion.get, available)
        if sum(bought.values()) - _taken_from(bought, gifts, free) >= middle * promotion.buy and (
            available >= (middle - 1) * promotion.get + 1
        ):
            low = middle
        else:
            high = middle - 1
    return _cheapest(gifts, min(low * promotion.get, available), Fraction(promotion.get_percent) / 100, left)


def _taken_from(bought: dict[int, int], gifts: Sequence[_Units], free: int) -> int:
    """How many of the free units would have counted as bought ones."""
    lost = 0
    for one in gifts:
        count = min(one.count, free)
        free -= count
        lost += count if one.place in bought else 0
    return lost


def _cheapest(units: Sequence[_Units], count: int, part: Fraction, left: Sequence[int]) -> list[int]:
    cuts = [0] * len(left)
    for one in units:
        taken = min(count, one.count)
        count -= taken
        cuts[one.place] = min(rounded(one.price * taken * part), left[one.place])
    return cuts


_RULES: dict[PromotionKind, Callable[[Promotion, Sequence[Working], Sequence[int]], list[int]]] = {
    PromotionKind.PERCENT: _by_percent,
    PromotionKind.AMOUNT: _by_amount,
    PromotionKind.FREE_ITEM: _free_item,
    PromotionKind.BUY_N: _buy_n,
}
