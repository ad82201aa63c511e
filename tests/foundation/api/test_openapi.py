"""The description of the API: whole, valid, and the same every time."""

from __future__ import annotations

import dataclasses
import json
import random
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from safelight.foundation.actions.registry import Door
from safelight.foundation.api.openapi import PROBLEMS, as_bytes, document
from safelight.foundation.api.verbs import shapes
from tests.foundation.api.sample import VERBS

BY_NAME = {verb.name: verb for verb in VERBS}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """The description of the sample verbs."""
    return document(VERBS)


def resolve(described: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference."""
    while "$ref" in part:
        found: Any = described
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def references(part: Any) -> list[str]:  # noqa: ANN401 - any JSON
    """Return every reference in a document."""
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [found for value in part.values() for found in references(value)]
    return [found for value in part for found in references(value)] if isinstance(part, list) else []


def test_it_is_public_and_names_every_verb(client: Client, described: dict[str, Any], settings: Any) -> None:  # noqa: ANN401
    settings.ROOT_URLCONF = "tests.foundation.api.sample_urls"
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json() == json.loads(as_bytes(described))
    operations = [one["operationId"] for methods in described["paths"].values() for one in methods.values()]
    assert sorted(operations) == sorted(BY_NAME)
    assert client.post("/api/v1/openapi.json").status_code == 405


def test_the_order_of_registration_does_not_matter(described: dict[str, Any]) -> None:
    mixed = list(VERBS)
    random.Random(7).shuffle(mixed)
    assert as_bytes(document(mixed)) == as_bytes(described)


def test_every_reference_leads_somewhere_and_every_schema_is_used(described: dict[str, Any]) -> None:
    found = set(references(described))
    for reference in found:
        resolve(described, {"$ref": reference})
    assert {f"#/components/schemas/{name}" for name in described["components"]["schemas"]} <= found


def test_every_schema_is_a_schema(described: dict[str, Any]) -> None:
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_operation_is_described_whole(described: dict[str, Any]) -> None:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            verb = BY_NAME[operation["operationId"]]
            assert operation["summary"] == verb.summary
            assert operation["x-permission"] == verb.permission
            parameters = [resolve(described, one) for one in operation["parameters"]]
            in_path = [one["name"] for one in parameters if one["in"] == "path"]
            assert in_path == list(Door.parse(f"{method.upper()} {path}").parameters)
            is_write = method != "get"
            assert ("Idempotency-Key" in [one["name"] for one in parameters]) == is_write
            wanted = {status for status, *_ in PROBLEMS if is_write or status not in {"409", "411", "413", "415"}}
            assert wanted < set(operation["responses"])
            for status in wanted:
                answer = resolve(described, operation["responses"][status])
                assert list(answer["content"]) == ["application/problem+json"]


def test_fields_are_spread_over_path_query_and_body(described: dict[str, Any]) -> None:
    rename = described["paths"]["/places/{place_id}"]["patch"]
    body = resolve(described, rename["requestBody"]["content"]["application/json"]["schema"])
    assert list(body["properties"]) == body["required"] == ["name"]
    assert "requestBody" not in described["paths"]["/places/{place_id}"]["delete"]
    listing = {one["name"]: one for one in described["paths"]["/places"]["get"]["parameters"]}
    assert listing["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}
    assert listing["cursor"]["schema"] == {"type": "string"}
    assert listing["kinds"]["explode"] is True
    assert "application/json" in listing["near"]["content"]


def test_dry_run_and_empty_answers_are_told(described: dict[str, Any]) -> None:
    add = described["paths"]["/places"]["post"]
    assert [one["name"] for one in add["parameters"] if "name" in one] == ["dry_run"]
    assert "Dry-Run" in add["responses"]["200"]["headers"]
    assert "content" not in described["paths"]["/places/{place_id}"]["delete"]["responses"]["204"]


def test_fixed_addresses_come_before_those_with_names() -> None:
    assert list(shapes(VERBS)) == [
        "/places",
        "/places/echo",
        "/places/{place_id}",
        "/places/{place_id}/breakage",
        "/places/{place_id}/picture",
    ]


@pytest.mark.parametrize(
    ("name", "door", "sentence"),
    [
        ("places.list", "POST /places/list", "reads are GET"),
        ("places.add", "GET /more", "reads are GET"),
        ("places.add", "POST /places/{colour}", "has no field colour"),
    ],
)
def test_a_door_must_fit_its_verb(name: str, door: str, sentence: str) -> None:
    verb = dataclasses.replace(BY_NAME[name], door=Door.parse(door))
    with pytest.raises(ValueError, match=sentence):
        shapes([verb])


def test_two_verbs_never_share_a_door() -> None:
    twin = dataclasses.replace(BY_NAME["places.add"], name="places.twin")
    with pytest.raises(ValueError, match=r"have one door, POST /places"):
        shapes([*VERBS, twin])


def test_a_verb_without_a_door_is_not_served() -> None:
    assert shapes([dataclasses.replace(BY_NAME["places.add"], door=None)]) == {}
