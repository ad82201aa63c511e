"""What one unit of a line consists of: the parts of a package, its price, its cost, and how it is taxed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from safelight.foundation.money import Money
from safelight.pricing.rules.basket import BasketLine, Pick
from safelight.pricing.rules.items import Component, ItemFacts, TaxClass
from safelight.pricing.rules.quote import Part, Problem, Reason

_DEEPEST = 5  # packages inside packages; the models refuse circles, this stops what slipped through


@dataclass(slots=True)
class Opened:
    """One unit of a line, amounts in minor units.

    ``weights`` are (income category, tax class, weight): one for a plain item, several where parts are taxed by themselves.
    """

    unit: int
    cost: int | None
    weights: list[tuple[str, TaxClass, Fraction]]
    parts: list[Part] = field(default_factory=list)
    parts_value: int | None = None
    reasons: list[Reason] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def open_line(line: BasketLine) -> Opened:
    """Return what one unit of a line is, with its picks and images; the price is the override where there is one."""
    opened = _open(line.item, line.picks, line.key, depth=0)
    _count_images(opened, line)
    if line.price is not None and line.price.minor != opened.unit:
        was = Money.of_minor(opened.unit, line.price.currency)
        change = line.price - was
        text = f"The price was changed from {was.format()} to {line.price.format()}."
        opened.reasons.append(Reason("price_changed", text, change, line.key))
        opened.unit = line.price.minor
    if line.tax_class is not None:
        opened.weights = [(category, line.tax_class, weight) for category, _, weight in opened.weights]
    return opened


def _open(item: ItemFacts, picks: Sequence[Pick], key: str, depth: int) -> Opened:
    currency = item.price.currency
    cost = None if item.cost is None else item.cost.minor
    plain = [(item.income, item.tax_class, Fraction(1))]
    if item.package is None:
        return Opened(item.price.minor, cost, plain)
    opened = Opened(item.price.minor, cost or 0, plain, parts_value=0)
    if depth >= _DEEPEST:
        opened.problems.append(Problem("too_deep", f"“{item.name}” lies too deep inside other packages.", key))
        return opened
    weights: list[tuple[str, TaxClass, Fraction]] = []
    known = {component.key for component in item.package.components}
    if any(pick.component not in known for pick in picks):
        text = f"Something was chosen for “{item.name}” that this package has no place for."
        opened.problems.append(Problem("no_such_place", text, key))
    for component in item.package.components:
        for chosen in _chosen(component, picks, item, opened, key):
            inside = _open(chosen.item, chosen.picks, key, depth + 1)
            pieces = chosen.count * component.quantity
            surcharge = chosen.surcharge * chosen.count
            # What was added inside a package of this package (a surcharge there) is paid on top as well.
            opened.unit += surcharge + (inside.unit - chosen.item.price.minor) * pieces
            opened.parts_value = (opened.parts_value or 0) + inside.unit * pieces
            opened.cost = None if opened.cost is None or inside.cost is None else opened.cost + inside.cost * pieces
            opened.parts.append(
                Part(
                    chosen.item,
                    pieces,
                    component.label,
                    Money.of_minor(inside.unit * pieces, currency),
                    Money.of_minor(surcharge, currency),
                    depth,
                )
            )
            opened.parts += inside.parts
            opened.problems += inside.problems
            weights += _scaled(inside.weights, inside.unit * pieces + surcharge)
    if item.package.taxed_by_parts and sum(weight for _, _, weight in weights) > 0:
        opened.weights = weights
    return opened


@dataclass(frozen=True, slots=True)
class _Chosen:
    item: ItemFacts
    count: int
    surcharge: int
    picks: tuple[Pick, ...]


def _chosen(component: Component, picks: Sequence[Pick], package: ItemFacts, opened: Opened, key: str) -> list[_Chosen]:
    """Return what fills a place: what was picked, else what fills it by itself; and note what is wrong with it."""
    mine = [pick for pick in picks if pick.component == component.key]
    choices = {choice.item.item_id: choice for choice in component.choices}
    found: list[_Chosen] = []
    for pick in mine:
        choice = choices.get(pick.item_id)
        if choice is None or pick.count < 0:
            text = f"“{component.label}” of “{package.name}” cannot be filled with this choice."
            opened.problems.append(Problem("no_such_choice", text, key))
        elif pick.count:
            found.append(_Chosen(choice.item, pick.count, _minor(choice.surcharge), pick.picks))
    if not mine:
        presets = component.choices if component.is_fixed else [one for one in component.choices if one.preset]
        found = [
            _Chosen(choice.item, component.least if component.is_fixed else 1, _minor(choice.surcharge), ())
            for choice in presets
        ]
    count = sum(one.count for one in found)
    if not component.least <= count <= component.most:
        wanted = f"{component.least}" if component.least == component.most else f"{component.least} to {component.most}"
        text = f"“{component.label}” of “{package.name}” takes {wanted}; {count} chosen."
        opened.problems.append(Problem("picks_missing" if count < component.least else "picks_too_many", text, key))
    return found


def _scaled(weights: Sequence[tuple[str, TaxClass, Fraction]], value: int) -> list[tuple[str, TaxClass, Fraction]]:
    total = sum((weight for _, _, weight in weights), Fraction(0))
    return [(category, tax_class, weight * value / total) for category, tax_class, weight in weights]


def _count_images(opened: Opened, line: BasketLine) -> None:
    """Add the extra-image fee and note too few or too many images."""
    rule = line.item.images
    if rule is None:
        return
    if line.images is None:
        if rule.least:
            text = f"Choose the images of “{line.item.name}”: at least {rule.least}."
            opened.problems.append(Problem("images_missing", text, line.key))
        return
    if line.images < rule.least:
        text = f"“{line.item.name}” takes at least {rule.least} images; {line.images} chosen."
        opened.problems.append(Problem("images_missing", text, line.key))
    if rule.most is not None and line.images > rule.most:
        text = f"“{line.item.name}” takes at most {rule.most} images; {line.images} chosen."
        opened.problems.append(Problem("images_too_many", text, line.key))
    extra = line.images - rule.included
    if extra > 0 and rule.extra is not None and rule.extra:
        fee = rule.extra * extra
        opened.unit += fee.minor
        text = f"{extra} images beyond the {rule.included} included, {rule.extra.format()} each."
        opened.reasons.append(Reason("extra_images", text, fee, line.key))


def _minor(amount: Money | None) -> int:
    return 0 if amount is None else amount.minor
