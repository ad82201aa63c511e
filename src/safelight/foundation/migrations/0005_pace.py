"""How often each key asked of late, counted for all processes together."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

# Unlogged: it costs no write to the journal of the database, and a crash may well forget it.
_PACE = """
create unlogged table foundation_pace (
    caller text primary key, remaining double precision not null, at timestamptz not null, granted integer not null
) with (fillfactor = 50)
"""


class Migration(migrations.Migration):
    """One table beside the cache."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("foundation", "0004_mentions")]
    operations: ClassVar[list[migrations.RunSQL]] = [sql.run([_PACE])]
