"""Names folded, sorted, sounded out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.clients.rules.names import fold, name_key, sort_key, sound, sound_key, spellings, words
from safelight.clients.rules.typing_errors import best, distance


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Müller", "muller"), ("Straße", "strasse"), ("SØREN", "soren"), ("Łódź", "lodz"), ("Œuvre", "oeuvre"),
        ("Иванов", "ivanov"), ("Щербак", "shcherbak"), ("Παπαδόπουλος", "papadopoylos"), ("İstanbul", "istanbul"),
        ("O’Brien", "o'brien"), ("王", "王"), ("ﬁne", "fine"), ("Ａｎｎａ", "anna"),
    ],
)  # fmt: skip
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Anna", "Müller"), ("Anna", "Mueller")), (("Anna", "Müller"), ("MULLER", "ANNA")), (("Bill", "Smith"), ("William", "Smith")),
        (("Liz", "Weiß"), ("Elisabeth", "Weiss")), (("Hans", "Groß"), ("Johannes", "Gross")), (("Ana", "Å"), ("Anna", "Aa")),
    ],
)  # fmt: skip
def test_spellings_of_one_name_share_the_key(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert name_key(*one, "") == name_key(*other, "")


@pytest.mark.parametrize(
    ("one", "other"), [(("Anna", "Meier"), ("Anna", "Maier")), (("Alex", "Stone"), ("Alexandra", "Stone"))]
)
def test_different_names_do_not(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert name_key(*one, "") != name_key(*other, "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("meier", "mayer"),
        ("meier", "maier"),
        ("schmidt", "schmitt"),
        ("schmid", "schmid"),
        ("philip", "filip"),
        ("kathrin", "catrin"),
    ],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("meier", "muller"), ("smith", "stone"), ("anna", "ida")])
def test_names_that_do_not_sound_alike(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_sorting_puts_the_last_name_first() -> None:
    shown = [
        sort_key("person", first, "", last, "") for first, last in (("Zoe", "Adam"), ("Ada", "Änder"), ("Ben", "Zorn"))
    ]
    assert shown == sorted(shown) == ["adam zoe", "ander ada", "zorn ben"]
    assert sort_key("organization", "", "", "", "École") == "ecole"


def test_what_may_be_typed_for_an_umlaut() -> None:
    assert spellings("Müller") == ("muller", "mueller")
    assert spellings("mueller") == ("mueller", "muller")


def test_a_single_name_makes_no_sound_key() -> None:
    assert sound_key("", "Meier", "Meier") == ""
    assert sound_key("Anna", "Meier", "") == sound_key("Andrea", "Mayer", "")
    assert words("Jean-Luc O'Neil") == ["jean", "luc", "o", "neil"]


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)


def test_swapped_neighbours_are_one_error() -> None:
    assert distance("jonh", "john") == 1
    assert distance("smtih", "smith") == 1


def test_the_nearest_word_comes_first_and_far_ones_not_at_all() -> None:
    known = [("smith", False), ("smyth", True), ("schmidt", False), ("smtih", False)]
    assert best("smtih", known) == ("smith", "smyth"), "one sounds alike, one is an error away"
    assert best("zimermann", [("zimmermann", False), ("zimmerman", False)]) == ("zimmermann", "zimmerman")
    assert best("abc", [("xbz", False)]) == ()
