"""The rows of the messaging module."""

import django.db.models.deletion
from django.db import migrations, models

import safelight.foundation.ids


class Migration(migrations.Migration):
    """The rows of the messaging module."""

    initial = True

    dependencies = [
        ("clients", "0005_ids_of_a_studio"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("kind", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=10)),
                ("from_name", models.TextField(blank=True)),
                ("from_address", models.TextField(blank=True)),
                ("reply_to", models.TextField(blank=True)),
                ("to", models.JSONField(default=list)),
                ("copy_to", models.JSONField(default=list)),
                ("subject", models.TextField()),
                ("text", models.TextField()),
                ("html", models.TextField()),
                ("mail_id", models.TextField(db_collation="C")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("sending", "Sending"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("dropped", "Dropped"),
                            ("bounced", "Bounced"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("deliberate", models.BooleanField(default=False)),
                ("due_at", models.DateTimeField()),
                ("stale_after", models.DateTimeField(null=True)),
                ("lease", models.UUIDField(null=True)),
                ("attempts", models.SmallIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
                ("about_kind", models.CharField(blank=True, max_length=40)),
                ("about_id", models.UUIDField(null=True)),
                ("idempotency", models.TextField(blank=True, db_collation="C")),
                ("provider_id", models.TextField(blank=True, db_collation="C")),
                ("written_by", models.TextField(blank=True)),
                ("search", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "again_of",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="messaging.message",
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DeliveryReport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("at", models.DateTimeField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("delivered", "Delivered"),
                            ("deferred", "Deferred"),
                            ("bounced", "Bounced"),
                            ("complained", "Complained"),
                            ("refused", "Refused"),
                        ],
                        max_length=12,
                    ),
                ),
                ("address", models.TextField(blank=True)),
                ("key", models.TextField(blank=True, db_collation="C")),
                ("detail", models.TextField(blank=True)),
                ("permanent", models.BooleanField(default=False)),
                ("by", models.TextField(blank=True)),
                ("event_key", models.TextField(db_collation="C")),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="messaging.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("position", models.SmallIntegerField(default=0)),
                ("renderer", models.CharField(max_length=60)),
                ("source_id", models.UUIDField()),
                ("name", models.TextField(blank=True)),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("size", models.BigIntegerField(null=True)),
                ("sha256", models.BinaryField(null=True)),
                ("content", models.BinaryField(null=True)),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="messaging.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SenderSettings",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("sender_name", models.TextField(blank=True)),
                ("reply_to", models.TextField(blank=True)),
                ("from_address", models.TextField(blank=True)),
                ("from_confirmed_at", models.DateTimeField(null=True)),
                ("copy_to", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("signature", models.TextField(blank=True)),
                ("foot", models.TextField(blank=True)),
                ("websites", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("studio_id",), name="sender_settings_once")],
            },
        ),
        migrations.CreateModel(
            name="SuppressedAddress",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("key", models.TextField(db_collation="C")),
                ("address", models.TextField()),
                (
                    "reason",
                    models.CharField(
                        choices=[("bounced", "Bounced"), ("complained", "Complained"), ("by_hand", "By Hand")],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.TextField(blank=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", models.TextField(blank=True)),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="messaging.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("kind", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=10)),
                ("name", models.TextField(blank=True)),
                ("key", models.TextField(blank=True, db_collation="C")),
                ("subject", models.TextField()),
                ("body", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("studio_id", "kind", "language", "key"), name="template_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["studio_id", "-created_at", "-id"], name="message_newest"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["studio_id", "client_id", "-created_at"], name="message_client"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["studio_id", "state", "-created_at"], name="message_state"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("about_id__isnull", False)),
                fields=["studio_id", "about_kind", "about_id"],
                name="message_about",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("idempotency", ""), _negated=True),
                fields=("studio_id", "idempotency"),
                name="message_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("studio_id", "mail_id"), name="message_mail_id_once"),
        ),
        migrations.AddIndex(
            model_name="deliveryreport",
            index=models.Index(fields=["studio_id", "message_id", "at"], name="delivery_report_message"),
        ),
        migrations.AddIndex(
            model_name="deliveryreport",
            index=models.Index(fields=["studio_id", "key", "at"], name="delivery_report_address"),
        ),
        migrations.AddConstraint(
            model_name="deliveryreport",
            constraint=models.UniqueConstraint(fields=("studio_id", "event_key"), name="delivery_report_once"),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(fields=["studio_id", "message_id", "position"], name="message_attachment"),
        ),
        migrations.AddConstraint(
            model_name="suppressedaddress",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)), fields=("studio_id", "key"), name="suppressed_once"
            ),
        ),
    ]
