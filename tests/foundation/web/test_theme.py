"""The theme cookie and the session probe."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings


@pytest.mark.parametrize(
    ("choice", "kept", "shown"),
    [
        ("dark", "dark", 'data-theme="safelight-dark"'),
        ("light", "light", 'data-theme="safelight"'),
        ("<b>", "system", None),
    ],
)
def test_a_choice_is_kept_and_written_into_the_page(
    signed_in: Client, settings: Settings, choice: str, kept: str, shown: str | None
) -> None:
    settings.DEBUG = True
    response = signed_in.post("/theme/", {"theme": choice}, headers={"Referer": "http://testserver/design/"})
    assert response["Location"] == "http://testserver/design/"
    assert signed_in.cookies["theme"].value == kept
    html = signed_in.get("/design/").content.decode()
    assert (shown in html) if shown else ("data-theme=" not in html)


def test_it_never_sends_anybody_to_another_site(signed_in: Client) -> None:
    response = signed_in.post("/theme/", {"theme": "dark"}, headers={"Referer": "https://evil.example/"})
    assert response["Location"] == "/"


def test_a_cookie_somebody_made_up_means_as_the_system(signed_in: Client, settings: Settings) -> None:
    settings.DEBUG = True
    signed_in.cookies["theme"] = '"><script>'
    assert "data-theme=" not in signed_in.get("/design/").content.decode()


def test_the_session_probe_tells_a_fresh_token_to_the_signed_in_only(signed_in: Client) -> None:
    assert len(signed_in.get("/session/").json()["token"]) == 64


def test_the_session_probe_tells_nothing_to_a_stranger(stranger: Client) -> None:
    response = stranger.get("/session/")
    assert (response.status_code, response.json()) == (401, {})
