"""People of the house who want more than they were given, and strangers at its doors."""

from __future__ import annotations

import base64
import threading
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.db import connections
from django.test import Client

from safelight.accounts.actions import NewStudio, create_person, create_studio
from safelight.accounts.actions.keys import NewKey, create_key
from safelight.accounts.actions.locations import LocationDraft, add_location
from safelight.accounts.actions.people import (
    InvitationChoice,
    Invite,
    PersonChoice,
    RoleChoice,
    change_role,
    end_access,
    invite,
    revoke_invitation,
    send_again,
)
from safelight.accounts.actions.roles import ChangedRole, NewRole, OneRole, change_role_rights, create_role, remove_role
from safelight.accounts.actions.studio import StudioSettings, change_studio
from safelight.accounts.models import Membership, Role, Studio, User
from safelight.accounts.permissions import built_in
from safelight.accounts.queries import list_invitations
from safelight.foundation import clock
from safelight.foundation.actions import Actor, Context, Empty, Forbidden, InvalidInput, Refused, ask, run
from safelight.foundation.cards import ADVICE
from safelight.foundation.tenancy import studio_scope
from tests.accounts.web.test_account import show_it_is_me
from tests.conftest import PASSWORD, Cast

CARD = "4111 1111 1111 1111"


@pytest.fixture
def manager(ana: Context) -> Context:
    """Somebody who manages people and may do less than an owner: a person, or an assistant's key of that role."""
    actor = Actor("key", uuid4(), "Key “Assistant”", built_in("manager"), "manager")
    return Context(ana.studio, actor, ana.now)


def test_the_link_of_an_invitation_is_told_only_to_those_who_could_send_it(ana: Context, manager: Context) -> None:
    owner = run(invite, ana, Invite(email="eve@new.example", role="owner")).value
    clerk = run(invite, ana, Invite(email="fay@new.example", role="receptionist")).value
    seen = {card.email: card.link for card in ask(list_invitations, manager, Empty()).items}
    assert seen == {"eve@new.example": "", "fay@new.example": clerk.link}
    assert {card.link for card in ask(list_invitations, ana, Empty()).items} == {owner.link, clerk.link}


def test_an_invitation_above_oneself_is_neither_sent_again_nor_changed_nor_taken_back(
    ana: Context, manager: Context
) -> None:
    card = run(invite, ana, Invite(email="eve@new.example", role="owner")).value
    choice = InvitationChoice(invitation_id=card.id)
    for attempt in (
        lambda: run(send_again, manager, choice),
        lambda: run(revoke_invitation, manager, choice),
        lambda: run(invite, manager, Invite(email="eve@new.example", role="photographer")),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert ask(list_invitations, ana, Empty()).items == (card,)


def test_rights_one_does_not_have_are_not_taken_from_a_role_either(ana: Context) -> None:
    role = run(create_role, ana, NewRole(name="Deputy", permissions=("clients.view", "exchange.export"))).value
    keeper = Actor("person", uuid4(), "Keeper of roles", frozenset({"roles.manage", "clients.view"}), "keeper")
    context = Context(ana.studio, keeper, ana.now)
    with pytest.raises(Forbidden):
        run(change_role_rights, context, ChangedRole(role_id=role.id, name="Deputy", permissions=("clients.view",)))
    with pytest.raises(Forbidden):
        run(remove_role, context, OneRole(role_id=role.id))
    with studio_scope(ana.studio.id):
        assert Role.objects.get(id=role.id).permissions == ["clients.view", "exchange.export"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["end", "demote"])
def test_two_owners_who_throw_each_other_out_at_once_leave_one(cast: Cast, way: str) -> None:
    second = User.objects.create_user("eve@studio.example", PASSWORD, name="Eve Second")
    with studio_scope(cast.studio.id):
        row = Membership(user=second, role=Role.objects.get(key="owner"), joined_at=clock.now())
        row.save(force_insert=True)
        first = Membership.objects.get(user=cast.people["ana"])
    ready, ends = threading.Barrier(2), []

    def throw_out(actor_id: object, target: Membership) -> None:
        person = Actor("person", actor_id, "An owner", built_in("owner"), "owner")  # type: ignore[arg-type]
        context = Context(cast.studio, person, clock.now())
        ready.wait()
        try:
            if way == "end":
                run(end_access, context, PersonChoice(membership_id=target.id))
            else:
                run(change_role, context, RoleChoice(membership_id=target.id, role="photographer"))
            ends.append("done")
        except Refused as refusal:
            ends.append(refusal.code)
        except Exception as error:  # noqa: BLE001 - a deadlock, to be named below
            ends.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=throw_out, args=pair) for pair in ((second.id, first), (cast.people["ana"].id, row))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(ends) == ["done", "last_owner"]


