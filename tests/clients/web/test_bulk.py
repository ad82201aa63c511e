"""Changing many clients of the list at once, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from safelight.clients.queries import ClientCard, get
from safelight.foundation.actions import Context, ask
from tests.clients.web.conftest import PARTIAL

Make = Callable[..., ClientCard]


def tags(context: Context, card: ClientCard) -> list[str]:
    return sorted(tag.name for tag in ask(get, context, {"client_id": card.id}).tags)


def test_ticked_clients_are_tagged_and_untagged(as_ana: Browser, made: Make, ana: Context) -> None:
    one, two, three = made(first_name="Eva"), made(first_name="Uwe"), made(first_name="Ada")
    answer = as_ana.post(
        "/clients/changes/",
        {"verb": "add_tags", "tag": "VIP, Spring", "selected": [str(one.id), str(two.id)]},
        headers=PARTIAL,
    )
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.lstrip().startswith('<div id="results"')
    assert "2 clients changed." in page
    assert tags(ana, one) == tags(ana, two) == ["Spring", "VIP"]
    assert tags(ana, three) == []
    undo = list(as_ana.session["clients_undo"])[-1]
    as_ana.post(f"/clients/undo/{undo}/")
    assert tags(ana, one) == []


def test_everything_the_list_shows_is_meant(as_ana: Browser, made: Make, ana: Context) -> None:
    one, two = made(first_name="Eva", tags=["VIP"]), made(first_name="Uwe")
    as_ana.post("/clients/changes/", {"verb": "do_not_contact", "everything": "1", "tags": "VIP"})
    assert ask(get, ana, {"client_id": one.id}).do_not_contact
    assert not ask(get, ana, {"client_id": two.id}).do_not_contact


@pytest.mark.parametrize(
    ("sent", "field", "value"),
    [
        ({"verb": "stage", "stage_name": "Contacted"}, "stage", "Contacted"),
        ({"verb": "source", "source_name": "Fair"}, "source", "Fair"),
        ({"verb": "add_groups", "group": "Club"}, "groups", "Club"),
        ({"verb": "do_not_contact"}, "do_not_contact", "True"),
    ],
)
def test_each_change(  # noqa: PLR0917 - fixtures and parameters
    as_ana: Browser, made: Make, ana: Context, sent: dict[str, str], field: str, value: str
) -> None:
    card = made(first_name="Eva")
    as_ana.post("/clients/changes/", sent | {"selected": str(card.id)})
    now: Any = getattr(ask(get, ana, {"client_id": card.id}), field)
    assert value in str(now)


def test_the_list_stays_as_it_was_shown(as_ana: Browser, made: Make) -> None:
    card = made(first_name="Eva", tags=["VIP"])
    made(first_name="Uwe")
    answer = as_ana.post(
        "/clients/changes/", {"verb": "add_tags", "tag": "X", "selected": str(card.id), "tags": "VIP", "sort": "-name"}
    )
    assert answer["Location"] == "/clients/?sort=-name&tags=VIP"


def test_removed_clients_come_back_together(as_ana: Browser, made: Make, ana: Context) -> None:
    both = [made(first_name="Eva"), made(first_name="Uwe")]
    answer = as_ana.post(
        "/clients/changes/", {"verb": "remove", "selected": [str(card.id) for card in both]}, headers=PARTIAL
    )
    assert "2 clients were removed." in answer.content.decode()
    assert "Your clients will live here" in answer.content.decode()
    undo = list(as_ana.session["clients_undo"])[-1]
    as_ana.post(f"/clients/undo/{undo}/")
    assert all(ask(get, ana, {"client_id": card.id}).removed_at is None for card in both)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"verb": "add_tags", "tag": "VIP"}, "Tick the clients"),
        ({"verb": "add_tags", "tag": " ", "everything": "1"}, "Write the name first"),
        ({"verb": "fly", "everything": "1"}, "no such change"),
        ({"verb": "remove", "everything": "1"}, "Tick"),
        ({"verb": "stage", "stage_name": "Nowhere", "everything": "1"}, "There is no stage"),
    ],
)
def test_what_cannot_be_done_is_said(as_ana: Browser, made: Make, sent: dict[str, str], words: str) -> None:
    made(first_name="Eva")
    answer = as_ana.post("/clients/changes/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_who_may_only_look_changes_nothing(as_bookkeeper: Browser, as_bo: Browser, made: Make) -> None:
    card = made(first_name="Eva")
    sent = {"verb": "add_tags", "tag": "VIP", "selected": str(card.id)}
    assert as_bookkeeper.post("/clients/changes/", sent).status_code == 403
    assert as_bo.post("/clients/changes/", sent).status_code == 302
    assert as_bo.post("/clients/changes/", {"verb": "remove", "selected": str(card.id)}).status_code == 403


def test_foreign_clients_are_not_touched(as_dana: Browser, made: Make, ana: Context) -> None:
    card = made(first_name="Eva")
    as_dana.post("/clients/changes/", {"verb": "add_tags", "tag": "X", "selected": str(card.id)})
    assert as_dana.post("/clients/changes/", {"verb": "remove", "selected": str(card.id)}).status_code == 404
    assert tags(ana, card) == []
