"""The session itself, who is photographed, and what is to be photographed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from safelight.foundation.tenancy import StudioRow
from safelight.shoots.models.session_type import SessionType
from safelight.shoots.models.workflow import Status, Workflow

_OPEN = Q(finished_at=None, cancelled_at=None, removed_at=None)


class Shoot(StudioRow):
    """One session.

    ``starts_at`` and ``ends_at`` repeat the first start and the last end of its calendar events, for lists; the
    calendar has the truth. ``search`` is made of number, title, participants and tags. ``session_fee_minor`` is the
    price at booking, in ``currency``. A session runs until it is finished, cancelled or removed.
    """

    number = models.BigIntegerField()
    type = models.ForeignKey(
        SessionType, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    client = models.ForeignKey(
        "clients.Client", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    title = models.TextField()
    workflow = models.ForeignKey(
        Workflow, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    status = models.ForeignKey(Status, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    status_since = models.DateTimeField()
    due_on = models.DateField(null=True)
    overdue_told_at = models.DateTimeField(null=True)
    photographer = models.ForeignKey(
        "calendar.Resource", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    location = models.ForeignKey(
        "accounts.Location", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    place = models.TextField(blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    brief = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    custom: models.JSONField[Any] = models.JSONField(default=dict)
    price_list = models.ForeignKey(
        "pricing.PriceList", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    session_fee_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    delivered_at = models.DateTimeField(null=True)
    delivered_by = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    external_id = models.TextField(blank=True)
    search = models.TextField()

    version = models.PositiveIntegerField(default=1)
    field_versions: models.JSONField[Any] = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = models.TextField(blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        """Numbered without gaps; found by what the lists and the board sort by."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "number"], name="shoot_number_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "status_id", "due_on", "id"], name="shoot_board", condition=_OPEN),
            models.Index(fields=["studio_id", "due_on", "id"], name="shoot_due", condition=_OPEN),
            models.Index(fields=["studio_id", "photographer_id", "starts_at"], name="shoot_photographer"),
            models.Index(fields=["studio_id", "client_id", "starts_at"], name="shoot_client"),
            models.Index(fields=["studio_id", "starts_at", "id"], name="shoot_starts"),
            models.Index(fields=["studio_id", "type_id", "starts_at"], name="shoot_type"),
            models.Index(fields=["studio_id", "updated_at", "id"], name="shoot_changed"),
            models.Index(fields=["studio_id", "status_id"], name="shoot_status"),
            models.Index(
                fields=["studio_id", "location_id"], name="shoot_location", condition=Q(location_id__isnull=False)
            ),
            models.Index(
                fields=["studio_id", "price_list_id"], name="shoot_price_list", condition=Q(price_list_id__isnull=False)
            ),
            models.Index(
                fields=["studio_id", "copied_from_id"], name="shoot_copies", condition=Q(copied_from_id__isnull=False)
            ),
        ]


class Participant(StudioRow):
    """Somebody who is photographed: a member of the client's family, or a name.

    ``family_id`` is the member it was taken from; name and birthday are copied, for a client's family is replaced
    whole when it changes. ``age`` is in years at the time of the session, where somebody gave it by hand.
    """

    shoot = models.ForeignKey(Shoot, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    position = models.SmallIntegerField(default=0)
    name = models.TextField()
    family_id = models.UUIDField(null=True)
    birthday = models.DateField(null=True)
    age = models.SmallIntegerField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        """Read by session."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "shoot_id", "position"], name="participant_shoot"),
        ]


class Shot(StudioRow):
    """One picture of the shot list, ticked when it is taken."""

    shoot = models.ForeignKey(Shoot, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    position = models.SmallIntegerField(default=0)
    text = models.TextField()
    done_at = models.DateTimeField(null=True)
    done_by = models.TextField(blank=True)

    class Meta:
        """Read by session."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "shoot_id", "position"], name="shot_shoot"),
        ]


class ShootTag(StudioRow):
    """A free word on a session; ``key`` is the folded word."""

    shoot = models.ForeignKey(Shoot, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    name = models.TextField()
    key = models.TextField(db_collation="C")

    class Meta:
        """A word sits on a session once; found by word."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "shoot", "key"], name="shoot_tag_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "key", "shoot_id"], name="shoot_tag_key"),
        ]
