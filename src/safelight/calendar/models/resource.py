"""What can be booked: people, rooms, props."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.calendar.rules.kinds import ResourceKind
from safelight.foundation.tenancy import StudioRow


class Resource(StudioRow):
    """A person (linked to who signs in, if anybody), a room or a prop.

    ``capacity`` is how many appointments may take it at the same time: 1, except for rooms and props of which there
    are several alike. Without a location it belongs to the whole studio.
    """

    kind = models.CharField(max_length=12, choices=[(kind.value, kind.name) for kind in ResourceKind])
    name = models.TextField()
    membership = models.ForeignKey(
        "accounts.Membership",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
    )
    location = models.ForeignKey(
        "accounts.Location", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    color = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    capacity = models.PositiveSmallIntegerField(default=1)
    notes = models.TextField(blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        """Read in the studio's order; a person stands for one membership."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "membership_id"],
                condition=models.Q(membership_id__isnull=False),
                name="resource_one_per_membership",
            ),
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="resource_capacity"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "position", "id"], name="resource_order"),
            models.Index(
                fields=["studio_id", "location_id"],
                name="resource_location",
                condition=models.Q(location_id__isnull=False),
            ),
        ]
