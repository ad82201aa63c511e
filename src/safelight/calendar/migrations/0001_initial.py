"""The rows of the calendar module."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import safelight.foundation.ids


class Migration(migrations.Migration):
    """The rows of the calendar module."""

    initial = True

    dependencies = [
        ("accounts", "0004_more_walls"),
        ("clients", "0005_ids_of_a_studio"),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "REQUESTED"),
                            ("approved", "APPROVED"),
                            ("refused", "REFUSED"),
                            ("withdrawn", "WITHDRAWN"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("vacation", "VACATION"),
                            ("sick", "SICK"),
                            ("training", "TRAINING"),
                            ("personal", "PERSONAL"),
                            ("other", "OTHER"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("all_day", models.BooleanField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("zone", models.TextField()),
                ("requested_at", models.DateTimeField()),
                ("requested_by", models.TextField()),
                ("requested_by_id", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.TextField(blank=True)),
                ("decision_note", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("appointment", "APPOINTMENT"), ("shoot", "SHOOT"), ("block", "BLOCK")], max_length=12
                    ),
                ),
                ("title", models.TextField()),
                ("type", models.TextField(blank=True)),
                ("place", models.TextField(blank=True)),
                ("participants", models.TextField(blank=True)),
                ("notes", models.TextField(blank=True)),
                ("color", models.TextField(blank=True)),
                ("owner_kind", models.TextField(blank=True)),
                ("owner_id", models.UUIDField(null=True)),
                ("arrival_minutes", models.PositiveSmallIntegerField(default=0)),
                ("preparation_minutes", models.PositiveSmallIntegerField(default=0)),
                ("buffer_minutes", models.PositiveSmallIntegerField(default=0)),
                ("drive_minutes", models.PositiveSmallIntegerField(default=0)),
                ("zone", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("held", "HELD"),
                            ("confirmed", "CONFIRMED"),
                            ("cancelled", "CANCELLED"),
                            ("done", "DONE"),
                        ],
                        max_length=12,
                    ),
                ),
                ("all_day", models.BooleanField(default=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("wall_starts", models.CharField(max_length=19)),
                ("wall_ends", models.CharField(max_length=19)),
                ("fold_starts", models.PositiveSmallIntegerField(default=0)),
                ("fold_ends", models.PositiveSmallIntegerField(default=0)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("is_long", models.BooleanField(default=False)),
                ("held_until", models.DateTimeField(null=True)),
                ("hold_key", models.BinaryField(max_length=32, null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_by", models.TextField(blank=True)),
                ("cancel_reason", models.TextField(blank=True)),
                ("status_before", models.CharField(blank=True, max_length=12)),
                ("series_day", models.DateField(null=True)),
                ("is_changed", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField()),
                ("updated_at", models.DateTimeField()),
                ("updated_by", models.TextField()),
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
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.location",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("held", "HELD"), ("confirmed", "CONFIRMED"), ("cancelled", "CANCELLED")],
                        max_length=12,
                    ),
                ),
                ("held_until", models.DateTimeField(null=True)),
                ("overridden", models.BooleanField(default=False)),
                (
                    "absence",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="calendar.absence",
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="calendar.appointment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Resource",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                (
                    "kind",
                    models.CharField(choices=[("person", "PERSON"), ("room", "ROOM"), ("prop", "PROP")], max_length=12),
                ),
                ("name", models.TextField()),
                ("color", models.TextField(blank=True)),
                ("position", models.PositiveIntegerField(default=0)),
                ("capacity", models.PositiveSmallIntegerField(default=1)),
                ("notes", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.location",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
                ("by_id", models.UUIDField(null=True)),
                (
                    "booking",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calendar.booking",
                    ),
                ),
                (
                    "over",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calendar.booking",
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calendar.resource",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HoursPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("valid_from", models.DateField()),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField()),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.location",
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calendar.resource",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="booking",
            name="resource",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="calendar.resource",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="resource",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="calendar.resource",
            ),
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("appointment", "APPOINTMENT"), ("shoot", "SHOOT"), ("block", "BLOCK")], max_length=12
                    ),
                ),
                ("title", models.TextField()),
                ("type", models.TextField(blank=True)),
                ("place", models.TextField(blank=True)),
                ("participants", models.TextField(blank=True)),
                ("notes", models.TextField(blank=True)),
                ("color", models.TextField(blank=True)),
                ("owner_kind", models.TextField(blank=True)),
                ("owner_id", models.UUIDField(null=True)),
                ("arrival_minutes", models.PositiveSmallIntegerField(default=0)),
                ("preparation_minutes", models.PositiveSmallIntegerField(default=0)),
                ("buffer_minutes", models.PositiveSmallIntegerField(default=0)),
                ("drive_minutes", models.PositiveSmallIntegerField(default=0)),
                ("zone", models.TextField()),
                ("rule", models.TextField()),
                ("first_day", models.DateField()),
                ("all_day", models.BooleanField(default=False)),
                ("starts_minute", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveIntegerField()),
                ("exceptions", models.JSONField(default=list)),
                ("blocked", models.JSONField(default=list)),
                ("made_until", models.DateField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField()),
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
                (
                    "follows",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calendar.series",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.location",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="appointment",
            name="series",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="calendar.series",
            ),
        ),
        migrations.CreateModel(
            name="SeriesResource",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                (
                    "resource",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calendar.resource",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="calendar.series",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("type", models.TextField()),
                ("weekday", models.PositiveSmallIntegerField()),
                ("starts_minute", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveIntegerField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("archived_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.location",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SlotResource",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                (
                    "resource",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calendar.resource",
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="calendar.slot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("day", models.DateField()),
                ("name", models.TextField()),
                ("starts_minute", models.PositiveSmallIntegerField(null=True)),
                ("ends_minute", models.PositiveSmallIntegerField(null=True)),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.location",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("studio_id", "day", "location_id", "name"), name="holiday_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_minute__isnull", True), ("starts_minute__isnull", True)),
                            models.Q(("ends_minute__gt", models.F("starts_minute")), ("ends_minute__lte", 1440)),
                            _connector="OR",
                        ),
                        name="holiday_part_of_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoursSpan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("weekday", models.PositiveSmallIntegerField()),
                ("starts_minute", models.PositiveSmallIntegerField()),
                ("ends_minute", models.PositiveSmallIntegerField()),
                ("is_break", models.BooleanField(default=False)),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="calendar.hoursplan",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "plan_id"], name="span_plan")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_minute__lt", 1440),
                            ("weekday__gte", 1),
                            ("weekday__lte", 7),
                            ("ends_minute__gt", models.F("starts_minute")),
                            (
                                "ends_minute__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("starts_minute"), "+", models.Value(1440)
                                ),
                            ),
                        ),
                        name="span_in_a_day",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="resource",
            index=models.Index(fields=["studio_id", "position", "id"], name="resource_order"),
        ),
        migrations.AddIndex(
            model_name="resource",
            index=models.Index(
                condition=models.Q(("location_id__isnull", False)),
                fields=["studio_id", "location_id"],
                name="resource_location",
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(
                condition=models.Q(("membership_id__isnull", False)),
                fields=("studio_id", "membership_id"),
                name="resource_one_per_membership",
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.CheckConstraint(condition=models.Q(("capacity__gte", 1)), name="resource_capacity"),
        ),
        migrations.AddIndex(
            model_name="override",
            index=models.Index(fields=["studio_id", "booking_id"], name="override_booking"),
        ),
        migrations.AddIndex(
            model_name="override",
            index=models.Index(fields=["studio_id", "over_id"], name="override_over"),
        ),
        migrations.AddIndex(
            model_name="override",
            index=models.Index(fields=["studio_id", "-at"], name="override_newest"),
        ),
        migrations.AddConstraint(
            model_name="hoursplan",
            constraint=models.UniqueConstraint(
                fields=("studio_id", "resource_id", "location_id", "valid_from"),
                name="hours_one_per_day",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="hoursplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("resource_id__isnull", True), ("location_id__isnull", True), _connector="OR"),
                name="hours_one_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["studio_id", "appointment_id"], name="booking_appointment"),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["studio_id", "absence_id"], name="booking_absence"),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["studio_id", "resource_id", "ends_at", "starts_at"], name="booking_time"),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("absence_id__isnull", True), ("appointment_id__isnull", False)),
                    models.Q(("absence_id__isnull", False), ("appointment_id__isnull", True)),
                    _connector="OR",
                ),
                name="booking_one_cause",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="booking_has_a_length"
            ),
        ),
        migrations.AddIndex(
            model_name="absence",
            index=models.Index(fields=["studio_id", "resource_id", "ends_at"], name="absence_resource"),
        ),
        migrations.AddIndex(
            model_name="absence",
            index=models.Index(fields=["studio_id", "state", "starts_at"], name="absence_state"),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="absence_has_a_length"
            ),
        ),
        migrations.AddIndex(
            model_name="series",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["studio_id", "made_until"],
                name="series_to_make",
            ),
        ),
        migrations.AddIndex(
            model_name="series",
            index=models.Index(
                condition=models.Q(("client_id__isnull", False)),
                fields=["studio_id", "client_id"],
                name="series_client",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["studio_id", "starts_at"], name="appointment_start"),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                condition=models.Q(("is_long", True)), fields=["studio_id", "ends_at"], name="appointment_long"
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                condition=models.Q(("client_id__isnull", False)),
                fields=["studio_id", "client_id", "starts_at"],
                name="appointment_client",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                condition=models.Q(("owner_id__isnull", False)),
                fields=["studio_id", "owner_kind", "owner_id"],
                name="appointment_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                condition=models.Q(("status", "held")), fields=["studio_id", "held_until"], name="appointment_held"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="appointment_has_a_length"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("series_id__isnull", False)),
                fields=("studio_id", "series_id", "series_day"),
                name="appointment_once_a_series_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="seriesresource",
            constraint=models.UniqueConstraint(
                fields=("studio_id", "series_id", "resource_id"), name="series_resource_once"
            ),
        ),
        migrations.AddIndex(
            model_name="slot",
            index=models.Index(fields=["studio_id", "type"], name="slot_type"),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minutes__gte", 1), ("starts_minute__lt", 1440), ("weekday__gte", 1), ("weekday__lte", 7)
                ),
                name="slot_in_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="slotresource",
            constraint=models.UniqueConstraint(
                fields=("studio_id", "slot_id", "resource_id"), name="slot_resource_once"
            ),
        ),
    ]
