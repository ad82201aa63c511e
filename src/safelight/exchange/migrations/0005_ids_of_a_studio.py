"""The ids of remembered mappings are unique in their studio, not in the installation.

One that was taken out is put back under its id; were an id that another studio has refused, the refusal would tell
that it exists there.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql


class Migration(migrations.Migration):
    """The primary key names the studio."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("exchange", "0004_file_parts")]
    operations: ClassVar[list[migrations.RunSQL]] = [sql.ids_of_a_studio("exchange_mappingtemplate")]
