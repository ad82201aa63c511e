"""The ids of clients are unique in their studio, not in the installation.

A device that was offline makes a client's id itself. Were an id that another studio has refused, the refusal would
tell that it exists there. Every key that points at a client names its studio too, so nothing else changes.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql


class Migration(migrations.Migration):
    """The primary key names the studio."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("clients", "0004_by_city")]
    operations: ClassVar[list[migrations.RunSQL]] = [sql.ids_of_a_studio("clients_client")]
