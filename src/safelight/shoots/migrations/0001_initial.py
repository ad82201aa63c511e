"""The rows of the shoots module."""

import datetime as dt

import django.db.models.deletion
from django.db import migrations, models

import safelight.foundation.ids


class Migration(migrations.Migration):
    """The rows of the shoots module."""

    initial = True

    dependencies = [
        ("accounts", "0002_walls"),
        ("calendar", "0002_walls"),
        ("clients", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                ("color", models.CharField(blank=True, max_length=20)),
                ("order", models.SmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("studio_id", "key"), name="department_once")],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("owner_id", models.UUIDField(null=True)),
                ("name", models.TextField()),
                ("shared", models.BooleanField(default=False)),
                ("filters", models.JSONField(default=dict)),
                ("columns", models.JSONField(default=list)),
                ("sort", models.CharField(blank=True, max_length=20)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "owner_id"], name="session_view_owner")],
            },
        ),
        migrations.CreateModel(
            name="SessionField",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("label", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("text", "TEXT"),
                            ("number", "NUMBER"),
                            ("date", "DATE"),
                            ("choice", "CHOICE"),
                            ("yes_no", "YES_NO"),
                            ("money", "MONEY"),
                            ("url", "URL"),
                        ],
                        max_length=8,
                    ),
                ),
                ("choices", models.JSONField(default=list)),
                ("help", models.TextField(blank=True)),
                ("order", models.SmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("studio_id", "key"), name="session_field_once")],
            },
        ),
        migrations.CreateModel(
            name="TaskList",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                ("color", models.CharField(blank=True, max_length=20)),
                ("order", models.SmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("studio_id", "key"), name="task_list_once")],
            },
        ),
        migrations.CreateModel(
            name="SessionType",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                ("color", models.CharField(blank=True, max_length=20)),
                ("order", models.SmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(null=True)),
                ("minutes", models.PositiveIntegerField(default=60)),
                ("preparation_minutes", models.PositiveIntegerField(default=0)),
                ("buffer_minutes", models.PositiveIntegerField(default=0)),
                ("forms", models.JSONField(default=list)),
                ("default_title", models.TextField(blank=True)),
                ("default_brief", models.TextField(blank=True)),
                ("default_notes", models.TextField(blank=True)),
                ("default_shots", models.JSONField(default=list)),
                ("client_text", models.TextField(blank=True)),
                ("bookable_online", models.BooleanField(default=False)),
                ("policy", models.JSONField(default=list)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("confirms", models.BooleanField(default=True)),
                ("remind_days", models.SmallIntegerField(default=1, null=True)),
                ("remind_at", models.TimeField(default=dt.time(9, 0))),
                (
                    "task_list",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.tasklist",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Workflow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                ("color", models.CharField(blank=True, max_length=20)),
                ("order", models.SmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("studio_id", "key"), name="workflow_once")],
            },
        ),
        migrations.CreateModel(
            name="Status",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                ("color", models.CharField(blank=True, max_length=20)),
                ("order", models.SmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "due_kind",
                    models.CharField(
                        choices=[
                            ("never", "NEVER"),
                            ("after_entry", "AFTER_ENTRY"),
                            ("before_event", "BEFORE_EVENT"),
                            ("after_event", "AFTER_EVENT"),
                        ],
                        default="never",
                        max_length=12,
                    ),
                ),
                ("due_days", models.SmallIntegerField(default=0)),
                ("due_event", models.CharField(blank=True, max_length=40)),
                ("timed", models.BooleanField(default=True)),
                ("entry", models.JSONField(default=list)),
                ("exit", models.JSONField(default=list)),
                ("terminal", models.BooleanField(default=False)),
                (
                    "department",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.department",
                    ),
                ),
                (
                    "task_list",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.tasklist",
                    ),
                ),
                (
                    "workflow",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.workflow",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Shoot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("number", models.BigIntegerField()),
                ("title", models.TextField()),
                ("status_since", models.DateTimeField()),
                ("due_on", models.DateField(null=True)),
                ("overdue_told_at", models.DateTimeField(null=True)),
                ("place", models.TextField(blank=True)),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("brief", models.TextField(blank=True)),
                ("notes", models.TextField(blank=True)),
                ("custom", models.JSONField(default=dict)),
                ("session_fee_minor", models.BigIntegerField(default=0)),
                ("currency", models.CharField(max_length=3)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("delivered_by", models.TextField(blank=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("external_id", models.TextField(blank=True)),
                ("search", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("field_versions", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField(blank=True)),
                ("updated_at", models.DateTimeField()),
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
                    "copied_from",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.shoot",
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
                (
                    "photographer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calendar.resource",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.sessiontype",
                    ),
                ),
                (
                    "status",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.status",
                    ),
                ),
                (
                    "workflow",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.workflow",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="sessiontype",
            name="workflow",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="shoots.workflow",
            ),
        ),
        migrations.CreateModel(
            name="DepartmentMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                (
                    "department",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shoots.department",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "person_id"], name="department_member_person")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("studio_id", "department", "person_id"), name="department_member_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("position", models.SmallIntegerField(default=0)),
                ("name", models.TextField()),
                ("family_id", models.UUIDField(null=True)),
                ("birthday", models.DateField(null=True)),
                ("age", models.SmallIntegerField(null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "shoot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shoots.shoot",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "shoot_id", "position"], name="participant_shoot")],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("kind", models.CharField(choices=[("cancel", "CANCEL"), ("reschedule", "RESCHEDULE")], max_length=12)),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
                ("reason", models.TextField()),
                ("by_studio", models.BooleanField(default=False)),
                ("notice_hours", models.IntegerField(null=True)),
                ("fee_minor", models.BigIntegerField(default=0)),
                ("credit_minor", models.BigIntegerField(default=0)),
                ("currency", models.CharField(max_length=3)),
                ("waived", models.BooleanField(default=False)),
                ("starts_before", models.DateTimeField(null=True)),
                ("starts_after", models.DateTimeField(null=True)),
                (
                    "shoot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shoots.shoot",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "shoot_id", "at"], name="outcome_shoot")],
            },
        ),
        migrations.CreateModel(
            name="ShootTag",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                (
                    "shoot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shoots.shoot",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "key", "shoot_id"], name="shoot_tag_key")],
                "constraints": [models.UniqueConstraint(fields=("studio_id", "shoot", "key"), name="shoot_tag_once")],
            },
        ),
        migrations.CreateModel(
            name="Shot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("position", models.SmallIntegerField(default=0)),
                ("text", models.TextField()),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.TextField(blank=True)),
                (
                    "shoot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shoots.shoot",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "shoot_id", "position"], name="shot_shoot")],
            },
        ),
        migrations.CreateModel(
            name="StatusStay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("timed", models.BooleanField(default=True)),
                ("entered_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                ("by", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("overridden", models.JSONField(default=list)),
                (
                    "department",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.department",
                    ),
                ),
                (
                    "shoot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shoots.shoot",
                    ),
                ),
                (
                    "status",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.status",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["studio_id", "shoot_id", "entered_at"], name="stay_shoot"),
                    models.Index(fields=["studio_id", "status_id"], name="stay_status"),
                    models.Index(
                        condition=models.Q(("department_id__isnull", False)),
                        fields=["studio_id", "department_id", "entered_at"],
                        name="stay_department",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)), fields=("studio_id", "shoot"), name="stay_one_lasting"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("title", models.TextField()),
                ("notes", models.TextField(blank=True)),
                ("assignee_id", models.UUIDField(null=True)),
                ("position", models.IntegerField(default=0)),
                (
                    "priority",
                    models.SmallIntegerField(
                        choices=[(1, "URGENT"), (2, "HIGH"), (3, "NORMAL"), (4, "LOW")], default=3
                    ),
                ),
                ("due_on", models.DateField(null=True)),
                (
                    "due_kind",
                    models.CharField(
                        choices=[
                            ("never", "NEVER"),
                            ("after_entry", "AFTER_ENTRY"),
                            ("before_event", "BEFORE_EVENT"),
                            ("after_event", "AFTER_EVENT"),
                        ],
                        default="never",
                        max_length=12,
                    ),
                ),
                ("due_days", models.SmallIntegerField(default=0)),
                ("due_event", models.CharField(blank=True, max_length=40)),
                ("overdue_told_at", models.DateTimeField(null=True)),
                ("repeat_every", models.SmallIntegerField(null=True)),
                (
                    "repeat_unit",
                    models.CharField(
                        blank=True,
                        choices=[("day", "DAY"), ("week", "WEEK"), ("month", "MONTH"), ("year", "YEAR")],
                        max_length=8,
                    ),
                ),
                ("repeat_until", models.DateField(null=True)),
                ("repeat_from", models.DateField(null=True)),
                ("series_id", models.UUIDField(null=True)),
                ("remind_at", models.DateTimeField(null=True)),
                ("remind_by", models.CharField(blank=True, choices=[("desk", "Desk"), ("mail", "Mail")], max_length=8)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("from_item_id", models.UUIDField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField(blank=True)),
                ("updated_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("removed_at", models.DateTimeField(null=True)),
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
                    "department",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.department",
                    ),
                ),
                (
                    "shoot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.shoot",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("shoot_id__isnull", False)),
                        fields=["studio_id", "shoot_id", "position"],
                        name="task_shoot",
                    ),
                    models.Index(
                        condition=models.Q(("client_id__isnull", False)),
                        fields=["studio_id", "client_id"],
                        name="task_client",
                    ),
                    models.Index(
                        condition=models.Q(("done_at", None), ("removed_at", None)),
                        fields=["studio_id", "assignee_id", "due_on"],
                        name="task_assignee",
                    ),
                    models.Index(
                        condition=models.Q(("done_at", None), ("removed_at", None)),
                        fields=["studio_id", "department_id", "due_on"],
                        name="task_department",
                    ),
                    models.Index(
                        condition=models.Q(("done_at", None), ("removed_at", None)),
                        fields=["studio_id", "due_on", "id"],
                        name="task_due",
                    ),
                    models.Index(
                        condition=models.Q(("done_at", None), ("reminded_at", None), ("removed_at", None)),
                        fields=["studio_id", "remind_at"],
                        name="task_remind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskListItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("position", models.SmallIntegerField(default=0)),
                ("title", models.TextField()),
                ("notes", models.TextField(blank=True)),
                (
                    "priority",
                    models.SmallIntegerField(
                        choices=[(1, "URGENT"), (2, "HIGH"), (3, "NORMAL"), (4, "LOW")], default=3
                    ),
                ),
                ("assignee_id", models.UUIDField(null=True)),
                ("for_photographer", models.BooleanField(default=False)),
                (
                    "due_kind",
                    models.CharField(
                        choices=[
                            ("never", "NEVER"),
                            ("after_entry", "AFTER_ENTRY"),
                            ("before_event", "BEFORE_EVENT"),
                            ("after_event", "AFTER_EVENT"),
                        ],
                        default="never",
                        max_length=12,
                    ),
                ),
                ("due_days", models.SmallIntegerField(default=0)),
                ("due_event", models.CharField(blank=True, max_length=40)),
                (
                    "department",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shoots.department",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shoots.tasklist",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["studio_id", "list_id", "position"], name="task_list_item_list"),
                    models.Index(
                        condition=models.Q(("department_id__isnull", False)),
                        fields=["studio_id", "department_id"],
                        name="task_list_item_department",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TypeResource",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("position", models.SmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(choices=[("person", "PERSON"), ("room", "ROOM"), ("prop", "PROP")], max_length=12),
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
                (
                    "type",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shoots.sessiontype",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["studio_id", "type_id", "position"], name="type_resource_type"),
                    models.Index(
                        condition=models.Q(("resource_id__isnull", False)),
                        fields=["studio_id", "resource_id"],
                        name="type_resource_resource",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="status",
            index=models.Index(fields=["studio_id", "department_id"], name="status_department"),
        ),
        migrations.AddConstraint(
            model_name="status",
            constraint=models.UniqueConstraint(fields=("studio_id", "workflow", "key"), name="status_once"),
        ),
        migrations.AddIndex(
            model_name="shoot",
            index=models.Index(
                condition=models.Q(("cancelled_at", None), ("finished_at", None), ("removed_at", None)),
                fields=["studio_id", "status_id", "due_on", "id"],
                name="shoot_board",
            ),
        ),
        migrations.AddIndex(
            model_name="shoot",
            index=models.Index(
                condition=models.Q(("cancelled_at", None), ("finished_at", None), ("removed_at", None)),
                fields=["studio_id", "due_on", "id"],
                name="shoot_due",
            ),
        ),
        migrations.AddIndex(
            model_name="shoot",
            index=models.Index(fields=["studio_id", "photographer_id", "starts_at"], name="shoot_photographer"),
        ),
        migrations.AddIndex(
            model_name="shoot",
            index=models.Index(fields=["studio_id", "client_id", "starts_at"], name="shoot_client"),
        ),
        migrations.AddIndex(
            model_name="shoot",
            index=models.Index(fields=["studio_id", "starts_at", "id"], name="shoot_starts"),
        ),
        migrations.AddIndex(
            model_name="shoot",
            index=models.Index(fields=["studio_id", "type_id", "starts_at"], name="shoot_type"),
        ),
        migrations.AddIndex(
            model_name="shoot",
            index=models.Index(fields=["studio_id", "updated_at", "id"], name="shoot_changed"),
        ),
        migrations.AddIndex(
            model_name="shoot",
            index=models.Index(fields=["studio_id", "status_id"], name="shoot_status"),
        ),
        migrations.AddIndex(
            model_name="shoot",
            index=models.Index(
                condition=models.Q(("location_id__isnull", False)),
                fields=["studio_id", "location_id"],
                name="shoot_location",
            ),
        ),
        migrations.AddIndex(
            model_name="shoot",
            index=models.Index(
                condition=models.Q(("copied_from_id__isnull", False)),
                fields=["studio_id", "copied_from_id"],
                name="shoot_copies",
            ),
        ),
        migrations.AddConstraint(
            model_name="shoot",
            constraint=models.UniqueConstraint(fields=("studio_id", "number"), name="shoot_number_once"),
        ),
        migrations.AddIndex(
            model_name="sessiontype",
            index=models.Index(fields=["studio_id", "workflow_id"], name="session_type_workflow"),
        ),
        migrations.AddConstraint(
            model_name="sessiontype",
            constraint=models.UniqueConstraint(fields=("studio_id", "key"), name="session_type_once"),
        ),
    ]
