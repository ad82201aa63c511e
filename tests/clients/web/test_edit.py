"""Changing a block in place, and two people in one record."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from safelight.clients.actions import change
from safelight.clients.queries import ClientCard, get
from safelight.clients.web.posted import changed_since, untouched
from safelight.foundation.actions import Context, ask, run
from tests.clients.web.conftest import PARTIAL

Make = Callable[..., ClientCard]


def hidden(page: str) -> dict[str, str]:
    """What the form sends without being touched, of its hidden fields."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def visible(page: str) -> dict[str, str]:
    """What the text fields of a form show."""
    found = re.findall(r'<input class="input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def test_a_block_is_changed_and_shown_in_its_place(as_ana: Browser, made: Make, ana: Context) -> None:
    card = made(first_name="Eva", last_name="Muster", phones=[{"number": "030 901820"}])
    address = f"/clients/{card.id}/name/"
    form = as_ana.get(address, headers=PARTIAL).content.decode()
    assert 'id="block-name"' in form
    saved = as_ana.post(
        address, hidden(form) | {"kind": "person", "first_name": "Evi", "last_name": "Muster"}, headers=PARTIAL
    )
    assert saved.status_code == 200
    assert 'id="client-body"' in saved.content.decode()
    assert saved["HX-Trigger"] == "client:saved"
    assert "Evi Muster" in saved.content.decode()
    now = ask(get, ana, {"client_id": card.id})
    assert (now.first_name, now.phones[0].number, now.version) == ("Evi", "+4930901820", card.version + 1)


def test_an_untouched_form_changes_nothing(as_ana: Browser, made: Make, ana: Context) -> None:
    card = made(
        first_name="Eva",
        phones=[{"number": "030 901820", "text_consent": True}],
        emails=[{"address": "eva@example.com"}],
        website="example.com",
    )
    address = f"/clients/{card.id}/contact/"
    form = as_ana.get(address).content.decode()
    sent = (
        hidden(form)
        | visible(form)
        | {"phones-0-label": "mobile", "phones-0-text_consent": "yes", "emails-0-label": "main"}
    )
    assert as_ana.post(address, sent)["Location"] == f"/clients/{card.id}/"
    assert ask(get, ana, {"client_id": card.id}).version == card.version


def test_a_wrong_value_keeps_the_form(as_ana: Browser, made: Make) -> None:
    card = made(first_name="Eva")
    answer = as_ana.post(f"/clients/{card.id}/contact/", {"phones-0-number": "call me"}, headers=PARTIAL)
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#block-contact"
    assert 'value="call me"' in answer.content.decode()
    assert "This is no phone number" in answer.content.decode()


def test_changes_of_other_fields_are_put_together(as_ana: Browser, made: Make, ana: Context, bo: Context) -> None:
    card = made(first_name="Eva", last_name="Muster")
    form = as_ana.get(f"/clients/{card.id}/name/").content.decode()
    run(change, bo, {"client_id": card.id, "first_name": "Evi"})
    answer = as_ana.post(
        f"/clients/{card.id}/name/",
        hidden(form) | {"kind": "person", "first_name": "Eva", "last_name": "Meister"},
    )
    assert answer.status_code == 302
    now = ask(get, ana, {"client_id": card.id})
    assert (now.first_name, now.last_name) == ("Evi", "Meister"), "what Ana did not touch keeps Bo's value"


@pytest.mark.parametrize(("choice", "stays"), [("theirs", "Evi"), ("yours", "Ewa")])
def test_the_same_field_asks_who_is_right(  # noqa: PLR0917 - fixtures and parameters
    as_ana: Browser, made: Make, ana: Context, bo: Context, choice: str, stays: str
) -> None:
    card = made(first_name="Eva", last_name="Muster")
    address = f"/clients/{card.id}/name/"
    form = as_ana.get(address).content.decode()
    run(change, bo, {"client_id": card.id, "first_name": "Evi"})
    asked = as_ana.post(
        address, hidden(form) | {"kind": "person", "first_name": "Ewa", "last_name": "Meister"}, headers=PARTIAL
    )
    page = asked.content.decode()
    assert asked.status_code == 422
    assert asked["HX-Retarget"] == "#block-name"
    for words in ("Evi", "Ewa", "changed by Bo Assist meanwhile", "First name"):
        assert words in page
    assert "Meister" not in re.sub(r"<input[^>]*>", "", page), "what nobody else touched is not asked about"
    decided = as_ana.post(address, hidden(page) | {"choice-first_name": choice}, headers=PARTIAL)
    assert decided.status_code == 200
    now = ask(get, ana, {"client_id": card.id})
    assert (now.first_name, now.last_name) == (stays, "Meister")


def test_an_undone_change_is_as_before(as_ana: Browser, made: Make, ana: Context) -> None:
    card = made(first_name="Eva", notes="Before")
    as_ana.post(f"/clients/{card.id}/about/", {"version": "1", "notes": "After"})
    identifier = list(as_ana.session["clients_undo"])[-1]
    back = as_ana.post(f"/clients/undo/{identifier}/", headers={"Referer": f"http://testserver/clients/{card.id}/"})
    assert back["Location"] == f"http://testserver/clients/{card.id}/"
    assert ask(get, ana, {"client_id": card.id}).notes == "Before"


def test_undo_leads_to_no_other_site(as_ana: Browser, made: Make) -> None:
    card = made(first_name="Eva")
    as_ana.post(f"/clients/{card.id}/about/", {"notes": "After"})
    identifier = list(as_ana.session["clients_undo"])[-1]
    assert (
        as_ana.post(f"/clients/undo/{identifier}/", headers={"Referer": "https://evil.example/"})["Location"]
        == "/clients/"
    )


def test_every_block_shows_what_the_client_has(as_ana: Browser, made: Make) -> None:
    card = made(
        first_name="Eva",
        addresses=[{"street": "Gasse 1", "city": "Ulm", "starts_on": "2030-01-01"}],
        family=[{"relationship": "child", "first_name": "Tom", "birthday": "2020-05-04", "note": "loves dinosaurs"}],
        birthday="1990-05-04",
        tags=["VIP"],
        notes="Shy",
    )
    for block, words in {
        "addresses": "Gasse 1",
        "family": "loves dinosaurs",
        "dates": "1990-05-04",
        "sorting": "VIP",
        "about": "Shy",
    }.items():
        assert words in as_ana.get(f"/clients/{card.id}/{block}/").content.decode()
    page = as_ana.get(f"/clients/{card.id}/").content.decode()
    for words in ("Gasse 1", "Tom", "Child", "VIP", "Shy"):
        assert words in page


def test_a_removed_client_can_be_restored(as_ana: Browser, made: Make) -> None:
    card = made(first_name="Eva", last_name="Muster")
    removed = as_ana.post(f"/clients/{card.id}/removal/")
    assert removed["Location"] == "/clients/"
    assert "Eva Muster was removed." in as_ana.get("/clients/").content.decode()
    page = as_ana.get(f"/clients/{card.id}/").content.decode()
    assert "was removed" in page
    assert "Restore" in page
    assert "Change: " not in page
    assert as_ana.post(f"/clients/{card.id}/contact/", {"website": "x.example"}).status_code == 409
    as_ana.post(f"/clients/{card.id}/restoration/")
    assert "Eva Muster is back." in as_ana.get(f"/clients/{card.id}/").content.decode()


def test_notes_are_written_pinned_and_removed(as_ana: Browser, as_bo: Browser, made: Make) -> None:
    card = made(first_name="Eva")
    empty = as_ana.post(f"/clients/{card.id}/notes/", {"text": " "}, headers=PARTIAL)
    assert empty.status_code == 422
    assert "Write something first." in empty.content.decode()
    as_ana.post(f"/clients/{card.id}/notes/", {"text": "Loves <b>lilies</b>"}, headers=PARTIAL)
    as_ana.post(f"/clients/{card.id}/notes/", {"text": "Second"})
    timeline = as_bo.get(f"/clients/{card.id}/timeline/?only=notes").content.decode()
    assert "Loves &lt;b&gt;lilies&lt;/b&gt;" in timeline
    assert "/pin/" not in timeline, "Bo may not change what Ana wrote"
    own = as_ana.get(f"/clients/{card.id}/timeline/").content.decode()
    pins = re.findall(r'hx-post="([^"]+/pin/)"', own)
    pinned = as_ana.post(pins[-1], {"pinned": "yes"}, headers=PARTIAL).content.decode()
    assert pinned.index("lilies") < pinned.index("Second")
    as_ana.post(pins[-1].replace("/pin/", "/removal/"))
    assert "lilies" not in as_ana.get(f"/clients/{card.id}/timeline/").content.decode()


def test_the_timeline_continues(as_ana: Browser, made: Make, ana: Context) -> None:
    card = made(first_name="Eva")
    for count in range(25):
        run(change, ana, {"client_id": card.id, "notes": f"Version {count}"})
    first = as_ana.get(f"/clients/{card.id}/timeline/", headers=PARTIAL).content.decode()
    more = re.search(r'hx-get="([^"]+cursor=[^"]+)"', first)
    assert more
    assert "Version 24" in first
    rest = as_ana.get(html.unescape(more[1]), headers=PARTIAL).content.decode()
    assert "Version 0" in rest
    assert "cursor=" not in rest


def test_only_what_was_touched_is_sent() -> None:
    state: dict[str, Any] = {
        "first_name": "Eva",
        "phones": [{"number": "1", "label": "mobile", "extension": "", "text_consent": None, "text_consent_how": ""}],
        "custom": {"a": True, "b": {"amount": "5", "currency": "EUR"}},
        "tags": ["A"],
        "do_not_contact": False,
    }
    base = json.loads(json.dumps(untouched(state, tuple(state))))
    same = {
        "first_name": "Eva",
        "phones": [{"number": "1", "label": "mobile", "text_consent": None}],
        "custom": {"a": "yes", "b": "5 EUR", "c": ""},
        "tags": ["A"],
        "do_not_contact": False,
    }
    assert changed_since(base, same) == {}
    assert changed_since(base, same | {"custom": {"a": "no", "b": "5 EUR"}}) == {"custom": {"a": "no"}}
    assert changed_since({}, {"first_name": ""}) == {"first_name": ""}
