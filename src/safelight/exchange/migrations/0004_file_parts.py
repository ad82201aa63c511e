"""Uploaded files lie in parts, so that a large one never stands whole in memory."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The one part a file had so far was sealed as a whole; files wait a week at most and are uploaded again."""

    dependencies = [("exchange", "0003_row_key")]

    operations = [
        migrations.RunSQL("delete from exchange_importfile", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="importfile",
            name="batch",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+",
                to="exchange.importbatch",
            ),
        ),
        migrations.AddField(model_name="importfile", name="part", field=models.IntegerField(default=0)),
        migrations.AddConstraint(
            model_name="importfile",
            constraint=models.UniqueConstraint(
                fields=("studio_id", "batch_id", "part"), name="import_file_part_once"
            ),
        ),
    ]  # fmt: skip
