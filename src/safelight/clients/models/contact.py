"""How a client is reached: several phones, mails and postal addresses, in the order a person gave them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.clients.models.client import Client
from safelight.clients.rules.draft import ContactLabel
from safelight.foundation.tenancy import StudioRow

_LABELS = [(label.value, label.name) for label in ContactLabel]


class Phone(StudioRow):
    """A phone number in E.164; ``text_consent`` None means that nobody asked yet."""

    client = models.ForeignKey(
        Client, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    position = models.SmallIntegerField(default=0)
    number = models.CharField(max_length=20)
    label = models.CharField(max_length=12, choices=_LABELS, default=ContactLabel.MOBILE.value)
    extension = models.CharField(max_length=12, blank=True)
    text_consent = models.BooleanField(null=True)
    text_consent_at = models.DateTimeField(null=True)
    text_consent_how = models.TextField(blank=True)

    class Meta:
        """Read by client, found by number."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "client_id"], name="phone_client"),
            models.Index(fields=["studio_id", "number"], name="phone_number"),
        ]


class Email(StudioRow):
    """A mail address as written, and the ``key`` under which one mailbox is always the same."""

    client = models.ForeignKey(
        Client, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    position = models.SmallIntegerField(default=0)
    address = models.TextField()
    label = models.CharField(max_length=12, choices=_LABELS, default=ContactLabel.MAIN.value)
    key = models.TextField(db_collation="C")
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        """Read by client, found by mailbox."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "client_id"], name="email_client"),
            models.Index(fields=["studio_id", "key"], name="email_key"),
        ]


class Address(StudioRow):
    """A postal address; with ``starts_on`` it is where the client will live from that day."""

    client = models.ForeignKey(
        Client, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    position = models.SmallIntegerField(default=0)
    street = models.TextField(blank=True)
    street2 = models.TextField(blank=True)
    city = models.TextField(blank=True)
    region = models.TextField(blank=True)
    postal_code = models.TextField(blank=True)
    country = models.CharField(max_length=2, blank=True)
    label = models.CharField(max_length=12, choices=_LABELS, default=ContactLabel.HOME.value)
    starts_on = models.DateField(null=True)
    key = models.TextField(blank=True, db_collation="C")

    class Meta:
        """Read by client, found by the folded street and postal code."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "client_id"], name="address_client"),
            models.Index(fields=["studio_id", "key"], name="address_key", condition=~models.Q(key="")),
        ]
