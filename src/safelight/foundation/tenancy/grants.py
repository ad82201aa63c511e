"""What the run-time role may do to each table; applied after every migration by the owner."""

from __future__ import annotations

from django.db import connections
from psycopg import sql

# The database itself writes the chain (a trigger with its owner's rights); the run-time role only reads it.
_READ_ONLY = ("foundation_journallink", "django_migrations")


def grant_runtime(role: str, *, using: str = "owner") -> None:
    """Give the run-time ``role`` its rights: rows of all tables, but never to change an append-only one."""
    name = sql.Identifier(role)
    with connections[using].cursor() as cursor:
        cursor.execute(sql.SQL("grant usage on schema public to {}").format(name))
        cursor.execute(
            sql.SQL("grant select, insert, update, delete on all tables in schema public to {}").format(name)
        )
        cursor.execute(sql.SQL("grant usage, select on all sequences in schema public to {}").format(name))
        cursor.execute(sql.SQL("grant execute on all functions in schema public to {}").format(name))
        cursor.execute(
            "select distinct c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " where t.tgname = c.relname || '_append_only'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL("revoke update, delete, truncate on {} from {}").format(sql.Identifier(table), name))
        for table in _READ_ONLY:
            cursor.execute(
                sql.SQL("revoke insert, update, delete, truncate on {} from {}").format(sql.Identifier(table), name)
            )
