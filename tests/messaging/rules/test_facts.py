"""Values are written as the reader's people write them, and never break a line they may not break."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.foundation.money import Money
from safelight.messaging.rules.facts import Fact, MergeField, MissingFacts, Writing, values_of, written

GERMAN = Writing("de", "DE", "Europe/Berlin")
AMERICAN = Writing("en", "US", "America/New_York")
MOMENT = datetime(2027, 3, 28, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fact", "writing", "shown"),
    [
        (Money(Decimal("1234.50"), "EUR"), GERMAN, "1.234,50\xa0€"),
        (Money(Decimal("1234.50"), "USD"), AMERICAN, "$1,234.50"),
        (Money(Decimal(1234), "JPY"), AMERICAN, "¥1,234"),
        (date(2027, 3, 1), GERMAN, "1. März 2027"),
        (date(2027, 3, 1), AMERICAN, "March 1, 2027"),
        (MOMENT, GERMAN, "Sonntag, 28. März 2027, 09:30"),
        (MOMENT, AMERICAN, "Sunday, March 28, 2027, 3:30\u202fAM"),
        (time(9), GERMAN, "09:00"),
        (12345, GERMAN, "12.345"),
        (None, GERMAN, ""),
    ],
)
def test_in_the_readers_language(fact: Fact, writing: Writing, shown: str) -> None:
    assert written(fact, "text", writing) == shown


def test_parts_of_a_moment() -> None:
    assert written(MOMENT, "date", GERMAN) == "Sonntag, 28. März 2027"
    assert written(MOMENT, "time", GERMAN) == "09:30"


def test_a_moment_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        written(datetime(2027, 1, 1), "text", GERMAN)  # noqa: DTZ001 - that is the point


def test_yes_is_no_fact() -> None:
    with pytest.raises(TypeError):
        written(True, "text", GERMAN)


def test_an_unknown_language_is_written_like_english() -> None:
    assert written(date(2027, 3, 1), "text", Writing("tlh", "", "UTC")) == "March 1, 2027"


def test_facts_that_are_needed() -> None:
    fields = (MergeField("a.date", "A", MOMENT, "date", source="a"), MergeField("b", "B", "x", optional=True))
    with pytest.raises(MissingFacts, match=r"missing: a\."):
        values_of(fields, {}, GERMAN)
    assert values_of(fields, {"a": MOMENT}, GERMAN) == {"a.date": "Sonntag, 28. März 2027", "b": ""}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_a_text_stays_on_its_line(text: str) -> None:
    line = written(text, "text", GERMAN)
    assert not any(character in line for character in "\r\n\x00\x0b\x0c\x85\u2028\u2029")
    assert "\r" not in written(text, "lines", GERMAN)
