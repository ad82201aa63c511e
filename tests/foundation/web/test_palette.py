"""The palette: who may see what, found things before commands, nothing unescaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from django.http import HttpRequest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from safelight.foundation.web.navigation import (
    Finding,
    PaletteCommand,
    PaletteSearch,
    palette_commands,
    palette_searches,
)
from safelight.foundation.web.palette import matches, plain

asked: list[str] = []


def find(request: HttpRequest, query: str) -> Sequence[Finding]:
    asked.append(query)
    return [
        Finding(f"<i>Ana {n}</i>", "/clients/1/", detail="Bath", initials="A", hue=14, drawer=True) for n in range(9)
    ]


@pytest.fixture(autouse=True)
def registered() -> Iterator[None]:
    asked.clear()
    palette_searches.add(PaletteSearch("t-clients", "Clients", find, permission="clients.view", limit=3))
    palette_searches.add(PaletteSearch("t-money", "Money", find, permission="money.view"))
    palette_commands.add(PaletteCommand("t-new", "New client…", "user-plus", url_name="palette", keywords="add person"))
    palette_commands.add(PaletteCommand("t-out", "Sign out", "log-out", press="[data-sign-out]"))
    palette_commands.add(PaletteCommand("t-close", "Close the books", "lock", url_name="palette", permission="books"))
    yield
    for key in ("t-clients", "t-money"):
        palette_searches.drop(key)
    for key in ("t-new", "t-out", "t-close"):
        palette_commands.drop(key)


def test_nobody_gets_401_so_that_the_page_can_say_the_session_ended(stranger: Client) -> None:
    response = stranger.get("/palette/")
    assert response.status_code == 401
    assert b"Ana" not in response.content


def test_an_empty_query_shows_commands_and_asks_no_search(signed_in: Client) -> None:
    html = signed_in.get("/palette/").content.decode()
    assert "New client…" in html
    assert "Close the books" not in html
    assert asked == []


def test_findings_come_first_limited_escaped_and_only_from_permitted_searches(signed_in: Client) -> None:
    html = signed_in.get("/palette/", {"q": " new "}).content.decode()
    assert asked == ["new"]
    assert html.count("&lt;i&gt;Ana") == 3
    assert "<i>Ana" not in html
    assert html.index("Ana 0") < html.index("New client…")
    assert "hue-2" in html
    assert "Money" not in html


def test_a_command_is_found_by_its_other_words_and_may_press_a_control(signed_in: Client) -> None:
    assert "New client…" in signed_in.get("/palette/", {"q": "pers"}).content.decode()
    assert 'data-press="[data-sign-out]"' in signed_in.get("/palette/", {"q": "sign"}).content.decode()


def test_ids_are_unique_so_that_the_reader_can_follow(signed_in: Client) -> None:
    html = signed_in.get("/palette/", {"q": "n"}).content.decode()
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) >= 4


def test_a_query_that_fits_nothing_says_what_to_try(signed_in: Client) -> None:
    palette_searches.drop("t-clients")
    html = signed_in.get("/palette/", {"q": "<zzz>"}).content.decode()
    assert "“&lt;zzz&gt;”" in html
    assert html.count('role="option"') == html.count('aria-disabled="true"') == 1


@given(st.text(max_size=40))
def test_words_always_match_themselves(words: str) -> None:
    assert matches(words, words)


def test_accents_and_case_do_not_matter_and_every_word_must_fit() -> None:
    assert plain("ÉLODIE") == "elodie"
    assert matches("elo mor", "Moreau, Élodie")
    assert not matches("elo zzz", "Moreau, Élodie")
