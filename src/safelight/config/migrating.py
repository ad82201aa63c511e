"""Bringing the database to this version: the owner migrates, then the run-time role gets its rights."""

from __future__ import annotations

import sys

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from safelight.foundation.tenancy.grants import grant_runtime


def pending() -> list[str]:
    """Return the migrations that were not applied yet, as ``module.name``."""
    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def bring_up_to_date(*, verbosity: int = 0) -> None:
    """Apply every pending migration as the owner and renew the run-time role's rights."""
    call_command(
        "migrate", database="owner", interactive=False, verbosity=verbosity, skip_checks=True, stdout=sys.stderr
    )
    grant_runtime(str(connections["default"].settings_dict["USER"]))
    connections["owner"].close()
