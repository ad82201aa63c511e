"""Writing what belongs to a session: participants, shots, tags; and keeping its search text and version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from safelight.clients.models import FamilyMember
from safelight.foundation.actions import Context, InvalidInput
from safelight.foundation.ids import new_id
from safelight.shoots.actions.checking import tidy_tags
from safelight.shoots.actions.shoot_inputs import ParticipantInput, ShotInput
from safelight.shoots.models import Participant, Shoot, ShootTag, Shot
from safelight.shoots.rules.folding import search_text


def write_participants(shoot: Shoot, given: Sequence[ParticipantInput]) -> list[Participant]:
    """Replace who is photographed; members of the family lend name and birthday.

    Raises:
        InvalidInput: somebody has no name, or does not belong to the client's family.
    """
    from_family = [item.family_id for item in given if item.family_id]
    client_id = shoot.client_id
    found = FamilyMember.objects.filter(client_id=client_id, id__in=from_family) if from_family and client_id else ()
    family = {member.id: member for member in found}
    old = list(Participant.objects.filter(shoot_id=shoot.id))
    kept = {row.family_id: row for row in old if row.family_id}
    rows = []
    for place, item in enumerate(given):
        name, birthday = item.name, item.birthday
        if item.family_id is not None and item.family_id in family:
            member = family[item.family_id]
            name = name or " ".join(part for part in (member.first_name, member.last_name) if part)
            birthday = birthday or (member.birthday if member.birth_year_known else None)
        elif item.family_id is not None and item.family_id in kept:
            # Once taken from the family, somebody stays even when the family was written anew.
            name, birthday = name or kept[item.family_id].name, birthday or kept[item.family_id].birthday
        elif item.family_id is not None:
            message = "Nobody with this id belongs to the client's family."
            raise InvalidInput(message, fields={f"participants.{place}.family_id": message})
        if not name:
            message = "Give a name, or choose a member of the family."
            raise InvalidInput(message, fields={f"participants.{place}.name": message})
        rows.append(
            Participant(
                id=new_id(),
                studio_id=shoot.studio_id,
                shoot_id=shoot.id,
                position=place,
                name=name,
                family_id=item.family_id,
                birthday=birthday,
                age=item.age,
                note=item.note,
            )
        )
    if old:
        Participant.objects.filter(shoot_id=shoot.id).delete()
    return Participant.objects.bulk_create(rows)


def write_shots(shoot: Shoot, given: Iterable[ShotInput]) -> list[Shot]:
    """Replace the shot list; shots named by id, or by the same words, keep their tick."""
    old = list(Shot.objects.filter(shoot_id=shoot.id))
    free: dict[UUID | str, Shot] = {row.text: row for row in old} | {row.id: row for row in old}
    taken: set[UUID] = set()
    rows = []
    for place, item in enumerate(given):
        before = free.get(item.id or item.text)
        before = None if before and before.id in taken else before
        taken.update([before.id] if before else [])
        rows.append(
            Shot(
                id=before.id if before else new_id(),
                studio_id=shoot.studio_id,
                shoot_id=shoot.id,
                position=place,
                text=item.text,
                done_at=before.done_at if before else None,
                done_by=before.done_by if before else "",
            )
        )
    if old:
        Shot.objects.filter(shoot_id=shoot.id).delete()
    return Shot.objects.bulk_create(rows)


def write_tags(shoot: Shoot, names: tuple[str, ...]) -> list[str]:
    """Replace the tags of a session and return them."""
    wanted = tidy_tags(names)
    ShootTag.objects.filter(shoot_id=shoot.id).exclude(key__in=wanted).delete()
    rows = [
        ShootTag(id=new_id(), studio_id=shoot.studio_id, shoot_id=shoot.id, name=name, key=key)
        for key, name in wanted.items()
    ]
    if rows:
        ShootTag.objects.bulk_create(rows, ignore_conflicts=True)
    return [wanted[key] for key in sorted(wanted)]


def fresh_search(shoot: Shoot) -> None:
    """Make the text anew in which a session is found (not saved)."""
    names = Participant.objects.filter(shoot_id=shoot.id).order_by("position").values_list("name", flat=True)
    tags = ShootTag.objects.filter(shoot_id=shoot.id).order_by("key").values_list("name", flat=True)
    shoot.search = search_text(shoot.number, shoot.title, names, tags)


def touch(context: Context, shoot: Shoot, fields: Iterable[str] = ()) -> None:
    """Raise a session's version and note which fields it is about (not saved)."""
    shoot.version += 1
    shoot.updated_at = context.now
    shoot.field_versions = {**shoot.field_versions, **dict.fromkeys(fields, shoot.version)}
