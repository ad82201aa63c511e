"""Rows, inputs and forms of the pricing module for the house tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from safelight.foundation.actions import Context
from safelight.foundation.money import Money
from safelight.foundation.tenancy import studio_scope
from safelight.pricing.actions import Document, redeem
from safelight.pricing.models import PriceList
from safelight.pricing.rules.quote import Used
from tests.house.doing import do, identifier

PARAMETERS = {
    "coupon_id": "coupon",
    "item_id": "item",
    "list_id": "price_list",
    "promotion_id": "promotion",
    "regime_id": "tax_regime",
    "reward_id": "reward",
    "rule_id": "reward_rule",
}


def fill(context: Context, word: str, ids: dict[str, str]) -> None:
    """Make a list with groups, items and a package; promotions, coupons and rewards with their uses; taxes."""
    _taxes(context, word, ids)
    _lists(context, word, ids)
    _promotions(context, word, ids)
    with studio_scope(context.studio.id):
        amount = Money.of_minor(100, context.studio.currency)
        redeem(
            context,
            Document(word[:30], UUID(ids["unused"]), UUID(ids["client"])),
            (
                Used("promotion", ids["promotion"], word, amount),
                Used("coupon", ids["coupon"], word, amount),
                Used("reward", ids["reward"], word, amount),
            ),
        )


def _taxes(context: Context, word: str, ids: dict[str, str]) -> None:
    rates = [{"code": word[:30], "name": f"{word} tax", "percent": "7"}]
    ids["tax_regime"] = identifier(
        context, "pricing.add_tax_regime", name=f"{word} taxes", mode="added", registration=word, rates=rates
    )
    do(context, "pricing.set_location_tax", location_id=ids["location"], regime_id=ids["tax_regime"])
    do(context, "pricing.set_exemption", client_id=ids["client"], certificate=word, codes=[word], note=word)


def _lists(context: Context, word: str, ids: dict[str, str]) -> None:
    listed = identifier(context, "pricing.add_list", name=f"{word} prices", description=word)
    ids["price_list"] = listed
    ids["price_list_archived"] = identifier(context, "pricing.add_list", name=f"{word} old prices")
    do(context, "pricing.archive_list", list_id=ids["price_list_archived"])
    ids["item_group"] = identifier(context, "pricing.add_group", list_id=listed, name=f"{word} prints")
    ids["item_group_below"] = identifier(
        context, "pricing.add_group", list_id=listed, name=f"{word} large", parent_id=ids["item_group"]
    )

    def item(name: str, kind: str = "print", **more: Any) -> str:  # noqa: ANN401 - fields of an item
        return identifier(
            context, "pricing.add_item", list_id=listed, name=f"{word} {name}", kind=kind, price="40", **more
        )

    ids["item"] = item("print", identifier=word, description=word, vendor=word, group_id=ids["item_group"])
    ids["item_below"] = item("large", group_id=ids["item_group_below"])
    ids["item_inside"] = item("small", category=word)
    ids["item_archived"] = item("gone")
    do(context, "pricing.archive_item", item_id=ids["item_archived"])
    ids["package"] = item("package", kind="package")
    place = {"label": f"{word} place", "least": 0, "choices": [{"item_id": ids["item_inside"], "preset": True}]}
    package = do(context, "pricing.set_components", item_id=ids["package"], components=[place])
    ids["component"] = str(package.components[0].id)
    do(context, "pricing.publish", list_id=listed, note=word)
    with studio_scope(context.studio.id):
        known = PriceList.objects.filter(archived_at=None).order_by("order", "id").values_list("id", flat=True)
        ids["price_lists"] = " ".join(map(str, known))


def _promotions(context: Context, word: str, ids: dict[str, str]) -> None:
    ids["promotion"] = identifier(
        context,
        "pricing.add_promotion",
        name=f"{word} promotion",
        description=word,
        kind="percent",
        percent="10",
        needs_code=True,
        scope=[{"item_id": ids["item"]}, {"kind": "composite"}],
    )
    ids["coupon"] = identifier(
        context,
        "pricing.add_coupon",
        promotion_id=ids["promotion"],
        code=word,
        client_id=ids["client"],
        note=word,
    )
    ids["reward_rule"] = identifier(
        context, "pricing.add_reward_rule", name=f"{word} rule", kind="loyalty", percent="5"
    )
    ids["reward"] = identifier(
        context, "pricing.grant_reward", client_id=ids["client"], amount="20", label=f"{word} reward"
    )
    ids["reward_withdrawn"] = identifier(
        context, "pricing.grant_reward", client_id=ids["client"], amount="30", label=f"{word} second"
    )
    do(context, "pricing.withdraw_reward", reward_id=ids["reward_withdrawn"])


def _targets(ids: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"item_id": ids["item"]}, {"group_id": ids["item_group"]}]


def _named(**fields: str) -> Any:  # noqa: ANN401 - an example
    return lambda ids: {field: ids[name] for field, name in fields.items()}


EXAMPLES = {
    "pricing.add_coupon": lambda ids: {"promotion_id": ids["promotion"], "client_id": ids["client"]},
    "pricing.add_coupons": lambda ids: {"promotion_id": ids["promotion"], "count": 2},
    "pricing.add_group": lambda ids: {"list_id": ids["price_list"], "parent_id": ids["item_group"], "name": "New"},
    "pricing.add_item": lambda ids: {
        "list_id": ids["price_list"],
        "group_id": ids["item_group"],
        "kind": "promotion",
        "name": "Chip",
        "price": 0,
        "promotion_id": ids["promotion"],
    },
    "pricing.add_list": lambda ids: {"name": "Another", "location_id": ids["location"]},
    "pricing.add_promotion": lambda ids: {
        "name": "Another",
        "kind": "percent",
        "percent": 5,
        "list_id": ids["price_list"],
        "scope": _targets(ids),
        "gift": _targets(ids),
    },
    "pricing.archive_item": _named(item_id="item"),
    "pricing.archive_list": _named(list_id="price_list"),
    "pricing.change_coupon": lambda ids: {"coupon_id": ids["coupon"], "client_id": ids["client_same"]},
    "pricing.change_group": lambda ids: {"group_id": ids["item_group_below"], "parent_id": ids["item_group"]},
    "pricing.change_item": lambda ids: {
        "item_id": ids["item_inside"],
        "group_id": ids["item_group"],
        "kind": "promotion",
        "promotion_id": ids["promotion"],
    },
    "pricing.change_list": _named(list_id="price_list", location_id="location"),
    "pricing.change_promotion": lambda ids: {
        "promotion_id": ids["promotion"],
        "list_id": ids["price_list"],
        "scope": _targets(ids),
        "gift": _targets(ids),
    },
    "pricing.change_reward_rule": lambda ids: {"rule_id": ids["reward_rule"], "name": "Another"},
    "pricing.change_tax_regime": lambda ids: {"regime_id": ids["tax_regime"], "name": "Another"},
    "pricing.copy_item": _named(item_id="item"),
    "pricing.copy_list": lambda ids: {
        "list_id": ids["price_list"],
        "name": "Another",
        "location_id": ids["location"],
    },
    "pricing.coupons": _named(promotion_id="promotion", client_id="client"),
    "pricing.exemption": _named(client_id="client"),
    "pricing.find": _named(list_id="price_list"),
    "pricing.get_item": _named(item_id="item"),
    "pricing.get_list": _named(list_id="price_list"),
    "pricing.get_promotion": _named(promotion_id="promotion"),
    "pricing.grant_reward": lambda ids: {"client_id": ids["client"], "amount": 5, "label": "Thanks"},
    "pricing.item_at": lambda ids: {"item_id": ids["item"], "version": 2},
    "pricing.lists": _named(location_id="location"),
    "pricing.margins": _named(list_id="price_list", location_id="location"),
    "pricing.publish": _named(list_id="price_list"),
    "pricing.quote": lambda ids: {
        "lines": [
            {
                "item_id": ids["package"],
                "picks": [{"component_id": ids["component"], "item_id": ids["item_inside"]}],
            }
        ],
        "client_id": ids["client"],
        "location_id": ids["location"],
        "regime_id": ids["tax_regime"],
        "reward_ids": [ids["reward"]],
    },
    "pricing.raise_prices": lambda ids: {
        "list_id": ids["price_list"],
        "percent": 5,
        "group_ids": [ids["item_group"]],
        "item_ids": [ids["item"]],
    },
    "pricing.remove_group": _named(group_id="item_group_below"),
    "pricing.restore_group": lambda ids: {
        "list_id": ids["price_list"],
        "name": "Back",
        "parent_id": ids["item_group"],
        "item_ids": [ids["item"]],
        "group_ids": [ids["item_group_below"]],
    },
    "pricing.restore_item": _named(item_id="item_archived"),
    "pricing.restore_list": _named(list_id="price_list_archived"),
    "pricing.restore_reward": _named(reward_id="reward_withdrawn"),
    "pricing.rewards": _named(client_id="client"),
    "pricing.set_components": lambda ids: {
        "item_id": ids["package"],
        "components": [{"id": ids["component"], "label": "Place", "choices": [{"item_id": ids["item"]}]}],
    },
    "pricing.set_exemption": lambda ids: {"client_id": ids["client"], "note": "Another"},
    "pricing.set_location_tax": _named(location_id="location", regime_id="tax_regime"),
    "pricing.set_prices": lambda ids: {
        "list_id": ids["price_list"],
        "prices": [{"item_id": ids["item"], "price": 41}],
    },
    "pricing.set_tax_rate": lambda ids: {
        "regime_id": ids["tax_regime"],
        "code": "NEW",
        "percent": 8,
        "valid_from": "2030-01-01",
    },
    "pricing.sort_groups": lambda ids: {
        "list_id": ids["price_list"],
        "parent_id": ids["item_group"],
        "group_ids": [ids["item_group_below"]],
    },
    "pricing.sort_items": lambda ids: {
        "list_id": ids["price_list"],
        "group_id": ids["item_group"],
        "item_ids": [ids["item"]],
    },
    "pricing.sort_lists": lambda ids: {"list_ids": ids["price_lists"].split()},
    "pricing.versions": _named(list_id="price_list"),
    "pricing.withdraw_reward": _named(reward_id="reward"),
}
