"""Texts are filled from an allow-list and from nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.messaging.rules.merging import fields_in, filled, filled_line, problems

ALLOWED = ("client.first_name", "client.name", "invoice.number")
VALUES = {"client.first_name": "Carla", "client.name": "Carla Meyer", "invoice.number": ""}


def test_names_are_replaced() -> None:
    assert filled("Hello {{client.first_name}}, {{ client.name }}!", VALUES) == "Hello Carla, Carla Meyer!"


def test_what_stands_there_instead() -> None:
    assert filled("No. {{invoice.number|still open}}", VALUES) == "No. still open"


def test_a_line_whose_optional_values_are_empty_goes() -> None:
    text = "One\n\nNumber: {{invoice.number}}\n\nTwo {{client.name}} {{invoice.number}}"
    optional = ["invoice.number", "client.name"]
    assert filled(text, VALUES, optional) == "One\n\nTwo Carla Meyer"
    assert filled("Number: {{invoice.number|none}}", VALUES, optional) == "Number: none"
    assert filled("Number: {{invoice.number}}", VALUES) == "Number:"


def test_a_subject_is_one_line() -> None:
    assert filled_line("For\r\n {{client.name}}\tnow ", {"client.name": "A\nB"}) == "For A B now"


@pytest.mark.parametrize(
    "text",
    [
        "{{client}}",
        "{{client.name.upper}}",
        "{{client.__class__}}",
        "{{client['name']}}",
        "{{ }}",
        "{{7*7}}",
        "{{client.name()}}",
        "{{CLIENT.NAME}}",
    ],
)
def test_anything_but_an_allowed_name_is_refused(text: str) -> None:
    assert problems(text, ALLOWED)


@pytest.mark.parametrize("text", ["{% now %}", "{% load x %}", "{# no #}", "{{client.name}", "client.name}}", "{{{{"])
def test_tags_and_open_braces_are_refused(text: str) -> None:
    assert problems(text, ALLOWED)


def test_the_sentence_names_what_was_meant_and_what_is_allowed() -> None:
    first, second = problems("Dear {{client.firstname}}", ALLOWED)
    assert "Did you mean {{client.first_name}}?" in first
    assert "{{invoice.number}}" in second


def test_single_braces_are_text() -> None:
    assert problems("a { b } {c}", ALLOWED) == []
    assert filled("a { b } {c}", VALUES) == "a { b } {c}"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab{}|. \n", max_size=40), st.text(max_size=30))
def test_a_value_is_never_read_as_a_text_to_fill(text: str, value: str) -> None:
    if problems(text, ["a", "a.b"]):
        return
    hostile = "{{secret}}" + value
    shown = filled(text, {"a": hostile, "a.b": hostile, "secret": "LEAKED"})
    assert "LEAKED" not in shown
    assert len(fields_in(text)) <= text.count("{{")
