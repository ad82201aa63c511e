"""Notices with a way back."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from safelight.foundation.web.notices import notify


def test_a_partial_answer_takes_its_notices_along_escaped_and_with_undo(signed_in: Client) -> None:
    html = signed_in.get("/saved/", headers={"HX-Request": "true", "HX-Request-Type": "partial"}).content.decode()
    assert html.startswith("<p>done</p>")
    assert '<hx-partial hx-target="#notices" hx-swap="beforeend">' in html
    assert "Ana &lt;b&gt;was&lt;/b&gt; removed." in html
    assert '<form method="post" action="/fail/denied/">' in html
    assert "data-undo" in html


def test_a_whole_page_keeps_them_for_the_page_that_shows_them(signed_in: Client, settings: Settings) -> None:
    settings.DEBUG = True
    assert b"hx-partial" not in signed_in.get("/saved/").content
    assert b"removed." in signed_in.get("/design/").content
    assert b"Ana &lt;b&gt;" not in signed_in.get("/design/").content


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:x", "/a b/"])
def test_an_undo_address_must_be_ours(address: str) -> None:
    with pytest.raises(ValueError, match="undo address"):
        notify(RequestFactory().get("/"), "words", undo_url=address)


def test_an_unknown_tone_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        notify(RequestFactory().get("/"), "words", tone="loud")
