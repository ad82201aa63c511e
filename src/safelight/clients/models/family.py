"""The people (and pets) around a client."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.clients.models.client import Client
from safelight.clients.rules.draft import Relationship
from safelight.foundation.tenancy import StudioRow


class FamilyMember(StudioRow):
    """A partner, child or contact of a client; ``linked`` when that person is a client too."""

    client = models.ForeignKey(
        Client, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    position = models.SmallIntegerField(default=0)
    relationship = models.CharField(max_length=12, choices=[(item.value, item.name) for item in Relationship])
    first_name = models.TextField(blank=True)
    last_name = models.TextField(blank=True)
    birthday = models.DateField(null=True)
    birth_year_known = models.BooleanField(default=True)
    email = models.TextField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    linked = models.ForeignKey(
        Client, on_delete=models.DO_NOTHING, related_name="+", null=True, db_constraint=False, db_index=False
    )

    class Meta:
        """Read by client, and by the client that a member is."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "client_id"], name="family_client"),
            models.Index(
                fields=["studio_id", "linked_id"], name="family_linked", condition=models.Q(linked_id__isnull=False)
            ),
        ]
