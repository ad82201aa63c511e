"""Loyalty and referral rewards: the rules that give them, what clients have, and what they used."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from safelight.foundation.tenancy import StudioRow
from safelight.pricing.rules.rewards import RewardKind


class RewardRule(StudioRow):
    """When a client gets a reward and how much: an amount or a percentage of what was spent; minor units of ``currency``.

    ``loyalty`` is earned by an order of at least ``from_minor``; ``referral`` is given to the client who brought another
    one, and ``welcome_minor`` to the one who was brought, once the new client's first order comes to ``from_minor``.
    A reward is good for ``days`` days (None: for ever) on orders of at least ``use_from_minor``.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in RewardKind])
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField(null=True)
    percent = models.DecimalField(max_digits=7, decimal_places=4, default=Decimal(0))
    welcome_minor = models.BigIntegerField(null=True)
    from_minor = models.BigIntegerField(default=0)
    use_from_minor = models.BigIntegerField(default=0)
    days = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        """Amounts are never below nothing."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100))
                & (Q(amount_minor__isnull=True) | Q(amount_minor__gte=0))
                & (Q(welcome_minor__isnull=True) | Q(welcome_minor__gte=0))
                & Q(from_minor__gte=0)
                & Q(use_from_minor__gte=0),
                name="reward_rule_numbers",
            ),
        ]


class Reward(StudioRow):
    """What one client may take off orders; ``used_minor`` is the sum of its uses and never more than the amount."""

    rule = models.ForeignKey(
        RewardRule, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    client_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in RewardKind])
    label = models.CharField(max_length=120)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    used_minor = models.BigIntegerField(default=0)
    use_from_minor = models.BigIntegerField(default=0)
    valid_until = models.DateField(null=True)
    granted_at = models.DateTimeField()
    source_kind = models.CharField(max_length=30, blank=True)
    source_id = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Never more used than there is; one reward per rule, client and document."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(used_minor__gte=0) & Q(used_minor__lte=models.F("amount_minor")), name="reward_not_overused"
            ),
            models.UniqueConstraint(
                fields=["studio_id", "source_id", "rule", "client_id"],
                condition=Q(source_id__isnull=False, rule__isnull=False, withdrawn_at=None),
                name="reward_once_per_document",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "client_id"], name="reward_client"),
            models.Index(fields=["studio_id", "rule"], name="reward_rule", condition=Q(rule__isnull=False)),
        ]


class RewardUse(StudioRow):
    """What a document took of a reward; released when the document is taken back."""

    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    source_kind = models.CharField(max_length=30)
    source_id = models.UUIDField()
    amount_minor = models.BigIntegerField()
    at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        """A document uses a reward once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "source_id", "reward"],
                condition=Q(released_at=None),
                name="reward_use_once_per_document",
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="reward_use_amount"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "reward"], name="reward_use_reward"),
        ]
