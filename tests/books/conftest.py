"""Ana's ledger, within the transaction of a test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from safelight.foundation.actions import Context
from safelight.foundation.tenancy import studio_scope


@pytest.fixture
def books(ana: Context) -> Iterator[Context]:
    """Ana's context, with her studio in scope."""
    with studio_scope(ana.studio.id):
        yield ana
