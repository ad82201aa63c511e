"""The people of an archive: found again by mail address, otherwise made without a password."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from safelight.accounts.models import User
from safelight.exchange.archive_in.reading import refuse
from safelight.foundation.ids import new_id


@dataclass(frozen=True, slots=True)
class ArrivedPerson:
    """A person of the archive; a new one has no password and needs an invitation or “Forgot password”."""

    id: UUID
    email: str
    name: str
    is_new: bool


def bring_people(rows: Iterable[dict[str, Any]]) -> tuple[dict[str, str], list[ArrivedPerson]]:
    """Find or make the people of an archive; return their new ids by their old ones, and who they are.

    Somebody who is already here stays exactly as they are: an archive can neither rename nor unlock anybody.

    Raises:
        Refused: a row without a proper mail address.
    """
    moved: dict[str, str] = {}
    people: list[ArrivedPerson] = []
    for number, row in enumerate(rows, 1):
        email = str(row.get("email") or "").strip().lower()
        try:
            validate_email(email)
            old = UUID(str(row["id"]))
        except (ValidationError, ValueError) as error:
            refuse(f"Person {number} in it has no proper mail address or id.", error)
        user = User.objects.filter(email=email).first()
        is_new = user is None
        if user is None:
            user = User.objects.create_user(
                email,
                None,
                id=new_id() if User.objects.filter(id=old).exists() else old,
                name=str(row.get("name") or "")[:120],
                language=str(row.get("language") or "")[:10],
                theme=str(row.get("theme") or "")[:10],
            )
            # auto_now_add wrote this moment; the archive knows since when the person is known.
            User.objects.filter(id=user.id).update(date_joined=row.get("date_joined") or user.date_joined)
        moved[str(old)] = str(user.id)
        people.append(ArrivedPerson(user.id, email, user.name, is_new))
    return moved, people
