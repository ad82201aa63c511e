"""The foundation's own tables: journal, events, idempotency, counters, long work."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from safelight.foundation.ids import new_id
from safelight.foundation.tenancy.rows import StudioRow


class JournalEntry(StudioRow):
    """One thing that was done: append-only; its place in the chain is a :class:`JournalLink`."""

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=200)
    action = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    summary = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        """Read newest first per studio, or per subject for a timeline."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "-at"], name="journal_newest"),
            models.Index(fields=["studio_id", "subject_id", "-at"], name="journal_subject"),
        ]


class JournalLink(StudioRow):
    """Where an entry stands in its studio's hash chain; written by the database itself at commit."""

    sequence = models.BigIntegerField()
    entry = models.OneToOneField(JournalEntry, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        """One link per place."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "sequence"], name="journal_one_link_per_place"),
        ]


class StoredEvent(StudioRow):
    """An event as it was published, kept for listeners, webhooks and offline devices."""

    name = models.CharField(max_length=100)
    at = models.DateTimeField()
    payload = models.JSONField()
    entry_id = models.UUIDField(null=True)

    class Meta:
        """Read in the order they happened."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["studio_id", "id"], name="event_order")]


class IdempotencyRecord(StudioRow):
    """The answer once given for a key, so that a repeated request is answered and not carried out again."""

    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=255)
    action = models.CharField(max_length=100)
    fingerprint = models.BinaryField()
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        """One answer per actor and key."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "actor", "key"], name="idempotency_one_answer"),
        ]


class Counter(StudioRow):
    """The last human number given out in a series of a studio; locked until commit, hence without gaps."""

    series = models.CharField(max_length=60)
    value = models.BigIntegerField(default=0)

    class Meta:
        """One counter per series."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "series"], name="counter_one_per_series"),
        ]


class Work(StudioRow):
    """A long piece of work that a person watches: import, export. Progress is written outside its transaction."""

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    message = models.CharField(max_length=500, blank=True)
    result: models.JSONField[Any] = models.JSONField(null=True)
    started_by = models.CharField(max_length=200)
    cancel_wanted = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["studio_id", "-created_at"], name="work_newest")]


class KeptMail(models.Model):
    """A mail kept by the program because no mail server is set; belongs to the installation, not to a studio."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    to = models.CharField(max_length=500)
    subject = models.CharField(max_length=300)
    body = models.TextField()
