"""Through which day the ledger is closed."""

from __future__ import annotations

from datetime import date

from safelight.books.models import Posting


def closed_through() -> date | None:
    """Return the last day on which nothing can be booked any more, or None where all is open."""
    return Posting.objects.order_by("-place").values_list("through", flat=True).first()
