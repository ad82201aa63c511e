"""The one price engine: a basket in, a quote out. Pure, exact, the same for every seller of anything.

Prices are lowered in this order: the line's own discount, promotions and coupons, the discount on the whole order, rewards,
session credits. Then tax is reckoned on what is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from safelight.foundation.money import Money
from safelight.pricing.rules.applying import apply_promotions
from safelight.pricing.rules.basket import Basket
from safelight.pricing.rules.cash import cash_step, in_cash
from safelight.pricing.rules.exact import part_of, rounded, shared
from safelight.pricing.rules.items import ItemKind, TaxClass
from safelight.pricing.rules.quote import LineTax, Portion, Problem, Quote, QuoteLine, Reason, Used
from safelight.pricing.rules.taxes import Exemption, Piece, ShippingTax, Taxed, TaxMode, factors, tax
from safelight.pricing.rules.working import Working, plain, spread_over, start


def price(basket: Basket) -> Quote:
    """Return the price of a basket.

    Raises:
        ValueError: an amount is of another currency than the basket.
    """
    works = start(basket.lines)
    pricing = _Pricing(basket, works)
    pricing.lower()
    return pricing.answer()


class _Pricing:
    def __init__(self, basket: Basket, works: list[Working]) -> None:
        self.basket, self.works = basket, works
        self.reasons: list[Reason] = []
        self.problems: list[Problem] = []
        self.offers: list[Reason] = []
        self.used: list[Used] = []

    def money(self, minor: int) -> Money:
        return Money.of_minor(minor, self.basket.currency)

    def minor(self, amount: Money | None) -> int:
        if amount is None:
            return 0
        # Adding is refused for another currency.
        return (Money.zero(self.basket.currency) + amount).minor

    def lower(self) -> None:
        """Take everything off that is to be taken off."""
        apply_promotions(self.basket, self.works, self.reasons, self.used, self.offers)
        self._order_discount()
        goods = sum(work.left for work in self.works if work.is_goods)
        for reward in sorted(self.basket.rewards, key=lambda one: (str(one.valid_until or "9999"), one.key)):
            if reward.valid_until is not None and reward.valid_until < self.basket.on:
                text = f"“{reward.label}” expired on {reward.valid_until.isoformat()}."
                self.reasons.append(Reason("reward_expired", text))
            elif goods < self.minor(reward.minimum):
                text = f"“{reward.label}” needs an order of {self._text(self.minor(reward.minimum))}."
                self.reasons.append(Reason("reward_minimum", text))
            else:
                self._take("reward", reward.key, reward.label, self.minor(reward.amount))
        for credit in sorted(self.basket.session_credits, key=lambda one: (str(one.valid_until or "9999"), one.key)):
            if credit.valid_until is not None and credit.valid_until < self.basket.on:
                text = f"The session credit “{credit.label}” expired on {credit.valid_until.isoformat()}."
                self.reasons.append(Reason("credit_expired", text))
            else:
                self._take("session_credit", credit.key, credit.label, self.minor(credit.amount))
        self._minimum_order()

    def answer(self) -> Quote:
        """Reckon taxes and put everything together."""
        taxed = self._taxes()
        by_key = {
            line.key: line for line in (self._line(work, own) for work, own in zip(self.works, taxed, strict=True))
        }
        lines = tuple(by_key[line.key] for line in self.basket.lines)
        listed, subtotal = _sum(self, (x.listed for x in lines)), _sum(self, (x.amount for x in lines))
        net, tax_total = _sum(self, (x.net for x in lines)), _sum(self, (x.tax for x in lines))
        total = net + tax_total
        step = self.basket.regime.cash_step or cash_step(self.basket.currency, self.basket.regime.country)
        cash_total = in_cash(total, step)
        costs = [line.cost for line in lines]
        known = [cost for cost in costs if cost is not None]
        cost = _sum(self, known)
        complete = len(known) == len(costs)
        return Quote(
            currency=self.basket.currency,
            mode=self.basket.regime.mode,
            lines=lines,
            listed=listed,
            discount=listed - subtotal,
            subtotal=subtotal,
            net=net,
            taxes=_totals(self, lines),
            tax=tax_total,
            total=total,
            cash_total=cash_total,
            cash_rounding=cash_total - total,
            cost=cost,
            cost_complete=complete,
            margin=net - cost if complete else None,
            used=tuple(self.used),
            reasons=(*(reason for line in lines for reason in line.reasons), *self.reasons),
            problems=(*(problem for work in self._in_order() for problem in work.opened.problems), *self.problems),
            offers=tuple(self.offers),
        )

    def _in_order(self) -> list[Working]:
        by_key = {work.line.key: work for work in self.works}
        return [by_key[line.key] for line in self.basket.lines]

    def _text(self, minor: int) -> str:
        return self.money(minor).format()

    def _order_discount(self) -> None:
        discount = self.basket.discount
        if discount is None:
            return
        works = [work for work in self.works if work.may_be_lowered]
        room = sum(work.left for work in works)
        wanted = part_of(room, discount.percent) if discount.percent is not None else self.minor(discount.amount)
        label = discount.label or "Discount on the order"
        taken = spread_over(works, wanted, "order", "", label)
        said = f"{plain(discount.percent)} %" if discount.percent is not None else self._text(taken)
        text = f"{label}: {said} off." + (" It was lowered to what may be discounted." if taken < wanted else "")
        self.reasons.append(Reason("order_discount", text, -self.money(taken)))

    def _take(self, kind: str, key: str, label: str, amount: int) -> None:
        taken = spread_over([work for work in self.works if work.may_be_lowered], amount, kind, key, label)
        if not taken:
            return
        self.used.append(Used(kind, key, label, self.money(taken)))
        name = label or ("Session credit" if kind == "session_credit" else "Reward")
        text = f"{name}: {self._text(taken)} counted towards the order."
        if taken < amount:
            text += f" {self._text(amount - taken)} was not needed."
        self.reasons.append(Reason(kind, text, -self.money(taken)))

    def _minimum_order(self) -> None:
        least = self.minor(self.basket.minimum_order)
        goods = sum(work.left for work in self.works if work.is_goods)
        if self.works and goods < least:
            text = f"The smallest order is {self._text(least)}; {self._text(least - goods)} is missing."
            self.problems.append(Problem("minimum_order", text))

    def _taxes(self) -> list[list[tuple[str, TaxClass, int, Taxed]]]:
        """Return per line its pieces: (category, class, list price of the piece, what it comes to)."""
        exemption = self._exemption()
        pieces: list[Piece] = []
        described: list[tuple[int, str, TaxClass, int]] = []
        for place, work in enumerate(self.works):
            own = Exemption("line") if work.line.exempt else exemption
            for category, tax_class, listed, left in self._split(work):
                pieces.append(Piece(left, tax_class, own))
                described.append((place, category, tax_class, listed))
        self._check_rates({tax_class for _, _, tax_class, _ in described})
        found: list[list[tuple[str, TaxClass, int, Taxed]]] = [[] for _ in self.works]
        results = tax(pieces, self.basket.regime, self.basket.on)
        for (place, category, tax_class, listed), result in zip(described, results, strict=True):
            found[place].append((category, tax_class, listed, result))
        return found

    def _split(self, work: Working) -> list[tuple[str, TaxClass, int, int]]:
        weights = self._weights(work)
        if len(weights) == 1:
            return [(weights[0][0], weights[0][1], work.listed, work.left)]
        # One piece per class and category keeps documents short; largest first, so that ties are settled alike.
        merged: dict[tuple[str, TaxClass], Fraction] = {}
        for category, tax_class, weight in weights:
            merged[category, tax_class] = merged.get((category, tax_class), Fraction(0)) + weight
        rows = sorted(merged.items(), key=lambda row: (-row[1], row[0]))
        listed = shared(work.listed, [weight for _, weight in rows])
        left = shared(work.left, [weight for _, weight in rows])
        return [(*key, a, b) for (key, _), a, b in zip(rows, listed, left, strict=True)]

    def _weights(self, work: Working) -> list[tuple[str, TaxClass, Fraction]]:
        item = work.item
        if item.kind is ItemKind.GIFT_CARD:
            # A voucher for anything is taxed when it is redeemed (EU directive 2016/1065; likewise in the other regimes).
            return [(item.income, TaxClass.EXEMPT, Fraction(1))]
        if item.kind is not ItemKind.SHIPPING or work.line.tax_class is not None:
            return work.opened.weights
        rule = self.basket.regime.shipping
        if rule is ShippingTax.NEVER:
            return [(item.income, TaxClass.EXEMPT, Fraction(1))]
        if rule is ShippingTax.LIKE_GOODS:
            goods: dict[TaxClass, Fraction] = {}
            for other in self.works:
                if other.is_goods:
                    total = sum((weight for _, _, weight in other.opened.weights), Fraction(0))
                    for _, tax_class, weight in other.opened.weights:
                        goods[tax_class] = goods.get(tax_class, Fraction(0)) + weight * other.left / total
            if goods:
                return [(item.income, tax_class, weight) for tax_class, weight in sorted(goods.items())]
        return work.opened.weights

    def _check_rates(self, sold: set[TaxClass]) -> None:
        """Say when nothing is charged because nobody entered it; a regime without tax is another thing."""
        regime, on = self.basket.regime, self.basket.on
        taxable = sorted(sold & {TaxClass.STANDARD, TaxClass.REDUCED})
        if regime.mode is TaxMode.NONE or not taxable:
            return
        if not regime.rates:
            text = f"“{regime.name}” has no rates yet, so no tax is charged. Enter them, or choose “no tax”."
            self.reasons.append(Reason("tax_not_set_up", text))
        elif missing := [one.value for one in taxable if not regime.rates_for(one, on)]:
            text = f"“{regime.name}” has no rate for {' and '.join(missing)} items on {on.isoformat()}."
            self.problems.append(Problem("no_tax_rate", text))

    def _exemption(self) -> Exemption | None:
        exemption = self.basket.buyer.exemption
        if exemption is None:
            return None
        if not exemption.holds(self.basket.on):
            text = f"The exemption certificate {exemption.certificate} expired: tax is charged.".replace("  ", " ")
            self.problems.append(Problem("exemption_expired", text))
            return None
        which = ", ".join(sorted(exemption.codes)) or "all taxes"
        by = f" by certificate {exemption.certificate}" if exemption.certificate else ""
        self.reasons.append(Reason("exempt", f"The client is exempt from {which}{by}."))
        return exemption

    def _line(self, work: Working, pieces: list[tuple[str, TaxClass, int, Taxed]]) -> QuoteLine:
        line, money = work.line, self.money
        net = sum(taxed.net for *_, taxed in pieces)
        taxes: dict[tuple[str, str, Decimal], tuple[int, int]] = {}
        portions = []
        for category, tax_class, listed, taxed in pieces:
            for rate, amount in taxed.taxes:
                base, so_far = taxes.get((rate.code, rate.name, rate.percent), (0, 0))
                taxes[rate.code, rate.name, rate.percent] = (base + taxed.net, so_far + amount)
            listed_net = self._listed_net(work, tax_class, listed, taxed)
            portions.append(
                Portion(category, tax_class, money(taxed.net), money(taxed.gross - taxed.net), money(listed_net))
            )
        tax_total = sum(amount for _, amount in taxes.values())
        cost = work.opened.cost
        whole_cost = None if cost is None else money(rounded(cost * Fraction(line.quantity)))
        reasons = [*work.reasons]
        value = work.opened.parts_value
        if value is not None and value != work.opened.unit and line.price is None:
            difference = self._text(abs(value - work.opened.unit))
            how = f"{difference} less" if value > work.opened.unit else f"{difference} more"
            text = f"“{work.item.name}”: its parts cost {self._text(value)} one by one, together {how}."
            reasons.append(Reason("package", text, None, line.key))
        if line.exempt:
            reasons.append(Reason("line_exempt", f"No tax is charged on “{work.item.name}”.", None, line.key))
        return QuoteLine(
            key=line.key,
            item=work.item,
            quantity=line.quantity,
            unit=money(work.opened.unit),
            listed=money(work.listed),
            cuts=tuple(work.cuts),
            discount=money(work.listed - work.left),
            amount=money(work.left),
            net=money(net),
            listed_net=_sum(self, (portion.listed_net for portion in portions)),
            taxes=tuple(LineTax(*key, base=money(base), amount=money(amount)) for key, (base, amount) in taxes.items()),
            tax=money(tax_total),
            gross=money(net + tax_total),
            portions=tuple(portions),
            parts=tuple(work.opened.parts),
            parts_value=None if value is None else money(value),
            cost=whole_cost,
            margin=None if whole_cost is None else money(net) - whole_cost,
            reasons=tuple(reasons),
        )

    def _listed_net(self, work: Working, tax_class: TaxClass, listed: int, taxed: Taxed) -> int:
        """The list price without tax; never below the net amount where nothing was added."""
        if work.listed == work.left:
            return taxed.net
        if not self.basket.regime.includes_tax:
            return listed
        rates = self.basket.regime.rates_for(tax_class, self.basket.on)
        return max(rounded(listed / (1 + sum(factors(rates), Fraction(0)))), taxed.net)


def _sum(pricing: _Pricing, amounts: Iterable[Money]) -> Money:
    return sum(amounts, pricing.money(0))


def _totals(pricing: _Pricing, lines: Iterable[QuoteLine]) -> tuple[LineTax, ...]:
    """The taxes of the whole, one row per code and percentage."""
    found: dict[tuple[str, str, Decimal], tuple[Money, Money]] = {}
    for line in lines:
        for own in line.taxes:
            key = (own.code, own.name, own.percent)
            base, amount = found.get(key, (pricing.money(0), pricing.money(0)))
            found[key] = (base + own.base, amount + own.amount)
    return tuple(LineTax(*key, *both) for key, both in sorted(found.items()))
