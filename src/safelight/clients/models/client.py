"""The client: a person, a family or an organization that buys, or may one day."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from safelight.clients.models.sorting import Source, Stage
from safelight.clients.rules.draft import ClientKind
from safelight.foundation.tenancy import StudioRow


class Client(StudioRow):
    """One client.

    ``sort_key``, ``city``, ``name_key``, ``sound_key`` and ``search`` are made from the rest by
    ``rules.keys`` whenever it changes. ``field_versions`` maps a field to the version that last changed it.
    A year-less birthday is kept in 1604, as vCard writers do.
    """

    number = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.name) for kind in ClientKind])
    prefix = models.TextField(blank=True)
    first_name = models.TextField(blank=True)
    middle_name = models.TextField(blank=True)
    last_name = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    nickname = models.TextField(blank=True)
    organization = models.TextField(blank=True)
    job_title = models.TextField(blank=True)
    display_name = models.TextField()
    birthday = models.DateField(null=True)
    birth_year_known = models.BooleanField(default=True)
    anniversary = models.DateField(null=True)
    since = models.DateField(null=True)
    website = models.TextField(blank=True)
    language = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    external_id = models.TextField(blank=True)
    do_not_contact = models.BooleanField(default=False)
    stage = models.ForeignKey(
        Stage, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    stage_since = models.DateTimeField(null=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    referred_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    referred_by_name = models.TextField(blank=True)
    custom: models.JSONField[Any] = models.JSONField(default=dict)

    sort_key = models.TextField(db_collation="C")
    city = models.TextField(blank=True)
    name_key = models.TextField(blank=True, db_collation="C")
    sound_key = models.TextField(blank=True, db_collation="C")
    search = models.TextField()

    version = models.PositiveIntegerField(default=1)
    field_versions: models.JSONField[Any] = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )

    class Meta:
        """Found by number, name, the keys of duplicates, and the search text (its index is in the migration)."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "number"], name="client_number_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "sort_key", "id"], name="client_by_name", condition=Q(removed_at=None)),
            models.Index(fields=["studio_id", "city", "id"], name="client_by_city", condition=Q(removed_at=None)),
            models.Index(fields=["studio_id", "name_key"], name="client_name_key"),
            models.Index(fields=["studio_id", "sound_key"], name="client_sound_key"),
            models.Index(fields=["studio_id", "external_id"], name="client_external", condition=~Q(external_id="")),
            models.Index(fields=["studio_id", "stage_id"], name="client_stage", condition=Q(stage_id__isnull=False)),
            models.Index(fields=["studio_id", "source_id"], name="client_source", condition=Q(source_id__isnull=False)),
            models.Index(
                fields=["studio_id", "referred_by_id"],
                name="client_referrer",
                condition=Q(referred_by_id__isnull=False),
            ),
            models.Index(
                fields=["studio_id", "merged_into_id"], name="client_merged", condition=Q(merged_into_id__isnull=False)
            ),
        ]
