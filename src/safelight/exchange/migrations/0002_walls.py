"""Row-level security of the imports."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("exchange", "0001_initial"),
        ("accounts", "0002_walls"),
        ("clients", "0002_walls"),
    ]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.secure_table("exchange_importbatch", {"work_id": "foundation_work"}),
        sql.secure_table("exchange_importfile", {"batch_id": "exchange_importbatch"}),
        sql.secure_table("exchange_importedrow", {"batch_id": "exchange_importbatch"}),
        sql.secure_table("exchange_mappingtemplate"),
    ]
