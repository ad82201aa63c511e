"""Clients in the palette and in the menu."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client as Browser

from safelight.clients.queries import ClientCard

Make = Callable[..., ClientCard]


def test_a_client_is_found_by_anything(as_ana: Browser, as_dana: Browser, made: Make) -> None:
    card = made(
        first_name="Eva", last_name="Muster", phones=[{"number": "030 901820"}], emails=[{"address": "e@example.com"}]
    )
    for words in ("eva", "muster eva", "030901820", "e@example", f"{card.number}"):
        assert f"/clients/{card.id}/" in as_ana.get("/palette/", {"q": words}).content.decode()
        assert f"/clients/{card.id}/" not in as_dana.get("/palette/", {"q": words}).content.decode()


def test_the_menu_shows_what_a_person_may(as_ana: Browser, as_bookkeeper: Browser) -> None:
    owner, looker = as_ana.get("/clients/").content.decode(), as_bookkeeper.get("/clients/").content.decode()
    for address in ("/clients/board/", "/clients/duplicates/", "/clients/settings/stages/"):
        assert f'href="{address}"' in owner
    assert 'href="/clients/duplicates/"' not in looker
    assert "New client" in as_ana.get("/palette/", {"q": "new"}).content.decode()
    assert "New client" not in as_bookkeeper.get("/palette/", {"q": "new"}).content.decode()
