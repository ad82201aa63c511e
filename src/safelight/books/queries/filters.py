"""Which entries are meant: by day, account, client, document, place, kind; the same for lists, sums and links."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from pydantic import Field

from safelight.books import ports
from safelight.books.models import Entry, EntryNumber, Line
from safelight.books.queries.balances import of_keys
from safelight.foundation.actions import Frozen

MOST_KEYS = 50


class EntryFilters(Frozen):
    """Filters; all that are given must fit, and those of a line must fit the same line.

    ``account`` are keys (``receivable``), or beginnings with a star (``income:*``); one of them must fit.
    ``side`` is debit or credit. ``q`` looks for words of the memo, or for a number.
    """

    q: str = Field(default="", max_length=200)
    since: date | None = None
    until: date | None = None
    kind: str = Field(default="", max_length=40)
    source_id: UUID | None = None
    account: tuple[str, ...] = Field(default=(), max_length=MOST_KEYS)
    client_id: UUID | None = None
    document_id: UUID | None = None
    location_id: UUID | None = None
    category: str = Field(default="", max_length=60)
    currency: str = Field(default="", max_length=3)
    side: Literal["", "debit", "credit"] = ""

    @property
    def is_about_lines(self) -> bool:
        """Whether single lines are meant, and not whole entries."""
        return any(
            (
                self.account,
                self.client_id,
                self.document_id,
                self.location_id,
                self.category,
                self.currency,
                self.side,
            )
        )

    @property
    def fits_totals(self) -> bool:
        """Whether day totals know everything that is asked about."""
        return not any((self.q, self.kind, self.source_id, self.client_id, self.document_id))


class Meant:
    """Filters, read once: as conditions for the database, and as a test for a line at hand."""

    def __init__(self, filters: EntryFilters) -> None:
        """Look up what needs looking up."""
        self.filters = filters
        self.client_ids = ports.clients.all_ids(filters.client_id) if filters.client_id else ()

    def entries(self) -> QuerySet[Entry]:
        """Return the entries that fit what is asked of entries, unordered."""
        return Entry.objects.filter(self.days(), self._of_entry())

    def lines(self) -> QuerySet[Line]:
        """Return the lines meant, unordered."""
        filters = self.filters
        rows = Line.objects.filter(self.days(), **self._of_lines())
        if self.client_ids:
            rows = rows.filter(client_id__in=self.client_ids)
        if filters.document_id:
            rows = rows.filter(document_id=filters.document_id)
        if filters.side:
            rows = rows.filter(amount_minor__gt=0) if filters.side == "debit" else rows.filter(amount_minor__lt=0)
        if filters.q or filters.kind or filters.source_id:
            rows = rows.filter(entry_id__in=self.entries().values("id"))
        return rows

    def of_totals(self) -> Q:
        """Return the condition on day totals beside their day: those in which there may be such lines."""
        wanted = Q(**self._of_lines())
        if self.filters.side:
            wanted &= Q(**{f"{self.filters.side}_minor__gt": 0})
        return wanted

    def _of_lines(self) -> dict[str, Any]:
        filters = self.filters
        found: dict[str, Any] = {}
        if filters.account:
            found["account__in"] = of_keys(filters.account)
        if filters.location_id:
            found["location_id"] = filters.location_id
        if filters.category:
            found["category"] = filters.category
        if filters.currency:
            found["currency"] = filters.currency.upper()
        return found

    def fits(self, line: Line, key: str) -> bool:
        """Say whether a line of an entry that is meant is meant itself; ``key`` is its account's."""
        filters = self.filters
        return (
            (not filters.account or any(_is_key(key, wanted) for wanted in filters.account))
            and (not self.client_ids or line.client_id in self.client_ids)
            and filters.document_id in {None, line.document_id}
            and filters.location_id in {None, line.location_id}
            and filters.category in {"", line.category}
            and filters.currency.upper() in {"", line.currency}
            and filters.side in {"", "debit" if line.amount_minor > 0 else "credit"}
        )

    def days(self) -> Q:
        """Return the condition on the day."""
        wanted = Q()
        if self.filters.since:
            wanted &= Q(on__gte=self.filters.since)
        if self.filters.until:
            wanted &= Q(on__lte=self.filters.until)
        return wanted

    def _of_entry(self) -> Q:
        filters = self.filters
        wanted = Q()
        if filters.kind:
            wanted &= Q(kind=filters.kind)
        if filters.source_id:
            wanted &= Q(source_id=filters.source_id)
        words = filters.q.strip()
        number = words.removeprefix("#")
        if number.isascii() and number.isdigit() and len(number) < 18:  # noqa: PLR2004 - below 2^63
            wanted &= Q(id__in=EntryNumber.objects.filter(number=int(number)).values("entry_id"))
        elif words:
            wanted &= Q(memo__icontains=words)
        return wanted


def _is_key(key: str, wanted: str) -> bool:
    return key.startswith(wanted[:-1]) if wanted.endswith("*") else key == wanted
