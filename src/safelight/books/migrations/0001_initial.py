"""The tables of the ledger."""

import django.db.models.deletion
from django.db import migrations, models

import safelight.foundation.ids


class Migration(migrations.Migration):
    """Written by makemigrations."""

    initial = True

    dependencies = [
        ("accounts", "0004_more_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("key", models.CharField(max_length=80)),
                ("code", models.CharField(blank=True, max_length=20)),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asset", "Asset"),
                            ("liability", "Liability"),
                            ("equity", "Equity"),
                            ("income", "Income"),
                            ("expense", "Expense"),
                        ],
                        max_length=10,
                    ),
                ),
                ("active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("studio_id", "key"), name="books_account_one_per_key"),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("studio_id", "code"),
                        name="books_account_one_per_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("on", models.DateField()),
                ("kind", models.CharField(max_length=40)),
                ("memo", models.CharField(blank=True, max_length=300)),
                ("source_kind", models.CharField(max_length=40)),
                ("source_id", models.UUIDField(null=True)),
                ("line_count", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=200)),
                (
                    "reverses",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="books.entry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EntryNumber",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("number", models.BigIntegerField()),
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="books.entry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("place", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("client_id", models.UUIDField(null=True)),
                ("document_id", models.UUIDField(null=True)),
                ("category", models.CharField(blank=True, max_length=60)),
                ("memo", models.CharField(blank=True, max_length=300)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="books.account",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="books.entry",
                    ),
                ),
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
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("place", models.PositiveIntegerField()),
                ("through", models.DateField(null=True)),
                ("reopens", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("studio_id", "place"), name="books_posting_in_order")],
            },
        ),
        migrations.CreateModel(
            name="DayTotal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("on", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("category", models.CharField(blank=True, max_length=60)),
                ("slot", models.PositiveSmallIntegerField(default=0)),
                ("debit_minor", models.BigIntegerField()),
                ("credit_minor", models.BigIntegerField()),
                ("line_count", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="books.account",
                    ),
                ),
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
            options={
                "indexes": [models.Index(fields=["studio_id", "account", "on"], name="books_daytotal_account")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("studio_id", "on", "account", "currency", "location", "category", "slot"),
                        name="books_daytotal_one_per_key",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["studio_id", "-on", "-id"], name="books_entry_newest"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("source_id__isnull", False)),
                fields=["studio_id", "source_id"],
                name="books_entry_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("studio_id", "reverses"), name="books_entry_reversed_once"),
        ),
        migrations.AddConstraint(
            model_name="entrynumber",
            constraint=models.UniqueConstraint(fields=("studio_id", "number"), name="books_number_once"),
        ),
        migrations.AddIndex(
            model_name="line",
            index=models.Index(fields=["studio_id", "account", "on", "id"], name="books_line_account"),
        ),
        migrations.AddIndex(
            model_name="line",
            index=models.Index(
                condition=models.Q(("document_id__isnull", False)),
                fields=["studio_id", "document_id", "account"],
                name="books_line_document",
            ),
        ),
        migrations.AddIndex(
            model_name="line",
            index=models.Index(
                condition=models.Q(("client_id__isnull", False)),
                fields=["studio_id", "client_id", "account", "on"],
                name="books_line_client",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(fields=("studio_id", "entry", "place"), name="books_line_one_per_place"),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor", 0), _negated=True), name="books_line_is_something"
            ),
        ),
    ]
