"""How each person likes things: the columns of a list."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

import safelight.foundation.ids
from safelight.foundation.tenancy import sql


class Migration(migrations.Migration):
    """The table and its walls."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("foundation", "0005_pace")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                ("key", models.CharField(max_length=100)),
                ("value", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("studio_id", "person_id", "key"), name="preference_once")
                ]
            },
        ),
        sql.secure_table("foundation_preference", studio_exists=False),
    ]