def test_a_card_number_is_no_name_of_anything(ana: Context) -> None:
    settings = StudioSettings(
        name=f"Studio {CARD}", country="DE", currency="EUR", zone="Europe/Berlin", languages=("en",),
        tax_habit="included", photography="portrait",
    )  # fmt: skip
    for attempt in (
        lambda: run(add_location, ana, LocationDraft(name=CARD)),
        lambda: run(add_location, ana, LocationDraft(name="Annex", street=f"Card {CARD}")),
        lambda: run(create_role, ana, NewRole(name=CARD, permissions=())),
        lambda: run(create_key, ana, NewKey(name=CARD, role="photographer")),
        lambda: run(change_studio, ana, settings),
        lambda: create_studio(NewStudio(name=CARD, country="DE")),
        lambda: create_person("eve@new.example", CARD, None),
    ):
        with pytest.raises(InvalidInput) as refusal:
            attempt()
        assert ADVICE in refusal.value.fields.values()
        assert "1111" not in refusal.value.message


def test_a_card_number_as_ones_own_name_is_refused_on_the_page(as_ana: Client, cast: Cast) -> None:
    answer = as_ana.post("/account/", {"name": CARD, "language": ""})
    assert answer.status_code == 422
    assert "keeps no card numbers" in answer.content.decode()
    cast.people["ana"].refresh_from_db()
    assert cast.people["ana"].name == "Ana Owner"


def test_signing_up_is_slowed_down_per_network(client: Client, db: None) -> None:
    form = {
        "name": "Eve", "password": PASSWORD, "studio": "Atelier Eve", "country": "DE", "currency": "EUR",
        "zone": "Europe/Berlin", "tax_habit": "included", "photography": "portrait",
    }  # fmt: skip
    User.objects.create_user("taken@new.example", PASSWORD)
    for _ in range(20):
        assert client.post("/sign-up/", {**form, "email": "taken@new.example"}).status_code == 422
    answer = client.post("/sign-up/", {**form, "email": "free@new.example"})
    assert "Too many tries" in answer.content.decode()
    assert not User.objects.filter(email="free@new.example").exists()
    assert not Studio.objects.filter(slug="atelier-eve").exists()


def test_a_link_for_another_mail_address_names_no_address_and_few_are_sent(
    as_ana: Client, mailoutbox: list[EmailMessage]
) -> None:
    show_it_is_me(as_ana, "/account/email/")
    statuses = [as_ana.post("/account/email/", {"email": "victim@else.example"}).status_code for _ in range(5)]
    assert statuses == [302, 302, 302, 422, 422]
    assert [message.to for message in mailoutbox] == [["victim@else.example"]] * 3
    link = next(line for line in str(mailoutbox[0].body).splitlines() if "/account/email/" in line).strip()
    for part in link.rstrip("/").rsplit("/", 1)[1].split(":"):
        assert "@" not in _unfolded(part)
    page = as_ana.get("/" + link.split("/", 3)[3])
    assert "victim@else.example" in page.content.decode()
    assert as_ana.get("/account/email/made:up:token/").status_code == 404


def _unfolded(part: str) -> str:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("latin-1")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_posts_nothing_even_with_a_token(cast: Cast, site: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.people["ana"])
    page = browser.get("/account/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
    form = {"csrfmiddlewaretoken": token, "name": "Mallory", "language": ""}
    answer = browser.post("/account/", form, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert 'name="name"' not in answer.content.decode(), "no ready-made form carries out what the other site wanted"
    assert browser.post("/account/", form, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302


@pytest.mark.parametrize(
    "away", ["//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example", "\t//evil.example"]
)
def test_no_way_leads_to_another_site(cast: Cast, away: str) -> None:
    browser = Client()
    signed_in = browser.post(f"/sign-in/?next={quote(away)}", {"login": "ana@studio.example", "password": PASSWORD})
    assert signed_in["Location"] == "/"
    assert browser.get("/seat/waiting/", {"next": away}).headers["HX-Redirect"] == "/"
    assert browser.post("/theme/", {"theme": "dark"}, headers={"Referer": away})["Location"] == "/"


def test_a_forged_host_gets_into_no_mail(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    browser = Client()
    assert (
        browser.post("/sign-in/reset/", {"email": "ana@studio.example"}, headers={"Host": "evil.example"}).status_code
        == 400
    )
    browser.post("/sign-in/reset/", {"email": "ana@studio.example"}, headers={"X-Forwarded-Host": "evil.example"})
    (message,) = mailoutbox
    assert "evil.example" not in str(message.body)


def test_sessions_end_with_a_new_password_and_a_place_with_its_access(ana: Context, cast: Cast, as_bo: Client) -> None:
    assert as_bo.get("/studio/").status_code == 200
    with studio_scope(ana.studio.id):
        place = Membership.objects.get(user=cast.people["bo"])
    run(change_role, ana, RoleChoice(membership_id=place.id, role="receptionist"))
    assert as_bo.post("/studio/people/", {"email": "x@y.example", "role": "owner"}).status_code == 403
    run(end_access, ana, PersonChoice(membership_id=place.id))
    assert as_bo.get("/studio/")["Location"] == "/studio/new/"
    assert as_bo.get("/account/").status_code == 200
    cast.people["bo"].set_password("another long password")
    cast.people["bo"].save()
    assert as_bo.get("/account/").status_code == 302
