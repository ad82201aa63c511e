"""What points at a client, read from the database's own catalogue: also tables of modules built above this one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.db import connection

OWN_PARTS: Final = frozenset(
    {
        "clients_phone", "clients_email", "clients_address", "clients_familymember", "clients_taglink",
        "clients_groupmembership",
    }
)  # fmt: skip
_WORDS: Final = {
    ("clients_client", "referred_by_id"): "another client names it as referrer",
    ("clients_client", "merged_into_id"): "another client was merged into it",
    ("clients_familymember", "linked_id"): "another client's family names it",
    ("clients_note", "client_id"): "a note was written on it",
    ("clients_mergerecord", "kept_id"): "it was merged",
    ("clients_mergerecord", "merged_id"): "it was merged",
    ("clients_dismissedpair", "first_id"): "it was compared with another client",
    ("clients_dismissedpair", "second_id"): "it was compared with another client",
    ("clients_bulkchangeitem", "client_id"): "it was part of a change of many clients",
}
_CATALOGUE = """
select distinct key.conrelid::regclass::text, field.attname
from pg_constraint key
join unnest(key.conkey, key.confkey) as pair (mine, theirs) on true
join pg_attribute field on field.attrelid = key.conrelid and field.attnum = pair.mine
join pg_attribute target on target.attrelid = key.confrelid and target.attnum = pair.theirs and target.attname = 'id'
where key.contype = 'f' and key.confrelid = 'clients_client'::regclass
order by 1, 2
"""


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of a table that holds clients' ids."""

    table: str
    column: str

    @property
    def words(self) -> str:
        """What a row there means, in words."""
        thing = self.table.partition("_")[2].replace("_", " ") or self.table
        return _WORDS.get((self.table, self.column), f"a {thing} belongs to it")


@lru_cache(maxsize=1)
def references() -> tuple[Reference, ...]:
    """Return every column with a foreign key to the clients table."""
    with connection.cursor() as cursor:
        cursor.execute(_CATALOGUE)
        return tuple(Reference(table, column) for table, column in cursor.fetchall())
