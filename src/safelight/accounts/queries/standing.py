"""Where a person stands: the studios they may enter, and with which rights."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connection

from safelight.accounts.models import Membership, Studio
from safelight.accounts.permissions import RoleRights, granted
from safelight.accounts.queries.directory import facts_of
from safelight.accounts.rules.seats import BEAT_SECONDS, limit_of
from safelight.foundation.actions import Actor, StudioFacts
from safelight.foundation.tenancy import current_studio_id, studio_scope


@dataclass(frozen=True, slots=True)
class Standing:
    """A person in the studio in scope, as of this moment."""

    studio: StudioFacts
    actor: Actor
    is_demo: bool
    seats: int | None
    """How many may work at once; None is no limit."""
    silent: float | None
    """Seconds since this device last kept its seat; None without a seat."""
    asked_by: str = ""

    @property
    def seated(self) -> bool:
        """Whether the seat was kept so recently that nothing needs to be written."""
        return self.silent is not None and self.silent < BEAT_SECONDS

    @property
    def is_owner(self) -> bool:
        """Owners always get in."""
        return self.actor.role == "owner"


_STANDING = """
select studio.id, studio.slug, studio.name, studio.country, studio.currency, studio.zone, studio.languages,
       studio.is_demo, person.name, person.email, role.key, role.built_in, role.permissions, studio.seats,
       seat.number, extract(epoch from clock_timestamp() - seat.beat_at)::float8, seat.asked_by
from accounts_membership membership
join accounts_role role on role.studio_id = membership.studio_id and role.id = membership.role_id
join accounts_studio studio on studio.id = membership.studio_id
join accounts_user person on person.id = membership.user_id
left join accounts_seat seat on seat.studio_id = membership.studio_id and seat.device = %s
where membership.studio_id = %s and membership.user_id = %s and membership.left_at is null and person.is_active
"""


def standing(user_id: UUID, device: UUID | None = None) -> Standing | None:
    """Return where a person stands in the studio in scope, or None if they do not belong to it.

    ``device`` is the browser they work at, for its seat. One statement, asked in every request: a changed role or an ended access acts at once.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [device, current_studio_id(), user_id])
        row = cursor.fetchone()
    if row is None:
        return None
    studio = StudioFacts(
        id=row[0],
        slug=row[1],
        name=row[2],
        country=row[3],
        currency=row[4],
        zone=row[5],
        languages=tuple(json.loads(row[6]) or ["en"]),
    )
    role = RoleRights(key=row[10], built_in=row[11], permissions=json.loads(row[12]))
    actor = Actor(
        kind="person",
        id=user_id,
        label=row[8] or row[9].split("@", 1)[0],
        permissions=granted(role),
        role=role.key,
    )
    limit = limit_of(row[13], settings.SEATS)
    holds = row[14] is not None and (limit is None or row[14] <= limit)
    return Standing(
        studio=studio,
        actor=actor,
        is_demo=row[7],
        seats=limit,
        silent=row[15] if holds else None,
        asked_by=row[16] or "",
    )


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
