"""Session types and sessions name their price list, and the item that is the session fee."""

import django.db.models.deletion
from django.db import migrations, models

from safelight.foundation.tenancy import sql


class Migration(migrations.Migration):
    """Columns, indexes, walls."""

    dependencies = [
        ("pricing", "0002_walls"),
        ("shoots", "0002_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="sessiontype",
            name="price_list",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pricing.pricelist",
            ),
        ),
        migrations.AddField(
            model_name="sessiontype",
            name="session_fee_item",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pricing.item",
            ),
        ),
        migrations.AddField(
            model_name="shoot",
            name="price_list",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pricing.pricelist",
            ),
        ),
        migrations.AddIndex(
            model_name="sessiontype",
            index=models.Index(
                condition=models.Q(("price_list_id__isnull", False)),
                fields=["studio_id", "price_list_id"],
                name="session_type_price_list",
            ),
        ),
        migrations.AddIndex(
            model_name="sessiontype",
            index=models.Index(
                condition=models.Q(("session_fee_item_id__isnull", False)),
                fields=["studio_id", "session_fee_item_id"],
                name="session_type_fee_item",
            ),
        ),
        migrations.AddIndex(
            model_name="shoot",
            index=models.Index(
                condition=models.Q(("price_list_id__isnull", False)),
                fields=["studio_id", "price_list_id"],
                name="shoot_price_list",
            ),
        ),
        sql.run(
            [
                sql.foreign_key("shoots_sessiontype", "price_list_id", "pricing_pricelist"),
                sql.foreign_key("shoots_sessiontype", "session_fee_item_id", "pricing_item"),
                sql.foreign_key("shoots_shoot", "price_list_id", "pricing_pricelist"),
            ]
        ),
    ]
