"""A mapping as people change it and as a file."""

from __future__ import annotations

import json

import pytest

from safelight.exchange.fields import MappingError, dump_mapping, guess_mapping, load_targets, mapping_of

COLUMNS = ["Name", "E-Mail", "Telefon", "Größe"]
ROWS = [["Müller, Anna", "a@b.de", "0151 23456789", "XL"]]


def test_json_form_there_and_back() -> None:
    mapping = guess_mapping(COLUMNS, ROWS, country="DE")
    text = dump_mapping(mapping)
    assert json.loads(text) == mapping.targets()
    again = mapping_of(load_targets(text), COLUMNS)
    assert again.targets() == mapping.targets()


def test_a_persons_choice_replaces_the_guess() -> None:
    mapping = guess_mapping(COLUMNS, ROWS, country="DE").changed({"größe": "tags", "Telefon": "phone.work"})
    assert mapping.targets()["Größe"] == "tags"
    assert mapping.columns[2].confidence == 1.0
    assert mapping.columns[1].target == "email"


def test_a_chosen_field_is_taken_from_the_guessed_column() -> None:
    mapping = guess_mapping(["Vorname", "Rufname laut Pass"], [["Anna", "Annabelle"]], country="DE").changed(
        {"Rufname laut Pass": "first_name"}
    )
    assert mapping.targets() == {"Vorname": "custom:Vorname", "Rufname laut Pass": "first_name"}


def test_all_problems_are_named_at_once() -> None:
    mapping = guess_mapping(COLUMNS, ROWS, country="DE")
    with pytest.raises(MappingError) as caught:
        mapping.changed({"Namen": "full_name", "E-Mail": "emial", "Telefon": "source", "Größe": "source"})
    problems = " ".join(caught.value.problems)
    assert "no column “Namen”" in problems
    assert "Did you mean “email" in problems
    assert "both go to “Source (how they found you)”" in problems
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "no valid JSON: line 1"),
        ("[]", "one JSON object"),
        ('{"A": 1}', "must be a text"),
        ('{"A": "frist_name"}', "Did you mean “first_name”"),
        ('{"A": "email", "A": "phone"}', "twice"),
    ],
)
def test_a_bad_mapping_file_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(MappingError, match=words):
        load_targets(text)


def test_columns_not_named_in_a_mapping_file_are_left_out() -> None:
    assert mapping_of({"E-Mail": "email"}, COLUMNS).targets() == {
        "Name": "ignore",
        "E-Mail": "email",
        "Telefon": "ignore",
        "Größe": "ignore",
    }
