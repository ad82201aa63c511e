"""An external PostgreSQL named by DATABASE_URL: check it, and make what is missing if its owner may."""

import json
import os
import secrets
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from safelight.config.launch import roles
from safelight.config.launch.embedded import DatabaseAddress
from safelight.config.launch.refusal import LaunchRefused

Owner = psycopg.Connection[tuple[object, ...]]


def prepare_external(owner_url: str, app_url: str | None, data_dir: Path) -> DatabaseAddress:
    """Return the addresses of an external database that is fit for use.

    Missing extensions and roles are made where the owner may; otherwise the sentence carries the statement that an
    administrator of the server has to run.

    Args:
        owner_url: DATABASE_URL, the role that owns the tables.
        app_url: DATABASE_APP_URL, or None to have a role made.
        data_dir: where the made role's password is kept.

    Raises:
        LaunchRefused: the server cannot be reached, is too old, or lacks something.

    """
    try:
        with psycopg.connect(owner_url, autocommit=True, connect_timeout=10) as owner:
            refuse_old(owner)
            missing = [*missing_extensions(owner), *missing_search_role(owner)]
            if app_url is None:
                app_url, more = app_role(owner, owner_url, data_dir)
                missing += more
    except psycopg.OperationalError as error:
        sentence = f"The database of DATABASE_URL cannot be reached at {shown(owner_url)}: {first_line(error)}"
        raise LaunchRefused(sentence) from error
    if missing:
        statements = "\n".join(f"  {statement}" for statement in missing)
        sentence = (
            f"The database at {shown(owner_url)} is not ready for Safelight. "
            f"Ask its administrator to run there:\n{statements}"
        )
        raise LaunchRefused(sentence)
    refuse_powerful_app(app_url)
    return DatabaseAddress(owner_url, app_url, owner_url)


def shown(url: str) -> str:
    """Return the host and database of an address, without role and password."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or 5432}{parts.path}"


def first_line(error: psycopg.Error) -> str:
    """Return the first line of the server's or the client's message."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def refuse_old(owner: Owner) -> None:
    """Refuse servers before PostgreSQL 15."""
    version = owner.info.server_version
    if version < roles.OLDEST_SERVER:
        sentence = (
            f"The PostgreSQL server of DATABASE_URL has version {version // 10000}; Safelight needs 15 or newer. "
            "Upgrade it, or leave DATABASE_URL out to use the embedded one."
        )
        raise LaunchRefused(sentence)


def attempt(owner: Owner, statement: sql.Composed, words: str) -> list[str]:
    """Run `statement`; return `words`, the statement for an administrator, if the owner may not."""
    try:
        owner.execute(statement)
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported, psycopg.errors.UndefinedFile):
        return [words]
    return []


def missing_extensions(owner: Owner) -> list[str]:
    """Make the extensions; return a statement for each that could not be made."""
    there = {row[0] for row in owner.execute("SELECT extname FROM pg_extension")}
    missing = []
    for extension in roles.EXTENSIONS:
        if extension not in there:
            missing += attempt(
                owner,
                sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)),
                f"CREATE EXTENSION {extension};",
            )
    return missing


def may_create_roles(owner: Owner) -> bool:
    """Whether the connected role may create roles."""
    row = owner.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return row is not None and bool(row[0])


def missing_search_role(owner: Owner) -> list[str]:
    """Make the role that owns the search functions, let the owner act as it; return statements that are left."""
    name = roles.SEARCH
    user = owner.execute("SELECT current_user").fetchone()
    me = str(user[0]) if user else ""
    missing = []
    if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        missing += attempt(
            owner, sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(name)), f"CREATE ROLE {name} NOLOGIN;"
        )
    if missing:
        return [
            *missing,
            f'GRANT {name} TO "{me}";',
            f"GRANT USAGE, CREATE ON SCHEMA public TO {name};",
        ]
    row = owner.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [name]).fetchone()
    superuser = owner.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    is_member = row is not None and bool(row[0])
    if not is_member or (superuser is not None and not superuser[0]):
        missing += attempt(
            owner,
            sql.SQL("GRANT {} TO {}").format(sql.Identifier(name), sql.Identifier(me)),
            f'GRANT {name} TO "{me}";',
        )
        if is_member:
            # Already granted by somebody else: nothing is left to ask for.
            missing.clear()
    missing += attempt(
        owner,
        sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(sql.Identifier(name)),
        f"GRANT USAGE, CREATE ON SCHEMA public TO {name};",
    )
    return missing


def app_role(owner: Owner, owner_url: str, data_dir: Path) -> tuple[str, list[str]]:
    """Make the role that serves requests, or find the one made before; return its address and statements left."""
    database = urlsplit(owner_url).path.strip("/")
    name = f"safelight_app_{database}"[:63]
    kept = data_dir / "external_passwords.json"
    passwords: dict[str, str] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    place = shown(owner_url)
    exists = owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone() is not None
    if not may_create_roles(owner) and not (exists and place in passwords):
        return owner_url, [
            (
                f"CREATE ROLE \"{name}\" LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '…';"
                f"  -- then set DATABASE_APP_URL=postgresql://{name}:…@{place}"
            )
        ]
    if not exists or place not in passwords:
        passwords[place] = secrets.token_urlsafe(32)
        keep(kept, passwords)
        verb = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}" if exists else "CREATE ROLE {} LOGIN PASSWORD {}")
        owner.execute(verb.format(sql.Identifier(name), passwords[place]))
    owner.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(database), sql.Identifier(name)))
    parts = urlsplit(owner_url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(name)}:{passwords[place]}@{host}")), []


def keep(path: Path, passwords: dict[str, str]) -> None:
    """Write the passwords of made roles to a file that only this account reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(passwords, file)
    fresh.replace(path)


def refuse_powerful_app(app_url: str) -> None:
    """Refuse a serving role that row-level security does not bind.

    Raises:
        LaunchRefused: it cannot connect, is a superuser, bypasses row-level security, or owns tables.

    """
    try:
        with psycopg.connect(app_url, connect_timeout=10) as app:
            row = app.execute(
                "SELECT rolsuper OR rolbypassrls, EXISTS (SELECT 1 FROM pg_class c WHERE c.relkind = 'r' "
                "AND c.relowner = r.oid) FROM pg_roles r WHERE rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError as error:
        sentence = f"The role of DATABASE_APP_URL cannot sign in at {shown(app_url)}: {first_line(error)}"
        raise LaunchRefused(sentence) from error
    if row is None or row[0] or row[1]:
        sentence = (
            "The role of DATABASE_APP_URL is superuser, has BYPASSRLS or owns tables, so one studio could see "
            "another's rows. Name another role, or leave DATABASE_APP_URL out to have one made."
        )
        raise LaunchRefused(sentence)
