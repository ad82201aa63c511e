"""The two studios that the walk needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from safelight.config.launch.embedded import DatabaseAddress
from tests.conftest import empty_every_table
from tests.house.world import World, new_world


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: Any,  # noqa: ANN401 - pytest-django's own
    database_address: DatabaseAddress,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Both studios, filled and committed once for all tests of a module, and gone after it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DATA", tmp_path_factory.mktemp("data"))
        try:
            yield new_world()
        finally:
            empty_every_table(database_address)
