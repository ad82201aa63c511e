"""People at work in a browser."""

from __future__ import annotations

import pytest
from django.test import Client as Browser

from tests.clients.web.conftest import signed_in
from tests.conftest import Cast


@pytest.fixture
def as_ana(cast: Cast) -> Browser:
    """Return a browser in which the owner works."""
    return signed_in(cast.people["ana"])


@pytest.fixture
def as_dana(rival: Cast) -> Browser:
    """Return a browser in which the rival works."""
    return signed_in(rival.people["dana"])
