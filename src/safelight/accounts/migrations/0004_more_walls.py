"""Row-level security of keys, invitations and seats."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("accounts", "0003_people_and_seats")]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.secure_table("accounts_apikey", {"role_id": "accounts_role"}),
        sql.secure_table("accounts_invitation", {"role_id": "accounts_role"}),
        sql.secure_table("accounts_seat"),
    ]
