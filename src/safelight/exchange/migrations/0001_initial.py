"""The first tables of the exchange module."""

import django.db.models.deletion
from django.db import migrations, models

import safelight.foundation.ids


class Migration(migrations.Migration):
    """As Django wrote it down."""

    initial = True

    dependencies = [
        ("foundation", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("kind", models.CharField(max_length=20)),
                ("filename", models.TextField()),
                ("size", models.BigIntegerField()),
                ("fingerprint", models.BinaryField()),
                (
                    "state",
                    models.CharField(
                        choices=[("read", "Read"), ("tried", "Tried"), ("done", "Done"), ("undone", "Undone")],
                        default="read",
                        max_length=8,
                    ),
                ),
                ("choices", models.JSONField(default=dict)),
                ("understood", models.JSONField(default=dict)),
                ("report", models.JSONField(default=dict)),
                ("created_by", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "work",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.work",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("row", models.IntegerField()),
                ("outcome", models.CharField(max_length=8)),
                ("client_id", models.UUIDField(null=True)),
                ("name", models.TextField(blank=True)),
                ("issues", models.JSONField(default=list)),
                ("cells", models.JSONField(null=True)),
                ("undo", models.JSONField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="exchange.importbatch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("content", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                (
                    "batch",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="exchange.importbatch",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MappingTemplate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("kind", models.CharField(max_length=20)),
                ("name", models.TextField()),
                ("signature", models.BinaryField()),
                ("targets", models.JSONField()),
                ("used_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("studio_id", "kind", "signature"), name="mapping_template_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(fields=["studio_id", "-created_at"], name="import_newest"),
        ),
        migrations.AddIndex(
            model_name="importedrow",
            index=models.Index(fields=["studio_id", "batch_id", "outcome", "row"], name="imported_row_outcome"),
        ),
    ]
