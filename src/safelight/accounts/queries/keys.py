"""API keys: which there are, and who acts with one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from safelight.accounts.models import ApiKey, Studio
from safelight.accounts.permissions import granted
from safelight.accounts.queries.directory import facts_of
from safelight.accounts.rules import tokens
from safelight.foundation import clock
from safelight.foundation.actions import Actor, Context, Empty, Frozen, Page, query
from safelight.foundation.tenancy import studio_scope


class KeyCard(Frozen):
    """An API key without its secret; ``scopes`` narrow what the role may do, none means all of it."""

    id: UUID
    name: str
    role: str
    role_name: str
    scopes: tuple[str, ...]
    hint: str
    created_at: datetime
    created_by: str
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


@query("keys.list", permission="keys.manage", door="GET /keys")
def list_keys(context: Context, data: Empty) -> Page[KeyCard]:  # noqa: ARG001 - there is nothing to choose
    """List the API keys of the studio, newest first, revoked ones too."""
    rows = ApiKey.objects.select_related("role").order_by("-created_at")
    return Page(items=tuple(key_card(row) for row in rows))


def key_card(row: ApiKey) -> KeyCard:
    """Return a key as a card."""
    return KeyCard(
        id=row.id,
        name=row.name,
        role=row.role.key,
        role_name=row.role.name,
        scopes=tuple(row.scopes),
        hint=row.hint,
        created_at=row.created_at,
        created_by=row.created_by,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )


def context_of_bearer(token: str, request_id: str) -> Context | None:
    """Return who acts with a key, or None if it is unknown, revoked or out of date."""
    taken_apart = tokens.parse(tokens.KEY, token)
    if taken_apart is None:
        return None
    now = clock.now()
    with studio_scope(taken_apart.studio_id):
        row = ApiKey.objects.select_related("role").filter(secret_hash=taken_apart.secret_hash).first()
        if row is None or row.revoked_at is not None or (row.expires_at is not None and row.expires_at <= now):
            return None
        studio = Studio.objects.get(id=taken_apart.studio_id)
    permissions = granted(row.role)
    if row.scopes:
        permissions &= frozenset(row.scopes)
    actor = Actor(kind="key", id=row.id, label=f"Key “{row.name}”", permissions=permissions, role=row.role.key)
    return Context(studio=facts_of(studio), actor=actor, now=now, request_id=request_id)
