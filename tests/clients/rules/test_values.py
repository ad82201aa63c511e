"""Own fields' values, patches, merges and search texts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.clients.rules.checking import problems
from safelight.clients.rules.custom import Definition, FieldType, read_value, show_value
from safelight.clients.rules.draft import ClientDraft, EmailDraft
from safelight.clients.rules.keys import address_key, match_keys
from safelight.clients.rules.merging import choose, differences
from safelight.clients.rules.patching import merge_patch, shown
from safelight.clients.rules.searching import read_query, search_text


def field(kind: FieldType) -> Definition:
    return Definition("id", "Field", kind, ("Small", "Large") if kind is FieldType.CHOICE else ())


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (FieldType.NUMBER, "1,234.50", "1234.50"), (FieldType.NUMBER, "1.234,5", "1234.5"), (FieldType.NUMBER, "1'234", "1234"),
        (FieldType.NUMBER, "12,5", "12.5"), (FieldType.NUMBER, "1,234", "1234"), (FieldType.NUMBER, "-3", "-3"),
        (FieldType.NUMBER, 7, "7"), (FieldType.DATE, "2027-04-30", "2027-04-30"), (FieldType.DATE, "2027-04-30T10:00", "2027-04-30"),
        (FieldType.CHOICE, "large", "Large"), (FieldType.YES_NO, "Ja", True), (FieldType.YES_NO, "no", False),
        (FieldType.YES_NO, True, True), (FieldType.MONEY, "120", {"amount": "120", "currency": "EUR"}),
        (FieldType.MONEY, "USD 1,200.50", {"amount": "1200.50", "currency": "USD"}),
        (FieldType.MONEY, {"amount": "5.00", "currency": "CHF"}, {"amount": "5.00", "currency": "CHF"}),
        (FieldType.URL, "example.com/a", "https://example.com/a"), (FieldType.TEXT, " a ", "a"), (FieldType.TEXT, "", None),
        (FieldType.DATE, None, None),
    ],
)  # fmt: skip
def test_values_are_read_as_people_write_them(kind: FieldType, text: object, value: object) -> None:
    assert read_value(field(kind), text, "EUR") == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FieldType.NUMBER, "many"), (FieldType.NUMBER, "1e999999"), (FieldType.NUMBER, "NaN"), (FieldType.DATE, "30.4."), (FieldType.CHOICE, "XL"),
        (FieldType.YES_NO, "perhaps"), (FieldType.MONEY, "free"), (FieldType.URL, "javascript:alert(1)"), (FieldType.URL, "no address"),
        (FieldType.TEXT, "x" * 2001), (FieldType.NUMBER, True), (FieldType.TEXT, {"a": 1}),
    ],
)  # fmt: skip
def test_what_does_not_fit_says_what_would(kind: FieldType, text: object) -> None:
    with pytest.raises(ValueError, match="“Field” takes"):
        read_value(field(kind), text, "EUR")


def test_values_are_shown_as_text() -> None:
    values: list[Any] = [None, True, False, {"amount": "5.00", "currency": "CHF"}, "a"]
    assert [show_value(value) for value in values] == ["", "yes", "no", "5.00 CHF", "a"]


_STATE = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from(["", "1", "2"]))


@given(_STATE, _STATE, st.dictionaries(st.sampled_from(["a", "b", "c"]), st.integers(1, 5)), st.integers(1, 5))
def test_a_patch_changes_or_collides_and_never_both(
    current: dict[str, str], wished: dict[str, str], versions: dict[str, int], seen: int
) -> None:
    merged = merge_patch(current, wished, versions, seen)
    different = {name for name in wished if wished[name] != current.get(name)}
    assert set(merged.changes) | set(merged.collisions) == different
    assert not set(merged.changes) & set(merged.collisions)
    assert all(versions.get(name, 1) > seen for name in merged.collisions)
    assert not merge_patch(current, wished, versions, None).collisions


def test_values_in_sentences() -> None:
    assert [shown(value) for value in ("", [], True, ["a", "b"], {"number": "1", "label": "home"})] == [
        "nothing", "nothing", "yes", "a, b", "1 home",
    ]  # fmt: skip


def test_the_proposals_of_a_merge() -> None:
    keep = {"first_name": "Eva", "website": "", "since": "2020", "do_not_contact": False, "custom": {"x": "1"}}
    other = {"first_name": "Evi", "website": "w", "since": "2018", "do_not_contact": True, "custom": {"y": "2"}}
    proposed = {item.field: item.suggested for item in differences(keep, other)}
    assert proposed == {
        "first_name": "keep", "website": "other", "since": "other", "do_not_contact": "other", "custom.x": "keep", "custom.y": "other",
    }  # fmt: skip
    assert choose(keep, other, {"website": "keep"}) == {"since": "2018", "do_not_contact": True, "custom": {"y": "2"}}
    for wrong in ({"tags": "other"}, {"first_name": "both"}):
        with pytest.raises(ValueError, match="no choice"):
            choose(keep, other, wrong)


def test_patterns_are_escaped_and_short_words_begin_words() -> None:
    assert read_query("50%_\\ me").patterns == (("%50\\%\\_\\\\%",), ("% me%",))
    assert read_query("0151/234 56 anna").patterns[0] == ("%015123456%",)
    assert read_query("a " * 30).patterns == (("% a%",),) * 8


@given(st.text(max_size=300))
def test_any_text_is_a_query(text: str) -> None:
    assert all(patterns for patterns in read_query(text).patterns)


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=3, max_size=20).filter(lambda text: text.isalpha())
)
def test_a_name_is_found_by_itself(name: str) -> None:
    text = search_text(number=1, names=[name], mails=(), phones=(), places=(), family=(), tags=(), notes="")
    (patterns,) = read_query(name).patterns
    assert any(pattern.strip("%") in text for pattern in patterns)


def test_what_a_draft_must_keep_to() -> None:
    assert problems(ClientDraft(last_name="A", emails=(EmailDraft("a@example.com"),))) == {}
    found = problems(ClientDraft(notes="4111 1111 1111 1111", emails=(EmailDraft("no mail"),), tags=("x" * 81,)))
    assert set(found) == {"notes", "emails.0.address", "tags.0"}


def test_keys_of_houses_and_drafts() -> None:
    assert address_key("Lindenstraße 4", "10 969") == address_key("LINDENSTR. 4", "10969")
    assert address_key("", "10969") == ""
    assert match_keys(ClientDraft(last_name="Solo")) == [], "one word is no key"
    assert ("number", "12") in match_keys(ClientDraft(last_name="Solo", number="12"))
