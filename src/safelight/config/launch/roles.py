"""The roles, grants and extensions Safelight needs from PostgreSQL.

`safelight_owner` owns the tables and runs migrations. `safelight_app` serves requests: it owns nothing and cannot pass
row-level security. `safelight_search` cannot sign in; it owns the few functions that look over all studios.
"""

from typing import LiteralString

import psycopg
from psycopg import sql

ADMIN = "postgres"
"""Superuser of the embedded server; nothing of the program runs as it."""

OWNER = "safelight_owner"
APP = "safelight_app"
SEARCH = "safelight_search"
DATABASE = "safelight"

EXTENSIONS: tuple[LiteralString, ...] = (
    "btree_gist",
    "btree_gin",
    "pg_trgm",
    "unaccent",
    "citext",
    "fuzzystrmatch",
)

OLDEST_SERVER = 150000
"""`server_version_num` of PostgreSQL 15, the first with a `public` schema nobody else may write to."""


PREPARED = 1
"""Version of `prepare`: a cluster prepared by an older one is prepared again."""


def prepare(admin_url: str, template_url: str, passwords: dict[str, str]) -> None:
    """Make the roles, the extensions and the main database of the embedded server; running it again changes nothing.

    Args:
        admin_url: the superuser's address of the database `postgres`.
        template_url: the superuser's address of `template1`, which every new database is copied from.
        passwords: by role.

    """
    with psycopg.connect(admin_url, autocommit=True) as connection:
        for role, rights in (
            (OWNER, sql.SQL("LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE CREATEDB")),
            (APP, sql.SQL("LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB")),
            (SEARCH, sql.SQL("NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB")),
        ):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
            connection.execute(sql.SQL("ALTER ROLE {} {}").format(sql.Identifier(role), rights))
            if role in passwords:
                connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), passwords[role]))
        connection.execute(
            sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(sql.Identifier(SEARCH), sql.Identifier(OWNER))
        )
        # Only the three roles may connect, to any database.
        connection.execute("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC")
    with psycopg.connect(template_url, autocommit=True) as connection:
        # What template1 has, every database made later has too: the main one, those of tests, restored ones.
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        connection.execute(sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(sql.Identifier(SEARCH)))
    with psycopg.connect(admin_url, autocommit=True) as connection:
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not exists:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
