"""How alike two clients are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.clients.rules.duplicates import REVIEWED_FROM, Profile, compare

EVA = Profile(
    "Eva", "Müller", "Eva Müller", frozenset({"eva@example.com"}), frozenset({"+491"}), frozenset({"10969 lindenstr 4"})
)


def person(first: str, last: str, **more: object) -> Profile:
    return replace(Profile(first, last, f"{first} {last}".strip()), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (person("Eva", "Mueller"), "same name"),
        (person("Müller", "Eva"), "first and last name swapped"),
        (person("Eva", "Muller"), "same name"),
        (person("Eva", "Mülller"), "names differ by a typing error or spelling"),
        (person("E", "Other", mails=EVA.mails), "same mail address"),
        (person("", "Müller", phones=EVA.phones), "same phone number"),
        (person("E", "Müller", addresses=EVA.addresses), "same last name and address"),
    ],
)
def test_likely_ones_are_reviewed_with_their_reason(other: Profile, reason: str) -> None:
    found = compare(EVA, other)
    assert reason in found.reasons
    if reason != "same mail address":
        assert found.score >= REVIEWED_FROM


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Bill", "Smith"), person("William", "Smith")),
        (person("Liz", "Jones"), person("Elizabeth", "Jones")),
        (person("Hans", "Meier"), person("Johannes", "Meier")),
        (person("Anna", "Meier"), person("Anna", "Mayer")),
    ],
)
def test_nicknames_and_sounds(one: Profile, other: Profile) -> None:
    assert compare(one, other).score >= REVIEWED_FROM


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Anna", "Meier"), person("Peter", "Meier")),
        (person("Anna", "Meier", phones=EVA.phones), person("Peter", "Meier", phones=EVA.phones)),
        (person("Anna", "Meier", addresses=EVA.addresses), person("Peter", "Meier", addresses=EVA.addresses)),
        (person("Eva", "Müller", birthday=date(1980, 1, 2)), person("Eva", "Müller", birthday=date(1999, 3, 4))),
        (person("Anna", "Stone"), person("Anna", "Reed")),
        (Profile("", "", "School"), Profile("", "", "School of Music")),
    ],
)
def test_families_and_namesakes_are_not(one: Profile, other: Profile) -> None:
    assert compare(one, other).score < REVIEWED_FROM


_PROFILES = st.builds(
    Profile,
    st.sampled_from(["", "Eva", "Evi", "Bill", "William"]),
    st.sampled_from(["", "Müller", "Mueller", "Stone"]),
    st.sampled_from(["", "Eva Müller", "School"]),
    st.frozensets(st.sampled_from(["a", "b"])),
    st.frozensets(st.sampled_from(["1", "2"])),
    st.frozensets(st.sampled_from(["x", "y"])),
    st.sampled_from([None, date(1980, 1, 2), date(1604, 1, 2), date(1990, 5, 6)]),
)


@given(_PROFILES, _PROFILES)
def test_likeness_is_symmetric_and_between_nothing_and_one(one: Profile, other: Profile) -> None:
    assert compare(one, other).score == compare(other, one).score
    assert 0 <= compare(one, other).score <= 1


@given(_PROFILES, _PROFILES)
def test_more_in_common_is_never_less_alike(one: Profile, other: Profile) -> None:
    shared = compare(replace(one, mails=one.mails | {"s"}), replace(other, mails=other.mails | {"s"}))
    assert shared.score >= compare(one, other).score
