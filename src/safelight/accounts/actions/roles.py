"""Own roles beside the built-in ones."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated
from uuid import UUID

from pydantic import Field

from safelight.accounts.models import ApiKey, Invitation, Membership, Role
from safelight.accounts.permissions import BUILT_IN_ROLES, all_permissions, granted
from safelight.accounts.queries.people import RoleCard, role_card
from safelight.foundation.actions import Conflict, Context, Empty, Forbidden, Frozen, InvalidInput, NotFound, action

RoleName = Annotated[str, Field(min_length=1, max_length=80)]


class NewRole(Frozen):
    """An own role and what it may do."""

    name: RoleName
    permissions: tuple[str, ...]


class ChangedRole(Frozen):
    """What an own role is called and may do from now on."""

    role_id: UUID
    name: RoleName
    permissions: tuple[str, ...]


class OneRole(Frozen):
    """One role."""

    role_id: UUID


@action("roles.create", permission="roles.manage", door="POST /roles")
def create_role(context: Context, data: NewRole) -> RoleCard:
    """Make an own role.

    Raises:
        InvalidInput: a permission that does not exist.
        Forbidden: a permission whoever makes it does not have.
        Conflict: a role is called that already.
    """
    permissions = _checked(context, data.permissions)
    _free(data.name)
    row = Role(key=_key(data.name), name=data.name, permissions=permissions)
    row.save(force_insert=True)
    context.subject("role", row.id, f"The role “{row.name}” was made")
    context.changed({"permissions": [[], permissions]})
    context.undo_with("roles.remove", {"role_id": str(row.id)})
    return role_card(row)


@action("roles.change", permission="roles.manage", door="PUT /roles/{role_id}")
def change_role_rights(context: Context, data: ChangedRole) -> RoleCard:
    """Change what an own role is called and may do; it acts with the next click of everybody who has it.

    Raises:
        NotFound: no such role.
        InvalidInput: a permission that does not exist.
        Forbidden: a permission, given or taken away, that whoever changes it does not have.
        Conflict: the role is built in, or another is called that.
    """
    row = _own(data.role_id)
    permissions = _checked(context, data.permissions)
    _checked(context, tuple(granted(row)))
    _free(data.name, but=row)
    before = sorted(row.permissions)
    context.undo_with("roles.change", {"role_id": str(row.id), "name": row.name, "permissions": before})
    row.name, row.permissions = data.name, permissions
    row.save(update_fields=["name", "permissions"])
    context.subject("role", row.id, f"The role “{row.name}” was changed")
    context.changed({"permissions": [before, permissions]})
    return role_card(row)


@action("roles.remove", permission="roles.manage", door="DELETE /roles/{role_id}")
def remove_role(context: Context, data: OneRole) -> Empty:
    """Remove an own role nobody has.

    Raises:
        NotFound: no such role.
        Forbidden: the role may do more than whoever removes it.
        Conflict: the role is built in, or somebody, a key or an invitation has or had it.
    """
    row = _own(data.role_id)
    _checked(context, tuple(granted(row)))
    if any(model.objects.filter(role=row).exists() for model in (Membership, ApiKey, Invitation)):
        message = f"“{row.name}” is or was somebody's role, so it stays. Take away its permissions instead."
        raise Conflict(message)
    context.subject("role", row.id, f"The role “{row.name}” was removed")
    row.delete()
    return Empty()


def _own(role_id: UUID) -> Role:
    row = Role.objects.select_for_update().filter(id=role_id).first()
    if row is None:
        what = "role"
        raise NotFound(what)
    if row.built_in:
        message = f"“{row.name}” is a built-in role and stays as it is. Make an own role that may do what you need."
        raise Conflict(message)
    return row


def _checked(context: Context, permissions: tuple[str, ...]) -> list[str]:
    unknown = sorted(set(permissions) - set(all_permissions()))
    if unknown:
        message = f"There is no permission “{unknown[0]}”."
        raise InvalidInput(message, fields={"permissions": message})
    missing = sorted(name for name in set(permissions) if not context.actor.may(name))
    if missing:
        message = f"You cannot give or take away “{missing[0]}” without having it yourself."
        raise Forbidden(message)
    return sorted(set(permissions))


def _free(name: str, *, but: Role | None = None) -> None:
    others = Role.objects.filter(name__iexact=name)
    if but is not None:
        others = others.exclude(id=but.id)
    if others.exists():
        message = f"A role is called “{name}” already."
        raise Conflict(message, fields={"name": message})


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:32] or "role"
    taken = {*BUILT_IN_ROLES, *Role.objects.filter(key__startswith=base).values_list("key", flat=True)}
    if base not in taken:
        return base
    return next(key for key in (f"{base}-{count}" for count in range(2, len(taken) + 3)) if key not in taken)
