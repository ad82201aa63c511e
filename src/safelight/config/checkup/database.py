"""The database: version, extensions, roles, row-level security, and the worker's sign of life."""

from datetime import UTC, datetime

import psycopg

from safelight.config.checkup.findings import Finding, ok, problem, warning
from safelight.config.launch import roles
from safelight.config.launch.embedded import DatabaseAddress

Connection = psycopg.Connection[tuple[object, ...]]

HEARTBEAT_SECONDS = 90
LONG_WAIT_SECONDS = 600
SHOWN = 5

UNGUARDED = """
SELECT c.relname FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'studio_id' AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
ORDER BY 1
"""

GUARDED = """
SELECT count(*) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND relforcerowsecurity
"""


def server(owner: Connection) -> Finding:
    """Look at the server's version."""
    number = owner.info.server_version
    found = f"PostgreSQL {number // 10000}.{number % 10000}"
    if number < roles.OLDEST_SERVER:
        return problem("server", found, "Upgrade the server to version 15 or newer.")
    return ok("server", found)


def extensions(owner: Connection) -> Finding:
    """Look for the extensions Safelight needs."""
    there = {row[0] for row in owner.execute("SELECT extname FROM pg_extension")}
    missing = [name for name in roles.EXTENSIONS if name not in there]
    if missing:
        statements = " ".join(f"CREATE EXTENSION {name};" for name in missing)
        return problem("extensions", f"missing: {', '.join(missing)}", f"Have an administrator run: {statements}")
    return ok("extensions", ", ".join(roles.EXTENSIONS))


def serving_role(app: Connection) -> Finding:
    """Check that the role that serves requests is bound by row-level security."""
    row = app.execute(
        "SELECT rolname, rolsuper, rolbypassrls, EXISTS (SELECT 1 FROM pg_class c WHERE c.relkind IN ('r', 'p') "
        "AND c.relowner = r.oid) FROM pg_roles r WHERE rolname = current_user"
    ).fetchone()
    if row is None or any(row[1:]):
        return problem(
            "roles",
            "the role that serves requests passes row-level security or owns tables",
            "Name a role without rights in DATABASE_APP_URL, or leave that setting out.",
        )
    return ok("roles", f"{row[0]} serves requests and is bound by row-level security")


def tenancy(owner: Connection) -> Finding:
    """Check that every table with a studio keeps studios apart."""
    open_tables = [str(row[0]) for row in owner.execute(UNGUARDED)]
    if open_tables:
        shown = ", ".join(open_tables[:SHOWN])
        return problem(
            "row-level security",
            f"not forced on {len(open_tables)} tables: {shown}",
            "Run `safelight up` once so that migrations finish; if it stays, restore the last backup.",
        )
    count = owner.execute(GUARDED).fetchone()
    return ok("row-level security", f"forced on {0 if count is None else count[0]} tables")


def worker(owner: Connection) -> Finding:
    """Look at the worker's heartbeat and at jobs nobody takes."""
    if owner.execute("SELECT to_regclass('procrastinate_workers') IS NULL").fetchone() == (True,):
        return warning("worker", "the tables for jobs do not exist yet", "Run `safelight up` once.")
    row = owner.execute("SELECT max(last_heartbeat) FROM procrastinate_workers").fetchone()
    beat = row[0] if row else None
    if isinstance(beat, datetime):
        seconds = (datetime.now(UTC) - beat).total_seconds()
        if seconds <= HEARTBEAT_SECONDS:
            return ok("worker", f"at work, last sign of life {seconds:.0f} s ago")
    late = owner.execute(
        "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' "
        "AND coalesce(scheduled_at, now()) <= now() - make_interval(secs => %s)",
        [LONG_WAIT_SECONDS],
    ).fetchone()
    if late is not None and late[0]:
        return warning("worker", f"not running, and {late[0]} jobs wait", "Start everything with `safelight up`.")
    return ok("worker", "not running, and no job waits")


def look(address: DatabaseAddress) -> list[Finding]:
    """Return what there is to say about the database at `address`."""
    findings = []
    with psycopg.connect(address.owner_url, connect_timeout=10, autocommit=True) as owner:
        findings += [server(owner), extensions(owner), tenancy(owner), worker(owner)]
    with psycopg.connect(address.app_url, connect_timeout=10, autocommit=True) as app:
        findings.append(serving_role(app))
    return findings
