"""Generated studios: rows of every kind, drawn field by field, so that a new kind is in every property by itself."""

from __future__ import annotations

import string
from datetime import UTC, datetime

from hypothesis import strategies as st

PLAIN = string.ascii_letters + string.digits
SCRIPTS = [
    "ünïcödé",
    "😀👩‍👩‍👧",
    "שלום עולם",
    "مرحبا",
    "漢字かな",
    "=1+1",
    "'=x",
    "+49 151 23",
    "007",
    "\u2028\u2029",
    "a\tb\r\nc",
    "\x01\x1f",
    '"\\/',
]
LONG = "x" * 40_000
DRAWN = st.one_of(
    st.sampled_from(SCRIPTS), st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | DRAWN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(DRAWN, inner, max_size=3),
    max_leaves=6,
)
MOMENTS = st.datetimes(
    datetime.fromisoformat("1800-01-01"), datetime.fromisoformat("9998-01-01"), timezones=st.just(UTC)
)
