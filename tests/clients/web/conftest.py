"""Browsers of people in each role, and clients made by the product's own actions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from safelight.accounts.models import Membership, Role, User
from safelight.clients.actions import add
from safelight.clients.queries import ClientCard
from safelight.foundation import clock
from safelight.foundation.actions import Context, run
from safelight.foundation.tenancy import studio_scope
from tests.conftest import Cast

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
_FURNITURE = re.compile(r"set_config|^(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)|django_session|accounts_|usersessions")


@pytest.fixture
def as_ana(cast: Cast) -> Browser:
    """A browser in which Ana, the owner, is signed in."""
    return signed_in(cast.people["ana"])


@pytest.fixture
def as_bo(cast: Cast) -> Browser:
    """A browser in which Bo, a photographer, is signed in."""
    return signed_in(cast.people["bo"])


@pytest.fixture
def as_bookkeeper(cast: Cast) -> Browser:
    """A browser of somebody who sees clients and changes none."""
    user = User.objects.create_user("kim@studio.example", "x", name="Kim Books")
    with studio_scope(cast.studio.id):
        Membership(user=user, role=Role.objects.get(key="bookkeeper"), joined_at=clock.now()).save(force_insert=True)
    return signed_in(user)


@pytest.fixture
def as_dana(rival: Cast) -> Browser:
    """A browser of the rival's owner."""
    return signed_in(rival.people["dana"])


@pytest.fixture
def made(ana: Context) -> Callable[..., ClientCard]:
    """Make clients of Ana's studio: ``made(first_name="Eva")``."""

    def make(**fields: Any) -> ClientCard:  # noqa: ANN401 - any field of the action's input
        return run(add, ana, fields).value

    return make


def signed_in(user: User) -> Browser:
    """Return a browser in which somebody is signed in and has taken a seat."""
    browser = Browser()
    browser.force_login(user)
    return browser


def reads(browser: Browser, address: str, **headers: str) -> list[str]:
    """Return the statements that a page's own data costs, without session, person, seat and transaction."""
    browser.get(address, headers=headers)
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(address, headers=headers).status_code == 200
    return [query["sql"] for query in caught if not _FURNITURE.search(query["sql"].strip())]
