"""Inviting, joining, changing roles, ending access."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage

from safelight.accounts.actions.people import (
    Acceptance,
    InvitationChoice,
    Invite,
    PersonChoice,
    RoleChoice,
    accept_invitation,
    change_role,
    end_access,
    invite,
    restore_access,
    revoke_invitation,
    send_again,
)
from safelight.accounts.actions.seats import Sitter, take_seat
from safelight.accounts.events import PersonInvited
from safelight.accounts.jobs import send_invitation
from safelight.accounts.models import Invitation, Membership, User
from safelight.accounts.queries import (
    holders,
    list_invitations,
    list_people,
    memberships_of,
    welcome_of,
)
from safelight.foundation.actions import (
    ActionError,
    Actor,
    Conflict,
    Context,
    Empty,
    Forbidden,
    InvalidInput,
    NotFound,
    Refused,
    ask,
    run,
)
from safelight.foundation.models import JournalEntry, StoredEvent
from safelight.foundation.tenancy import studio_scope
from tests.conftest import Cast


def token_in(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[1]


def newcomer(context: Context, email: str = "eve@new.example") -> tuple[User, Context]:
    person = User.objects.create_user(email, "x", name="Eve New")
    actor = Actor(kind="person", id=person.id, label=person.display_name)
    return person, Context(studio=context.studio, actor=actor, now=context.now)


def place_of(context: Context, email: str) -> Membership:
    with studio_scope(context.studio.id):
        return Membership.objects.get(user__email=email)


def test_an_invitation_is_mailed_and_lets_one_person_in_once(ana: Context, mailoutbox: list[EmailMessage]) -> None:
    card = run(invite, ana, Invite(email="Eve@New.example", role="receptionist")).value
    with studio_scope(ana.studio.id):
        event = StoredEvent.objects.get(name=PersonInvited.name)
        assert token_in(card.link).encode() not in bytes(Invitation.objects.get().secret_hash)
    send_invitation(ana, event.payload)
    (message,) = mailoutbox
    assert message.to == ["eve@new.example"]
    assert card.link in str(message.body)
    assert "Atelier Ana" in message.subject
    welcome = welcome_of(token_in(card.link), ana.now)
    assert welcome is not None
    assert (welcome[1].role, welcome[1].invited_by) == ("Receptionist", "Ana Owner")

    person, eve = newcomer(ana)
    run(accept_invitation, eve, Acceptance(token=token_in(card.link)))
    ((studio, actor),) = memberships_of(person.id)
    assert (studio.slug, actor.role) == ("atelier-ana", "receptionist")
    assert ask(list_invitations, ana, Empty()).items == ()
    assert welcome_of(token_in(card.link), ana.now) is None
    _, other = newcomer(ana, "other@new.example")
    with pytest.raises(NotFound):
        run(accept_invitation, other, Acceptance(token=token_in(card.link)))


def test_a_link_ends_after_a_week_with_the_next_mail_and_on_request(ana: Context) -> None:
    first = run(invite, ana, Invite(email="eve@new.example", role="manager")).value
    assert welcome_of(token_in(first.link), ana.now + timedelta(days=6, hours=23)) is not None
    assert welcome_of(token_in(first.link), ana.now + timedelta(days=7)) is None
    later = Context(ana.studio, ana.actor, ana.now + timedelta(seconds=1))
    second = run(send_again, later, InvitationChoice(invitation_id=first.id)).value
    assert second.link != first.link
    assert welcome_of(token_in(first.link), ana.now) is None
    assert welcome_of(token_in(second.link), ana.now) is not None
    run(revoke_invitation, ana, InvitationChoice(invitation_id=first.id))
    assert welcome_of(token_in(second.link), ana.now) is None
    with pytest.raises(NotFound):
        run(send_again, ana, InvitationChoice(invitation_id=first.id))


def test_inviting_again_keeps_one_open_invitation(ana: Context) -> None:
    first = run(invite, ana, Invite(email="eve@new.example", role="manager")).value
    again = run(invite, Context(ana.studio, ana.actor), Invite(email="eve@new.example", role="photographer")).value
    assert first.id == again.id
    assert [card.role for card in ask(list_invitations, ana, Empty()).items] == ["photographer"]


def test_a_mail_for_an_invitation_that_is_gone_is_not_sent(ana: Context, mailoutbox: list[EmailMessage]) -> None:
    card = run(invite, ana, Invite(email="eve@new.example", role="manager")).value
    run(revoke_invitation, ana, InvitationChoice(invitation_id=card.id))
    send_invitation(ana, {"invitation_id": str(card.id)})
    assert mailoutbox == []


def test_somebody_at_work_is_not_invited(ana: Context, bo: Context) -> None:
    with pytest.raises(Conflict):
        run(invite, ana, Invite(email="bo@studio.example", role="manager"))
    with pytest.raises(InvalidInput):
        run(invite, ana, Invite(email="eve@new.example", role="emperor"))
    with pytest.raises(InvalidInput):
        run(invite, ana, {"email": "nonsense", "role": "manager"})
    with pytest.raises(Forbidden):
        run(invite, bo, Invite(email="eve@new.example", role="photographer"))


@pytest.fixture
def manager(ana: Context, cast: Cast) -> Context:
    """Bo, made a manager."""
    place = place_of(ana, "bo@studio.example")
    run(change_role, ana, RoleChoice(membership_id=place.id, role="manager"))
    ((studio, actor),) = memberships_of(cast.people["bo"].id)
    return Context(studio, actor)


def test_a_manager_makes_and_unmakes_no_owners(ana: Context, manager: Context) -> None:
    owner = place_of(ana, "ana@studio.example").id
    attempts: list[tuple[object, object]] = [
        (invite, Invite(email="eve@new.example", role="owner")),
        (change_role, RoleChoice(membership_id=owner, role="photographer")),
        (end_access, PersonChoice(membership_id=owner)),
        (change_role, RoleChoice(membership_id=place_of(ana, "bo@studio.example").id, role="owner")),
    ]
    for verb, data in attempts:
        with pytest.raises(Forbidden):
            run(verb, manager, data)  # type: ignore[arg-type]  # verbs of several kinds
    assert run(invite, manager, Invite(email="eve@new.example", role="photographer")).value.role == "photographer"


def test_the_last_owner_stays(ana: Context) -> None:
    owner = place_of(ana, "ana@studio.example").id
    for verb, data in (
        (change_role, RoleChoice(membership_id=owner, role="manager")),
        (end_access, PersonChoice(membership_id=owner)),
    ):
        with pytest.raises(Refused, match="last owner"):
            run(verb, ana, data)  # type: ignore[arg-type]  # two verbs
    bo = place_of(ana, "bo@studio.example").id
    run(change_role, ana, RoleChoice(membership_id=bo, role="owner"))
    assert run(change_role, ana, RoleChoice(membership_id=owner, role="manager")).value.role == "manager"


def test_a_changed_role_can_be_changed_back(ana: Context) -> None:
    place = place_of(ana, "bo@studio.example").id
    done = run(change_role, ana, RoleChoice(membership_id=place, role="bookkeeper"))
    assert done.undo == ("people.change_role", {"membership_id": str(place), "role": "photographer"})
    with studio_scope(ana.studio.id):
        line = JournalEntry.objects.get(action="people.change_role")
    assert line.summary == "Bo Assist is Bookkeeper now, no longer Photographer"
    assert line.changes == {"role": ["photographer", "bookkeeper"]}


def test_ended_access_frees_the_seats_and_can_be_restored(cast: Cast, ana: Context) -> None:
    bo = cast.people["bo"]
    place = place_of(ana, "bo@studio.example").id
    with studio_scope(ana.studio.id):
        take_seat(Sitter(bo.id, uuid4(), "Firefox"), 5)
    run(end_access, ana, PersonChoice(membership_id=place))
    assert memberships_of(bo.id) == []
    with studio_scope(ana.studio.id):
        assert holders() == []
    assert [card.name for card in ask(list_people, ana, Empty()).items if card.left_at] == ["Bo Assist"]
    with pytest.raises(NotFound):
        run(change_role, ana, RoleChoice(membership_id=place, role="manager"))
    run(restore_access, ana, PersonChoice(membership_id=place))
    assert len(memberships_of(bo.id)) == 1
    with pytest.raises(Conflict):
        run(restore_access, ana, PersonChoice(membership_id=place))


def test_somebody_who_left_comes_back_by_invitation(cast: Cast, ana: Context, bo: Context) -> None:
    place = place_of(ana, "bo@studio.example").id
    run(end_access, ana, PersonChoice(membership_id=place))
    card = run(invite, ana, Invite(email="bo@studio.example", role="manager")).value
    run(accept_invitation, bo, Acceptance(token=token_in(card.link)))
    assert memberships_of(cast.people["bo"].id)[0][1].role == "manager"


def test_only_people_join(ana: Context) -> None:
    card = run(invite, ana, Invite(email="eve@new.example", role="manager")).value
    key = Context(ana.studio, Actor(kind="key", id=uuid4(), label="Key"))
    with pytest.raises(Forbidden):
        run(accept_invitation, key, Acceptance(token=token_in(card.link)))
    with pytest.raises(Conflict):
        run(accept_invitation, ana, Acceptance(token=token_in(card.link)))


def test_foreign_people_and_invitations_are_not_there(ana: Context, dana: Context) -> None:
    card = run(invite, ana, Invite(email="eve@new.example", role="manager")).value
    place = place_of(ana, "bo@studio.example").id
    attempts: list[tuple[object, object]] = [
        (send_again, InvitationChoice(invitation_id=card.id)),
        (revoke_invitation, InvitationChoice(invitation_id=card.id)),
        (change_role, RoleChoice(membership_id=place, role="manager")),
        (end_access, PersonChoice(membership_id=place)),
        (restore_access, PersonChoice(membership_id=place)),
        (accept_invitation, Acceptance(token=token_in(card.link))),
    ]
    for verb, data in attempts:
        with pytest.raises(NotFound):
            run(verb, dana, data)  # type: ignore[arg-type]  # verbs of several kinds
    assert [person.name for person in ask(list_people, dana, Empty()).items] == ["Dana Rival"]


def test_bookkeepers_do_not_manage_people(ana: Context, bo: Context) -> None:
    place = place_of(ana, "bo@studio.example").id
    for verb, data in ((end_access, PersonChoice(membership_id=place)), (list_invitations, Empty())):
        with pytest.raises(ActionError) as refused:
            (ask if verb is list_invitations else run)(verb, bo, data)  # type: ignore[arg-type,operator]  # a read and a write
        assert refused.value.status == 403
