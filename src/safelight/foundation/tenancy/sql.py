"""SQL that migrations use to hand a table to PostgreSQL's row-level security.

Facts relied on: FORCE makes the owner subject to its own policies; after a transaction a pooled
connection reads a custom setting as '' and not NULL, hence ``nullif``; a foreign key over the id alone
would accept another studio's row, hence the composite keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import migrations

CURRENT_STUDIO = "nullif(current_setting('app.studio', true), '')::uuid"
CURRENT_PERSON = "nullif(current_setting('app.person', true), '')::uuid"


def secure_table(
    table: str,
    references: Mapping[str, str] | None = None,
    *,
    studio_exists: bool = True,
) -> migrations.RunSQL:
    """Return the operation that isolates ``table`` per studio.

    ``references`` maps a foreign-key column to the business table it points at; each becomes a composite
    key over (studio_id, column). ``studio_exists`` adds the key to ``accounts_studio`` (the foundation's
    own tables lie below that one and go without).
    """
    forward = [
        f"alter table {table} add constraint {table}_studio_id_id unique (studio_id, id)",
        *isolate(table),
    ]
    if studio_exists:
        forward.append(
            f"alter table {table} add constraint {table}_studio foreign key (studio_id)"
            " references accounts_studio (id) deferrable initially deferred"
        )
    forward += [foreign_key(table, column, target) for column, target in (references or {}).items()]
    return migrations.RunSQL([*forward], reverse_sql=migrations.RunSQL.noop)


def isolate(table: str, *, also_visible: str = "") -> list[str]:
    """Return the statements that enable, force and define a table's row-level security.

    ``also_visible`` widens what may be read (never what may be written), such as a person's own memberships.
    """
    owns = f"studio_id = {CURRENT_STUDIO}"
    statements = [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy studio on {table} using ({owns}) with check ({owns})",
    ]
    if also_visible:
        statements.append(f"create policy own on {table} for select using ({also_visible})")
    return statements


def foreign_key(table: str, column: str, target: str) -> str:
    """Return the composite foreign key that keeps ``column`` inside the row's own studio."""
    return (
        f"alter table {table} add constraint {table}_{column}_own foreign key (studio_id, {column})"
        f" references {target} (studio_id, id) deferrable initially deferred"
    )


def ids_of_a_studio(table: str) -> migrations.RunSQL:
    """Return the operation that makes a table's ids unique per studio: for rows whose id a caller may give.

    With one key over all studios, a given id that another studio has would be refused, and so be told to exist.
    """
    key = f"{table}_pkey"
    return run([f"alter table {table} drop constraint {key}, add constraint {key} primary key (studio_id, id)"])


def append_only(table: str) -> list[str]:
    """Return statements after which nobody but a superuser with triggers off can change or delete rows."""
    trigger = f"create trigger {table}_append_only before update or delete or truncate on {table}"
    return [f"{trigger} for each statement execute function foundation_refuse_change()"]


def run(statements: Sequence[str]) -> migrations.RunSQL:
    """Wrap plain statements as a migration operation that is not reversed."""
    return migrations.RunSQL(list(statements), reverse_sql=migrations.RunSQL.noop)
