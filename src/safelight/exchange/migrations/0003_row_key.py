"""A digest by which a row is known again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """As Django wrote it down."""

    dependencies = [
        ("exchange", "0002_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="importedrow",
            name="row_key",
            field=models.UUIDField(null=True),
        ),
        migrations.AddIndex(
            model_name="importedrow",
            index=models.Index(
                condition=models.Q(("client_id__isnull", False)),
                fields=["studio_id", "row_key"],
                name="imported_row_key",
            ),
        ),
    ]
