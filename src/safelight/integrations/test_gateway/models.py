"""What the played company remembers, a studio each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow


class TestDeal(StudioRow):
    """One attempt as the company sees it; ``facts`` are those of :class:`~.company.Deal`."""

    __test__: ClassVar[bool] = False  # pytest takes the name for a test's

    reference = models.CharField(max_length=32)
    gateway_id = models.CharField(max_length=60)
    facts: models.JSONField[Any] = models.JSONField(default=dict)

    class Meta:
        """Found by either name."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "reference"], name="testdeal_reference_once"),
            models.UniqueConstraint(fields=["studio_id", "gateway_id"], name="testdeal_gateway_id_once"),
        ]
