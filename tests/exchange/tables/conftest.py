"""Files made on the spot."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.tables.reading import Opener


@pytest.fixture
def opened(tmp_path: Path) -> Opener:
    """Write bytes or text under a name and open it."""
    return Opener(tmp_path / "upload")
