"""Duplicates: reviewed, compared, merged, taken back, said to be two."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from safelight.clients.queries import ClientCard, get
from safelight.foundation.actions import Context, ask

Make = Callable[..., ClientCard]


@pytest.fixture
def pair(made: Make) -> tuple[ClientCard, ClientCard]:
    """Two clients that are one."""
    one = made(first_name="Robert", last_name="Muster", phones=[{"number": "030 901820"}], tags=["A"], notes="Old")
    other = made(
        first_name="Bob", last_name="Muster", phones=[{"number": "030 901820"}], emails=[{"address": "e@example.com"}]
    )
    return one, other


def test_a_studio_without_duplicates(as_ana: Browser, made: Make) -> None:
    made(first_name="Eva")
    assert "No duplicates" in as_ana.get("/clients/duplicates/").content.decode()


def test_a_pair_is_listed_with_its_reasons(as_ana: Browser, pair: tuple[ClientCard, ClientCard]) -> None:
    page = as_ana.get("/clients/duplicates/").content.decode()
    assert f"/clients/{pair[0].id}/merge/{pair[1].id}/" in page
    assert "same phone" in page.lower()
    hint = as_ana.get(f"/clients/{pair[0].id}/namesakes/").content.decode()
    assert f"/clients/{pair[0].id}/merge/{pair[1].id}/" in hint


def test_merging_field_by_field_and_back(as_ana: Browser, pair: tuple[ClientCard, ClientCard], ana: Context) -> None:
    one, other = pair
    address = f"/clients/{one.id}/merge/{other.id}/"
    page = as_ana.get(address).content.decode()
    for words in ("Robert", "Bob", "030 901820", "e@example.com", f"/clients/{other.id}/merge/{one.id}/"):
        assert words in page
    answer = as_ana.post(address, {"choice-first_name": "other", "choice-notes": "keep"})
    assert answer["Location"] == f"/clients/{one.id}/"
    merged = ask(get, ana, {"client_id": one.id})
    assert (merged.first_name, merged.notes, merged.emails[0].address) == ("Bob", "Old", "e@example.com")
    gone = as_ana.get(f"/clients/{other.id}/").content.decode()
    assert "became part of Bob Muster" in gone
    undo = list(as_ana.session["clients_undo"])[-1]
    as_ana.post(f"/clients/undo/{undo}/")
    assert ask(get, ana, {"client_id": one.id}).first_name == "Robert"
    assert ask(get, ana, {"client_id": other.id}).removed_at is None


def test_two_stay_two(as_ana: Browser, pair: tuple[ClientCard, ClientCard]) -> None:
    as_ana.post(f"/clients/{pair[0].id}/merge/{pair[1].id}/dismissal/")
    assert "No duplicates" in as_ana.get("/clients/duplicates/").content.decode()
    undo = list(as_ana.session["clients_undo"])[-1]
    as_ana.post(f"/clients/undo/{undo}/")
    assert "Compare and merge" in as_ana.get("/clients/duplicates/").content.decode()


def test_what_was_merged_meanwhile_is_said(as_ana: Browser, pair: tuple[ClientCard, ClientCard]) -> None:
    address = f"/clients/{pair[0].id}/merge/{pair[1].id}/"
    as_ana.post(address)
    again = as_ana.post(address)
    assert again["Location"] == "/clients/duplicates/"
    assert "removed" in as_ana.get("/clients/duplicates/").content.decode()


def test_the_other_client_is_searched(as_ana: Browser, pair: tuple[ClientCard, ClientCard], made: Make) -> None:
    friend = made(first_name="Otto", last_name="Other")
    page = as_ana.get(f"/clients/{pair[0].id}/merge/?q=otto").content.decode()
    assert f"/clients/{pair[0].id}/merge/{friend.id}/" in page
    assert "Nobody fits" in as_ana.get(f"/clients/{pair[0].id}/merge/?q=qqqqq").content.decode()
