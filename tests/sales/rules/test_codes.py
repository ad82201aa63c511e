"""Gift card codes: typed as people type, and every slip is found."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from safelight.sales.rules.codes import ALPHABET, LENGTH, NotACode, hash_code, last_of, make_code, read_code, show_code

CODES = st.lists(st.integers(0, 31), min_size=LENGTH - 1, max_size=LENGTH - 1).map(
    lambda values: make_code(lambda _, left=list(values): left.pop())  # type: ignore[misc]  # a default as memory
)


@given(CODES)
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    shown = show_code(code)
    assert read_code(shown) == read_code(f" {shown.lower().replace('-', ' ')} ") == code
    assert read_code(code.replace("0", "o").replace("1", "l")) == code
    assert last_of(code) == shown[-4:]


@given(CODES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_found(code: str, place: int, letter: str) -> None:
    assume(code[place] != letter)
    with pytest.raises(NotACode, match="slip"):
        read_code(code[:place] + letter + code[place + 1 :])


@given(CODES, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_letters_that_changed_places_are_found(code: str, first: int, second: int) -> None:
    assume(code[first] != code[second])
    letters = list(code)
    letters[first], letters[second] = letters[second], letters[first]
    with pytest.raises(NotACode, match="slip"):
        read_code("".join(letters))


@pytest.mark.parametrize("text", ["", "123", "U" * LENGTH, "é" * LENGTH, "0" * 22])
def test_what_is_no_code_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotACode, match=r"has no|letters and digits"):
        read_code(text)


def test_codes_have_a_hundred_random_bits() -> None:
    asked: list[int] = []

    def below(limit: int) -> int:
        asked.append(limit)
        return secrets.randbelow(limit)

    made = {make_code(below) for _ in range(50)}
    assert len(made) == 50
    assert len(asked) == 50 * 20
    assert set(asked) == {32}
    assert len({hash_code(code) for code in made}) == 50
