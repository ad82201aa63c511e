"""A fresh database with every table, copied from one that was migrated before.

Migrating takes half a minute and copying a moment, so the migrated database is kept for the next run. Its name says what
it was made from: any change of a migration, or of what migrations call, makes another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Composable, Identifier

from safelight.config.launch.embedded import DatabaseAddress, ensure_database, sibling
from safelight.config.launch.roles import OWNER

_SOURCE = Path(__file__).parents[1] / "src" / "safelight"
_OTHERS = ("Django", "procrastinate", "django-allauth")
_KEPT = 3
_LOCK = 7_203_114
_PLAIN: Composable = SQL("")


def migrated_database(
    data: Path, name: str, migrate: Callable[[DatabaseAddress], None], *, source: Path = _SOURCE
) -> DatabaseAddress:
    """Make the database ``name`` with every table; ``migrate`` brings an empty one up to date where none is kept yet."""
    main = ensure_database(data)
    template = f"template_{fingerprint(source)}"
    with psycopg.connect(main.admin_url, autocommit=True) as connection:
        # Several test processes may begin at once: one migrates, the others wait and copy.
        connection.execute("select pg_advisory_lock(%s)", [_LOCK])
        if template not in _templates(connection):
            unfinished = f"unfinished_{template}"
            _drop(connection, unfinished)
            _create(connection, unfinished)
            migrate(sibling(main, unfinished))
            connection.execute(
                SQL("alter database {} rename to {}").format(Identifier(unfinished), Identifier(template))
            )
            for old in _templates(connection)[:-_KEPT]:
                _drop(connection, old)
        _create(connection, name, SQL("template {}").format(Identifier(template)))
    return sibling(main, name)


def fingerprint(source: Path = _SOURCE) -> str:
    """Return what tells one set of migrations from another."""
    made_of = hashlib.sha256(" ".join(version(package) for package in _OTHERS).encode())
    for path in (*sorted(source.glob("**/migrations/*.py")), *sorted((source / "foundation" / "tenancy").glob("*.py"))):
        made_of.update(str(path.relative_to(source)).encode())
        made_of.update(path.read_bytes())
    return made_of.hexdigest()[:16]


def _templates(connection: psycopg.Connection) -> list[str]:
    """Return the kept databases, oldest first."""
    found = connection.execute("select datname from pg_database where datname like 'template\\_%' order by oid")
    return [row[0] for row in found.fetchall()]


def _create(connection: psycopg.Connection, name: str, more: Composable = _PLAIN) -> None:
    connection.execute(SQL("create database {} owner {} {}").format(Identifier(name), Identifier(OWNER), more))


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(SQL("drop database if exists {} with (force)").format(Identifier(name)))
