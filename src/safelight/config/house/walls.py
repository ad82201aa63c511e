"""What the catalogue of PostgreSQL says about a database's walls; used on the real one and on seeded breaches."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg

# Tables without a studio, each with its reason. A new one is argued for here or gets a studio.
WITHOUT_STUDIO: Mapping[str, str] = {
    "accounts_user": "a person signs in before a studio is known, and may work in several",
    "accounts_studio": "is the studio itself; walled by its own id",
    "accounts_guesstally": "how often a secret was tried, under a keyed hash; counted before a studio is known",
    "foundation_keptmail": "mail of the installation, written before a studio is known",
    "foundation_cache": "rate limits and sessions, before a studio is known",
    "django_migrations": "Django's own",
    "django_content_type": "Django's own",
    "django_session": "a session exists before a studio is chosen",
    "auth_group": "Django's own, unused",
    "auth_group_permissions": "Django's own, unused",
    "auth_permission": "Django's own, unused",
}
# Whole families of other programs' tables, each with its reason.
FAMILIES: Mapping[str, str] = {
    "procrastinate_": "the queue serves all studios; arguments carry ids alone and queries filter by studio",
    "account_": "allauth's mail addresses of people",
    "mfa_": "allauth's second factors of people",
    "usersessions_": "allauth's list of a person's sessions",
}
DEFINER_FUNCTIONS: Mapping[str, str] = {
    "accounts_all_studios": "lists id, slug and name for the operator and timetables",
    "clients_search_ids": "LIKE cannot use the search index under row-level security; filters by app.studio itself",
    "clients_search_page": "likewise",
    "foundation_refresh_statistics": "runs ANALYZE, which only a table's owner may; gives nothing back",
    "foundation_chain": "writes the journal's chain, which the run-time role may not",
}

_TABLES = """
select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity,
       exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'studio_id'
               and a.attnotnull and not a.attisdropped) as has_studio
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by c.relname
"""
_POLICIES = """
select polname, polcmd, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid),
       array(select rolname from pg_roles where oid = any(polroles))
from pg_policy where polrelid = %s
"""
_KEYS = """
select con.conname, target.relname,
       array(select attname from pg_attribute where attrelid = con.conrelid and attnum = any(con.conkey))
from pg_constraint con join pg_class target on target.oid = con.confrelid
where con.contype = 'f' and con.conrelid = %s
"""
_COLUMNS = """
select a.attname from pg_attribute a join pg_type t on t.oid = a.atttypid
where a.attrelid = %s and a.attnum > 0 and not a.attisdropped and t.typname = 'uuid' and a.attname like '%%\\_id'
"""
_VIEWS = """
select c.relname, coalesce(array_to_string(c.reloptions, ','), '') from pg_class c
join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('v', 'm')
"""
_DEFINERS = """
select p.proname, r.rolsuper or r.rolbypassrls from pg_proc p join pg_roles r on r.oid = p.proowner
join pg_namespace n on n.oid = p.pronamespace
left join pg_depend d on d.objid = p.oid and d.deptype = 'e'
where n.nspname = 'public' and p.prosecdef and d.objid is null
"""
_ROLE = "select rolsuper, rolbypassrls from pg_roles where rolname = %s"
_OWNED = "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = %s"
_STUDIO_QUAL = "(studio_id = (NULLIF(current_setting('app.studio'::text, true), ''::text))::uuid)"
# Ids that deliberately point at no row: they must outlive it or name something outside the studio's tables.
LOOSE_IDS: Mapping[str, str] = {
    "exchange_importedrow.client_id": "undoing an import removes the client and keeps the line",
    "clients_note.author_id": "a person or key; the note outlives both",
    "clients_savedview.owner_id": "a person, who lies outside the studio's tables",
    "foundation_journalentry.actor_id": "a person or key; the line outlives both",
    "foundation_journalentry.subject_id": "the line outlives its subject",
    "foundation_storedevent.entry_id": "the journal line of the same transaction",
}


def breaches(connection: psycopg.Connection, runtime_role: str) -> list[str]:
    """Return a sentence for every table, view, function or role that breaks the pattern."""
    found: list[str] = []
    tables = connection.execute(_TABLES).fetchall()
    secured = {str(row[1]) for row in tables if row[4]}
    for oid, table, enabled, forced, has_studio in tables:
        if not has_studio:
            if table not in WITHOUT_STUDIO and not table.startswith(tuple(FAMILIES)):
                found.append(f"{table} has no studio_id (not null) and no stated reason")
            continue
        if not (enabled and forced):
            found.append(f"{table}: row-level security is not enabled and forced")
        found += _policy_breaches(connection, oid, table)
        found += _key_breaches(connection, oid, table, secured)
    return [*found, *_owner_rights(connection), *_role_breaches(connection, runtime_role)]


def _owner_rights(connection: psycopg.Connection) -> list[str]:
    found = [
        f"view {view} runs with its owner's rights (security_invoker is off)"
        for view, options in connection.execute(_VIEWS).fetchall()
        if "security_invoker=true" not in options
    ]
    for function, passes_walls in connection.execute(_DEFINERS).fetchall():
        if function not in DEFINER_FUNCTIONS:
            found.append(f"function {function} runs with its owner's rights and no stated reason")
        if passes_walls:
            found.append(f"function {function} belongs to a role that passes row-level security")
    return found


def _role_breaches(connection: psycopg.Connection, runtime_role: str) -> list[str]:
    found = []
    role = connection.execute(_ROLE, [runtime_role]).fetchone()
    if role is None or role[0] or role[1]:
        found.append(f"the run-time role {runtime_role} is missing or may pass row-level security")
    owned = connection.execute(_OWNED, [runtime_role]).fetchone()
    if owned and owned[0]:
        found.append(f"the run-time role {runtime_role} owns {owned[0]} tables and indexes")
    return found


def _policy_breaches(connection: psycopg.Connection, oid: int, table: str) -> list[str]:
    found = []
    policies = connection.execute(_POLICIES, [oid]).fetchall()
    main = [row for row in policies if row[0] == "studio"]
    if not main or main[0][2] != _STUDIO_QUAL or main[0][3] != _STUDIO_QUAL:
        found.append(f"{table}: the policy “studio” is missing or does not compare studio_id with the studio in scope")
    for name, command, _, check, roles in policies:
        if name == "studio":
            continue
        if command != "r" or check is not None:
            found.append(f"{table}: the policy “{name}” widens more than reading")
        if name not in {"own", "listing", "search"} or (
            name in {"listing", "search"} and roles != ["safelight_search"]
        ):
            found.append(f"{table}: the policy “{name}” is not one of the known exceptions")
    return found


def _key_breaches(connection: psycopg.Connection, oid: int, table: str, secured: set[str]) -> list[str]:
    found, covered = [], {"studio_id"}
    for name, target, columns in connection.execute(_KEYS, [oid]).fetchall():
        covered.update(columns)
        if target in secured and "studio_id" not in columns:
            found.append(f"{table}: the foreign key {name} to {target} does not include studio_id")
    for (column,) in connection.execute(_COLUMNS, [oid]).fetchall():
        if column not in covered and f"{table}.{column}" not in LOOSE_IDS:
            found.append(f"{table}.{column} points somewhere without a foreign key")
    return found
