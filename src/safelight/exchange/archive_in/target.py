"""The studio an archive is read into: a new one, or one that is as empty as on its first day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from safelight.accounts.models import Location, Membership, Role, Studio
from safelight.accounts.queries import all_studios
from safelight.exchange.archive_in.reading import refuse
from safelight.exchange.out.kinds import all_kinds
from safelight.exchange.out.record_kinds import RecordKind
from safelight.foundation.actions import Refused, StudioFacts
from safelight.foundation.models import JournalEntry

_OURS = frozenset({"id", "slug", "seats"})
"""What an installation decides about a studio, whatever an archive says."""


def make_studio(studio_id: UUID, row: Mapping[str, Any]) -> None:
    """Create the studio an archive tells of, under a free slug; its scope must be entered already.

    Raises:
        Refused: the row is no studio.
    """
    values = _values(row)
    Studio(id=studio_id, slug=_free_slug(str(row.get("slug") or "")), seats=row.get("seats"), **values).save(
        force_insert=True
    )


@dataclass(frozen=True, slots=True)
class Insider:
    """Somebody who is in the studio already: with which role, since when."""

    user_id: UUID
    role: str
    since: datetime


def take_over(studio: StudioFacts, row: Mapping[str, Any]) -> list[Insider]:
    """Empty a fresh studio of what it was born with and give it the archive's facts; its slug and seats stay.

    Returns those who are in it, to be given back by :func:`seat_insiders`.

    Raises:
        Refused: the studio is not fresh; the sentence says what stands in it.
    """
    _require_fresh(studio)
    Studio.objects.filter(id=studio.id).update(**_values(row))
    inside = [
        Insider(entry.user_id, entry.role.key, entry.joined_at)
        for entry in Membership.objects.select_related("role").filter(left_at=None)
    ]
    with connection.cursor() as cursor:
        for kind in reversed(_replaced()):
            cursor.execute(sql.SQL("delete from {}").format(sql.Identifier(kind.table)))
    return inside


def seat_insiders(inside: Sequence[Insider]) -> None:
    """Let those who were in the studio before stay in it, with the role of the same key that the archive brought.

    Where the archive has the same person, its membership stands, but nobody who was in loses the way in.
    """
    roles = {role.key: role for role in Role.objects.all()}
    brought = {entry.user_id: entry for entry in Membership.objects.all()}
    for person in inside:
        role = roles.get(person.role) or roles["owner"]
        double = brought.get(person.user_id)
        if double is None:
            Membership(user_id=person.user_id, role=role, joined_at=person.since).save(force_insert=True)
        elif double.left_at is not None or role.key == "owner":
            Membership.objects.filter(id=double.id).update(left_at=None, role=role)


def known_studio_ids() -> frozenset[UUID]:
    """Return the ids of all studios of this installation."""
    return frozenset(identifier for identifier, _, _ in all_studios())


def _replaced() -> list[RecordKind]:
    """Return the kinds a new studio is born with and an archive replaces; the journal cannot be taken back."""
    return [
        kind for kind in all_kinds() if kind.born_with_studio and kind.is_in_studio and kind.model is not JournalEntry
    ]


def _require_fresh(studio: StudioFacts) -> None:
    found = []
    with connection.cursor() as cursor:
        for kind in all_kinds():
            if kind.is_in_studio and not kind.born_with_studio:
                cursor.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(kind.table)))
                rows = int(cursor.fetchone()[0])
                if rows:
                    found.append(f"{rows} × {(kind.sheet or kind.name).lower()}")
    if Location.objects.count() > 1:
        found.append("several locations")
    if Role.objects.filter(built_in=False).exists():
        found.append("own roles")
    if found:
        message = (
            f"The studio “{studio.name}” is not empty ({', '.join(found)}), and an archive is only read into an empty one."
            " Leave out --studio to make a new studio from the archive."
        )
        raise Refused(message, code="studio_not_empty")


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    names = {item.name for item in Studio._meta.concrete_fields} - _OURS  # noqa: SLF001 - Django's documented Meta API
    values = {name: row[name] for name in names if row.get(name) is not None}
    try:
        values["created_at"] = datetime.fromisoformat(str(values["created_at"]))
        is_whole = bool(values["name"]) and isinstance(values.get("languages", []), list)
    except (KeyError, ValueError) as error:
        refuse("Its studio row is damaged.", error)
    if not is_whole:
        refuse("Its studio row is damaged.")
    return values


def _free_slug(wished: str) -> str:
    taken = {slug for _, slug, _ in all_studios()}
    base = "".join(letter for letter in wished.lower() if letter.isascii() and (letter.isalnum() or letter == "-"))
    base = base.strip("-")[:48] or "studio"
    if base not in taken:
        return base
    return next(slug for slug in (f"{base}-{count}" for count in range(2, len(taken) + 3)) if slug not in taken)
