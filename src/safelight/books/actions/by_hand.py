"""Entries that a person makes, and their reversal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from safelight.accounts.models import Location
from safelight.books import ports
from safelight.books.actions.record import record
from safelight.books.actions.reverse import reverse
from safelight.books.events import EntryAdded, EntryReversed
from safelight.books.models import Entry
from safelight.books.queries.cards import EntryCard
from safelight.books.rules.chart import LONGEST_KEY
from safelight.books.rules.entries import LONGEST_CATEGORY, LONGEST_MEMO, NewEntry, NewLine
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Refused, action
from safelight.foundation.money import Money

BY_HAND = "hand"
MOST_LINES = 200
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
"""Days that an entry may be dated on; others are typing errors."""

Amount = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)]


class EntryLine(Frozen):
    """A line: either ``debit`` or ``credit``, in major units of ``currency`` (the studio's unless said).

    ``account`` is an account's key. ``document_id`` names the invoice or order whose open amount the line changes.
    """

    account: str = Field(min_length=1, max_length=LONGEST_KEY)
    debit: Amount | None = None
    credit: Amount | None = None
    currency: str = Field(default="", max_length=3)
    client_id: UUID | None = None
    document_id: UUID | None = None
    location_id: UUID | None = None
    category: str = Field(default="", max_length=LONGEST_CATEGORY)
    memo: str = Field(default="", max_length=LONGEST_MEMO)


class AddEntry(Frozen):
    """An entry: its day, what it is about, and its lines; debits and credits must be equal in each currency."""

    on: date = Field(ge=FIRST_DAY, le=LAST_DAY)
    memo: str = Field(min_length=1, max_length=LONGEST_MEMO)
    lines: tuple[EntryLine, ...] = Field(max_length=MOST_LINES)


class ReverseEntry(Frozen):
    """Which entry, on which day its mirror image is dated, and why."""

    entry_id: UUID
    on: date = Field(ge=FIRST_DAY, le=LAST_DAY)
    memo: str = Field(default="", max_length=LONGEST_MEMO)


@action("books.add_entry", permission="books.post", door="POST /books/entries", dry_run=True)
def add_entry(context: Context, data: AddEntry) -> EntryCard:
    """Make an entry by hand.

    For what no other part of the program books: opening balances, bank fees, what was wrong elsewhere.
    """
    lines = _lines(context, data.lines)
    _check_known(data.lines)
    card = record(
        context,
        NewEntry(on=data.on, kind=BY_HAND, memo=data.memo, source_kind=BY_HAND, source_id=None, lines=lines),
    )
    context.subject("ledger_entry", card.id, f"An entry was made: {card.memo}")
    context.concerns(*(line.client_id for line in lines))
    context.changed({"on": [None, data.on.isoformat()], "lines": [None, len(card.lines)]})
    context.publish(EntryAdded(entry_id=card.id))
    return card


@action("books.reverse_entry", permission="books.post", door="POST /books/entries/{entry_id}/reversal", dry_run=True)
def reverse_entry(context: Context, data: ReverseEntry) -> EntryCard:
    """Take back an entry that was made by hand.

    Both entries stay. An entry that a document or a payment caused is corrected there, not here.
    """
    entry = Entry.objects.filter(id=data.entry_id).first()
    if entry is None:
        what = "entry"
        raise NotFound(what)
    if entry.source_kind != BY_HAND:
        named = ports.sources.of(entry.source_kind, [entry.source_id]) if entry.source_id else {}
        cause = next((name.label for name in named.values()), entry.source_kind.replace("_", " "))
        message = f"This entry was made by {cause}. Correct it there; the ledger follows."
        raise Refused(message, code="not_by_hand")
    card = reverse(context, data.entry_id, data.on, data.memo)
    context.subject("ledger_entry", entry.id, f"An entry was taken back: {entry.memo}")
    context.concerns(*(line.client_id for line in card.lines))
    context.publish(EntryReversed(entry_id=entry.id, reversal_id=card.id))
    return card


def _lines(context: Context, given: tuple[EntryLine, ...]) -> tuple[NewLine, ...]:
    lines: list[NewLine] = []
    fields: dict[str, str] = {}
    for place, line in enumerate(given):
        debit, credit = line.debit or Decimal(0), line.credit or Decimal(0)
        if bool(debit) == bool(credit):
            fields[f"lines.{place}.debit"] = "A line has either a debit or a credit."
            continue
        try:
            amount = Money(debit - credit, line.currency.upper() or context.studio.currency)
        except ValueError as error:
            fields[f"lines.{place}.{'debit' if debit else 'credit'}"] = str(error)
            continue
        lines.append(
            NewLine(line.account, amount, line.client_id, line.document_id, line.location_id, line.category, line.memo)
        )
    if fields:
        raise InvalidInput(" ".join(dict.fromkeys(fields.values())), fields=fields)
    return tuple(lines)


def _check_known(given: tuple[EntryLine, ...]) -> None:
    """Refuse locations and clients that are not the studio's, each in the words for those that do not exist."""
    wanted = {line.location_id for line in given if line.location_id}
    locations = set(Location.objects.filter(id__in=wanted).values_list("id", flat=True)) if wanted else set()
    wanted = {line.client_id for line in given if line.client_id}
    clients = ports.clients.of(wanted) if ports.clients.is_plugged else dict.fromkeys(wanted)
    for line in given:
        if line.location_id and line.location_id not in locations:
            what = "location"
            raise NotFound(what)
        if line.client_id and line.client_id not in clients:
            what = "client"
            raise NotFound(what)
