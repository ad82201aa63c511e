"""Who works in the studio, who is invited, which roles there are."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from safelight.accounts.models import ApiKey, Invitation, Membership, Role, Studio
from safelight.accounts.permissions import all_permissions, granted
from safelight.accounts.queries.directory import facts_of
from safelight.accounts.rules import tokens
from safelight.accounts.rules.invitations import link_text, token_of
from safelight.foundation.actions import Context, Empty, Frozen, Page, StudioFacts, query
from safelight.foundation.tenancy import studio_scope


class PersonCard(Frozen):
    """Somebody who works, or worked, in the studio; ``person_id`` is the same in every studio."""

    id: UUID
    person_id: UUID
    name: str
    email: str
    role: str
    role_name: str
    joined_at: datetime
    left_at: datetime | None
    is_me: bool


class InvitationCard(Frozen):
    """An open invitation; ``link`` is empty for those who could not give its role themselves."""

    id: UUID
    email: str
    role: str
    role_name: str
    invited_by: str
    sent_at: datetime
    expires_at: datetime
    is_over: bool
    link: str = ""


class RoleCard(Frozen):
    """A role; ``people`` and ``keys`` count who has it now. Built-in roles cannot be changed."""

    id: UUID
    key: str
    name: str
    built_in: bool
    permissions: tuple[str, ...]
    people: int
    keys: int


class PermissionCard(Frozen):
    """Something a role may allow, in words."""

    name: str
    meaning: str


class Welcome(Frozen):
    """What an invitation link opens."""

    studio: str
    role: str
    email: str
    invited_by: str


@query("people.list", permission="people.view", door="GET /people")
def list_people(context: Context, data: Empty) -> Page[PersonCard]:  # noqa: ARG001 - there is nothing to choose
    """List who works in the studio, then who worked there."""
    rows = Membership.objects.select_related("user", "role").order_by("-left_at", "user__name", "user__email")
    cards = [person_card(row, context) for row in rows]
    return Page(items=tuple(sorted(cards, key=lambda card: card.left_at is not None)))


@query("people.invitations", permission="people.manage", door="GET /people/invitations")
def list_invitations(context: Context, data: Empty) -> Page[InvitationCard]:  # noqa: ARG001 - there is nothing to choose
    """List the invitations nobody has accepted yet, newest first."""
    rows = Invitation.objects.select_related("role").filter(accepted_at=None, revoked_at=None).order_by("-sent_at")
    return Page(items=tuple(invitation_card(row, context) for row in rows))


@query("roles.list", permission="people.view", door="GET /roles")
def list_roles(context: Context, data: Empty) -> Page[RoleCard]:  # noqa: ARG001 - there is nothing to choose
    """List the roles, built-in ones first, with what each may do."""
    holders = Membership.objects.filter(role_id=OuterRef("id"), left_at=None).order_by()
    keys = ApiKey.objects.filter(role_id=OuterRef("id"), revoked_at=None).order_by()
    rows = Role.objects.annotate(
        people=Coalesce(Subquery(holders.values("role_id").annotate(count=Count("id")).values("count")), 0),
        keys=Coalesce(Subquery(keys.values("role_id").annotate(count=Count("id")).values("count")), 0),
    )
    cards = [role_card(row, people=row.people, keys=row.keys) for row in rows]
    # Built-in roles in the order of the matrix, from the most to the fewest permissions; own ones by name.
    cards.sort(
        key=lambda card: (not card.built_in, -len(card.permissions) if card.built_in else 0, card.name.casefold())
    )
    return Page(items=tuple(cards))


@query("roles.permissions", permission="people.view", door="GET /permissions")
def list_permissions(context: Context, data: Empty) -> Page[PermissionCard]:  # noqa: ARG001 - there is nothing to choose
    """List everything a role may allow, in words."""
    return Page(items=tuple(PermissionCard(name=name, meaning=text) for name, text in all_permissions().items()))


def person_card(row: Membership, context: Context) -> PersonCard:
    """Return a membership as a card."""
    return PersonCard(
        id=row.id,
        person_id=row.user_id,
        name=row.user.display_name,
        email=row.user.email,
        role=row.role.key,
        role_name=row.role.name,
        joined_at=row.joined_at,
        left_at=row.left_at,
        is_me=context.actor.kind == "person" and context.actor.id == row.user_id,
    )


def invitation_card(row: Invitation, context: Context) -> InvitationCard:
    """Return an invitation as a card.

    Its link stands there for those who might have sent it themselves, so that they can hand it over: whoever opens
    it gets the role, so to others it would be a way up.
    """
    may_give = all(context.actor.may(permission) for permission in granted(row.role))
    return InvitationCard(
        id=row.id,
        email=row.email,
        role=row.role.key,
        role_name=row.role.name,
        invited_by=row.invited_by,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        is_over=row.expires_at <= context.now,
        link=link_of(row) if may_give else "",
    )


def role_card(row: Role, *, people: int = 0, keys: int = 0) -> RoleCard:
    """Return a role as a card."""
    return RoleCard(
        id=row.id,
        key=row.key,
        name=row.name,
        built_in=row.built_in,
        permissions=tuple(sorted(granted(row))),
        people=people,
        keys=keys,
    )


def link_of(row: Invitation) -> str:
    """Return the address that an invitation's mail carries."""
    token = token_of(row.studio_id, row.id, row.sent_at, settings.SECRET_KEY)
    return f"{settings.PUBLIC_URL}/join/{link_text(token)}/"


def welcome_of(text: str, now: datetime) -> tuple[StudioFacts, Welcome] | None:
    """Return what an invitation link opens, or None if it is unknown, used, revoked or out of date."""
    token = tokens.parse(tokens.INVITATION, text)
    if token is None:
        return None
    with studio_scope(token.studio_id):
        row = open_invitation(token, now)
        if row is None:
            return None
        studio = Studio.objects.get(id=token.studio_id)
        welcome = Welcome(studio=studio.name, role=row.role.name, email=row.email, invited_by=row.invited_by)
    return facts_of(studio), welcome


def open_invitation(token: tokens.Token, now: datetime) -> Invitation | None:
    """Return the invitation a token belongs to, of the studio in scope, if it can still be accepted."""
    usable = Q(accepted_at=None, revoked_at=None, expires_at__gt=now, secret_hash=token.secret_hash)
    return Invitation.objects.select_related("role").filter(usable).first()
