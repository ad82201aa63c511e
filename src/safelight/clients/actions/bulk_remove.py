"""Taking imported clients out again as if they had never been; only ones that nobody touched since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from psycopg import sql

from safelight.clients.models import Client
from safelight.clients.queries.references import OWN_PARTS, references
from safelight.foundation.actions import Conflict
from safelight.foundation.numbers import give_back_numbers

_CHUNK = 5_000
_PLAIN = "color = '' and not exists (select from clients_client one where one.{column} = word.id)"
_UNUSED = {
    "clients_tag": "color = '' and not exists (select from clients_taglink link where link.tag_id = word.id)",
    "clients_group": (
        "color = '' and description = ''"
        " and not exists (select from clients_groupmembership link where link.group_id = word.id)"
    ),
    "clients_source": _PLAIN.format(column="source_id"),
    "clients_stage": _PLAIN.format(column="stage_id"),
    "clients_customfield": (
        "type = 'text' and help = '' and not exists (select from clients_client one where one.custom ? word.id::text)"
    ),
}


@dataclass(frozen=True, slots=True)
class Blocked:
    """A client that cannot be taken out, and why, in words."""

    client_id: UUID
    number: int
    display_name: str
    reason: str


def what_blocks(ids: Sequence[UUID], versions: Mapping[UUID, int] | None = None) -> list[Blocked]:
    """Return the clients among ``ids`` that were changed or are used by something else meanwhile.

    ``versions`` names those that the import itself raised above version 1 by filling them after adding them.
    """
    own = versions or {}
    reasons: dict[UUID, str] = {}
    wanted = set(ids)
    for part in _chunks(ids):
        changed = Client.objects.filter(id__in=part, version__gt=1).values_list("id", "version")
        reasons |= {
            identifier: "it was changed since" for identifier, version in changed if own.get(identifier) != version
        }
        for reference in references():
            if reference.table in OWN_PARTS and reference.column == "client_id":
                continue
            with connection.cursor() as cursor:
                cursor.execute(
                    sql.SQL("select {column}, id from {table} where {column} = any(%s)").format(
                        column=sql.Identifier(reference.column), table=sql.Identifier(reference.table)
                    ),
                    [part],
                )
                for client_id, by in cursor.fetchall():
                    if not (reference.table == "clients_client" and by in wanted):
                        # What came to it says more than that it was changed.
                        reasons[client_id] = f"{reference.words} since"
    rows = {row.id: row for row in Client.objects.filter(id__in=list(reasons)).only("id", "number", "display_name")}
    return [
        Blocked(identifier, rows[identifier].number, rows[identifier].display_name, reason)
        for identifier, reason in reasons.items()
        if identifier in rows
    ]


def bulk_remove(ids: Sequence[UUID], versions: Mapping[UUID, int] | None = None) -> int:
    """Delete clients with everything that belongs to them and give their numbers back where they are the newest.

    Raises:
        Conflict: some were touched since; :func:`what_blocks` lists them. Nothing is deleted then.
    """
    blocked = what_blocks(ids, versions)
    if blocked:
        first = blocked[0]
        others = f" and {len(blocked) - 1} more" if len(blocked) > 1 else ""
        message = f"“{first.display_name}” (number {first.number}){others} cannot be taken out: {first.reason}."
        raise Conflict(message, code="touched")
    numbers: set[int] = set()
    for part in _chunks(ids):
        # Referrals within the import would hold each other.
        Client.objects.filter(id__in=part).exclude(referred_by_id=None).update(referred_by_id=None)
    for part in _chunks(ids):
        with connection.cursor() as cursor:
            for table in sorted(OWN_PARTS):
                cursor.execute(
                    sql.SQL("delete from {} where client_id = any(%s)").format(sql.Identifier(table)), [part]
                )
            cursor.execute("delete from clients_client where id = any(%s) returning number", [part])
            numbers |= {row[0] for row in cursor.fetchall()}
    give_back_numbers("client", numbers)
    return len(numbers)


def remove_unused(made: Mapping[str, Sequence[UUID]]) -> int:
    """Delete tags, groups, sources, stages and custom fields that an import made and nobody uses or has shaped since.

    ``made`` lists ids by table, as :attr:`Sorting.made` does. Returns how many were deleted.
    """
    gone = 0
    with connection.cursor() as cursor:
        for table, used in _UNUSED.items():
            ids = list(made.get(table, ()))
            if ids:
                cursor.execute(
                    sql.SQL(
                        "delete from {table} word where id = any(%s) and archived_at is null and {used} and not exists"
                        " (select from clients_savedview kept where kept.filters::text like '%%' || word.id || '%%'"
                        " or kept.columns::text like '%%' || word.id || '%%')"
                    ).format(table=sql.Identifier(table), used=sql.SQL(used)),
                    [ids],
                )
                gone += cursor.rowcount
    return gone


def _chunks(ids: Sequence[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), _CHUNK):
        yield list(ids[start : start + _CHUNK])
