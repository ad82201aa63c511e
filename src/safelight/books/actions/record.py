"""Writing entries: the one way into the ledger. Called by other actions in their transaction; journals nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from safelight.books.actions.accounts import accounts_for
from safelight.books.models import Entry, Line
from safelight.books.queries.cards import AccountCard, EntryCard, LineCard
from safelight.books.rules.entries import NewEntry, NewLine, problems
from safelight.foundation.actions import Context, InvalidInput, Refused
from safelight.foundation.ids import new_id, new_ids
from safelight.foundation.money import Money


def record(context: Context, entry: NewEntry) -> EntryCard:
    """Write one entry; it stands or falls with the caller's transaction.

    Lines of nothing are left away. Four queries, whatever the number of lines.

    Raises:
        InvalidInput: it does not balance, has fewer than two lines, or names an account that does not exist.
        Refused: it is dated in a closed period (``period_closed``) or on an account that is out of use.
    """
    return record_many(context, (entry,))[0]


def record_many(context: Context, entries: Sequence[NewEntry]) -> list[EntryCard]:
    """Write several entries, all or none, in as many queries as one; for imports and for days of sales at once.

    Raises:
        InvalidInput: as :func:`record`; a field path begins with the entry's place when there are several.
        Refused: as :func:`record`.
    """
    return _write(context, [(entry, None) for entry in entries])


def record_reversal(context: Context, entry: NewEntry, reverses_id: UUID) -> EntryCard:
    """Write the entry that takes another back; only for :mod:`safelight.books.actions.reverse`."""
    return _write(context, [(entry, reverses_id)])[0]


def refuse_closed(context: Context, first: date) -> None:
    """Refuse a day that is closed, and keep periods as they are until the transaction ends.

    Raises:
        Refused: the day lies in a closed period.
    """
    with connection.cursor() as cursor:
        cursor.execute("select books_closed_through(%s)", [context.studio.id])
        closed: date | None = cursor.fetchone()[0]
    if closed is not None and first <= closed:
        message = (
            f"The books are closed through {closed:%d %B %Y}, and this would be dated {first:%d %B %Y}."
            " Date it later, or ask the owner to reopen the period."
        )
        raise Refused(message, code="period_closed", fields={"on": message})


def _write(context: Context, entries: Sequence[tuple[NewEntry, UUID | None]]) -> list[EntryCard]:
    if not entries:
        return []
    for place, (entry, _) in enumerate(entries):
        found = problems(entry)
        if found:
            before = f"{place}." if len(entries) > 1 else ""
            raise InvalidInput(
                " ".join(dict.fromkeys(found.values())),
                code="not_an_entry",
                fields={f"{before}{path}": sentence for path, sentence in found.items()},
            )
    refuse_closed(context, min(entry.on for entry, _ in entries))
    keys = {line.account for entry, _ in entries for line in entry.lines if line.amount}
    accounts = accounts_for(context, sorted(keys))
    for account in accounts.values():
        if not account.active:
            message = f"The account “{account.name}” is out of use. Choose another, or put it back into use."
            raise Refused(message, code="account_inactive", fields={"account": message})
    rows, lines, cards = [], [], []
    for entry, reverses_id in entries:
        row = _entry_row(context, entry, reverses_id)
        own = _line_rows(row, [line for line in entry.lines if line.amount], accounts)
        rows.append(row)
        lines += own
        cards.append(_card(row, own, accounts))
    Entry.objects.bulk_create(rows)
    # One statement, so that the day totals are added up once.
    Line.objects.bulk_create(lines, batch_size=len(lines))
    return cards


def _entry_row(context: Context, entry: NewEntry, reverses_id: UUID | None) -> Entry:
    return Entry(
        id=new_id(),
        studio_id=context.studio.id,
        on=entry.on,
        kind=entry.kind,
        memo=entry.memo,
        source_kind=entry.source_kind,
        source_id=entry.source_id,
        reverses_id=reverses_id,
        line_count=sum(1 for line in entry.lines if line.amount),
        made_at=context.now,
        made_by=context.actor.label[:200],
    )


def _line_rows(entry: Entry, lines: Sequence[NewLine], accounts: Mapping[str, AccountCard]) -> list[Line]:
    return [
        Line(
            id=identifier,
            studio_id=entry.studio_id,
            entry_id=entry.id,
            place=place,
            on=entry.on,
            account_id=accounts[line.account].id,
            currency=line.amount.currency,
            amount_minor=line.amount.minor,
            client_id=line.client_id,
            document_id=line.document_id,
            location_id=line.location_id,
            category=line.category,
            memo=line.memo,
        )
        for place, (identifier, line) in enumerate(zip(new_ids(len(lines)), lines, strict=True), 1)
    ]


def _card(entry: Entry, lines: Sequence[Line], accounts: Mapping[str, AccountCard]) -> EntryCard:
    by_id = {account.id: account for account in accounts.values()}
    return EntryCard(
        id=entry.id,
        number=None,
        on=entry.on,
        kind=entry.kind,
        memo=entry.memo,
        source_kind=entry.source_kind,
        source_id=entry.source_id,
        reverses_id=entry.reverses_id,
        made_at=entry.made_at,
        made_by=entry.made_by,
        lines=tuple(
            LineCard(
                id=line.id,
                place=line.place,
                account_id=line.account_id,
                account_key=by_id[line.account_id].key,
                account_code=by_id[line.account_id].code,
                account_name=by_id[line.account_id].name,
                currency=line.currency,
                amount=Money.of_minor(line.amount_minor, line.currency).amount,
                client_id=line.client_id,
                document_id=line.document_id,
                location_id=line.location_id,
                category=line.category,
                memo=line.memo,
            )
            for line in lines
        ),
    )
