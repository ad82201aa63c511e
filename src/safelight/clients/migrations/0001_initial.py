"""The rows of the clients module."""

import django.db.models.deletion
from django.db import migrations, models

import safelight.foundation.ids


class Migration(migrations.Migration):
    """The rows of the clients module."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BulkChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
                ("what", models.JSONField()),
                ("summary", models.TextField()),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CustomField",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("label", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("text", "TEXT"),
                            ("number", "NUMBER"),
                            ("date", "DATE"),
                            ("choice", "CHOICE"),
                            ("yes_no", "YES_NO"),
                            ("money", "MONEY"),
                            ("url", "URL"),
                        ],
                        max_length=8,
                    ),
                ),
                ("choices", models.JSONField(default=list)),
                ("help", models.TextField(blank=True)),
                ("order", models.SmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("studio_id", "key"), name="custom_field_once")],
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                ("color", models.CharField(blank=True, max_length=20)),
                ("archived_at", models.DateTimeField(null=True)),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("studio_id", "key"), name="group_once")],
            },
        ),
        migrations.CreateModel(
            name="NameWord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("word", models.TextField(db_collation="C")),
                ("sound", models.TextField(db_collation="C")),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "sound"], name="name_word_sound")],
                "constraints": [models.UniqueConstraint(fields=("studio_id", "word"), name="name_word_once")],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("owner_id", models.UUIDField(null=True)),
                ("name", models.TextField()),
                ("shared", models.BooleanField(default=False)),
                ("filters", models.JSONField(default=dict)),
                ("columns", models.JSONField(default=list)),
                ("sort", models.CharField(blank=True, max_length=20)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "owner_id"], name="saved_view_owner")],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                ("color", models.CharField(blank=True, max_length=20)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("studio_id", "key"), name="source_once")],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                ("color", models.CharField(blank=True, max_length=20)),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("open", "Open"), ("won", "Won"), ("lost", "Lost")], default="open", max_length=8
                    ),
                ),
                ("order", models.SmallIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("studio_id", "key"), name="stage_once")],
            },
        ),
        migrations.CreateModel(
            name="Client",
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
                    "kind",
                    models.CharField(
                        choices=[("person", "PERSON"), ("family", "FAMILY"), ("organization", "ORGANIZATION")],
                        max_length=12,
                    ),
                ),
                ("prefix", models.TextField(blank=True)),
                ("first_name", models.TextField(blank=True)),
                ("middle_name", models.TextField(blank=True)),
                ("last_name", models.TextField(blank=True)),
                ("suffix", models.TextField(blank=True)),
                ("nickname", models.TextField(blank=True)),
                ("organization", models.TextField(blank=True)),
                ("job_title", models.TextField(blank=True)),
                ("display_name", models.TextField()),
                ("birthday", models.DateField(null=True)),
                ("birth_year_known", models.BooleanField(default=True)),
                ("anniversary", models.DateField(null=True)),
                ("since", models.DateField(null=True)),
                ("website", models.TextField(blank=True)),
                ("language", models.TextField(blank=True)),
                ("notes", models.TextField(blank=True)),
                ("external_id", models.TextField(blank=True)),
                ("do_not_contact", models.BooleanField(default=False)),
                ("stage_since", models.DateTimeField(null=True)),
                ("referred_by_name", models.TextField(blank=True)),
                ("custom", models.JSONField(default=dict)),
                ("sort_key", models.TextField(db_collation="C")),
                ("city", models.TextField(blank=True)),
                ("name_key", models.TextField(blank=True, db_collation="C")),
                ("sound_key", models.TextField(blank=True, db_collation="C")),
                ("search", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("field_versions", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "referred_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.source",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.stage",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("name", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                ("color", models.CharField(blank=True, max_length=20)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("studio_id", "key"), name="tag_once")],
            },
        ),
        migrations.CreateModel(
            name="TagLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.tag",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BulkChangeItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("before", models.JSONField()),
                ("version_after", models.PositiveIntegerField()),
                (
                    "change",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.bulkchange",
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["studio_id", "change_id"], name="bulk_item_change"),
                    models.Index(fields=["studio_id", "client_id"], name="bulk_item_client"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("position", models.SmallIntegerField(default=0)),
                ("street", models.TextField(blank=True)),
                ("street2", models.TextField(blank=True)),
                ("city", models.TextField(blank=True)),
                ("region", models.TextField(blank=True)),
                ("postal_code", models.TextField(blank=True)),
                ("country", models.CharField(blank=True, max_length=2)),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("mobile", "MOBILE"),
                            ("home", "HOME"),
                            ("work", "WORK"),
                            ("main", "MAIN"),
                            ("fax", "FAX"),
                            ("billing", "BILLING"),
                            ("shipping", "SHIPPING"),
                            ("future", "FUTURE"),
                            ("other", "OTHER"),
                        ],
                        default="home",
                        max_length=12,
                    ),
                ),
                ("starts_on", models.DateField(null=True)),
                ("key", models.TextField(blank=True, db_collation="C")),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["studio_id", "client_id"], name="address_client"),
                    models.Index(
                        condition=models.Q(("key", ""), _negated=True), fields=["studio_id", "key"], name="address_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DismissedPair",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
                (
                    "first",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "second_id"], name="dismissed_second")],
                "constraints": [
                    models.UniqueConstraint(fields=("studio_id", "first", "second"), name="dismissed_pair_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Email",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("position", models.SmallIntegerField(default=0)),
                ("address", models.TextField()),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("mobile", "MOBILE"),
                            ("home", "HOME"),
                            ("work", "WORK"),
                            ("main", "MAIN"),
                            ("fax", "FAX"),
                            ("billing", "BILLING"),
                            ("shipping", "SHIPPING"),
                            ("future", "FUTURE"),
                            ("other", "OTHER"),
                        ],
                        default="main",
                        max_length=12,
                    ),
                ),
                ("key", models.TextField(db_collation="C")),
                ("bounced_at", models.DateTimeField(null=True)),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["studio_id", "client_id"], name="email_client"),
                    models.Index(fields=["studio_id", "key"], name="email_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("position", models.SmallIntegerField(default=0)),
                (
                    "relationship",
                    models.CharField(
                        choices=[
                            ("partner", "PARTNER"),
                            ("child", "CHILD"),
                            ("parent", "PARENT"),
                            ("sibling", "SIBLING"),
                            ("grandparent", "GRANDPARENT"),
                            ("pet", "PET"),
                            ("contact", "CONTACT"),
                            ("other", "OTHER"),
                        ],
                        max_length=12,
                    ),
                ),
                ("first_name", models.TextField(blank=True)),
                ("last_name", models.TextField(blank=True)),
                ("birthday", models.DateField(null=True)),
                ("birth_year_known", models.BooleanField(default=True)),
                ("email", models.TextField(blank=True)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("note", models.TextField(blank=True)),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "linked",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["studio_id", "client_id"], name="family_client"),
                    models.Index(
                        condition=models.Q(("linked_id__isnull", False)),
                        fields=["studio_id", "linked_id"],
                        name="family_linked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMembership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.group",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "group_id", "client_id"], name="group_membership_group")],
                "constraints": [
                    models.UniqueConstraint(fields=("studio_id", "client", "group"), name="group_membership_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MergeRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
                ("kept_before", models.JSONField()),
                ("merged_before", models.JSONField()),
                ("moved", models.JSONField()),
                ("version_after", models.PositiveIntegerField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "kept",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["studio_id", "kept_id"], name="merge_kept"),
                    models.Index(fields=["studio_id", "merged_id"], name="merge_merged"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("at", models.DateTimeField()),
                ("author_id", models.UUIDField(null=True)),
                ("author_label", models.TextField()),
                ("text", models.TextField()),
                ("pinned", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["studio_id", "client_id", "-at"], name="note_client")],
            },
        ),
        migrations.CreateModel(
            name="Phone",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safelight.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("studio_id", models.UUIDField(editable=False)),
                ("position", models.SmallIntegerField(default=0)),
                ("number", models.CharField(max_length=20)),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("mobile", "MOBILE"),
                            ("home", "HOME"),
                            ("work", "WORK"),
                            ("main", "MAIN"),
                            ("fax", "FAX"),
                            ("billing", "BILLING"),
                            ("shipping", "SHIPPING"),
                            ("future", "FUTURE"),
                            ("other", "OTHER"),
                        ],
                        default="mobile",
                        max_length=12,
                    ),
                ),
                ("extension", models.CharField(blank=True, max_length=12)),
                ("text_consent", models.BooleanField(null=True)),
                ("text_consent_at", models.DateTimeField(null=True)),
                ("text_consent_how", models.TextField(blank=True)),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["studio_id", "client_id"], name="phone_client"),
                    models.Index(fields=["studio_id", "number"], name="phone_number"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                condition=models.Q(("removed_at", None)), fields=["studio_id", "sort_key", "id"], name="client_by_name"
            ),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(fields=["studio_id", "name_key"], name="client_name_key"),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(fields=["studio_id", "sound_key"], name="client_sound_key"),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=["studio_id", "external_id"],
                name="client_external",
            ),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                condition=models.Q(("stage_id__isnull", False)), fields=["studio_id", "stage_id"], name="client_stage"
            ),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                condition=models.Q(("source_id__isnull", False)),
                fields=["studio_id", "source_id"],
                name="client_source",
            ),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                condition=models.Q(("referred_by_id__isnull", False)),
                fields=["studio_id", "referred_by_id"],
                name="client_referrer",
            ),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                condition=models.Q(("merged_into_id__isnull", False)),
                fields=["studio_id", "merged_into_id"],
                name="client_merged",
            ),
        ),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.UniqueConstraint(fields=("studio_id", "number"), name="client_number_once"),
        ),
        migrations.AddIndex(
            model_name="taglink",
            index=models.Index(fields=["studio_id", "tag_id", "client_id"], name="tag_link_tag"),
        ),
        migrations.AddConstraint(
            model_name="taglink",
            constraint=models.UniqueConstraint(fields=("studio_id", "client", "tag"), name="tag_link_once"),
        ),
    ]
