"""Row-level security of the pricing tables: every reference stays inside its own studio; versions are never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

_LIST = {"price_list_id": "pricing_pricelist"}
_ITEM = {"item_id": "pricing_item"}


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("pricing", "0001_initial"), ("accounts", "0002_walls")]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.secure_table("pricing_pricelist", {"location_id": "accounts_location"}),
        sql.secure_table("pricing_pricelistversion", _LIST, studio_exists=False),
        sql.secure_table("pricing_itemgroup", _LIST, studio_exists=False),
        sql.run([sql.foreign_key("pricing_itemgroup", "parent_id", "pricing_itemgroup")]),
        sql.secure_table("pricing_promotion", _LIST),
        sql.secure_table(
            "pricing_item", {**_LIST, "group_id": "pricing_itemgroup", "promotion_id": "pricing_promotion"}
        ),
        sql.secure_table("pricing_itemversion", _ITEM, studio_exists=False),
        sql.secure_table("pricing_component", {"package_id": "pricing_item"}, studio_exists=False),
        sql.secure_table("pricing_choice", {**_ITEM, "component_id": "pricing_component"}, studio_exists=False),
        sql.secure_table(
            "pricing_promotiontarget",
            {**_ITEM, "group_id": "pricing_itemgroup", "promotion_id": "pricing_promotion"},
            studio_exists=False,
        ),
        sql.secure_table("pricing_coupon", {"promotion_id": "pricing_promotion"}),
        sql.secure_table(
            "pricing_promotionuse",
            {"promotion_id": "pricing_promotion", "coupon_id": "pricing_coupon"},
            studio_exists=False,
        ),
        sql.secure_table("pricing_rewardrule"),
        sql.secure_table("pricing_reward", {"rule_id": "pricing_rewardrule"}),
        sql.secure_table("pricing_rewarduse", {"reward_id": "pricing_reward"}, studio_exists=False),
        sql.secure_table("pricing_taxregime"),
        sql.secure_table("pricing_taxrate", {"regime_id": "pricing_taxregime"}, studio_exists=False),
        sql.secure_table(
            "pricing_locationtax",
            {"regime_id": "pricing_taxregime", "location_id": "accounts_location"},
            studio_exists=False,
        ),
        sql.secure_table("pricing_taxexemption"),
        sql.run([*sql.append_only("pricing_itemversion"), *sql.append_only("pricing_pricelistversion")]),
    ]
