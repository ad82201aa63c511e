"""What others may ask about studios and people."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from safelight.accounts.models import Membership, Studio
from safelight.accounts.permissions import granted
from safelight.foundation.actions import Actor, StudioFacts
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


def memberships_of(user_id: UUID) -> list[tuple[StudioFacts, Actor]]:
    """Return each studio a person may enter, with the actor they are in it, by studio name."""
    with studio_scope(None, person_id=user_id):
        rows = list(
            Membership._base_manager.filter(user_id=user_id, left_at__isnull=True).select_related("user")  # noqa: SLF001 - own rows only, by policy
        )
        studios = {studio.id: studio for studio in Studio.objects.filter(id__in=[row.studio_id for row in rows])}
    found = []
    for row in rows:
        studio = studios[row.studio_id]
        with studio_scope(studio.id, person_id=user_id):
            role = Membership.objects.select_related("role").get(id=row.id).role
        actor = Actor(kind="person", id=user_id, label=row.user.display_name, permissions=granted(role), role=role.key)
        found.append((facts_of(studio), actor))
    return sorted(found, key=lambda pair: pair[0].name.casefold())
