"""The way of a command to the database: settings checked, server running, tables current, Django set up."""

import importlib
from types import ModuleType

import django
from django.apps import apps

from safelight.config.environment import read_environment
from safelight.config.launch import databases


def ready(*, migrated: bool = True) -> None:
    """Start or join the database and set Django up; calling it again does nothing.

    Args:
        migrated: bring the tables to this version first.

    Raises:
        EnvironmentRefused: settings are wrong.
        LaunchRefused: the database cannot be had.

    """
    if apps.ready:
        return
    databases.export(databases.database_for(read_environment()))
    django.setup()
    if not migrated:
        return
    migrating = importlib.import_module("safelight.config.migrating")
    if migrating.pending():
        migrating.bring_up_to_date()


def module(name: str) -> ModuleType:
    """Return a module that uses models, imported after everything is ready.

    Command modules do not import such modules at their top: `safelight --help` must work without a database.
    """
    ready()
    return importlib.import_module(name)
