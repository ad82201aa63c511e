"""Django's three connections to one database: the run-time role, the same beside a transaction, and the owner."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from safelight.config.environment import Environment

_NOT_STARTED = "postgresql://nobody@embedded-database-not-started/safelight"


def connection_settings(environment: Environment) -> dict[str, dict[str, Any]]:
    """Return DATABASES.

    ``default`` serves requests and jobs under row-level security; ``aside`` is the same role on a connection
    of its own, for progress that must be seen before the work commits; ``owner`` owns the tables and is used
    by migrations alone. The command line starts the embedded server and sets both addresses before Django
    starts; until then the settings can be imported (type checks, documentation) but not connected with.
    """
    owner = environment.database_url or _NOT_STARTED
    app = environment.database_app_url or _NOT_STARTED
    return {
        "default": parse(app, pool={"min_size": 1, "max_size": 16, "timeout": 10}),
        "aside": {**parse(app), "CONN_MAX_AGE": 60, "TEST": {"MIRROR": "default"}},
        "owner": parse(owner),
    }


def parse(url: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's OPTIONS
    """Turn a ``postgresql://`` address into Django's fields."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {**dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair), **options},
    }
