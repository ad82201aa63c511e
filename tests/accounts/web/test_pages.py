"""Every page about the studio: shown, refused, foreign, and cheap whatever it lists."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safelight.accounts.actions import invite
from safelight.accounts.actions.keys import NewKey, create_key
from safelight.accounts.actions.locations import LocationDraft, add_location
from safelight.accounts.actions.people import Invite
from safelight.accounts.actions.roles import NewRole, create_role
from safelight.accounts.models import ApiKey, Invitation, Location, Membership, Role, User
from safelight.foundation.actions import Context, run
from safelight.foundation.models import JournalEntry, Work
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.work import queue_work
from tests.conftest import Cast

PAGES = (
    "/studio/",
    "/studio/locations/",
    "/studio/locations/new/",
    "/studio/people/",
    "/studio/roles/",
    "/studio/roles/new/",
    "/studio/keys/",
    "/studio/journal/",
    "/studio/jobs/",
    "/seat/",
    "/account/",
)
REFUSED_TO_A_PHOTOGRAPHER = {
    "/studio/locations/new/",
    "/studio/roles/new/",
    "/studio/keys/",
    "/studio/journal/",
    "/studio/jobs/",
}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_shown_to_the_owner(as_ana: Client, address: str) -> None:
    as_ana.get("/who/")
    answer = as_ana.get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<h1" in page
    assert " style=" not in page, "the content security policy forbids it"
    assert "{%" not in page


@pytest.mark.parametrize("address", PAGES)
def test_a_photographer_sees_what_the_matrix_says(as_bo: Client, address: str) -> None:
    as_bo.get("/who/")
    expected = 403 if address in REFUSED_TO_A_PHOTOGRAPHER else 200
    assert as_bo.get(address).status_code == expected


def test_a_photographer_is_offered_no_buttons_that_refuse(as_bo: Client) -> None:
    for address in ("/studio/", "/studio/locations/", "/studio/people/", "/studio/roles/"):
        page = as_bo.get(address).content.decode()
        main = page[page.index('id="main"') :]
        assert "<button" not in main.split("</main>")[0], address


@pytest.fixture
def things(ana: Context, cast: Cast) -> dict[str, UUID | int]:
    """One thing of each kind in Ana's studio."""
    location = run(add_location, ana, LocationDraft(name="Hamburg")).value.id
    role = run(create_role, ana, NewRole(name="Helper", permissions=("clients.view",))).value.id
    key = run(create_key, ana, NewKey(name="Website", role="manager")).value.key.id
    invitation = run(invite, ana, Invite(email="eve@new.example", role="manager")).value.id
    with studio_scope(ana.studio.id):
        person = Membership.objects.get(user=cast.people["bo"]).id
        work = queue_work(ana, "test", "Something long").id
        with connection.cursor() as cursor:
            cursor.execute("select id from procrastinate_jobs where args->>'studio' = %s limit 1", [str(ana.studio.id)])
            job = cursor.fetchone()[0]
    return {
        "location": location,
        "role": role,
        "key": key,
        "invitation": invitation,
        "person": person,
        "work": work,
        "job": job,
    }


BUTTONS = (
    ("POST", "/studio/locations/{location}/archive/"),
    ("POST", "/studio/locations/{location}/restore/"),
    ("GET", "/studio/locations/{location}/"),
    ("POST", "/studio/locations/{location}/"),
    ("POST", "/studio/people/{person}/role/"),
    ("POST", "/studio/people/{person}/end/"),
    ("POST", "/studio/people/{person}/restore/"),
    ("POST", "/studio/invitations/{invitation}/mail/"),
    ("POST", "/studio/invitations/{invitation}/end/"),
    ("GET", "/studio/roles/{role}/"),
    ("POST", "/studio/roles/{role}/"),
    ("POST", "/studio/roles/{role}/end/"),
    ("POST", "/studio/keys/{key}/end/"),
    ("POST", "/studio/jobs/{job}/retry/"),
    ("POST", "/studio/jobs/{job}/end/"),
    ("POST", "/studio/work/{work}/end/"),
)
FIELDS = {"name": "x", "country": "DE", "zone": "Europe/Berlin", "role": "manager"}


