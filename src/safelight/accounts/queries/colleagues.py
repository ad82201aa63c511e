"""Who works in the studio, as far as other modules need it to name and choose people."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from safelight.accounts.models import Membership


def colleagues() -> dict[UUID, str]:
    """Return the people who work in the studio in scope by person id, sorted by name (one statement)."""
    rows = Membership.objects.select_related("user").filter(left_at=None)
    return dict(sorted(((row.user_id, row.user.display_name) for row in rows), key=lambda pair: pair[1].casefold()))


def names_of(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of people of the studio in scope, also of those who left; others are left out (one statement)."""
    if not person_ids:
        return {}
    rows = Membership.objects.select_related("user").filter(user_id__in=set(person_ids))
    return {row.user_id: row.user.display_name for row in rows}


def mails_of(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the mail addresses of people who work in the studio in scope; others are left out (one statement)."""
    if not person_ids:
        return {}
    rows = Membership.objects.select_related("user").filter(user_id__in=set(person_ids), left_at=None)
    return {row.user_id: row.user.email for row in rows}
