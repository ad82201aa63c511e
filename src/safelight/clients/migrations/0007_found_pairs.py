"""Pairs of clients who may be one are kept between two looks through the studio; the list sorted by its last change."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

import safelight.foundation.ids
from safelight.foundation.tenancy import sql


def _id() -> Any:  # noqa: ANN401 - a field of Django
    return models.UUIDField(default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    """Two tables with their walls, and an index."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("clients", "0006_broad_search")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="FoundPair",
            fields=[
                ("id", _id()),
                ("studio_id", models.UUIDField(editable=False)),
                ("first_id", models.UUIDField()),
                ("second_id", models.UUIDField()),
                ("score", models.PositiveSmallIntegerField()),
                ("reasons", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("studio_id", "first_id", "second_id"), name="found_pair_once")
                ],
                "indexes": [
                    models.Index(fields=["studio_id", "-score", "first_id", "second_id"], name="found_pair_likeliest"),
                    models.Index(fields=["studio_id", "second_id"], name="found_pair_second"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PairSearch",
            fields=[
                ("id", _id()),
                ("studio_id", models.UUIDField(editable=False)),
                ("found_at", models.DateTimeField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("studio_id",), name="pair_search_once")]},
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                condition=models.Q(("removed_at", None)),
                fields=["studio_id", "updated_at", "id"],
                name="client_changed",
            ),
        ),
        sql.secure_table("clients_foundpair"),
        sql.secure_table("clients_pairsearch"),
    ]
