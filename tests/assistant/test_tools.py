"""Verbs as tools."""

from __future__ import annotations

import dataclasses

import pytest
from jsonschema import Draft202012Validator

from safelight.assistant.tools import by_tool_name, hints, tool_of
from safelight.foundation.actions.registry import Door
from tests.foundation.api.sample import VERBS

BY_NAME = {verb.name: verb for verb in VERBS}


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_a_tool_says_what_a_model_needs(verb: object) -> None:
    tool = tool_of(verb)  # type: ignore[arg-type]
    Draft202012Validator.check_schema(tool.input_schema)
    Draft202012Validator.check_schema(tool.output_schema)
    assert tool.input_schema["type"] == tool.output_schema["type"] == "object"  # type: ignore[index]
    assert tool.title
    assert "Needs the permission studio." in str(tool.description)


@pytest.mark.parametrize(
    ("name", "read_only", "destructive", "idempotent"),
    [
        ("places.list", True, None, True),
        ("places.add", False, False, False),
        ("places.rename", False, True, False),
        ("places.remove", False, True, True),
        ("places.break", False, True, False),
    ],
)
def test_hints(name: str, read_only: bool, destructive: bool | None, idempotent: bool) -> None:
    found = hints(BY_NAME[name])
    assert (found.read_only_hint, found.destructive_hint, found.idempotent_hint) == (read_only, destructive, idempotent)
    assert found.open_world_hint is False


def test_what_merges_is_never_additive() -> None:
    merge = dataclasses.replace(BY_NAME["places.add"], permission="clients.merge", door=Door.parse("POST /merges"))
    assert hints(merge).destructive_hint is True


def test_dry_run_is_offered_where_the_verb_has_one() -> None:
    assert "dry_run" in tool_of(BY_NAME["places.add"]).input_schema["properties"]
    assert "dry_run" not in tool_of(BY_NAME["places.rename"]).input_schema["properties"]


def test_two_verbs_never_share_a_tool() -> None:
    twin = (
        dataclasses.replace(BY_NAME["places.add"], name="places.list.all"),
        dataclasses.replace(BY_NAME["places.add"], name="places.list_all"),
    )
    with pytest.raises(ValueError, match=r"would both be the tool “places_list_all”"):
        by_tool_name(twin)
