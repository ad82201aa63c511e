"""What the tests of accounts share."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from tests.conftest import Cast


@pytest.fixture(autouse=True)
def addresses(settings: Settings) -> None:
    """These tests see the foundation's pages and ours; other modules have their own."""
    settings.ROOT_URLCONF = "tests.accounts.addresses"


@pytest.fixture
def as_ana(cast: Cast) -> Client:
    """A browser in which Ana, the owner, is signed in."""
    browser = Client()
    browser.force_login(cast.people["ana"])
    return browser


@pytest.fixture
def as_bo(cast: Cast) -> Client:
    """A browser in which Bo, a photographer, is signed in."""
    browser = Client()
    browser.force_login(cast.people["bo"])
    return browser
