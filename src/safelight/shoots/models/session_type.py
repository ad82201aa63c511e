"""What a session of a kind brings with it."""

from __future__ import annotations

from datetime import time
from typing import Any, ClassVar

from django.db import models

from safelight.calendar.rules.kinds import ResourceKind
from safelight.foundation.tenancy import StudioRow
from safelight.shoots.models.named import Named
from safelight.shoots.models.task_list import TaskList
from safelight.shoots.models.workflow import Workflow


class SessionType(Named):
    """A kind of session: newborn, family, wedding.

    Minutes are lengths: ``minutes`` of the pictures themselves, ``preparation_minutes`` before and ``buffer_minutes``
    after. ``forms`` are keys of forms of other modules. ``policy`` is a list of steps of ``rules.policy`` with amounts as text in ``currency``.
    ``remind_days`` before the day of an appointment, at ``remind_at`` of the wall clock, its reminder goes out; None
    means never.
    """

    minutes = models.PositiveIntegerField(default=60)
    preparation_minutes = models.PositiveIntegerField(default=0)
    buffer_minutes = models.PositiveIntegerField(default=0)
    workflow = models.ForeignKey(
        Workflow, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    task_list = models.ForeignKey(
        TaskList, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    price_list = models.ForeignKey(
        "pricing.PriceList", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    session_fee_item = models.ForeignKey(
        "pricing.Item", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    forms: models.JSONField[Any] = models.JSONField(default=list)
    default_title = models.TextField(blank=True)
    default_brief = models.TextField(blank=True)
    default_notes = models.TextField(blank=True)
    default_shots: models.JSONField[Any] = models.JSONField(default=list)
    client_text = models.TextField(blank=True)
    bookable_online = models.BooleanField(default=False)
    policy: models.JSONField[Any] = models.JSONField(default=list)
    currency = models.CharField(max_length=3, blank=True)
    confirms = models.BooleanField(default=True)
    remind_days = models.SmallIntegerField(null=True, default=1)
    remind_at = models.TimeField(default=time(9))

    class Meta:
        """Each name once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="session_type_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "workflow_id"], name="session_type_workflow"),
            models.Index(
                fields=["studio_id", "price_list_id"],
                name="session_type_price_list",
                condition=models.Q(price_list_id__isnull=False),
            ),
            models.Index(
                fields=["studio_id", "session_fee_item_id"],
                name="session_type_fee_item",
                condition=models.Q(session_fee_item_id__isnull=False),
            ),
        ]


class TypeResource(StudioRow):
    """A resource that a session of a type needs: a certain one, or any one of a kind where ``resource`` is empty."""

    type = models.ForeignKey(
        SessionType, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    position = models.SmallIntegerField(default=0)
    resource = models.ForeignKey(
        "calendar.Resource", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=12, choices=[(item.value, item.name) for item in ResourceKind])

    class Meta:
        """Read by type."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "type_id", "position"], name="type_resource_type"),
            models.Index(
                fields=["studio_id", "resource_id"],
                name="type_resource_resource",
                condition=models.Q(resource_id__isnull=False),
            ),
        ]
