"""Row-level security of the played company's memory."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("test_gateway", "0001_initial"),
        ("accounts", "0004_more_walls"),
        ("foundation", "0003_statistics"),
    ]
    operations: ClassVar[list[migrations.RunSQL]] = [sql.secure_table("test_gateway_testdeal")]
