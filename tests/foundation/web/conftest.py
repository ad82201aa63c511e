"""The furniture alone: its own addresses, a person who may do everything, and no database."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import Client
from pytest_django.fixtures import Settings

from safelight.foundation.web import navigation
from safelight.foundation.web.navigation import Visitor

ADDRESSES = "tests.foundation.web.addresses"


@pytest.fixture(autouse=True)
def furniture_alone(settings: Settings) -> None:
    """Serve only the furniture; sessions in cookies, so that no page needs the database."""
    settings.ROOT_URLCONF = ADDRESSES
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if "usersessions" not in name and "safelight.accounts" not in name
    ]


@pytest.fixture
def anna() -> Visitor:
    """A person who may see clients and nothing else."""
    return Visitor(
        signed_in=True, name="Anna Owner", studio="Atelier Anna", key="1", may=lambda it: it in {"", "clients.view"}
    )


@pytest.fixture
def signed_in(anna: Visitor, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser in which Anna is signed in."""

    def who(request: HttpRequest) -> Visitor:
        return anna

    monkeypatch.setattr(navigation, "_visitor_of", [who])
    return Client()


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser in which nobody is signed in."""
    monkeypatch.setattr(navigation, "_visitor_of", [lambda _: Visitor()])
    return Client(raise_request_exception=False)
