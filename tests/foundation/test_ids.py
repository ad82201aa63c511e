"""Identifiers sort by age and say when they were made."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from safelight.foundation.ids import made_at, new_id


def test_a_batch_is_in_order_and_without_doubles() -> None:
    batch = [new_id() for _ in range(20_000)]
    assert batch == sorted(set(batch))


def test_threads_never_make_the_same_id() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = [
            identifier for part in pool.map(lambda _: [new_id() for _ in range(2000)], range(8)) for identifier in part
        ]
    assert len(made) == len(set(made))


def test_the_version_and_variant_are_those_of_the_standard() -> None:
    identifier = new_id()
    assert identifier.version == 7
    assert identifier.variant == uuid.RFC_4122


def test_it_says_when_it_was_made() -> None:
    assert abs(made_at(new_id()) - datetime.now(tz=UTC)) < timedelta(seconds=5)
    with pytest.raises(ValueError, match="version 7"):
        made_at(uuid.uuid4())
