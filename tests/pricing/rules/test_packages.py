"""Packages: what is in them, what they cost, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from safelight.pricing.rules.basket import Pick
from safelight.pricing.rules.items import Choice, Component, ImageRule, ItemFacts, ItemKind, PackageFacts, TaxClass
from tests.pricing.rules.making import amount, ask, identifier, included, item, line, rate, texts

PRINT = item("print", "45", cost="6")
ALBUM = item("album", "400", cost="120", kind=ItemKind.PRODUCT)
BOOK = item("book", "200", cost="60", kind=ItemKind.PRODUCT, tax_class=TaxClass.ZERO)
FILES = item("files", "300", cost="0", kind=ItemKind.DIGITAL_FILE)


def place(name: str, *choices: Choice, least: int = 1, most: int = 1, quantity: int = 1) -> Component:
    return Component(identifier(name), name, choices, least, most, quantity)


def package(name: str, price: str, *components: Component, **more: object) -> ItemFacts:
    taxed_by_parts = bool(more.pop("taxed_by_parts", False))
    return item(name, price, kind=ItemKind.PACKAGE, package=PackageFacts(components, taxed_by_parts), **more)


PRINTS = place("Prints", Choice(PRINT), least=2, most=2)
KEEPSAKE = place("Keepsake", Choice(FILES, preset=True), Choice(ALBUM, amount("100")))
FAMILY = package("family", "350", PRINTS, KEEPSAKE)


def test_a_package_fills_itself_where_nothing_has_to_be_chosen() -> None:
    quote = ask(line("p", FAMILY))
    (only,) = quote.lines
    assert quote.problems == ()
    assert [(part.item.name, part.quantity, part.value.amount) for part in only.parts] == [
        ("print", 2, Decimal("90.00")),
        ("files", 1, Decimal("300.00")),
    ]
    assert (only.unit, only.parts_value) == (amount("350"), amount("390"))
    assert "its parts cost $390.00 one by one, together $40.00 less" in texts(quote)
    assert (only.cost, only.margin, only.margin_percent) == (amount("12"), amount("338"), Decimal("96.6"))


def test_a_dearer_choice_costs_its_surcharge_per_piece_and_package() -> None:
    picks = (Pick(KEEPSAKE.key, ALBUM.item_id),)
    quote = ask(line("p", FAMILY, "2", picks=picks))
    assert (quote.lines[0].unit, quote.total) == (amount("450"), amount("900"))
    assert quote.lines[0].parts_value == amount("490")
    assert quote.cost == amount("264")


@pytest.mark.parametrize(
    ("picks", "code", "said"),
    [
        ((Pick(KEEPSAKE.key, PRINT.item_id),), "no_such_choice", "cannot be filled with this choice"),
        ((Pick(KEEPSAKE.key, ALBUM.item_id, 2),), "picks_too_many", "takes 1; 2 chosen"),
        ((Pick(KEEPSAKE.key, ALBUM.item_id, 0),), "picks_missing", "takes 1; 0 chosen"),
        ((Pick(identifier("elsewhere"), ALBUM.item_id),), "no_such_place", "no place for"),
        ((Pick(PRINTS.key, PRINT.item_id, 1),), "picks_missing", "“Prints” of “family” takes 2; 1 chosen."),
    ],
)
def test_wrong_choices_are_said_and_never_refused(picks: tuple[Pick, ...], code: str, said: str) -> None:
    problems = ask(line("p", FAMILY, picks=picks)).problems
    assert code in {problem.code for problem in problems}
    assert said in " ".join(problem.text for problem in problems)
    assert {problem.line_key for problem in problems} == {"p"}


def test_a_set_counts_as_one_piece() -> None:
    wallets = package("wallets", "60", place("Wallets", Choice(PRINT), quantity=8))
    (only,) = ask(line("p", wallets)).lines
    assert (only.parts[0].quantity, only.parts_value, only.cost) == (8, amount("360"), amount("48"))


def test_packages_lie_inside_packages() -> None:
    both = place("Family part", Choice(FAMILY))
    grand = package("grand", "900", both, place("Book", Choice(BOOK)))
    picks = (Pick(both.key, FAMILY.item_id, 1, (Pick(KEEPSAKE.key, ALBUM.item_id),)),)
    (only,) = ask(line("p", grand, picks=picks)).lines
    assert only.unit == amount("1000"), "the surcharge inside is paid on top"
    assert [(part.item.name, part.depth) for part in only.parts] == [
        ("family", 0), ("print", 1), ("album", 1), ("book", 0),
    ]  # fmt: skip
    assert only.cost == amount("192")


def test_images_beyond_those_included_cost_extra() -> None:
    rule = ImageRule(included=10, least=5, most=15, extra=amount("25"))
    gallery = replace(FAMILY, images=rule)
    quote = ask(line("p", gallery, images=12))
    assert quote.lines[0].unit == amount("400")
    assert "2 images beyond the 10 included, $25.00 each." in texts(quote)
    assert ask(line("p", gallery, images=10)).total == amount("350")
    assert [one.code for one in ask(line("p", gallery, images=4)).problems] == ["images_missing"]
    assert [one.code for one in ask(line("p", gallery, images=16)).problems] == ["images_too_many"]
    assert [one.code for one in ask(line("p", gallery)).problems] == ["images_missing"]


def test_a_price_by_hand_replaces_everything_in_it() -> None:
    quote = ask(line("p", replace(FAMILY, images=ImageRule(extra=amount("25"))), images=3, price=amount("300")))
    assert quote.total == amount("300")
    assert "The price was changed from $425.00 to $300.00." in texts(quote)


def test_a_package_may_be_taxed_by_its_parts() -> None:
    regime = included(rate("VAT", "20"), rate("VAT", "0", TaxClass.ZERO))
    mixed = package(
        "mixed",
        "90",
        place("Print", Choice(item("p", "60"))),
        place("Book", Choice(item("b", "40", tax_class=TaxClass.ZERO))),
    )
    whole = ask(line("p", mixed), regime=regime)
    assert (whole.tax, whole.net) == (amount("15"), amount("75")), "as one thing: 90 ÷ 6"
    assert mixed.package is not None
    apart = ask(line("p", replace(mixed, package=replace(mixed.package, taxed_by_parts=True))), regime=regime)
    assert (apart.tax, apart.net) == (amount("9"), amount("81")), "60 % of 90 is 54, of which a sixth"
    assert [(portion.tax_class, portion.net.amount) for portion in apart.lines[0].portions] == [
        (TaxClass.STANDARD, Decimal("45.00")),
        (TaxClass.ZERO, Decimal("36.00")),
    ]


def test_an_unknown_cost_inside_makes_the_margin_unknown() -> None:
    quote = ask(line("p", package("plain", "100", place("x", Choice(replace(PRINT, cost=None))))), line("q", PRINT))
    assert (quote.lines[0].cost, quote.lines[0].margin) == (None, None)
    assert (quote.cost, quote.cost_complete, quote.margin) == (amount("6"), False, None)


def test_a_surcharge_is_paid_for_every_piece_chosen() -> None:
    gifts = place("Gifts", Choice(PRINT), Choice(BOOK, amount("12")), least=0, most=4)
    small = package("small", "100", gifts)
    assert ask(line("p", small)).total == amount("100")
    picks = (Pick(gifts.key, PRINT.item_id), Pick(gifts.key, BOOK.item_id, 3))
    assert ask(line("p", small, picks=picks)).total == amount("136")
