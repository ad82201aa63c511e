"""How a studio sorts its clients: tags, groups, sources and the stages of the lead pipeline."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow


class _Named(StudioRow):
    """Something with a name that a studio gives once; ``key`` is the folded name."""

    name = models.TextField()
    key = models.TextField(db_collation="C")
    color = models.CharField(max_length=20, blank=True)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Tag(_Named):
    """A free word on clients, made by using it."""

    class Meta:
        """Each word once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="tag_once")
        ]


class Group(_Named):
    """A defined set of clients, such as a club or a mailing."""

    description = models.TextField(blank=True)

    class Meta:
        """Each name once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="group_once")
        ]


class Source(_Named):
    """How a client found the studio."""

    class Meta:
        """Each name once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="source_once")
        ]


class Stage(_Named):
    """A step of the lead pipeline; a client in an open stage is a lead."""

    class Kind(models.TextChoices):
        """Whether the enquiry is still running, became a booking, or did not."""

        OPEN = "open"
        WON = "won"
        LOST = "lost"

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OPEN)
    order = models.SmallIntegerField(default=0)

    class Meta:
        """Each name once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="stage_once")
        ]


class TagLink(StudioRow):
    """A tag on a client."""

    client = models.ForeignKey(
        "clients.Client", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    tag = models.ForeignKey(Tag, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        """A tag sits on a client once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "client", "tag"], name="tag_link_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "tag_id", "client_id"], name="tag_link_tag")
        ]


class GroupMembership(StudioRow):
    """A client in a group."""

    client = models.ForeignKey(
        "clients.Client", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    group = models.ForeignKey(Group, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        """A client is in a group once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "client", "group"], name="group_membership_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "group_id", "client_id"], name="group_membership_group")
        ]
