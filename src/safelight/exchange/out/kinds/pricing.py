"""What leaves of the pricing module."""

from safelight.exchange.out.record_kinds import RecordKind, export
from safelight.pricing import models

_KEY = frozenset({"key"})

export(RecordKind(name="tax-regimes", model=models.TaxRegime, sheet="Tax regimes", label="name"))
export(RecordKind(name="tax-rates", model=models.TaxRate, sheet="Tax rates", digits=frozenset({"code"})))
export(RecordKind(name="location-taxes", model=models.LocationTax, sheet="Taxes of locations"))
export(
    RecordKind(
        name="tax-exemptions",
        model=models.TaxExemption,
        sheet="Tax exemptions",
        digits=frozenset({"certificate"}),
    )
)
export(RecordKind(name="price-lists", model=models.PriceList, sheet="Price lists", label="name", hidden=_KEY))
export(
    RecordKind(
        name="price-list-versions",
        model=models.PriceListVersion,
        sheet="Price list versions",
        headers={"at": "When", "by": "Who"},
    )
)
export(RecordKind(name="item-groups", model=models.ItemGroup, sheet="Item groups", label="name"))
export(RecordKind(name="promotions", model=models.Promotion, sheet="Promotions", label="name"))
export(
    RecordKind(
        name="items",
        model=models.Item,
        sheet="Items",
        label="name",
        hidden=frozenset({"identifier_key", "search"}),
        digits=frozenset({"identifier"}),
    )
)
export(RecordKind(name="item-versions", model=models.ItemVersion, sheet="", headers={"at": "When"}))
export(RecordKind(name="components", model=models.Component, sheet="Package components", label="label"))
export(RecordKind(name="choices", model=models.Choice, sheet="Package choices"))
export(RecordKind(name="promotion-targets", model=models.PromotionTarget, sheet="Promotion targets"))
export(
    RecordKind(
        name="coupons", model=models.Coupon, sheet="Coupons", label="code", hidden=_KEY, digits=frozenset({"code"})
    )
)
export(RecordKind(name="promotion-uses", model=models.PromotionUse, sheet="Promotion uses", headers={"at": "When"}))
export(RecordKind(name="reward-rules", model=models.RewardRule, sheet="Reward rules", label="name"))
export(RecordKind(name="rewards", model=models.Reward, sheet="Rewards", label="label"))
export(RecordKind(name="reward-uses", model=models.RewardUse, sheet="Reward uses", headers={"at": "When"}))
