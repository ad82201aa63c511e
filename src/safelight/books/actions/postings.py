"""Closing the books through a day, and reopening them."""

from __future__ import annotations

from datetime import date

from django.db import connection
from pydantic import Field

from safelight.books.events import PeriodClosed, PeriodReopened
from safelight.books.models import Posting
from safelight.books.queries.postings import PostingCard, posting_card
from safelight.foundation import clock
from safelight.foundation.actions import Conflict, Context, Frozen, Refused, action

LONGEST_NOTE = 500


class ClosePeriod(Frozen):
    """The last day to be closed, and a note for whoever looks later."""

    through: date
    note: str = Field(default="", max_length=LONGEST_NOTE)


class ReopenPeriod(Frozen):
    """Why, and the last day that stays closed; None opens everything."""

    through: date | None = None
    reason: str = Field(min_length=3, max_length=LONGEST_NOTE)


@action("books.close_period", permission="books.post", door="POST /books/postings")
def close_period(context: Context, data: ClosePeriod) -> PostingCard:
    """Close the books through a day.

    Nothing can be dated on or before it any more, whoever does it; corrections are dated later.
    """
    last = _locked(context)
    today = clock.local(context.now, context.studio.zone).date()
    if data.through > today:
        message = f"{data.through:%d %B %Y} is still to come. Close through {today:%d %B %Y} at the latest."
        raise Refused(message, code="future", fields={"through": message})
    if last is not None and last.through is not None and data.through <= last.through:
        message = f"The books are closed through {last.through:%d %B %Y} already. Choose a later day."
        raise Conflict(message, code="closed", fields={"through": message})
    row = _write(context, last, data.through, data.note, reopens=False)
    context.subject("posting", row.id, f"The books were closed through {data.through:%d %B %Y}")
    context.publish(PeriodClosed(posting_id=row.id, through=data.through.isoformat()))
    return posting_card(row)


@action("books.reopen_period", permission="books.reopen", door="POST /books/postings/reopening")
def reopen_period(context: Context, data: ReopenPeriod) -> PostingCard:
    """Open closed days again, with a reason that stays in the journal."""
    last = _locked(context)
    if last is None or last.through is None:
        message = "Nothing is closed, so there is nothing to reopen."
        raise Conflict(message, code="open")
    if data.through is not None and data.through >= last.through:
        message = f"The books are closed through {last.through:%d %B %Y}. Name an earlier day, or none to open all."
        raise Refused(message, code="not_earlier", fields={"through": message})
    row = _write(context, last, data.through, data.reason, reopens=True)
    after = f"after {data.through:%d %B %Y}" if data.through else "from the beginning"
    context.subject("posting", row.id, f"The books were reopened {after}: {data.reason}"[:300])
    context.changed(
        {
            "through": [last.through.isoformat(), data.through.isoformat() if data.through else None],
            "reason": data.reason,
        }
    )
    context.publish(PeriodReopened(posting_id=row.id, through=data.through.isoformat() if data.through else ""))
    return posting_card(row)


def _locked(context: Context) -> Posting | None:
    """Wait for entries under way, keep new ones waiting, and return the last posting."""
    with connection.cursor() as cursor:
        cursor.execute("select books_lock_all(%s)", [context.studio.id])
    return Posting.objects.order_by("-place").first()


def _write(context: Context, last: Posting | None, through: date | None, note: str, *, reopens: bool) -> Posting:
    row = Posting(
        place=last.place + 1 if last else 1,
        through=through,
        reopens=reopens,
        note=note,
        at=context.now,
        by=context.actor.label[:200],
    )
    row.save(force_insert=True)
    return row
