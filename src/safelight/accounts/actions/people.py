"""Inviting people, letting them in, changing what they may do, ending their access."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from pydantic import AfterValidator, EmailStr, Field

from safelight.accounts.actions.seats import leave_all
from safelight.accounts.events import AccessEnded, PersonInvited, PersonJoined, RoleChanged
from safelight.accounts.models import Invitation, Membership, Role, User
from safelight.accounts.permissions import granted
from safelight.accounts.queries.people import (
    InvitationCard,
    PersonCard,
    invitation_card,
    open_invitation,
    person_card,
)
from safelight.accounts.rules import tokens
from safelight.accounts.rules.invitations import LIVES, token_of
from safelight.foundation.actions import (
    Conflict,
    Context,
    Empty,
    Forbidden,
    Frozen,
    InvalidInput,
    NotFound,
    Refused,
    action,
)
from safelight.foundation.ids import new_id

Mail = Annotated[EmailStr, Field(max_length=254), AfterValidator(str.lower)]


class Invite(Frozen):
    """Whom to invite, and the key of the role they get."""

    email: Mail
    role: str


class InvitationChoice(Frozen):
    """One invitation."""

    invitation_id: UUID


class PersonChoice(Frozen):
    """One person of the studio, by the id of their place in it."""

    membership_id: UUID


class RoleChoice(Frozen):
    """Another role for a person, by its key."""

    membership_id: UUID
    role: str


class Acceptance(Frozen):
    """The token of an invitation link."""

    token: str


@action("people.invite", permission="people.manage", door="POST /people/invitations")
def invite(context: Context, data: Invite) -> InvitationCard:
    """Invite somebody to work in the studio.

    They get a mail with a link that works once, for seven days. Inviting the same address again sends a new link
    and the old one stops working.

    Raises:
        InvalidInput: no such role.
        Forbidden: the role, or the one of an earlier invitation, may do more than whoever invites.
        Conflict: the person works here already.
    """
    role = _role(context, data.role)
    if Membership.objects.filter(user__email=data.email, left_at=None).exists():
        message = f"{data.email} works in this studio already."
        raise Conflict(message, fields={"email": message})
    row = Invitation.objects.select_for_update().filter(email=data.email, accepted_at=None, revoked_at=None).first()
    is_new = row is None
    if row is not None:
        _not_above(context, row.role)
    else:
        row = Invitation(id=new_id(), email=data.email, created_at=context.now)
    row.role = role
    _send(context, row, is_new=is_new)
    context.subject("invitation", row.id, f"{data.email} was invited as {role.name}")
    context.undo_with("people.revoke_invitation", {"invitation_id": str(row.id)})
    return invitation_card(row, context)


@action("people.send_again", permission="people.manage", door="POST /people/invitations/{invitation_id}/mail")
def send_again(context: Context, data: InvitationChoice) -> InvitationCard:
    """Send an invitation again.

    The mail has a new link, good for seven days from now; the old one stops working.

    Raises:
        NotFound: no open invitation of that id.
        Forbidden: its role may do more than whoever asks.
    """
    row = _open(context, data.invitation_id)
    _send(context, row, is_new=False)
    context.subject("invitation", row.id, f"The invitation of {row.email} was sent again")
    return invitation_card(row, context)


@action("people.revoke_invitation", permission="people.manage", door="DELETE /people/invitations/{invitation_id}")
def revoke_invitation(context: Context, data: InvitationChoice) -> Empty:
    """Take an invitation back; its link stops working.

    Raises:
        NotFound: no open invitation of that id.
        Forbidden: its role may do more than whoever asks.
    """
    row = _open(context, data.invitation_id)
    row.revoked_at = context.now
    row.save(update_fields=["revoked_at"])
    context.subject("invitation", row.id, f"The invitation of {row.email} was taken back")
    return Empty()


@action("people.accept_invitation", permission="")
def accept_invitation(context: Context, data: Acceptance) -> PersonCard:
    """Join the studio that an invitation is for.

    The link is the permission. Somebody who worked here before comes back with the role of the invitation.

    Raises:
        Forbidden: not a signed-in person.
        NotFound: the link is unknown, used, revoked or out of date.
        Conflict: the person works here already.
    """
    if context.actor.kind != "person" or context.actor.id is None:
        message = "Only a person can accept an invitation."
        raise Forbidden(message)
    token = tokens.parse(tokens.INVITATION, data.token)
    found = None
    if token is not None and token.studio_id == context.studio.id:
        Invitation.objects.select_for_update().filter(secret_hash=token.secret_hash).first()
        found = open_invitation(token, context.now)
    if found is None:
        what = "invitation"
        raise NotFound(what)
    person = User.objects.get(id=context.actor.id)
    row = Membership.objects.filter(user=person).first()
    if row is not None and row.left_at is None:
        message = f"You work in {context.studio.name} already."
        raise Conflict(message)
    if row is None:
        row = Membership(user=person, role=found.role, joined_at=context.now)
        row.save(force_insert=True)
    else:
        row.role, row.joined_at, row.left_at = found.role, context.now, None
        row.save(update_fields=["role", "joined_at", "left_at"])
    found.accepted_at = context.now
    found.save(update_fields=["accepted_at"])
    context.subject("person", person.id, f"{person.display_name} joined as {found.role.name}")
    context.publish(PersonJoined(person_id=person.id))
    return person_card(row, context)


@action("people.change_role", permission="people.manage", door="PUT /people/{membership_id}/role")
def change_role(context: Context, data: RoleChoice) -> PersonCard:
    """Give a person another role; it acts with their next click.

    Raises:
        NotFound: nobody of that id works here.
        InvalidInput: no such role.
        Forbidden: the role they have, or would get, may do more than whoever changes it.
        Refused: they are the last owner.
    """
    row = _member(context, data.membership_id)
    role = _role(context, data.role)
    before = row.role
    if role.id == before.id:
        return person_card(row, context)
    if before.key == "owner":
        _keep_an_owner(row)
    row.role = role
    row.save(update_fields=["role"])
    context.subject("person", row.user_id, f"{row.user.display_name} is {role.name} now, no longer {before.name}")
    context.changed({"role": [before.key, role.key]})
    context.publish(RoleChanged(person_id=row.user_id))
    context.undo_with("people.change_role", {"membership_id": str(row.id), "role": before.key})
    return person_card(row, context)


@action("people.end_access", permission="people.manage", door="DELETE /people/{membership_id}")
def end_access(context: Context, data: PersonChoice) -> PersonCard:
    """End a person's access to the studio.

    They are out with their next click and their seats are free at once. What they did stays in the journal.

    Raises:
        NotFound: nobody of that id works here.
        Forbidden: they may do more than whoever ends it.
        Refused: they are the last owner.
    """
    row = _member(context, data.membership_id)
    if row.role.key == "owner":
        _keep_an_owner(row)
    row.left_at = context.now
    row.save(update_fields=["left_at"])
    leave_all(row.user_id)
    context.subject("person", row.user_id, f"The access of {row.user.display_name} was ended")
    context.publish(AccessEnded(person_id=row.user_id))
    context.undo_with("people.restore_access", {"membership_id": str(row.id)})
    return person_card(row, context)


@action("people.restore_access", permission="people.manage", door="POST /people/{membership_id}/access")
def restore_access(context: Context, data: PersonChoice) -> PersonCard:
    """Let somebody in again whose access was ended, with the role they had.

    Raises:
        NotFound: nobody of that id worked here.
        Forbidden: their role may do more than whoever restores it.
        Conflict: they have access.
    """
    row = _member(context, data.membership_id, ended=True)
    if row.left_at is None:
        message = f"{row.user.display_name} has access."
        raise Conflict(message)
    row.left_at = None
    row.save(update_fields=["left_at"])
    context.subject("person", row.user_id, f"{row.user.display_name} has access again")
    context.publish(PersonJoined(person_id=row.user_id))
    context.undo_with("people.end_access", {"membership_id": str(row.id)})
    return person_card(row, context)


def _send(context: Context, row: Invitation, *, is_new: bool) -> None:
    row.sent_at, row.expires_at, row.invited_by = context.now, context.now + LIVES, context.actor.label[:200]
    row.secret_hash = token_of(context.studio.id, row.id, row.sent_at, settings.SECRET_KEY).secret_hash
    row.save(force_insert=is_new)
    context.publish(PersonInvited(invitation_id=row.id))


def _open(context: Context, invitation_id: UUID) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("role")
    row = rows.filter(id=invitation_id, accepted_at=None, revoked_at=None).first()
    if row is None:
        what = "open invitation"
        raise NotFound(what)
    _not_above(context, row.role)
    return row


def _member(context: Context, membership_id: UUID, *, ended: bool = False) -> Membership:
    # Owners first and in one order, so that two who end each other's access at the same moment wait instead of
    # waiting for each other.
    list(_owners())
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user", "role")
    row = rows.filter(id=membership_id).first()
    if row is None or (row.left_at is not None and not ended):
        what = "person in this studio"
        raise NotFound(what)
    _not_above(context, row.role)
    return row


def _role(context: Context, key: str) -> Role:
    role = Role.objects.filter(key=key).first()
    if role is None:
        message = f"There is no role “{key}”."
        raise InvalidInput(message, fields={"role": message})
    _not_above(context, role)
    return role


def _not_above(context: Context, role: Role) -> None:
    """Nobody hands out, or takes away, rights they do not have themselves: a manager cannot make or unmake owners."""
    if not all(context.actor.may(permission) for permission in granted(role)):
        message = f"The role {role.name} may do more than you. Ask somebody who has it."
        raise Forbidden(message)


def _keep_an_owner(row: Membership) -> None:
    if not any(owner.id != row.id for owner in _owners()):
        message = f"{row.user.display_name} is the last owner. Make somebody else an owner first."
        raise Refused(message, code="last_owner")


def _owners() -> QuerySet[Membership]:
    """Return all owners of the studio, locked."""
    owners = Membership.objects.select_for_update(of=("self",)).filter(role__key="owner", left_at=None)
    return owners.order_by("id")
