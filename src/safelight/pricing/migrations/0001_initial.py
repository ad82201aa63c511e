"""The tables of the pricing module, as the models state them."""

from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

import safelight.foundation.ids


class Migration(migrations.Migration):
    """Tables; their walls follow in the next migration."""

    initial = True

    dependencies = [
        ("accounts", "0004_more_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("print", "print"),
                            ("composite", "composite"),
                            ("digital_file", "digital_file"),
                            ("product", "product"),
                            ("service", "service"),
                            ("session_fee", "session_fee"),
                            ("package", "package"),
                            ("promotion", "promotion"),
                            ("gift_card", "gift_card"),
                            ("shipping", "shipping"),
                        ],
                        max_length=20,
                    ),
                ),
                ("identifier", models.CharField(blank=True, max_length=60)),
                ("identifier_key", models.CharField(blank=True, max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("description", models.CharField(blank=True, max_length=2000)),
                ("width", models.DecimalField(decimal_places=2, max_digits=8, null=True)),
                ("height", models.DecimalField(decimal_places=2, max_digits=8, null=True)),
                ("size_unit", models.CharField(blank=True, max_length=2)),
                ("price_minor", models.BigIntegerField(default=0)),
                ("cost_minor", models.BigIntegerField(null=True)),
                ("vendor", models.CharField(blank=True, max_length=120)),
                (
                    "tax_class",
                    models.CharField(
                        choices=[
                            ("standard", "standard"),
                            ("reduced", "reduced"),
                            ("zero", "zero"),
                            ("exempt", "exempt"),
                        ],
                        default="standard",
                        max_length=10,
                    ),
                ),
                ("category", models.CharField(blank=True, max_length=60)),
                ("discountable", models.BooleanField(default=True)),
                ("hidden", models.BooleanField(default=False)),
                ("quick_pick", models.BooleanField(default=False)),
                ("inactive", models.BooleanField(default=False)),
                ("takes_images", models.BooleanField(default=False)),
                ("images_included", models.PositiveIntegerField(default=0)),
                ("images_least", models.PositiveIntegerField(default=0)),
                ("images_most", models.PositiveIntegerField(null=True)),
                ("extra_image_minor", models.BigIntegerField(null=True)),
                ("taxed_by_parts", models.BooleanField(default=False)),
                (
                    "credit_rule",
                    models.CharField(
                        choices=[("none", "none"), ("part", "part"), ("whole", "whole")], default="none", max_length=10
                    ),
                ),
                ("credit_percent", models.DecimalField(decimal_places=2, default=Decimal(100), max_digits=5)),
                ("credit_days", models.PositiveIntegerField(null=True)),
                ("order", models.PositiveIntegerField(default=0)),
                ("search", models.TextField(blank=True)),
                ("published_version", models.PositiveIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Component",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("label", models.CharField(max_length=120)),
                ("least", models.PositiveIntegerField(default=1)),
                ("most", models.PositiveIntegerField(default=1)),
                ("quantity", models.PositiveIntegerField(default=1)),
                ("order", models.PositiveIntegerField(default=0)),
                (
                    "package",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.item",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("surcharge_minor", models.BigIntegerField(default=0)),
                ("preset", models.BooleanField(default=False)),
                ("order", models.PositiveIntegerField(default=0)),
                (
                    "component",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.component",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.item",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                ("order", models.PositiveIntegerField(default=0)),
                (
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.itemgroup",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="item",
            name="group",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pricing.itemgroup",
            ),
        ),
        migrations.CreateModel(
            name="ItemVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("version", models.PositiveIntegerField()),
                ("facts", models.JSONField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.item",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PriceList",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                ("key", models.CharField(max_length=120)),
                ("description", models.CharField(blank=True, max_length=500)),
                ("currency", models.CharField(max_length=3)),
                ("season_from", models.DateField(null=True)),
                ("season_until", models.DateField(null=True)),
                ("is_default", models.BooleanField(default=False)),
                ("minimum_order_minor", models.BigIntegerField(null=True)),
                ("holds_changes", models.BooleanField(default=False)),
                ("order", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=0)),
                ("published_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.location",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="itemgroup",
            name="price_list",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pricing.pricelist",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="price_list",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pricing.pricelist",
            ),
        ),
        migrations.CreateModel(
            name="PriceListVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("version", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("added", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("withdrawn", models.PositiveIntegerField(default=0)),
                (
                    "price_list",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.pricelist",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Promotion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                ("description", models.CharField(blank=True, max_length=500)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("amount", "amount"),
                            ("percent", "percent"),
                            ("free_item", "free_item"),
                            ("buy_n", "buy_n"),
                        ],
                        max_length=12,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField(null=True)),
                ("percent", models.DecimalField(decimal_places=4, default=Decimal(0), max_digits=7)),
                ("each", models.BooleanField(default=False)),
                ("buy", models.PositiveIntegerField(default=1)),
                ("get", models.PositiveIntegerField(default=1)),
                ("get_percent", models.DecimalField(decimal_places=4, default=Decimal(100), max_digits=7)),
                ("times", models.PositiveIntegerField(null=True)),
                ("minimum_minor", models.BigIntegerField(null=True)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("once_per_client", models.BooleanField(default=False)),
                ("uses_most", models.PositiveIntegerField(null=True)),
                ("stackable", models.BooleanField(default=True)),
                ("priority", models.IntegerField(default=0)),
                ("needs_code", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "price_list",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.pricelist",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="item",
            name="promotion",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pricing.promotion",
            ),
        ),
        migrations.CreateModel(
            name="Coupon",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("code", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=40)),
                ("client_id", models.UUIDField(null=True)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("uses_most", models.PositiveIntegerField(null=True)),
                ("uses_per_client", models.PositiveIntegerField(null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "promotion",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.promotion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PromotionTarget",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("role", models.CharField(choices=[("scope", "scope"), ("gift", "gift")], max_length=5)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("print", "print"),
                            ("composite", "composite"),
                            ("digital_file", "digital_file"),
                            ("product", "product"),
                            ("service", "service"),
                            ("session_fee", "session_fee"),
                            ("package", "package"),
                            ("promotion", "promotion"),
                            ("gift_card", "gift_card"),
                            ("shipping", "shipping"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.itemgroup",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.item",
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.promotion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PromotionUse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("client_id", models.UUIDField(null=True)),
                ("source_kind", models.CharField(max_length=30)),
                ("source_id", models.UUIDField()),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("at", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "coupon",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.coupon",
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.promotion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RewardRule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("loyalty", "loyalty"),
                            ("referral", "referral"),
                            ("welcome", "welcome"),
                            ("gift", "gift"),
                        ],
                        max_length=10,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField(null=True)),
                ("percent", models.DecimalField(decimal_places=4, default=Decimal(0), max_digits=7)),
                ("welcome_minor", models.BigIntegerField(null=True)),
                ("from_minor", models.BigIntegerField(default=0)),
                ("use_from_minor", models.BigIntegerField(default=0)),
                ("days", models.PositiveIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__range", (0, 100)),
                            models.Q(("amount_minor__isnull", True), ("amount_minor__gte", 0), _connector="OR"),
                            models.Q(("welcome_minor__isnull", True), ("welcome_minor__gte", 0), _connector="OR"),
                            ("from_minor__gte", 0),
                            ("use_from_minor__gte", 0),
                        ),
                        name="reward_rule_numbers",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reward",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("client_id", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("loyalty", "loyalty"),
                            ("referral", "referral"),
                            ("welcome", "welcome"),
                            ("gift", "gift"),
                        ],
                        max_length=10,
                    ),
                ),
                ("label", models.CharField(max_length=120)),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("used_minor", models.BigIntegerField(default=0)),
                ("use_from_minor", models.BigIntegerField(default=0)),
                ("valid_until", models.DateField(null=True)),
                ("granted_at", models.DateTimeField()),
                ("source_kind", models.CharField(blank=True, max_length=30)),
                ("source_id", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "rule",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.rewardrule",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RewardUse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("source_kind", models.CharField(max_length=30)),
                ("source_id", models.UUIDField()),
                ("amount_minor", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "reward",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.reward",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TaxExemption",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("client_id", models.UUIDField()),
                ("certificate", models.CharField(blank=True, max_length=120)),
                ("codes", models.JSONField(default=list)),
                ("valid_until", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("studio_id", "client_id"), name="tax_exemption_once")],
            },
        ),
        migrations.CreateModel(
            name="TaxRegime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                ("country", models.CharField(blank=True, max_length=2)),
                (
                    "mode",
                    models.CharField(
                        choices=[("none", "none"), ("added", "added"), ("dual", "dual"), ("included", "included")],
                        max_length=10,
                    ),
                ),
                (
                    "round_on",
                    models.CharField(
                        choices=[("line", "line"), ("document", "document")], default="document", max_length=10
                    ),
                ),
                (
                    "rounding",
                    models.CharField(
                        choices=[("half_up", "half_up"), ("half_even", "half_even")], default="half_up", max_length=10
                    ),
                ),
                ("combined", models.BooleanField(default=False)),
                (
                    "shipping",
                    models.CharField(
                        choices=[("own", "own"), ("never", "never"), ("like_goods", "like_goods")],
                        default="own",
                        max_length=12,
                    ),
                ),
                ("cash_step", models.DecimalField(decimal_places=3, max_digits=8, null=True)),
                ("registration", models.CharField(blank=True, max_length=200)),
                ("is_default", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None), ("is_default", True)),
                        fields=("studio_id",),
                        name="tax_regime_one_default",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaxRate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("code", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=120)),
                ("percent", models.DecimalField(decimal_places=4, max_digits=7)),
                (
                    "tax_class",
                    models.CharField(
                        choices=[
                            ("standard", "standard"),
                            ("reduced", "reduced"),
                            ("zero", "zero"),
                            ("exempt", "exempt"),
                        ],
                        max_length=10,
                    ),
                ),
                ("compound", models.BooleanField(default=False)),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("order", models.PositiveIntegerField(default=0)),
                (
                    "regime",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.taxregime",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LocationTax",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.location",
                    ),
                ),
                (
                    "regime",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.taxregime",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="component",
            index=models.Index(fields=["studio_id", "package", "order"], name="component_package"),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.CheckConstraint(
                condition=models.Q(("least__lte", models.F("most")), ("most__gte", 1), ("quantity__gte", 1)),
                name="component_numbers",
            ),
        ),
        migrations.AddIndex(
            model_name="choice",
            index=models.Index(fields=["studio_id", "item"], name="choice_item"),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.UniqueConstraint(fields=("studio_id", "component", "item"), name="choice_once"),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.CheckConstraint(
                condition=models.Q(("surcharge_minor__gte", 0)), name="choice_surcharge_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.UniqueConstraint(fields=("studio_id", "item", "version"), name="item_version_once"),
        ),
        migrations.AddIndex(
            model_name="pricelist",
            index=models.Index(fields=["studio_id", "location_id"], name="price_list_location"),
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=models.UniqueConstraint(
                condition=models.Q(("archived_at", None)), fields=("studio_id", "key"), name="price_list_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=models.UniqueConstraint(
                condition=models.Q(("archived_at", None), ("is_default", True)),
                fields=("studio_id",),
                name="price_list_one_default",
            ),
        ),
        migrations.AddIndex(
            model_name="itemgroup",
            index=models.Index(fields=["studio_id", "price_list", "order"], name="item_group_list"),
        ),
        migrations.AddIndex(
            model_name="itemgroup",
            index=models.Index(
                condition=models.Q(("parent_id__isnull", False)),
                fields=["studio_id", "parent"],
                name="item_group_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="pricelistversion",
            constraint=models.UniqueConstraint(
                fields=("studio_id", "price_list", "version"), name="price_list_version_once"
            ),
        ),
        migrations.AddIndex(
            model_name="promotion",
            index=models.Index(
                condition=models.Q(("price_list_id__isnull", False)),
                fields=["studio_id", "price_list"],
                name="promotion_list",
            ),
        ),
        migrations.AddConstraint(
            model_name="promotion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("percent__range", (0, 100)),
                    ("get_percent__range", (0, 100)),
                    models.Q(("amount_minor__isnull", True), ("amount_minor__gte", 0), _connector="OR"),
                    ("buy__gte", 1),
                    ("get__gte", 1),
                ),
                name="promotion_numbers",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["studio_id", "price_list", "order", "id"], name="item_list_order"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["studio_id", "identifier_key"], name="item_identifier"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("group_id__isnull", False)), fields=["studio_id", "group"], name="item_group"
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("promotion_id__isnull", False)),
                fields=["studio_id", "promotion"],
                name="item_promotion",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("identifier_key", ""), _negated=True), ("archived_at", None)),
                fields=("studio_id", "price_list", "identifier_key"),
                name="item_identifier_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("price_minor__gte", 0),
                    models.Q(("cost_minor__isnull", True), ("cost_minor__gte", 0), _connector="OR"),
                    models.Q(("extra_image_minor__isnull", True), ("extra_image_minor__gte", 0), _connector="OR"),
                ),
                name="item_amounts_not_negative",
            ),
        ),
        migrations.AddIndex(
            model_name="coupon",
            index=models.Index(fields=["studio_id", "promotion"], name="coupon_promotion"),
        ),
        migrations.AddConstraint(
            model_name="coupon",
            constraint=models.UniqueConstraint(fields=("studio_id", "key"), name="coupon_code_once"),
        ),
        migrations.AddIndex(
            model_name="promotiontarget",
            index=models.Index(fields=["studio_id", "promotion"], name="promotion_target_promotion"),
        ),
        migrations.AddIndex(
            model_name="promotiontarget",
            index=models.Index(
                condition=models.Q(("item__isnull", False)), fields=["studio_id", "item"], name="promotion_target_item"
            ),
        ),
        migrations.AddIndex(
            model_name="promotiontarget",
            index=models.Index(
                condition=models.Q(("group__isnull", False)),
                fields=["studio_id", "group"],
                name="promotion_target_group",
            ),
        ),
        migrations.AddConstraint(
            model_name="promotiontarget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("group__isnull", True), ("item__isnull", False), ("kind", "")),
                    models.Q(("group__isnull", False), ("item__isnull", True), ("kind", "")),
                    models.Q(("group__isnull", True), ("item__isnull", True), models.Q(("kind", ""), _negated=True)),
                    _connector="OR",
                ),
                name="promotion_target_one",
            ),
        ),
        migrations.AddIndex(
            model_name="promotionuse",
            index=models.Index(fields=["studio_id", "promotion", "client_id"], name="promotion_use_client"),
        ),
        migrations.AddIndex(
            model_name="promotionuse",
            index=models.Index(
                condition=models.Q(("coupon__isnull", False)),
                fields=["studio_id", "coupon"],
                name="promotion_use_coupon",
            ),
        ),
        migrations.AddConstraint(
            model_name="promotionuse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("released_at", None)),
                fields=("studio_id", "source_id", "promotion"),
                name="promotion_use_once_per_document",
            ),
        ),
        migrations.AddIndex(
            model_name="reward",
            index=models.Index(fields=["studio_id", "client_id"], name="reward_client"),
        ),
        migrations.AddIndex(
            model_name="reward",
            index=models.Index(
                condition=models.Q(("rule__isnull", False)), fields=["studio_id", "rule"], name="reward_rule"
            ),
        ),
        migrations.AddConstraint(
            model_name="reward",
            constraint=models.CheckConstraint(
                condition=models.Q(("used_minor__gte", 0), ("used_minor__lte", models.F("amount_minor"))),
                name="reward_not_overused",
            ),
        ),
        migrations.AddConstraint(
            model_name="reward",
            constraint=models.UniqueConstraint(
                condition=models.Q(("rule__isnull", False), ("source_id__isnull", False), ("withdrawn_at", None)),
                fields=("studio_id", "source_id", "rule", "client_id"),
                name="reward_once_per_document",
            ),
        ),
        migrations.AddIndex(
            model_name="rewarduse",
            index=models.Index(fields=["studio_id", "reward"], name="reward_use_reward"),
        ),
        migrations.AddConstraint(
            model_name="rewarduse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("released_at", None)),
                fields=("studio_id", "source_id", "reward"),
                name="reward_use_once_per_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="rewarduse",
            constraint=models.CheckConstraint(condition=models.Q(("amount_minor__gt", 0)), name="reward_use_amount"),
        ),
        migrations.AddIndex(
            model_name="taxrate",
            index=models.Index(fields=["studio_id", "regime", "order"], name="tax_rate_regime"),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("percent__range", (0, 100)),
                    models.Q(
                        ("valid_from__isnull", True),
                        ("valid_until__isnull", True),
                        ("valid_from__lte", models.F("valid_until")),
                        _connector="OR",
                    ),
                ),
                name="tax_rate_numbers",
            ),
        ),
        migrations.AddIndex(
            model_name="locationtax",
            index=models.Index(fields=["studio_id", "regime"], name="location_tax_regime"),
        ),
        migrations.AddConstraint(
            model_name="locationtax",
            constraint=models.UniqueConstraint(fields=("studio_id", "location"), name="location_tax_once"),
        ),
    ]
