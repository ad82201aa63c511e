"""What an order keeps of its taxes, and which rewards it uses."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns of orders; a payment plan knows its total, which says what was settled before."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("sales", "0003_references")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField(model_name="order", name="rewards", field=models.JSONField(default=list)),
        migrations.AddField(model_name="order", name="use_session_credits", field=models.BooleanField(default=True)),
        migrations.AddField(model_name="order", name="regime", field=models.JSONField(default=dict)),
        migrations.AddField(
            model_name="order",
            name="priced_on",
            field=models.DateField(default=date(2026, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddField(model_name="orderline", name="options", field=models.JSONField(default=dict)),
        migrations.AddField(model_name="order", name="tax_included", field=models.BooleanField(default=False)),
        migrations.RemoveField(model_name="paymentplan", name="settled_before_minor"),
    ]
