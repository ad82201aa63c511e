"""Tax regimes with their dated rates, where they hold, and who is exempt."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from safelight.foundation.tenancy import StudioRow
from safelight.pricing.rules.exact import Rounding
from safelight.pricing.rules.items import TaxClass
from safelight.pricing.rules.taxes import RoundOn, ShippingTax, TaxMode


class TaxRegime(StudioRow):
    """How tax is worked out at a place; see ``rules.taxes.TaxRegime``. ``registration`` is printed on documents."""

    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2, blank=True)
    mode = models.CharField(max_length=10, choices=[(one.value, one.value) for one in TaxMode])
    round_on = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in RoundOn], default=RoundOn.DOCUMENT.value
    )
    rounding = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Rounding], default=Rounding.HALF_UP.value
    )
    combined = models.BooleanField(default=False)
    shipping = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in ShippingTax], default=ShippingTax.OWN.value
    )
    cash_step = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    registration = models.CharField(max_length=200, blank=True)
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        """One default."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id"], condition=Q(is_default=True, archived_at=None), name="tax_regime_one_default"
            ),
        ]


class TaxRate(StudioRow):
    """One tax on one class of items, per cent, from and until days inclusive."""

    regime = models.ForeignKey(
        TaxRegime, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    tax_class = models.CharField(max_length=10, choices=[(one.value, one.value) for one in TaxClass])
    compound = models.BooleanField(default=False)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        """Read regime by regime."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100))
                & (Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_from__lte=F("valid_until"))),
                name="tax_rate_numbers",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "regime", "order"], name="tax_rate_regime"),
        ]


class LocationTax(StudioRow):
    """Which regime holds at a location; where there is none, the default one does."""

    location = models.ForeignKey(
        "accounts.Location", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    regime = models.ForeignKey(
        TaxRegime, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        """One regime per location."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "location"], name="location_tax_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "regime"], name="location_tax_regime")
        ]


class TaxExemption(StudioRow):
    """That a client is exempt from tax: by which certificate, from which taxes (all, when none is named), until when."""

    client_id = models.UUIDField()
    certificate = models.CharField(max_length=120, blank=True)
    codes: models.JSONField[Any] = models.JSONField(default=list)
    valid_until = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        """One per client."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "client_id"], name="tax_exemption_once"),
        ]
