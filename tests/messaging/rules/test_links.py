"""Links lead to the installation and the studio's own websites, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.messaging.rules.layout import laid_out, paragraphs
from safelight.messaging.rules.links import host_of, may_link, problems

HOSTS = ("studio.example", "127.0.0.1:8000")


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://studio.example", True),
        ("https://www.studio.example/path?x=1#y", True),
        ("https://STUDIO.example/", True),
        ("http://127.0.0.1:8000/x", True),
        ("http://studio.example/", False),
        ("https://studio.example:8443/", False),
        ("https://evil.example/", False),
        ("https://studio.example.evil.example/", False),
        ("https://evilstudio.example/", False),
        ("https://studio.example@evil.example/", False),
        ("https://me@studio.example/", False),
        ("https://evil.example\\@studio.example/", False),
        ("https://studiо.example/", False),  # a Cyrillic letter
        ("javascript:alert(1)", False),
        ("https://[::1/", False),
        ("http://127.0.0.1/", False),
    ],
)
def test_which_addresses_become_links(address: str, may: bool) -> None:
    assert may_link(address, HOSTS) is may


def test_foreign_addresses_are_said() -> None:
    assert problems("See https://studio.example/a.", HOSTS) == []
    assert "another website" in problems("See https://evil.example/a.", HOSTS)[0]
    assert "merge field" in problems("See https://{{client.name}}.studio.example", HOSTS)[0]


def test_only_own_addresses_are_links_in_html() -> None:
    body = 'Look (https://studio.example/a_(b)), not https://evil.example/.\nNext\n\n<b>bold</b> & "more"'
    html = laid_out(head="A & B", body=body, foot="Foot", language="en", hosts=HOSTS).html
    assert html.count("<a ") == 1
    assert 'href="https://studio.example/a_(b)"' in html
    assert "https://evil.example/." in html
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; &quot;more&quot;" in html
    assert "A &amp; B" in html
    assert html.count("<p ") == 4


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>\"'&a/:. \nhtps@", max_size=60))
def test_nothing_anybody_writes_becomes_markup(text: str) -> None:
    html = laid_out(
        head=text, body=f"x {text} https://studio.example/{text}", foot=text, language="en", hosts=HOSTS
    ).html
    inside = html.partition("<body")[2]
    for element in ("<script", "<img", "<b>", "<a>", "javascript:", " on"):
        assert element not in inside.replace("<br>", "")
    assert inside.count('<a href="https://studio.example/') == inside.count("<a ")


def test_paragraphs_keep_lines_apart() -> None:
    found = paragraphs("a\nb\n\n\n\nc", HOSTS)
    assert [[piece.text for line in part for piece in line] for part in found] == [["a", "b"], ["c"]]


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("Studio.Example", "studio.example"),
        ("https://www.studio.example/x", "studio.example"),
        ("müller.de", "xn--mller-kva.de"),
    ],
)
def test_host_names_as_people_type_them(typed: str, host: str) -> None:
    assert host_of(typed) == host


@pytest.mark.parametrize("typed", ["", "studio", "not a host", "studio.example:8000", "-x.example", "1.2.3.4"])
def test_what_is_no_host_name(typed: str) -> None:
    with pytest.raises(ValueError, match="host name"):
        host_of(typed)
