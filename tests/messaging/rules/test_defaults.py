"""The texts that come with the program can be filled, in every language, and say what they must."""

from __future__ import annotations

import pytest

from safelight.messaging import kinds
from safelight.messaging.rules import links
from safelight.messaging.rules.defaults import FIELDS, LANGUAGES, LETTERS, SIGNATURES, TEXTS, standard
from safelight.messaging.rules.facts import Writing, samples_of, values_of
from safelight.messaging.rules.kinds import EVERYWHERE, MessageKind, Words
from safelight.messaging.rules.merging import fields_in, filled, filled_line, problems


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(FIELDS))
def test_every_text_can_be_filled(key: str, language: str) -> None:
    kind = standard(key)
    words = kind.defaults[language]
    fields = kind.all_fields()
    values = values_of(fields, samples_of(fields), Writing(language, "", "Europe/Berlin"))
    text = filled_line(words.subject, values) + filled(words.body, values, [one.name for one in fields if one.optional])
    assert "{{" not in text
    assert links.problems(words.body, ()) == []
    assert "{{studio.signature}}" in words.body


@pytest.mark.parametrize("key", sorted(FIELDS))
def test_every_language_says_the_same(key: str) -> None:
    english = set(fields_in(TEXTS["en"][key].body))
    for language in LANGUAGES:
        assert set(fields_in(TEXTS[language][key].body)) == english, language


def test_every_kind_has_fields_and_texts() -> None:
    assert all(set(TEXTS[language]) == set(FIELDS) for language in LANGUAGES)
    assert set(SIGNATURES) == set(LETTERS) == set(LANGUAGES)
    names = [field.name for field in EVERYWHERE]
    assert all(problems(text, names) == [] for text in (*SIGNATURES.values(), *LETTERS.values()))


def test_a_kind_that_cannot_be_filled_is_not_registered() -> None:
    with pytest.raises(ValueError, match="no merge field"):
        kinds.register(MessageKind("test_wrong", "Wrong", defaults={"en": Words("{{nothing}}", "x")}))
    with pytest.raises(ValueError, match="no English"):
        kinds.register(MessageKind("test_wrong", "Wrong", defaults={"de": Words("x", "y")}))
    with pytest.raises(ValueError, match="twice"):
        kinds.register(MessageKind("test_wrong", "Wrong", EVERYWHERE[:1], {"en": Words("x", "y")}))
    assert kinds.find("test_wrong") is None
