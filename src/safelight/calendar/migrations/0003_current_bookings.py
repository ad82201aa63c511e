"""Bookings an appointment was moved away from stay for what was booked over them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("calendar", "0002_walls")]
    operations = [
        migrations.AddField(model_name="booking", name="is_current", field=models.BooleanField(default=True)),
    ]
