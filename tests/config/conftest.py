"""Data folders of these tests' own, each with a server of its own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from safelight.config.launch import cluster
from safelight.config.launch.embedded import release_database


def reachable_folder() -> Path:
    """Make an empty folder that an account without rights can pass through (pytest's own are private)."""
    folder = Path(tempfile.mkdtemp(prefix="safelight-test-"))
    folder.chmod(0o711)
    return folder.resolve()


def clear_away(folder: Path) -> None:
    """Stop the server of `folder`, if there is one, and remove everything."""
    if (folder / "postgres" / "users.lock").exists():
        release_database(folder)
    placed = Path(cluster.known(folder).cluster)
    shutil.rmtree(placed, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder for one test."""
    folder = reachable_folder()
    yield folder
    clear_away(folder)


@pytest.fixture(scope="module")
def shared_data() -> Iterator[Path]:
    """A data folder for all tests of one file, which only look at its server."""
    folder = reachable_folder()
    yield folder
    clear_away(folder)


@pytest.fixture
def plain_environ(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings from outside."""
    for name in list(os.environ):
        if name.startswith(("SAFELIGHT_", "DATABASE_")):
            monkeypatch.delenv(name)
