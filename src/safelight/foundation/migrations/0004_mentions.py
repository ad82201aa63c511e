"""Whom a journal line concerns: the clients on whose timelines it is shown."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import safelight.foundation.ids
from safelight.foundation.tenancy import sql


class Migration(migrations.Migration):
    """The table, its walls, and that its rows are never changed."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("foundation", "0003_statistics")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="JournalMention",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("subject_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="foundation.journalentry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("studio_id", "entry", "subject_id"), name="journal_one_mention")
                ],
                "indexes": [
                    models.Index(fields=["studio_id", "subject_id", "-at", "-entry"], name="journal_mentioned")
                ],
            },
        ),
        sql.secure_table("foundation_journalmention", {"entry_id": "foundation_journalentry"}, studio_exists=False),
        sql.run(sql.append_only("foundation_journalmention")),
    ]
