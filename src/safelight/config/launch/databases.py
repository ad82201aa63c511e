"""The database that the settings in force ask for: the embedded one or an external one."""

import os

from safelight.config.environment import Environment
from safelight.config.launch.embedded import DatabaseAddress, ensure_database
from safelight.config.launch.external import prepare_external

SETTINGS_MODULE = "safelight.config.settings"
EXPORTED = ("DATABASE_URL", "DATABASE_APP_URL")


def database_for(environment: Environment) -> DatabaseAddress:
    """Return the address of the database in force; the embedded one is started if it does not run.

    Raises:
        LaunchRefused: with what is wrong and what to do.

    """
    if environment.database_url:
        return prepare_external(environment.database_url, environment.database_app_url, environment.data)
    return ensure_database(environment.data, environment.postgres_bin)


def export(address: DatabaseAddress) -> None:
    """Put the addresses (and where Django's settings are) into this process's environment, where Django's settings and child processes look."""
    for name, value in zip(EXPORTED, (address.owner_url, address.app_url), strict=True):
        os.environ[name] = value
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
