"""Statements of account that were sent."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

import safelight.foundation.ids
from safelight.foundation.tenancy import sql


class Migration(migrations.Migration):
    """One more table, behind its walls at once."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("clients", "0005_ids_of_a_studio"),
        ("sales", "0004_rewards_and_plans"),
    ]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="SentStatement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.TextField(blank=True)),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "client_id"], name="sentstatement_client")],
            },
        ),
        sql.secure_table("sales_sentstatement", {"client_id": "clients_client"}),
    ]
