"""Files for the importer, and what the database holds before and after."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.db import connection

from safelight.clients.models import Client
from safelight.exchange.actions.carry_out_import import Imported, import_file
from safelight.foundation.actions import Context, run
from safelight.foundation.tenancy import studio_scope

HEADER = ("First name", "Last name", "Email", "Mobile", "Street", "City", "Tags", "Notes")

_TABLES = (
    "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'"
    " where c.relkind = 'r' and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'studio_id')"
    " order by 1"
)
# Moves forward on purpose when a completed client is taken back, so that nobody saves over it unseen.
_MOVES = ("version", "field_versions", "updated_at")


def csv_of(rows: Iterable[Sequence[str]], header: Sequence[str] | None = HEADER, delimiter: str = ",") -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter)
    if header is not None:
        writer.writerow(header)
    writer.writerows(rows)
    return target.getvalue().encode()


def imported(
    context: Context, content: bytes, name: str = "clients.csv", *, trial: bool = False, **choices: object
) -> Imported:
    """Import a file as the command line does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        given = {"path": path, "filename": name, "choices": choices, "trial": trial}
        return run(import_file, context, given).value


def sums(done: Imported) -> tuple[int, int, int, int, int]:
    """Created, updated, merged, skipped, failed."""
    report = done.report
    return report.created, report.updated, report.merged, report.skipped, report.failed


def everything(
    context: Context, *, only: str = "", but: Sequence[str] = (), moves: bool = True
) -> dict[str, list[str]]:
    """Every row of the studio as text, by table; without the columns that always move on unless ``moves``."""
    found: dict[str, list[str]] = {}
    with studio_scope(context.studio.id), connection.cursor() as cursor:
        cursor.execute(_TABLES)
        for (table,) in cursor.fetchall():
            if not table.startswith(only) or table in but:
                continue
            cursor.execute(f"select to_jsonb(t)::text from {table} t where studio_id = %s", [context.studio.id])  # noqa: S608 - a table's name
            rows = [json.loads(text) for (text,) in cursor.fetchall()]
            found[table] = sorted(
                str({key: value for key, value in row.items() if moves or key not in _MOVES}) for row in rows
            )
    return found


def names(context: Context) -> list[str]:
    """Shown names of the studio's clients by number."""
    with studio_scope(context.studio.id):
        return list(Client.objects.order_by("number").values_list("display_name", flat=True))


def numbers(context: Context) -> list[int]:
    with studio_scope(context.studio.id):
        return list(Client.objects.order_by("number").values_list("number", flat=True))
