"""Every read of the pricing module; neighbours and upper floors get frozen cards and the engine's facts."""

from safelight.pricing.queries.basket import basket_of
from safelight.pricing.queries.cards import (
    ChoiceCard,
    ComponentCard,
    GroupCard,
    ItemCard,
    PriceListCard,
    PriceListPage,
    VersionCard,
)
from safelight.pricing.queries.facts import facts_at, facts_for
from safelight.pricing.queries.find import FindItems, find
from safelight.pricing.queries.inputs import BasketInput, DiscountInput, LineInput, PickInput
from safelight.pricing.queries.lists import get_item, get_list, item_at, list_for, lists, versions
from safelight.pricing.queries.margin import Margins, margins
from safelight.pricing.queries.promotions import CouponCard, PromotionCard, coupons, get_promotion, promotions
from safelight.pricing.queries.quote import QuoteCard, quote, quote_card
from safelight.pricing.queries.regimes import (
    ExemptionCard,
    TaxRegimeCard,
    exemption,
    exemption_of,
    facts_of_regimes,
    regime_for,
    tax_regimes,
    tax_templates,
)
from safelight.pricing.queries.rewards import RewardCard, RewardRuleCard, reward_rules, rewards, rewards_for

__all__ = [
    "BasketInput",
    "ChoiceCard",
    "ComponentCard",
    "CouponCard",
    "DiscountInput",
    "ExemptionCard",
    "FindItems",
    "GroupCard",
    "ItemCard",
    "LineInput",
    "Margins",
    "PickInput",
    "PriceListCard",
    "PriceListPage",
    "PromotionCard",
    "QuoteCard",
    "RewardCard",
    "RewardRuleCard",
    "TaxRegimeCard",
    "VersionCard",
    "basket_of",
    "coupons",
    "exemption",
    "exemption_of",
    "facts_at",
    "facts_for",
    "facts_of_regimes",
    "find",
    "get_item",
    "get_list",
    "get_promotion",
    "item_at",
    "list_for",
    "lists",
    "margins",
    "promotions",
    "quote",
    "quote_card",
    "regime_for",
    "reward_rules",
    "rewards",
    "rewards_for",
    "tax_regimes",
    "tax_templates",
    "versions",
]
