"""The demo studio's prices: lists of a portrait studio as they are common, made through the actions of this module.

Prices are invented. Two editions of the main list are published, so that a version can be seen; the taxes are those of New
York State with a county, where the studio is in the United States.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal
from uuid import UUID

from safelight.foundation.actions import Context, run
from safelight.pricing.actions import (
    add_coupon,
    add_group,
    add_item,
    add_list,
    add_promotion,
    add_reward_rule,
    add_tax_regime,
    change_list,
    copy_list,
    publish,
    raise_prices,
    set_components,
)
from safelight.pricing.rules.items import ItemKind

Place = tuple[str, int, int, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class _Sold:
    identifier: str
    name: str
    price: str
    cost: str | None = None
    kind: ItemKind = ItemKind.PRINT
    more: dict[str, Any] = field(default_factory=dict)
    places: tuple[Place, ...] = ()


def _print(width: str, height: str, price: str, cost: str, **more: Any) -> _Sold:  # noqa: ANN401 - fields of an item
    size = {"width": width, "height": height, "size_unit": "in", "vendor": "Meridian Lab"}
    return _Sold(f"P-{width}X{height}", f"{width}×{height} print", price, cost, more={**size, **more})


_SESSIONS: Final = (
    _Sold("S-FAM", "Family session, 60 minutes", "175", "0", ItemKind.SESSION_FEE,
          {"credit_rule": "part", "credit_percent": "50", "credit_days": 60, "quick_pick": True, "description": "Up to six people, studio or lake"}),
    _Sold("S-NEW", "Newborn session, up to three hours", "275", "25", ItemKind.SESSION_FEE,
          {"credit_rule": "none", "quick_pick": True, "description": "Props, wraps and a warm room included"}),
    _Sold("S-MAT", "Maternity session, 45 minutes", "150", "0", ItemKind.SESSION_FEE, {"credit_rule": "whole", "credit_days": 90}),
    _Sold("S-HEAD", "Headshot, 30 minutes", "125", "0", ItemKind.SESSION_FEE, {"quick_pick": True}),
    _Sold("S-CAKE", "Cake smash, 60 minutes", "225", "35", ItemKind.SESSION_FEE, {"description": "With cake and a bath afterwards"}),
    _Sold("S-EXTRA", "Extra person", "25", "0", ItemKind.SERVICE),
    _Sold("S-RUSH", "Rush editing", "75", "0", ItemKind.SERVICE, {"discountable": False}),
)  # fmt: skip
_PRINTS: Final = (
    _print("4", "6", "18", "0.80"),
    _print("5", "7", "28", "1.40"),
    _print("8", "10", "48", "2.90", quick_pick=True),
    _print("11", "14", "85", "6.50"),
    _print("16", "20", "140", "14.00"),
    _print("20", "24", "190", "21.00"),
    _print("24", "36", "260", "34.00"),
    _Sold("P-WALLET", "Wallets, set of 8", "32", "2.20", more={"width": "2.5", "height": "3.5", "size_unit": "in", "vendor": "Meridian Lab"}),
)  # fmt: skip
_WALL: Final = tuple(
    _Sold(f"{code}-{width}X{height}", f"{width}×{height} {what}", price, cost, ItemKind.PRODUCT,
          {"width": width, "height": height, "size_unit": "in", "vendor": "Harborview Frames"})
    for code, what, rows in (
        ("C", "canvas", (("11", "14", "210", "38"), ("16", "20", "310", "54"), ("20", "30", "450", "82"), ("30", "40", "690", "138"))),
        ("M", "metal print", (("11", "14", "260", "46"), ("16", "24", "420", "79"), ("24", "36", "720", "151"))),
    )
    for width, height, price, cost in rows
)  # fmt: skip
_FRAMES: Final = (
    _Sold("F-8X10", "8×10 frame, oak", "95", "24", ItemKind.PRODUCT, {"vendor": "Harborview Frames"}),
    _Sold("F-16X20", "16×20 frame, oak", "165", "47", ItemKind.PRODUCT, {"vendor": "Harborview Frames"}),
)
_ALBUMS: Final = (
    _Sold("A-8", "8×8 album, 20 pages", "420", "96", ItemKind.PRODUCT,
          {"takes_images": True, "images_included": 20, "images_least": 15, "images_most": 40, "extra_image": "12", "vendor": "Fold & Thread"}),
    _Sold("A-10", "10×10 album, 30 pages", "640", "142", ItemKind.PRODUCT,
          {"takes_images": True, "images_included": 30, "images_least": 20, "images_most": 60, "extra_image": "14", "vendor": "Fold & Thread"}),
    _Sold("A-BOX", "Matted image box, 10 prints", "480", "88", ItemKind.COMPOSITE,
          {"takes_images": True, "images_included": 10, "images_least": 10, "images_most": 10, "vendor": "Fold & Thread"}),
    _Sold("A-STORY", "Storyboard, 10×20", "160", "18", ItemKind.COMPOSITE,
          {"takes_images": True, "images_included": 3, "images_least": 3, "images_most": 5, "extra_image": "10"}),
)  # fmt: skip
_DIGITAL: Final = (
    _Sold("D-1", "One digital file", "65", "0", ItemKind.DIGITAL_FILE, {"quick_pick": True}),
    _Sold("D-10", "Ten digital files", "390", "0", ItemKind.DIGITAL_FILE,
          {"takes_images": True, "images_included": 10, "images_least": 1, "extra_image": "35"}),
    _Sold("D-ALL", "All digital files of a session", "690", "0", ItemKind.DIGITAL_FILE),
)  # fmt: skip
_EXTRAS: Final = (
    _Sold("G-50", "Gift card 50", "50", None, ItemKind.GIFT_CARD),
    _Sold("G-100", "Gift card 100", "100", None, ItemKind.GIFT_CARD, {"quick_pick": True}),
    _Sold("G-250", "Gift card 250", "250", None, ItemKind.GIFT_CARD),
    _Sold("SHIP", "Shipping", "15", "9.50", ItemKind.SHIPPING),
    _Sold("CARDS-25", "Greeting cards, 25 with envelopes", "70", "19", ItemKind.PRODUCT),
    _Sold("USB", "USB stick", "30", "8", ItemKind.PRODUCT, {"hidden": True}),
    _Sold("CD", "Files on a disc", "20", "2", ItemKind.PRODUCT, {"inactive": True}),
)
_PACKAGES: Final = (
    _Sold("PK-ESS", "The Essentials", "420", None, ItemKind.PACKAGE,
          {"takes_images": True, "images_included": 4, "images_least": 1, "images_most": 8, "extra_image": "20",
           "description": "For the mantelpiece and the grandparents"},
          (("Prints 8×10", 2, 2, (("P-8X10", "0"),)), ("Prints 5×7", 4, 4, (("P-5X7", "0"),)),
           ("Digital files", 1, 1, (("D-10", "0"),)))),
    _Sold("PK-HEIR", "The Heirloom", "890", None, ItemKind.PACKAGE,
          {"quick_pick": True, "takes_images": True, "images_included": 12, "images_least": 10, "images_most": 25, "extra_image": "18"},
          (("Album or box", 1, 1, (("A-8", "0"), ("A-BOX", "40"), ("A-10", "180"))),
           ("Wall piece", 1, 1, (("C-16X20", "0"), ("M-16X24", "90"), ("C-20X30", "120"))),
           ("Gift prints", 0, 4, (("P-5X7", "0"), ("P-8X10", "12"))))),
    _Sold("PK-LEG", "The Legacy", "1650", None, ItemKind.PACKAGE,
          {"takes_images": True, "images_included": 30, "images_least": 20, "images_most": 60, "extra_image": "15"},
          (("The Heirloom", 1, 1, (("PK-HEIR", "0"),)), ("All files", 1, 1, (("D-ALL", "0"),)),
           ("Statement piece", 1, 1, (("C-30X40", "0"), ("M-24X36", "60"))))),
)  # fmt: skip
_GROUPS: Final = (
    ("Sessions", _SESSIONS),
    ("Prints", _PRINTS),
    ("Wall art", _WALL),
    ("Frames", _FRAMES),
    ("Albums and boxes", _ALBUMS),
    ("Digital files", _DIGITAL),
    ("Gift cards and more", _EXTRAS),
    ("Packages", _PACKAGES),
)
_MINIS: Final = (
    _Sold("MINI", "Holiday mini session, 20 minutes", "95", "0", ItemKind.SESSION_FEE, {"quick_pick": True}),
    _Sold("MINI-5", "Five digital files", "150", "0", ItemKind.DIGITAL_FILE),
    _Sold("MINI-CARDS", "Holiday cards, 25", "60", "17", ItemKind.PRODUCT),
)
_SCHOOL: Final = (
    _Sold("SC-A", "Package A: 1 8×10, 2 5×7, 8 wallets", "42", "5.20", ItemKind.PRODUCT),
    _Sold("SC-B", "Package B: 2 5×7, 8 wallets", "30", "3.60", ItemKind.PRODUCT),
    _Sold("SC-CLASS", "Class composite", "18", "2.10", ItemKind.COMPOSITE),
    _Sold("SC-FILE", "Digital portrait", "25", "0", ItemKind.DIGITAL_FILE),
)


def load_demo(context: Context, size: Literal["small", "year", "large"] = "small") -> None:  # noqa: ARG001 - a studio has as many prices whatever its size
    """Fill a fresh studio: lists with sessions, prints, albums, packages; promotions, coupons, rewards, taxes."""
    if context.studio.country == "US":
        _taxes(context)
    ids = _portraits(context)
    _list(context, "School and sports", (("Portraits", _SCHOOL),))
    year = context.now.year
    minis = _list(
        context, "Holiday minis", (("Minis", _MINIS),), season_from=f"{year}-10-01", season_until=f"{year}-12-31"
    )
    run(copy_list, context, {"list_id": minis["list"], "name": "Spring minis (draft)"})
    _promotions(context, ids)
    run(
        add_reward_rule,
        context,
        {"name": "Thank you for coming back", "kind": "loyalty", "percent": "3", "spend_from": "500", "days": 365},
    )
    run(
        add_reward_rule,
        context,
        {
            "name": "A friend of a friend",
            "kind": "referral",
            "amount": "50",
            "welcome": "25",
            "spend_from": "250",
            "use_from": "150",
            "days": 365,
        },
    )


def _taxes(context: Context) -> None:
    county = {"code": "COUNTY", "name": "Albany County sales tax", "percent": "4"}
    state = {"code": "STATE", "name": "New York sales tax", "percent": "4"}
    run(
        add_tax_regime,
        context,
        {"template": "us-ny", "name": "New York, Albany County", "rates": [state, county], "is_default": True},
    )


def _portraits(context: Context) -> dict[str, UUID]:
    """The main list in two editions: last year's prices, then this year's, four per cent dearer."""
    ids = _list(context, "Portraits", _GROUPS, is_default=True, holds_changes=True)
    run(publish, context, {"list_id": ids["list"], "note": f"Prices {context.now.year - 1}"})
    run(
        raise_prices,
        context,
        {"list_id": ids["list"], "percent": "4", "rounding": "five", "kinds": ["product", "package"]},
    )
    run(publish, context, {"list_id": ids["list"], "note": f"Prices {context.now.year}"})
    run(change_list, context, {"list_id": ids["list"], "holds_changes": False})
    return ids


def _list(
    context: Context,
    name: str,
    groups: tuple[tuple[str, tuple[_Sold, ...]], ...],
    **more: Any,  # noqa: ANN401 - fields of a list
) -> dict[str, UUID]:
    """Make a list and return the ids of its items by identifier, its groups by name, and its own as ``list``."""
    wanted = {"name": name, "holds_changes": True, **more}
    listed = run(add_list, context, wanted).value.id
    ids: dict[str, UUID] = {"list": listed}
    for heading, items in groups:
        ids[heading] = run(add_group, context, {"list_id": listed, "name": heading}).value.id
        for sold in items:
            given = {
                "list_id": listed,
                "group_id": ids[heading],
                "identifier": sold.identifier,
                "name": sold.name,
                "price": sold.price,
                "cost": sold.cost,
                "kind": sold.kind,
                "tax_class": "exempt"
                if sold.kind is ItemKind.DIGITAL_FILE and context.studio.country == "US"
                else "standard",
                **sold.more,
            }
            ids[sold.identifier] = run(add_item, context, given).value.id
            if sold.places:
                _fill(context, ids, sold)
    if not more.get("holds_changes"):
        run(change_list, context, {"list_id": listed, "holds_changes": False})
    return ids


def _fill(context: Context, ids: dict[str, UUID], sold: _Sold) -> None:
    places = [
        {
            "label": label,
            "least": least,
            "most": most,
            "choices": [
                {"item_id": ids[code], "surcharge": surcharge, "preset": place == 0 and least == most == 1}
                for place, (code, surcharge) in enumerate(choices)
            ],
        }
        for label, least, most, choices in sold.places
    ]
    run(set_components, context, {"item_id": ids[sold.identifier], "components": places})


def _promotions(context: Context, ids: dict[str, UUID]) -> None:
    welcome = run(
        add_promotion,
        context,
        {"name": "Welcome back", "kind": "percent", "percent": "10", "needs_code": True, "once_per_client": True,
         "description": "For clients who come a second time", "scope": [{"group_id": ids["Prints"]}, {"group_id": ids["Wall art"]}]},
    ).value.id  # fmt: skip
    run(add_coupon, context, {"promotion_id": welcome, "code": "WELCOME10", "note": "On the thank-you card"})
    run(
        add_promotion,
        context,
        {"name": "Four prints for three", "kind": "buy_n", "buy": 3, "get": 1, "scope": [{"group_id": ids["Prints"]}]},
    )
    run(
        add_promotion,
        context,
        {"name": "A print for the wall", "kind": "free_item", "minimum": "1500", "gift": [{"item_id": ids["P-8X10"]}]},
    )
    fair = run(
        add_promotion,
        context,
        {
            "name": "Wedding fair",
            "kind": "amount",
            "amount": "100",
            "minimum": "800",
            "needs_code": True,
            "stackable": False,
        },
    ).value.id
    run(
        add_coupon,
        context,
        {"promotion_id": fair, "code": "FAIR100", "uses_most": 25, "note": "Handed out at the fair"},
    )
    run(
        add_item,
        context,
        {"list_id": ids["list"], "group_id": ids["Gift cards and more"], "identifier": "PROMO-FAIR", "kind": "promotion",
         "name": "Wedding fair voucher", "price": "0", "promotion_id": fair},
    )  # fmt: skip
