"""Whether changes of a price list wait to be published."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more column."""

    dependencies = [
        ("pricing", "0002_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="pricelist",
            name="waiting",
            field=models.BooleanField(default=False),
        ),
    ]