@pytest.mark.parametrize(("method", "address"), BUTTONS)
def test_a_foreign_thing_is_answered_as_an_absent_one(
    rival: Cast, things: dict[str, UUID | int], method: str, address: str
) -> None:
    as_dana = Client()
    as_dana.force_login(rival.people["dana"])
    as_dana.get("/who/")
    absent = {name: 10**12 if isinstance(value, int) else uuid4() for name, value in things.items()}
    answers = [
        as_dana.generic(
            method,
            address.format(**ids),
            "&".join(f"{k}={v}" for k, v in FIELDS.items()),
            "application/x-www-form-urlencoded",
        )
        for ids in (things, absent)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Hamburg" not in answers[0].content.decode()


@pytest.mark.parametrize(("method", "address"), BUTTONS)
def test_a_photographer_may_press_none_of_these(
    as_bo: Client, things: dict[str, UUID | int], method: str, address: str
) -> None:
    as_bo.get("/who/")
    assert as_bo.generic(method, address.format(**things), "name=x").status_code == 403


@pytest.mark.parametrize(
    "address",
    ["/studio/people/", "/studio/locations/", "/studio/keys/", "/studio/roles/", "/studio/journal/", "/studio/jobs/"],
)
def test_a_page_asks_the_same_for_one_and_for_three_rows(ana: Context, as_ana: Client, address: str) -> None:
    def add(number: int) -> None:
        run(add_location, ana, LocationDraft(name=f"Place {number}"))
        run(create_role, ana, NewRole(name=f"Role {number}", permissions=("clients.view",)))
        run(create_key, ana, NewKey(name=f"Key {number}", role="manager"))
        run(invite, ana, Invite(email=f"eve{number}@new.example", role="manager"))
        person = User.objects.create_user(f"p{number}@new.example", None, name=f"P {number}")
        with studio_scope(ana.studio.id):
            Membership(user=person, role=Role.objects.get(key="manager"), joined_at=ana.now).save(force_insert=True)
            queue_work(ana, "test", f"Work {number}")

    add(0)
    as_ana.get("/who/")
    counts = []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as asked:
            assert as_ana.get(address).status_code == 200
        counts.append(len(_statements(asked)))
        add(number)
        add(number + 10)
    assert counts[0] == counts[1]
    assert counts[0] <= 10


def _statements(asked: CaptureQueriesContext) -> list[str]:
    """Leave out what only opens and closes savepoints and tells the studio."""
    quiet = ("SAVEPOINT", "RELEASE", "ROLLBACK TO", "select set_config", "select current_setting")
    return [query["sql"] for query in asked.captured_queries if not query["sql"].lstrip().startswith(quiet)]


def test_settings_are_changed_on_their_page(as_ana: Client) -> None:
    answers = {
        "studio": "Atelier Neu",
        "country": "AT",
        "currency": "EUR",
        "zone": "Europe/Vienna",
        "tax_habit": "none",
        "photography": "wedding",
        "languages": ["en", "de"],
    }
    assert as_ana.post("/studio/", answers)["Location"] == "/studio/"
    page = as_ana.get("/studio/").content.decode()
    assert "Atelier Neu" in page
    assert "The settings were changed." in page
    assert as_ana.post("/studio/", {**answers, "zone": "Mars"}).status_code == 422


def test_settings_stay_for_those_who_may_not(as_bo: Client) -> None:
    assert as_bo.post("/studio/", {"studio": "Mine"}).status_code == 403


def test_places_are_added_and_archived(ana: Context, as_ana: Client) -> None:
    form = {"name": "Hamburg", "country": "DE", "zone": "Europe/Berlin"}
    assert as_ana.post("/studio/locations/new/", {**form, "name": ""}).status_code == 422
    assert as_ana.post("/studio/locations/new/", form)["Location"] == "/studio/locations/"
    with studio_scope(ana.studio.id):
        made = Location.objects.get(name="Hamburg")
    assert as_ana.post(f"/studio/locations/{made.id}/", {**form, "name": "Hafen"}).status_code == 302
    assert as_ana.post(f"/studio/locations/{made.id}/archive/").status_code == 302
    again = as_ana.post(f"/studio/locations/{made.id}/archive/", follow=True)
    assert "is archived already" in again.content.decode(), "a rule is told on the page one came from"
    assert as_ana.post(f"/studio/locations/{made.id}/restore/").status_code == 302
    with studio_scope(ana.studio.id):
        made.refresh_from_db()
    assert (made.name, made.archived_at) == ("Hafen", None)


def test_people_are_invited_and_ended_on_their_page(
    ana: Context, as_ana: Client, things: dict[str, UUID | int]
) -> None:
    assert as_ana.post("/studio/people/", {"email": "fay@new.example", "role": "receptionist"}).status_code == 302
    page = as_ana.get("/studio/people/").content.decode()
    assert "fay@new.example" in page
    assert "/join/in_" in page, "the link can be handed over"
    twice = as_ana.post("/studio/people/", {"email": "bo@studio.example", "role": "manager"})
    assert twice.status_code == 422
    assert "works in this studio already" in twice.content.decode()
    assert as_ana.post(f"/studio/invitations/{things['invitation']}/mail/").status_code == 302
    assert as_ana.post(f"/studio/invitations/{things['invitation']}/end/").status_code == 302
    assert as_ana.post(f"/studio/people/{things['person']}/role/", {"role": "bookkeeper"}).status_code == 302
    assert as_ana.post(f"/studio/people/{things['person']}/end/").status_code == 302
    assert "Worked here before" in as_ana.get("/studio/people/").content.decode()
    assert as_ana.post(f"/studio/people/{things['person']}/restore/").status_code == 302
    with studio_scope(ana.studio.id):
        place = Membership.objects.select_related("role").get(id=things["person"])
        assert Invitation.objects.filter(revoked_at=None).count() == 1
    assert (place.role.key, place.left_at) == ("bookkeeper", None)


def test_the_last_owner_is_told_so(cast: Cast, as_ana: Client) -> None:
    with studio_scope(cast.studio.id):
        place = Membership.objects.get(user=cast.people["ana"])
    page = as_ana.post(f"/studio/people/{place.id}/end/", follow=True)
    assert "is the last owner" in page.content.decode()


def test_own_roles_are_made_changed_and_removed(ana: Context, as_ana: Client) -> None:
    made = as_ana.post("/studio/roles/new/", {"name": "Helper", "permissions": ["clients.view", "seats.view"]})
    assert made["Location"] == "/studio/roles/"
    assert as_ana.post("/studio/roles/new/", {"name": "Helper"}).status_code == 422
    with studio_scope(ana.studio.id):
        role = Role.objects.get(key="helper")
        owner = Role.objects.get(key="owner")
    assert as_ana.get(f"/studio/roles/{owner.id}/").status_code == 404
    assert 'value="clients.view"' in as_ana.get(f"/studio/roles/{role.id}/").content.decode()
    assert as_ana.post(f"/studio/roles/{role.id}/", {"name": "Helpers", "permissions": []}).status_code == 302
    assert "Helpers" in as_ana.get("/studio/roles/").content.decode()
    assert as_ana.post(f"/studio/roles/{role.id}/end/").status_code == 302
    with studio_scope(ana.studio.id):
        assert not Role.objects.filter(built_in=False).exists()


def test_a_key_is_shown_once(ana: Context, as_ana: Client) -> None:
    answer = as_ana.post(
        "/studio/keys/", {"name": "Website", "role": "manager", "days": "30", "scopes": ["clients.view"]}
    )
    assert answer.status_code == 200
    assert "sl_" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    page = as_ana.get("/studio/keys/").content.decode()
    assert "sl_" not in page
    assert "Website" in page
    wrong = as_ana.post("/studio/keys/", {"name": "Odd", "role": "receptionist", "scopes": ["keys.manage"]})
    assert wrong.status_code == 422
    with studio_scope(ana.studio.id):
        key = ApiKey.objects.get()
    assert as_ana.post(f"/studio/keys/{key.id}/end/").status_code == 302
    assert "revoked" in as_ana.get("/studio/keys/").content.decode()


def test_the_journal_is_searched_and_checked(ana: Context, as_ana: Client, things: dict[str, UUID | int]) -> None:
    page = as_ana.get("/studio/journal/").content.decode()
    for words in ("The location “Hamburg” was added", "eve@new.example was invited as Manager", "Ana Owner"):
        assert words in page
    found = as_ana.get("/studio/journal/?q=hamburg+ana&verb=locations.add&since=2020-01-01").content.decode()
    assert "Hamburg" in found
    assert "eve@new.example" not in found
    assert "Nothing was found" in as_ana.get("/studio/journal/?until=2020-01-01").content.decode()
    assert as_ana.get("/studio/journal/?since=nonsense&person=x").status_code == 422
    told = as_ana.post("/studio/journal/verification/", follow=True).content.decode()
    assert "The journal is" in told


def test_older_lines_of_the_journal_follow(ana: Context, as_ana: Client) -> None:
    with studio_scope(ana.studio.id):
        JournalEntry.objects.bulk_create(
            JournalEntry(
                studio_id=ana.studio.id,
                at=ana.now,
                actor_kind="system",
                actor_label="Test",
                action="x.y",
                summary=f"Line {n}",
            )
            for n in range(60)
        )
    first = as_ana.get("/studio/journal/?q=line").content.decode()
    assert "Show older lines" in first
    cursor = first.split("cursor=")[1].split('"')[0]
    second = as_ana.get(f"/studio/journal/?q=line&cursor={cursor}").content.decode()
    assert second.count("<strong>") == first.count("<strong>")
    lines = {n for n in range(60) if f">Line {n}<" in first} ^ {n for n in range(60) if f">Line {n}<" in second}
    assert lines == set(range(60)), "every line once"


def test_jobs_and_long_work_are_stopped(ana: Context, as_ana: Client, things: dict[str, UUID | int]) -> None:
    page = as_ana.get("/studio/jobs/").content.decode()
    assert "Something long" in page
    assert "accounts.jobs.send_invitation" in page
    assert as_ana.post(f"/studio/work/{things['work']}/end/").status_code == 302
    with studio_scope(ana.studio.id):
        assert Work.objects.get(id=things["work"]).cancel_wanted
    assert as_ana.post(f"/studio/jobs/{things['job']}/end/").status_code == 302
    assert str(things["job"]) in as_ana.get("/studio/jobs/?status=cancelled").content.decode()
    assert as_ana.post(f"/studio/jobs/{things['job']}/retry/").status_code == 302
    assert as_ana.get("/studio/jobs/?status=nonsense").status_code == 200


def test_joining_with_a_new_account(ana: Context, client: Client) -> None:
    link = run(invite, ana, Invite(email="eve@new.example", role="receptionist")).value.link
    address = "/" + link.split("/", 3)[3]
    page = client.get(address).content.decode()
    assert "Ana Owner invites you to Atelier Ana as Receptionist." in page
    assert client.post(address, {"name": "Eve", "password": "short"}).status_code == 422
    done = client.post(
        address, {"name": "Eve", "email": "other@x.example", "password": "seven lamps glowing"}, follow=True
    )
    assert done.content.decode() == "home of atelier-ana"
    assert User.objects.get(name="Eve").email == "eve@new.example", "the address the link was sent to counts"
    assert Client().get(address).status_code == 404
    assert client.get("/who/").content.decode().startswith("atelier-ana receptionist Eve")


def test_joining_with_an_account_one_has(ana: Context, rival: Cast) -> None:
    link = run(invite, ana, Invite(email="dana@rival.example", role="photographer")).value.link
    address = "/" + link.split("/", 3)[3]
    stranger = Client().get(address).content.decode()
    assert "There is an account with dana@rival.example already" in stranger
    as_dana = Client()
    as_dana.force_login(rival.people["dana"])
    assert as_dana.get("/who/").content.decode().startswith("rival-pictures owner")
    assert "You are signed in as dana@rival.example" in as_dana.get(address).content.decode()
    assert as_dana.post(address)["Location"] == "/"
    assert as_dana.get("/who/").content.decode().startswith("atelier-ana photographer")
    assert as_dana.post(f"/studio/choice/{rival.studio.id}/")["Location"] == "/"
    assert as_dana.get("/who/").content.decode().startswith("rival-pictures owner")


def test_invitation_links_are_not_guessed(client: Client, cast: Cast) -> None:
    statuses = [client.get(f"/join/in_{cast.studio.id.hex}_{'A' * 42}{n}/").status_code for n in range(22)]
    assert statuses[0] == 404
    assert statuses[-1] == 429
