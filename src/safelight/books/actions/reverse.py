"""Taking an entry back by its mirror image; both stay. Called by other actions in their transaction."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection

from safelight.books.actions.record import record_reversal
from safelight.books.models import Entry, Line
from safelight.books.queries.cards import EntryCard
from safelight.books.rules.entries import NewEntry, NewLine, mirrored
from safelight.foundation.actions import Conflict, Context, NotFound, Refused
from safelight.foundation.money import Money

REVERSAL = "reversal"


def reverse(
    context: Context,
    entry_id: UUID,
    on: date,
    memo: str = "",
    source: tuple[str, UUID] | None = None,
) -> EntryCard:
    """Write the entry that takes another back, dated ``on``.

    ``source`` is the kind and id of what caused the reversal; left out, it is what caused the entry.

    Raises:
        NotFound: there is no such entry.
        Conflict: it was taken back already (``reversed``).
        Refused: it is a reversal itself, ``on`` is before its day, or ``on`` lies in a closed period.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('books reversal ' || %s, 0))", [str(entry_id)])
    entry = Entry.objects.filter(id=entry_id).first()
    if entry is None:
        what = "entry"
        raise NotFound(what)
    if entry.reverses_id is not None:
        message = "This entry takes another one back and cannot be taken back itself. Make a new entry instead."
        raise Refused(message, code="is_reversal")
    if Entry.objects.filter(reverses_id=entry_id).exists():
        message = "This entry was taken back already."
        raise Conflict(message, code="reversed")
    if on < entry.on:
        message = f"An entry of {entry.on:%d %B %Y} cannot be taken back before that day."
        raise Refused(message, code="too_early", fields={"on": message})
    return record_reversal(
        context,
        NewEntry(
            on=on,
            kind=REVERSAL,
            memo=memo or entry.memo,
            source_kind=source[0] if source else entry.source_kind,
            source_id=source[1] if source else entry.source_id,
            lines=mirrored(_lines(entry_id)),
        ),
        entry_id,
    )


def _lines(entry_id: UUID) -> list[NewLine]:
    return [
        NewLine(
            account=line.account.key,
            amount=Money.of_minor(line.amount_minor, line.currency),
            client_id=line.client_id,
            document_id=line.document_id,
            location_id=line.location_id,
            category=line.category,
            memo=line.memo,
        )
        for line in Line.objects.filter(entry_id=entry_id).select_related("account").order_by("place")
    ]
