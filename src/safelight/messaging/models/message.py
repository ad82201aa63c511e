"""The outbox: a message, the files that go with it, and what was heard of it after it left."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from safelight.clients.models import Client
from safelight.foundation.tenancy import StudioRow


class Message(StudioRow):
    """One mail, stored in the transaction of the change that caused it and sent by a job.

    Subject and bodies are final when the row is written: what stands here is what is sent. ``mail_id`` is the
    Message-ID header, fixed for ever, so that a mail sent twice after a crash is known to be the same one.
    ``due_at`` is when it is this row's turn: when waiting, the next try; while sending, the end of the lease, after
    which another worker takes over. ``lease`` names the try that holds it. ``error`` is a sentence for people, of a
    failure or of the reason why it is not sent. ``search`` is folded text of subject, recipients and client.
    """

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"
        BOUNCED = "bounced"
        CANCELLED = "cancelled"

    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    from_name = models.TextField(blank=True)
    from_address = models.TextField(blank=True)
    reply_to = models.TextField(blank=True)
    to: models.JSONField[Any] = models.JSONField(default=list)
    copy_to: models.JSONField[Any] = models.JSONField(default=list)
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField()
    mail_id = models.TextField(db_collation="C")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    deliberate = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    stale_after = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    attempts = models.SmallIntegerField(default=0)
    error = models.TextField(blank=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.UUIDField(null=True)
    idempotency = models.TextField(blank=True, db_collation="C")
    provider_id = models.TextField(blank=True, db_collation="C")
    again_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    written_by = models.TextField(blank=True)
    search = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Read newest first, by client and by what it is about; each cause writes one message only."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "idempotency"], name="message_once", condition=~Q(idempotency="")
            ),
            models.UniqueConstraint(fields=["studio_id", "mail_id"], name="message_mail_id_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "-created_at", "-id"], name="message_newest"),
            models.Index(fields=["studio_id", "client_id", "-created_at"], name="message_client"),
            models.Index(fields=["studio_id", "state", "-created_at"], name="message_state"),
            models.Index(
                fields=["studio_id", "about_kind", "about_id"],
                name="message_about",
                condition=Q(about_id__isnull=False),
            ),
        ]


class Attachment(StudioRow):
    """A file that goes with a message, named by who can make it (``renderer``) and of which row (``source_id``).

    It is made at the first try to send and kept, so that every further try and the page show the very same bytes.
    """

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    position = models.SmallIntegerField(default=0)
    renderer = models.CharField(max_length=60)
    source_id = models.UUIDField()
    name = models.TextField(blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField(null=True)
    sha256 = models.BinaryField(null=True)
    content = models.BinaryField(null=True)

    class Meta:
        """Read with their message, in order."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "message_id", "position"], name="message_attachment")
        ]


class DeliveryReport(StudioRow):
    """What was heard of a message after it left: delivered, bounced, complained about; each event once."""

    class What(models.TextChoices):
        """What is reported."""

        DELIVERED = "delivered"
        DEFERRED = "deferred"
        BOUNCED = "bounced"
        COMPLAINED = "complained"
        REFUSED = "refused"

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField()
    what = models.CharField(max_length=12, choices=What.choices)
    address = models.TextField(blank=True)
    key = models.TextField(blank=True, db_collation="C")
    detail = models.TextField(blank=True)
    permanent = models.BooleanField(default=False)
    by = models.TextField(blank=True)
    event_key = models.TextField(db_collation="C")

    class Meta:
        """An event that is told twice counts once; read with the message, and by address."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "event_key"], name="delivery_report_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "message_id", "at"], name="delivery_report_message"),
            models.Index(fields=["studio_id", "key", "at"], name="delivery_report_address"),
        ]
