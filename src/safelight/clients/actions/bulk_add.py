"""Adding many clients at once: the importer's way in. Obeys the same rules as adding one, row by row.

It is no public door: the importer's own action checks the permission and writes the journal line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import Self
from uuid import UUID

from django.db import connection

from safelight.clients.actions.building import (
    ADDRESS_COLUMNS,
    CLIENT_COLUMNS,
    EMAIL_COLUMNS,
    FAMILY_COLUMNS,
    GROUP_COLUMNS,
    PHONE_COLUMNS,
    TAG_COLUMNS,
    Rows,
    build,
)
from safelight.clients.actions.sorting import Sorting
from safelight.clients.actions.words import keep_words
from safelight.clients.events import ClientsImported
from safelight.clients.rules.draft import ClientDraft
from safelight.clients.rules.names import name_key
from safelight.foundation.actions import Context
from safelight.foundation.copying import copy_rows
from safelight.foundation.ids import new_ids
from safelight.foundation.numbers import take_numbers

SERIES = "client"
_CHUNK = 2_000
_MOST_WORDS = 200_000


class BulkAdd:
    """Adds chunks of drafts inside the transaction in scope; memory does not grow with their number.

    Use as a context manager: leaving it without an error links referrals, keeps the words for the correction
    of typing errors and publishes one event.
    """

    def __init__(
        self, context: Context, *, numbers: Callable[[int], range] | None = None, sorting: Sorting | None = None
    ) -> None:
        """Prepare; nothing is read or written before the first chunk.

        ``numbers`` gives the next client numbers; a trial that is taken back passes its own, so that it does not
        keep people from adding clients meanwhile. ``sorting`` is shared with a :class:`BulkFill` of the same run,
        so that both know the tags that either makes.
        """
        self.context = context
        self._numbers = numbers or (lambda count: take_numbers(SERIES, count))
        self.added = 0
        self._sorting = sorting or Sorting(context, strict=False)
        self._words: set[str] = set()
        self._kept: set[str] = set()
        self._first_id: UUID | None = None
        self._referred = False

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish, unless an error ends it; then the caller's transaction takes everything back."""
        if kind is None:
            self._finish()

    def add(self, drafts: Sequence[ClientDraft]) -> list[UUID]:
        """Write a chunk (some thousand) and return the new ids in its order."""
        if not drafts:
            return []
        self._sorting.make_missing(
            (name for draft in drafts for name in draft.tags),
            (name for draft in drafts for name in draft.groups),
            (draft.source for draft in drafts if draft.source),
        )
        rows = Rows(words=self._words)
        ids = new_ids(len(drafts))
        numbers = self._numbers(len(drafts))
        for draft, number, identifier in zip(drafts, numbers, ids, strict=True):
            build(rows, draft, number, identifier.hex, self._sorting, self.context.now)
        self._referred = self._referred or any(draft.referred_by for draft in drafts)
        self._write(rows)
        self.added += len(drafts)
        self._first_id = self._first_id or ids[0]
        if len(self._words) > _MOST_WORDS:
            self._keep_words()
        return ids

    def _write(self, rows: Rows) -> None:
        now, own = self.context.now, {"studio_id": self.context.studio.id}
        copy_rows(
            "clients_client",
            CLIENT_COLUMNS,
            rows.clients,
            {**own, "version": 1, "field_versions": {}, "created_at": now, "updated_at": now},
        )
        for table, columns, values, constants in (
            ("clients_phone", PHONE_COLUMNS, rows.phones, own),
            ("clients_email", EMAIL_COLUMNS, rows.emails, own),
            ("clients_address", ADDRESS_COLUMNS, rows.addresses, own),
            ("clients_familymember", FAMILY_COLUMNS, rows.family, {**own, "note": ""}),
            ("clients_taglink", TAG_COLUMNS, rows.tags, own),
            ("clients_groupmembership", GROUP_COLUMNS, rows.groups, own),
        ):
            if values:
                copy_rows(table, columns, values, constants)

    def _keep_words(self) -> None:
        keep_words(self._words)
        self._words.clear()

    def _finish(self) -> None:
        self._keep_words()
        if self._referred:
            link_referrals(self._first_id)
        if self.added:
            self.context.publish(ClientsImported(count=self.added))


def bulk_add(context: Context, drafts: Iterable[ClientDraft], *, chunk: int = _CHUNK) -> Iterator[UUID]:
    """Add every draft inside the transaction in scope and yield the new ids in order.

    The generator must be read to its end: referrals and words are written there.
    """
    source = iter(drafts)
    with BulkAdd(context) as adding:
        while part := list(islice(source, chunk)):
            yield from adding.add(part)


def link_referrals(since: UUID | None) -> None:
    """Point clients made since an id at the one client whose name stands in their “referred by”, where it is clear."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct referred_by_name from clients_client"
            " where id >= %s and referred_by_name <> '' and referred_by_id is null",
            [since],
        )
        names = [row[0] for row in cursor.fetchall()]
        if not names:
            return
        keys = [name_key(*_split(name), name) for name in names]
        cursor.execute(
            "with named as (select * from unnest(%s::text[], %s::text[]) as given (name, key)),"
            " clear as (select named.name, min(client.id::text)::uuid as id from named"
            "  join clients_client client on client.name_key = named.key and client.removed_at is null"
            "  where named.key <> '' group by named.name having count(*) = 1)"
            " update clients_client set referred_by_id = clear.id from clear"
            " where clients_client.id >= %s and clients_client.referred_by_name = clear.name"
            " and clients_client.referred_by_id is null and clients_client.id <> clear.id",
            [names, keys, since],
        )


def _split(name: str) -> tuple[str, str]:
    first, _, last = name.strip().rpartition(" ")
    return (first, last) if first else ("", "")
