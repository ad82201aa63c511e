"""Row-level security of the clients tables: every reference stays inside its own studio."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

_CLIENT = {"client_id": "clients_client"}


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("clients", "0001_initial"), ("accounts", "0002_walls")]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.secure_table("clients_tag"),
        sql.secure_table("clients_group"),
        sql.secure_table("clients_source"),
        sql.secure_table("clients_stage"),
        sql.secure_table("clients_customfield"),
        sql.secure_table("clients_savedview"),
        sql.secure_table("clients_nameword"),
        sql.secure_table("clients_client"),
        sql.run(
            [
                sql.foreign_key("clients_client", "stage_id", "clients_stage"),
                sql.foreign_key("clients_client", "source_id", "clients_source"),
                sql.foreign_key("clients_client", "referred_by_id", "clients_client"),
                sql.foreign_key("clients_client", "merged_into_id", "clients_client"),
            ]
        ),
        # What belongs to a client needs no key to the studio: the composite key to the client, which has one, implies it,
        # and an import of 200,000 clients checks half as many keys.
        sql.secure_table("clients_phone", _CLIENT, studio_exists=False),
        sql.secure_table("clients_email", _CLIENT, studio_exists=False),
        sql.secure_table("clients_address", _CLIENT, studio_exists=False),
        sql.secure_table("clients_familymember", {**_CLIENT, "linked_id": "clients_client"}, studio_exists=False),
        sql.secure_table("clients_note", _CLIENT, studio_exists=False),
        sql.secure_table("clients_taglink", {**_CLIENT, "tag_id": "clients_tag"}, studio_exists=False),
        sql.secure_table("clients_groupmembership", {**_CLIENT, "group_id": "clients_group"}, studio_exists=False),
        sql.secure_table(
            "clients_mergerecord", {"kept_id": "clients_client", "merged_id": "clients_client"}, studio_exists=False
        ),
        sql.secure_table(
            "clients_dismissedpair", {"first_id": "clients_client", "second_id": "clients_client"}, studio_exists=False
        ),
        sql.secure_table("clients_bulkchange"),
        sql.secure_table("clients_bulkchangeitem", {**_CLIENT, "change_id": "clients_bulkchange"}, studio_exists=False),
    ]
