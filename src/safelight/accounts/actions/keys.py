"""Making and revoking API keys."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from safelight.accounts.models import ApiKey, Role
from safelight.accounts.permissions import all_permissions, granted
from safelight.accounts.queries.keys import KeyCard, key_card
from safelight.accounts.rules import tokens
from safelight.foundation.actions import Conflict, Context, Forbidden, Frozen, InvalidInput, NotFound, action


class NewKey(Frozen):
    """A key for a program: its role, and scopes (permissions) that narrow it further."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    role: str
    scopes: tuple[str, ...] = ()
    expires_at: datetime | None = None


class KeyShownOnce(Frozen):
    """A new key with its secret, which is told this one time only."""

    key: KeyCard
    token: str


class KeyChoice(Frozen):
    """One key."""

    key_id: UUID


@action("keys.create", permission="keys.manage", door="POST /keys", answer_once=True)
def create_key(context: Context, data: NewKey) -> KeyShownOnce:
    """Make an API key.

    The token is answered once and cannot be shown again: only its SHA-256 is kept.

    Raises:
        InvalidInput: no such role or scope, a scope the role does not hold, or an end that has passed.
        Forbidden: the key would be allowed more than whoever makes it.
    """
    role = Role.objects.filter(key=data.role).first()
    if role is None:
        known = ", ".join(Role.objects.order_by("name").values_list("key", flat=True))
        message = f"There is no role “{data.role}”. The roles are: {known}."
        raise InvalidInput(message, fields={"role": message})
    held = granted(role)
    for scope in data.scopes:
        if scope not in all_permissions():
            message = f"There is no permission “{scope}”."
            raise InvalidInput(message, fields={"scopes": message})
        if scope not in held:
            message = f"The role {role.name} does not hold “{scope}”, so the key cannot either."
            raise InvalidInput(message, fields={"scopes": message})
    if data.expires_at is not None and (data.expires_at.tzinfo is None or data.expires_at <= context.now):
        message = "The end must lie in the future and name its time zone."
        raise InvalidInput(message, fields={"expires_at": message})
    wanted = frozenset(data.scopes) or held
    if not all(context.actor.may(permission) for permission in wanted):
        message = "A key cannot be allowed more than you are. Choose a smaller role or narrower scopes."
        raise Forbidden(message)
    token = tokens.fresh(context.studio.id)
    row = ApiKey(
        name=data.name,
        role=role,
        scopes=sorted(set(data.scopes)),
        secret_hash=token.secret_hash,
        hint=token.hint,
        created_at=context.now,
        created_by=context.actor.label,
        expires_at=data.expires_at,
    )
    row.save(force_insert=True)
    context.subject("key", row.id, f"API key “{row.name}” was made")
    context.changed({"role": role.key, "scopes": row.scopes})
    return KeyShownOnce(key=key_card(row), token=token.text(tokens.KEY))


@action("keys.revoke", permission="keys.manage", door="DELETE /keys/{key_id}")
def revoke_key(context: Context, data: KeyChoice) -> KeyCard:
    """Revoke an API key.

    It opens nothing from this moment on.

    Raises:
        NotFound: no such key in this studio.
        Conflict: it is revoked already.
    """
    row = ApiKey.objects.select_for_update(of=("self",)).select_related("role").filter(id=data.key_id).first()
    if row is None:
        what = "key"
        raise NotFound(what)
    if row.revoked_at is not None:
        message = f"The key “{row.name}” was revoked before."
        raise Conflict(message)
    row.revoked_at = context.now
    row.save(update_fields=["revoked_at"])
    context.subject("key", row.id, f"API key “{row.name}” was revoked")
    return key_card(row)
