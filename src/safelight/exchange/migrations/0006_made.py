"""What an import made beside clients; and one check less per line of it."""

from __future__ import annotations

from django.db import migrations, models

from safelight.foundation.tenancy import sql


class Migration(migrations.Migration):
    """A line needs no key to the studio: the composite key to its import, which has one, implies it."""

    dependencies = [("exchange", "0005_ids_of_a_studio")]

    operations = [
        migrations.AddField(model_name="importbatch", name="made", field=models.JSONField(default=dict)),
        sql.run(["alter table exchange_importedrow drop constraint exchange_importedrow_studio"]),
    ]
