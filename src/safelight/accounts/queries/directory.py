"""The studios of this installation, for the foundation, the command line and everything above."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from safelight.accounts.models import Studio
from safelight.foundation.actions import StudioFacts
from safelight.foundation.tenancy import studio_scope


class Directory:
    """The studios of this installation, for the foundation (:class:`StudioDirectory`)."""

    def facts(self, studio_id: UUID) -> StudioFacts:
        """Return what is known of a studio; raises LookupError when there is none."""
        with studio_scope(studio_id):
            studio = Studio.objects.filter(id=studio_id).first()
        if studio is None:
            message = f"There is no studio {studio_id}."
            raise LookupError(message)
        return facts_of(studio)

    def all_ids(self) -> Sequence[UUID]:
        """Return the ids of all studios."""
        return [identifier for identifier, _, _ in all_studios()]


def facts_of(studio: Studio) -> StudioFacts:
    """Return the frozen facts of a studio row."""
    return StudioFacts(
        id=studio.id,
        slug=studio.slug,
        name=studio.name,
        country=studio.country,
        currency=studio.currency,
        zone=studio.zone,
        languages=tuple(studio.languages or ["en"]),
    )


def all_studios() -> list[tuple[UUID, str, str]]:
    """Return (id, slug, name) of every studio; for the operator of the machine, never for a page."""
    with connection.cursor() as cursor:
        cursor.execute("select id, slug, name from accounts_all_studios() order by name, slug")
        return [(row[0], row[1], row[2]) for row in cursor.fetchall()]


def studio_by_slug(slug: str) -> StudioFacts:
    """Return a studio by its slug, for the command line.

    Raises:
        LookupError: there is none.
    """
    for identifier, known, _ in all_studios():
        if known == slug:
            return Directory().facts(identifier)
    message = f"There is no studio “{slug}”. “safelight studio list” shows them."
    raise LookupError(message)
