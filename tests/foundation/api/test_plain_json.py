"""Reading JSON from strangers."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.foundation.actions import InvalidInput
from safelight.foundation.api.plain_json import LARGEST, MOST_LEVELS, read_object, read_value
from safelight.foundation.api.refusals import Malformed

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(TEXT, VALUES, max_size=4))
def test_what_python_writes_is_read_back(value: dict[str, object]) -> None:
    assert read_object(json.dumps(value).encode()) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(Malformed, InvalidInput):
        assert isinstance(read_object(body), dict)


def test_nesting_ends_somewhere() -> None:
    assert read_value("[" * MOST_LEVELS + "]" * MOST_LEVELS)
    with pytest.raises(Malformed):
        read_value("[" * (MOST_LEVELS + 2) + "]" * (MOST_LEVELS + 2))


def test_a_field_is_named_by_its_path() -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_value('{"emails": [{"address": "a\\u0000b"}]}')
    assert list(refusal.value.fields) == ["emails.0.address"]
