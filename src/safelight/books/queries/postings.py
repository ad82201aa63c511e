"""When the books were closed and reopened."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from safelight.books.models import Posting
from safelight.foundation.actions import Context, Empty, Frozen, query


class PostingCard(Frozen):
    """A closing, or a reopening; ``through`` is the last closed day after it, None when nothing is closed."""

    id: UUID
    through: date | None
    reopens: bool
    note: str
    at: datetime
    by: str


class Postings(Frozen):
    """Through which day the books are closed now, and how that came, newest first."""

    closed_through: date | None
    items: tuple[PostingCard, ...]


@query("books.postings", permission="books.view", door="GET /books/postings")
def postings(_: Context, data: Empty) -> Postings:  # noqa: ARG001 - there is nothing to choose
    """Show through which day the books are closed, and who closed and reopened them when."""
    rows = [posting_card(row) for row in Posting.objects.order_by("-place")]
    return Postings(closed_through=rows[0].through if rows else None, items=tuple(rows))


def posting_card(row: Posting) -> PostingCard:
    """Show a posting."""
    return PostingCard(id=row.id, through=row.through, reopens=row.reopens, note=row.note, at=row.at, by=row.by)
