"""Registries: order, permissions, and no two things under one key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import RequestFactory

from safelight.foundation.web import navigation
from safelight.foundation.web.navigation import MenuEntry, Registry, Visitor, menu, menu_entries, plug_visitor, visitor


@pytest.fixture
def entries() -> Iterator[None]:
    added = [
        MenuEntry("t-late", "Late", "clock", "palette", order=900),
        MenuEntry("t-early", "Early", "sun", "palette", order=1),
        MenuEntry("t-clients", "Clients", "users", "palette", order=2, permission="clients.view"),
        MenuEntry("t-money", "Money", "receipt", "palette", order=3, permission="money.view"),
        MenuEntry("t-absent", "Absent", "x", "no_such_address", order=4),
    ]
    for entry in added:
        menu_entries.add(entry)
    yield
    for entry in added:
        menu_entries.drop(entry.key)


def test_the_menu_is_in_order_and_holds_only_what_the_person_may_and_what_exists(
    entries: None, anna: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(navigation, "_visitor_of", [lambda _: anna])
    keys = [entry.key for entry in menu(RequestFactory().get("/")) if entry.key.startswith("t-")]
    assert keys == ["t-early", "t-clients", "t-late"]


def test_the_same_thing_twice_is_harmless_another_under_its_key_is_not() -> None:
    registry: Registry[MenuEntry] = Registry()
    one = MenuEntry("clients", "Clients", "users", "clients")
    registry.add(one)
    registry.add(MenuEntry("clients", "Clients", "users", "clients"))
    with pytest.raises(ValueError, match="clients"):
        registry.add(MenuEntry("clients", "People", "users", "people"))
    assert registry.all() == [one]


def test_the_visitor_is_asked_once_per_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_visitor_of", [])
    asked = []
    plug_visitor(lambda _: (asked.append(request), Visitor(signed_in=True, name="Ana"))[1])
    request = RequestFactory().get("/")
    assert visitor(request) is visitor(request)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("name", "mail", "letters"),
    [("Ana Maria Lind", "", "AL"), ("Cher", "", "C"), ("", "bo@x.example", "B"), ("", "", "")],
)
def test_initials_are_the_first_and_the_last_word(name: str, mail: str, letters: str) -> None:
    assert Visitor(name=name, mail=mail).initials == letters


def test_nobody_holds_only_the_empty_permission() -> None:
    assert Visitor().may("")
    assert not Visitor().may("clients.view")
