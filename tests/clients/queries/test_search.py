"""What a person may type, and whom it finds."""

from __future__ import annotations

import pytest

from safelight.clients.actions import add
from safelight.clients.queries import list_clients
from safelight.foundation.actions import Context, ask, run

PEOPLE = [
    {
        "first_name": "Jürgen",
        "last_name": "Müller",
        "phones": [{"number": "0151 23456789"}],
        "emails": [{"address": "j.mueller@example.com"}],
        "addresses": [{"city": "Köln"}],
    },
    {"first_name": "John", "last_name": "Smith", "phones": [{"number": "+1 555 123 4567"}], "notes": "Likes backlight"},
    {"first_name": "Anna", "last_name": "Meier", "tags": ["Newborn"], "family": [{"first_name": "Zoë"}]},
    {"first_name": "Søren", "last_name": "Østergård", "nickname": "Bear"},
    {"first_name": "Иван", "last_name": "Петров"},
    {"first_name": "Νίκος", "last_name": "Παπαδόπουλος"},
    {"kind": "organization", "organization": "Straßburger Gymnasium"},
    {"first_name": "Wei", "last_name": "王"},
    {"last_name": "O'Brien-100%_Sure"},
]


@pytest.fixture
def full(ana: Context) -> Context:
    """Ana's studio with people whose names are hard to type."""
    for person in PEOPLE:
        run(add, ana, person)
    return ana


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("müller", "Jürgen Müller"),
        ("muller", "Jürgen Müller"),
        ("MUELLER", "Jürgen Müller"),
        ("mul jur", "Jürgen Müller"),
        ("j.mueller@", "Jürgen Müller"),
        ("koeln", "Jürgen Müller"),
        ("0151/234 56", "Jürgen Müller"),
        ("+49 151 23", "Jürgen Müller"),
        ("0049 151 23", "Jürgen Müller"),
        ("+49 (0)151 23456", "Jürgen Müller"),
        ("6789", "Jürgen Müller"),
        ("müller 0151/2345", "Jürgen Müller"),
        ("(555) 123-4567", "John Smith"),
        ("555.123.4567", "John Smith"),
        ("1-555-123-4567", "John Smith"),
        ("Jonh Smtih", "John Smith"),
        ("Jhon", "John Smith"),
        ("backlight", "John Smith"),
        ("smith, john", "John Smith"),
        ("Mayer", "Anna Meier"),
        ("maier anna", "Anna Meier"),
        ("newborn", "Anna Meier"),
        ("zoe", "Anna Meier"),
        ("#3", "Anna Meier"),
        ("soren ostergard", "Søren Østergård"),
        ("Östergaard", "Søren Østergård"),
        ("bear", "Søren Østergård"),
        ("ivan petrov", "Иван Петров"),
        ("петр", "Иван Петров"),
        ("papadop", "Νίκος Παπαδόπουλος"),
        ("strassburg", "Straßburger Gymnasium"),
        ("Strasburger", "Straßburger Gymnasium"),
        ("王", "Wei 王"),
        ("100%_", "O'Brien-100%_Sure"),
        ("o’brien", "O'Brien-100%_Sure"),
    ],
)
def test_however_it_is_typed_the_client_is_found(full: Context, typed: str, found: str) -> None:
    page = ask(list_clients, full, {"q": typed})
    assert [row.display_name for row in page.items] == [found]
    assert page.total == 1


@pytest.mark.parametrize("typed", ["xyzzy", "0999 888777", "100%x", "\\", "müller smith", "'"])
def test_what_nobody_has_finds_nobody(full: Context, typed: str) -> None:
    page = ask(list_clients, full, {"q": typed})
    assert [row.display_name for row in page.items if "'" not in typed] == []


def test_two_letters_find_the_beginnings_of_words(full: Context) -> None:
    page = ask(list_clients, full, {"q": "me"})
    assert [row.display_name for row in page.items] == ["Anna Meier"]


def test_a_correction_says_so(full: Context) -> None:
    assert ask(list_clients, full, {"q": "Mayer"}).corrected
    assert not ask(list_clients, full, {"q": "Meier"}).corrected


def test_the_rival_finds_nobody(full: Context, dana: Context) -> None:
    for typed in ("müller", "0151", "mayer", ""):
        assert ask(list_clients, dana, {"q": typed}).total == 0
