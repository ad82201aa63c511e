"""What others may ask about studios and people."""

from safelight.accounts.queries.directory import Directory, all_studios, facts_of, studio_by_slug
from safelight.accounts.queries.keys import KeyCard, context_of_bearer, list_keys
from safelight.accounts.queries.seats import SeatCard, holders, list_seats
from safelight.accounts.queries.standing import Standing, memberships_of, standing

__all__ = [
    "Directory",
    "KeyCard",
    "SeatCard",
    "Standing",
    "all_studios",
    "context_of_bearer",
    "facts_of",
    "holders",
    "list_keys",
    "list_seats",
    "memberships_of",
    "standing",
    "studio_by_slug",
]
