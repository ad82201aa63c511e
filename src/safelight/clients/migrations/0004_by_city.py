"""The list sorted by city."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The list sorted by city."""

    dependencies = [
        ("clients", "0003_search"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                condition=models.Q(("removed_at", None)), fields=["studio_id", "city", "id"], name="client_by_city"
            ),
        ),
    ]
