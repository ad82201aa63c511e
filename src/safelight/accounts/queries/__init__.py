"""What others may ask about studios and people."""

from safelight.accounts.queries.directory import Directory, all_studios, facts_of, studio_by_slug
from safelight.accounts.queries.standing import Standing, memberships_of, standing

__all__ = [
    "Directory",
    "Standing",
    "all_studios",
    "facts_of",
    "memberships_of",
    "standing",
    "studio_by_slug",
]
