"""The rows of the pricing module; every one belongs to a studio."""

from safelight.pricing.models.item import Choice, Component, Item, ItemVersion
from safelight.pricing.models.price_list import ItemGroup, PriceList, PriceListVersion
from safelight.pricing.models.promotion import Coupon, Promotion, PromotionTarget, PromotionUse
from safelight.pricing.models.reward import Reward, RewardRule, RewardUse
from safelight.pricing.models.tax import LocationTax, TaxExemption, TaxRate, TaxRegime

__all__ = [
    "Choice",
    "Component",
    "Coupon",
    "Item",
    "ItemGroup",
    "ItemVersion",
    "LocationTax",
    "PriceList",
    "PriceListVersion",
    "Promotion",
    "PromotionTarget",
    "PromotionUse",
    "Reward",
    "RewardRule",
    "RewardUse",
    "TaxExemption",
    "TaxRate",
    "TaxRegime",
]
