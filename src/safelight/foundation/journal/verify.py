"""Reading the whole chain of a studio again and naming the first place where it does not hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from safelight.foundation.tenancy import current_studio_id


@dataclass(frozen=True, slots=True)
class Break:
    """The first place of the chain that does not hold; ``sequence`` counts from 1."""

    sequence: int
    reason: str


_WALK = """
with chain as (
    select link.sequence, link.previous_hash, link.hash, entry.id is not null as present,
           lag(link.hash) over (order by link.sequence) as expected_previous,
           row_number() over (order by link.sequence) as place,
           foundation_journal_hash(link.previous_hash, link.sequence, entry) as recomputed
    from foundation_journallink link
    left join foundation_journalentry entry on entry.id = link.entry_id and entry.studio_id = link.studio_id
    where link.studio_id = %s
)
select sequence,
       case when not present then 'the entry was removed'
            when sequence <> place then 'a link before this one was removed'
            when previous_hash <> coalesce(expected_previous, '\\x'::bytea) then 'it does not follow the link before it'
            else 'the entry was changed' end
from chain
where not present or sequence <> place or previous_hash <> coalesce(expected_previous, '\\x'::bytea)
   or hash <> recomputed
order by sequence limit 1
"""

_UNCHAINED = """
select count(*) from foundation_journalentry entry
where entry.studio_id = %s
  and not exists (select 1 from foundation_journallink link where link.entry_id = entry.id)
"""


def verify(*, anchor: tuple[int, bytes] | None = None) -> tuple[int, Break | None]:
    """Check the chain of the studio in scope; returns how many links there are and the first break.

    ``anchor`` is an earlier head (sequence, hash) kept outside the database: with it, a cut-off tail shows too.
    """
    studio_id = current_studio_id()
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from foundation_journallink where studio_id = %s", [studio_id])
        count = int(cursor.fetchone()[0])
        cursor.execute(_WALK, [studio_id])
        found = cursor.fetchone()
        if found:
            return count, Break(int(found[0]), str(found[1]))
        cursor.execute(_UNCHAINED, [studio_id])
        if unchained := int(cursor.fetchone()[0]):
            return count, Break(count + 1, f"{unchained} entries were slipped in without a link")
        if anchor is not None:
            cursor.execute(
                "select hash from foundation_journallink where studio_id = %s and sequence = %s",
                [studio_id, anchor[0]],
            )
            kept = cursor.fetchone()
            if kept is None or bytes(kept[0]) != anchor[1]:
                return count, Break(anchor[0], "the chain no longer holds the head that was anchored")
    return count, None


def head() -> tuple[int, bytes] | None:
    """Return the newest (sequence, hash) of the studio in scope, to be anchored outside the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select sequence, hash from foundation_journallink where studio_id = %s order by sequence desc limit 1",
            [current_studio_id()],
        )
        row = cursor.fetchone()
    return (int(row[0]), bytes(row[1])) if row else None
