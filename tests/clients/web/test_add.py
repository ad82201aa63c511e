"""A new client: the form, the warning of somebody known already, errors that lose nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client as Browser

from safelight.clients.models import Client
from safelight.clients.queries import ClientCard, get
from safelight.foundation.actions import Context, ask
from safelight.foundation.tenancy import studio_scope
from tests.clients.web.conftest import PARTIAL
from tests.conftest import Cast

Make = Callable[..., ClientCard]

WHOLE = {
    "kind": "person",
    "first_name": "Eva",
    "last_name": "Muster",
    "phones-0-number": "030 901820",
    "phones-0-label": "home",
    "phones-0-text_consent": "no",
    "phones-3-number": "+44 20 7946 0000",
    "phones-3-label": "mobile",
    "phones-3-text_consent": "yes",
    "phones-1-number": "",
    "phones-1-label": "mobile",
    "emails-0-address": "eva@example.com",
    "emails-0-label": "main",
    "addresses-0-street": "Gasse 1",
    "addresses-0-city": "Ulm",
    "addresses-0-label": "future",
    "addresses-0-starts_on": "2030-05-01",
    "family-0-relationship": "child",
    "family-0-first_name": "Tom",
    "family-0-birthday": "2020-02-29",
    "family-1-relationship": "pet",
    "birthday": "1990-05-04",
    "birth_year_unknown": "on",
    "stage": "Contacted",
    "source": "Fair",
    "tags": "VIP, Newborn , vip",
    "groups": "",
    "notes": "Shy at first",
}


def only(cast: Cast, context: Context) -> ClientCard:
    with studio_scope(cast.studio.id):
        found = list(Client.objects.values_list("id", flat=True))
    assert len(found) == 1
    return ask(get, context, {"client_id": found[0]})


def test_everything_of_the_form_arrives(as_ana: Browser, cast: Cast, ana: Context) -> None:
    answer = as_ana.post("/clients/new/", WHOLE)
    card = only(cast, ana)
    assert answer["Location"] == f"/clients/{card.id}/"
    assert card.display_name == "Eva Muster"
    assert [(phone.number, phone.label, phone.text_consent) for phone in card.phones] == [
        ("+4930901820", "home", False),
        ("+442079460000", "mobile", True),
    ]
    assert card.addresses[0].starts_on.isoformat() == "2030-05-01"  # type: ignore[union-attr]
    assert [(member.first_name, member.relationship) for member in card.family] == [("Tom", "child")]
    assert card.birthday.isoformat() == "1604-05-04"  # type: ignore[union-attr]
    assert card.birth_year_known is False
    assert sorted(tag.name for tag in card.tags) == ["Newborn", "VIP"]
    assert card.source
    assert card.source.name == "Fair"
    assert card.stage
    assert card.notes == "Shy at first"
    page = as_ana.get(answer["Location"]).content.decode()
    assert "Eva Muster was added." in page
    assert "030 901820" in page
    assert "+44 20 7946 0000" in page


def test_a_drawer_is_led_to_the_new_client(as_ana: Browser, cast: Cast, ana: Context) -> None:
    answer = as_ana.post("/clients/new/", {"first_name": "Eva"}, headers=PARTIAL)
    assert answer["HX-Redirect"] == f"/clients/{only(cast, ana).id}/"


def test_what_is_wrong_comes_back_with_everything_typed(as_ana: Browser, cast: Cast) -> None:
    wrong = WHOLE | {"phones-0-number": "call me", "emails-0-address": "no mail", "notes": "kept <b>as typed</b>"}
    answer = as_ana.post("/clients/new/", wrong, headers=PARTIAL)
    page = answer.content.decode()
    assert answer.status_code == 422
    for typed in ('value="call me"', 'value="no mail"', 'value="Tom"', 'value="VIP, Newborn, vip"', "2030-05-01"):
        assert typed in page
    assert "kept &lt;b&gt;as typed&lt;/b&gt;" in page
    assert "This is no phone number" in page
    assert 'aria-invalid="true"' in page
    with studio_scope(cast.studio.id):
        assert not Client.objects.exists()


def test_nothing_at_all_is_said_in_words(as_ana: Browser) -> None:
    answer = as_ana.post("/clients/new/", {"kind": "person"})
    assert answer.status_code == 422
    assert "<html" in answer.content.decode()
    assert "data-focus-errors" in answer.content.decode()


def test_a_photographer_may_not_define_groups(as_bo: Browser) -> None:
    answer = as_bo.post("/clients/new/", {"first_name": "Eva", "groups": "New club"})
    assert answer.status_code == 422
    assert "There is no group “New club”" in answer.content.decode()
    assert 'value="Eva"' in answer.content.decode()


def test_somebody_known_is_shown_while_typing(as_ana: Browser, made: Make) -> None:
    known = made(first_name="Eva", last_name="Muster", phones=[{"number": "030 901820"}])
    similar = as_ana.get("/clients/new/similar/?first_name=Evi&last_name=Muster&phones-0-number=0049+30+901820")
    assert str(known.id) in similar.content.decode()
    assert as_ana.get("/clients/new/similar/?first_name=Eva").content.decode().strip() == ""
    assert as_ana.get("/clients/new/similar/?first_name=Otto&last_name=Other").content.decode().strip() == ""


def test_a_search_that_found_nobody_begins_the_form(as_ana: Browser) -> None:
    name = as_ana.get("/clients/new/?name=Anna+Maria+Long").content.decode()
    assert 'value="Anna Maria"' in name
    assert 'value="Long"' in name
    assert 'value="a@example.com"' in as_ana.get("/clients/new/?name=a@example.com").content.decode()
    assert 'value="+49 30 1"' in as_ana.get("/clients/new/?name=%2B49+30+1").content.decode()


def test_a_suggested_referrer_becomes_a_link(as_ana: Browser, made: Make, cast: Cast, ana: Context) -> None:
    friend = made(first_name="Ada", last_name="Friend")
    offered = as_ana.get("/clients/referrers/?referred_by=frien").content.decode()
    assert f"Ada Friend #{friend.number}" in offered
    answer = as_ana.post("/clients/new/", {"first_name": "Eva", "referred_by": f"Ada Friend #{friend.number}"})
    page = as_ana.get(answer["Location"]).content.decode()
    assert f'href="/clients/{friend.id}/"' in page
    by_hand = as_ana.post("/clients/new/", {"first_name": "Uwe", "referred_by": "Aunt Mary"})
    assert "Aunt Mary" in as_ana.get(by_hand["Location"]).content.decode()


def test_undo_of_adding_removes_once(as_ana: Browser, cast: Cast) -> None:
    as_ana.post("/clients/new/", {"first_name": "Eva"})
    undo = as_ana.session["clients_undo"]
    address = f"/clients/undo/{next(iter(undo))}/"
    assert as_ana.post(address).status_code == 302
    with studio_scope(cast.studio.id):
        assert Client.objects.get().removed_at is not None
    assert as_ana.post(address).status_code == 404
