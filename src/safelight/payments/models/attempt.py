"""Tries to move money through a gateway, and what a gateway needs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from safelight.clients.models import Client
from safelight.foundation.tenancy import StudioRow
from safelight.payments.models.payment import Payment
from safelight.payments.models.refund import Refund


class GatewayAccount(StudioRow):
    """A studio's account with a gateway. ``secrets`` are sealed; ``live`` says whether money moves."""

    gateway = models.CharField(max_length=30)
    name = models.CharField(max_length=60)
    live = models.BooleanField(default=False)
    settings: models.JSONField[Any] = models.JSONField(default=dict)
    secrets = models.BinaryField(null=True)
    order = models.IntegerField(default=0)
    made_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)


class StoredCard(StudioRow):
    """A card that a client agreed to have charged again. ``token`` is sealed and works at this gateway alone."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    account = models.ForeignKey(
        GatewayAccount, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    token = models.BinaryField(null=True)
    brand = models.CharField(max_length=20, blank=True)
    last4 = models.CharField(max_length=4, blank=True)
    expires_on = models.DateField(null=True)
    holder = models.TextField(blank=True)
    consent = models.TextField()
    consent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Read by client."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "client"], name="storedcard_by_client"),
        ]


class Attempt(StudioRow):
    """One try, stored before the gateway is asked; ``reference`` is what it is called there, and never changes.

    ``kind`` is ``checkout``, ``charge``, ``terminal``, ``capture``, ``void`` or ``refund``; the last three name the
    attempt that they correct in ``of``. ``target`` says what the money is for: ``{"invoices": {id: amount}}``,
    ``{"pot": id, "order": true}``, and so on, read by the action that takes the money.
    """

    account = models.ForeignKey(
        GatewayAccount, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    kind = models.CharField(max_length=10)
    of = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    card = models.ForeignKey(
        StoredCard, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    reference = models.CharField(max_length=32)
    gateway_id = models.CharField(max_length=120, blank=True)
    page_url = models.TextField(blank=True)
    amount_minor = models.BigIntegerField()
    approved_minor = models.BigIntegerField(null=True)
    tip_minor = models.BigIntegerField(null=True)
    fee_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    description = models.TextField(blank=True)
    target: models.JSONField[Any] = models.JSONField(default=dict)
    capture = models.BooleanField(default=True)
    store_card = models.BooleanField(default=False)
    terminal = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12)
    code = models.CharField(max_length=60, blank=True)
    message = models.TextField(blank=True)
    card_brand = models.CharField(max_length=20, blank=True)
    card_last4 = models.CharField(max_length=4, blank=True)
    settled = models.BooleanField(default=False)
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    refund = models.ForeignKey(
        Refund, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    begun_at = models.DateTimeField()
    begun_by = models.TextField(blank=True)
    asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)
    looks = models.IntegerField(default=0)

    class Meta:
        """Found by reference; those that are open by when they are looked up next."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "reference"], name="attempt_reference_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["studio_id", "look_at"], name="attempt_to_look_up", condition=Q(look_at__isnull=False)
            ),
            models.Index(fields=["studio_id", "client", "begun_at"], name="attempt_by_client"),
            models.Index(fields=["studio_id", "begun_at", "id"], name="attempt_by_time"),
            models.Index(fields=["studio_id", "gateway_id"], name="attempt_by_gateway_id"),
            models.Index(fields=["studio_id", "of"], name="attempt_of", condition=Q(of__isnull=False)),
        ]


class AttemptStep(StudioRow):
    """One thing that was heard of an attempt and whether it moved it on; append-only.

    ``by`` is ``answer``, ``notice``, ``look_up``, ``return`` (the payer's browser came back) or ``person``.
    """

    attempt = models.ForeignKey(
        Attempt, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=10)
    before = models.CharField(max_length=12)
    heard = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    code = models.CharField(max_length=60, blank=True)
    message = models.TextField(blank=True)

    class Meta:
        """Read by attempt."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["studio_id", "attempt", "at"], name="attemptstep_by_attempt"),
        ]


class NoticeSeen(StudioRow):
    """A notice that was taken, so that the same one does nothing when it comes again; append-only."""

    account = models.ForeignKey(
        GatewayAccount, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    event = models.CharField(max_length=200)
    reference = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Taken once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "account", "event"], name="noticeseen_once"),
        ]
