"""The OpenAPI 3.1 description of the API, made from the registered verbs and their models.

The same verbs give the same bytes: everything is sorted, nothing comes from the clock or the machine.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema
from pydantic_core import core_schema

from safelight.foundation.actions import Empty
from safelight.foundation.api.endpoint import DRY_RUN_HEADER, REPLAY_HEADER, UNDO_HEADER
from safelight.foundation.api.plain_json import LARGEST
from safelight.foundation.api.problem import MEDIA_TYPE, PROBLEM_SCHEMA
from safelight.foundation.api.reading import LONGEST_KEY
from safelight.foundation.api.verbs import DRY_RUN, Shape, Verb, shapes

Json = dict[str, Any]
_SCHEMAS = "#/components/schemas/"

# Status, name of the shared answer, what it says, headers it carries.
PROBLEMS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("400", "Malformed", "The request cannot be read: no JSON, no UTF-8, a name given twice.", ()),
    ("401", "Unauthenticated", "No bearer key, or one that opens nothing.", ("WWW-Authenticate",)),
    ("403", "Forbidden", "The key lacks the permission named in x-permission.", ()),
    ("404", "NotFound", "There is no such record in this studio; a foreign one is answered in the same way.", ()),
    ("409", "Conflict", "The record is in a state that forbids this, or the same key is still at work.", ()),
    ("411", "LengthNeeded", "The body came without a Content-Length.", ()),
    ("413", "TooLarge", "The body is larger than this server reads.", ()),
    ("415", "WrongType", "The body is not application/json in UTF-8.", ()),
    (
        "422",
        "Invalid",
        "Fields need other values, a rule forbids it, or an Idempotency-Key came with another body.",
        (),
    ),
    ("429", "TooMany", "This key asks too often.", ("Retry-After",)),
    ("500", "Failed", "An error of the program; request_id leads to it in the logs.", ()),
    ("503", "Busy", "The database is busy; nothing was changed.", ("Retry-After",)),
)
_OF_WRITES = {"409", "411", "413", "415"}

HEADERS: dict[str, Json] = {
    "WWW-Authenticate": {"description": "The scheme spoken here: Bearer.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}},
    REPLAY_HEADER: {
        "description": "true when this is the stored answer to an earlier request with the same Idempotency-Key.",
        "schema": {"type": "string", "const": "true"},
    },
    DRY_RUN_HEADER: {
        "description": "true when everything was tried and taken back.",
        "schema": {"type": "string", "const": "true"},
    },
    UNDO_HEADER: {
        "description": "The verb and data that take this back, as JSON; absent where nothing does.",
        "schema": {"type": "string"},
    },
}

KEY_PARAMETER: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A fresh random word per change. The same key with the same body gives the stored answer again; "
    "with another body it is refused (422, key_reused).",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
}


def as_bytes(described: Json) -> bytes:
    """Return the document as it is served."""
    return json.dumps(described, ensure_ascii=False, indent=1).encode()


def document(verbs: Iterable[Verb]) -> Json:
    """Describe the verbs that have a door.

    Raises:
        ValueError: a door does not fit its verb.
    """
    served = shapes(verbs)
    every = [shape for methods in served.values() for shape in methods.values()]
    models = _Models(every)
    paths = {
        path: {method.lower(): _operation(methods[method], models) for method in sorted(methods)}
        for path, methods in sorted(served.items())
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Safelight",
            "version": version("safelight"),
            "summary": "Everything a person can do in the studio, for programs.",
            "description": "Each operation is one verb of the registry; its operationId is the verb's name. "
            "Writes take an Idempotency-Key. Lists answer items and the cursor of the next page. "
            "Errors are problem documents (RFC 9457).",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"key": []}],
        "tags": [{"name": name} for name in sorted({_tag(shape) for shape in every})],
        "paths": paths,
        "components": {
            "schemas": dict(sorted({**models.used(paths), "Problem": PROBLEM_SCHEMA}.items())),
            "responses": {name: _problem_answer(text, headers) for _, name, text, headers in PROBLEMS},
            "parameters": {"IdempotencyKey": KEY_PARAMETER},
            "headers": dict(sorted(HEADERS.items())),
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An API key of one studio, made by its owner (safelight token create).",
                }
            },
        },
    }


class _ExactSchemas(GenerateJsonSchema):
    """Says how an exact amount is written as text, which pydantic leaves open."""

    def get_decimal_pattern(self, schema: core_schema.DecimalSchema) -> str | None:
        """Return the pattern of a decimal's text, digits before and after the point."""
        return super().get_decimal_pattern(schema) or r"^-?[0-9]{1,18}(\.[0-9]{1,10})?$"


class _Models:
    """The JSON schemas of all inputs and answers under unique names, and bodies without what the path carries."""

    def __init__(self, every: Sequence[Shape]) -> None:
        wanted: set[tuple[type[BaseModel], JsonSchemaMode]] = set()
        for shape in every:
            wanted.add((shape.verb.input, "validation"))
            wanted.add((shape.verb.output, "serialization"))
        ordered = sorted(wanted, key=lambda pair: (pair[0].__module__, pair[0].__qualname__, pair[1]))
        self.references, definitions = models_json_schema(
            ordered, ref_template=_SCHEMAS + "{model}", schema_generator=_ExactSchemas
        )
        self.schemas: dict[str, Json] = definitions.get("$defs", {})
        for schema in self.schemas.values():
            _bound_integers(schema)

    def input_name(self, shape: Shape) -> str:
        """Return the component of a verb's whole input."""
        return _name(self.references[shape.verb.input, "validation"])

    def answer(self, shape: Shape) -> Json:
        """Return the reference to a verb's answer."""
        return dict(self.references[shape.verb.output, "serialization"])

    def field(self, shape: Shape, name: str) -> Json:
        """Return the schema of one field of a verb's input."""
        return copy.deepcopy(self.schemas[self.input_name(shape)]["properties"][name])

    def is_required(self, shape: Shape, name: str) -> bool:
        """Say whether a verb's input must have a field."""
        return name in self.schemas[self.input_name(shape)].get("required", ())

    def body(self, shape: Shape) -> Json:
        """Return the reference to the input without its path fields; such a schema is made on the way."""
        name = self.input_name(shape)
        if not shape.path:
            return {"$ref": _SCHEMAS + name}
        whole = self.schemas[name]
        cut = {key: value for key, value in whole.items() if key not in {"properties", "required", "title"}}
        cut["title"] = f"{whole.get('title', name)} in the body"
        cut["properties"] = {key: value for key, value in whole["properties"].items() if key in shape.rest}
        required = [key for key in whole.get("required", ()) if key in shape.rest]
        if required:
            cut["required"] = required
        # Named after the verb, since two doors may share an input and differ in their paths.
        cut_name = f"{shape.name}.body"
        self.schemas[cut_name] = cut
        return {"$ref": _SCHEMAS + cut_name}

    def used(self, paths: Json) -> dict[str, Json]:
        """Return the schemas that are referred to, directly or through others."""
        waiting = sorted(_referred(paths))
        found: dict[str, Json] = {}
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = self.schemas[name]
                waiting.extend(sorted(_referred(self.schemas[name])))
        return found


def _operation(shape: Shape, models: _Models) -> Json:
    verb = shape.verb
    parameters = [_parameter(shape, name, models, where="path") for name in shape.path]
    if not verb.is_write:
        parameters += [_parameter(shape, name, models, where="query") for name in shape.rest]
    else:
        parameters.append({"$ref": "#/components/parameters/IdempotencyKey"})
    if shape.can_dry_run:
        parameters.append(
            {
                "name": DRY_RUN,
                "in": "query",
                "required": False,
                "description": "true tries everything, answers what would come out, and takes it all back.",
                "schema": {"type": "boolean", "default": False},
            }
        )
    described: Json = {
        "operationId": verb.name,
        "summary": verb.summary,
        "tags": [_tag(shape)],
        "x-permission": verb.permission,
        "parameters": parameters,
        "responses": _answers(shape, models),
    }
    if verb.description:
        described["description"] = verb.description
    if shape.has_body:
        described["requestBody"] = {
            "required": any(models.is_required(shape, name) for name in shape.rest),
            "content": {"application/json": {"schema": models.body(shape)}},
        }
    return described


def _parameter(shape: Shape, name: str, models: _Models, *, where: str) -> Json:
    field = {**shape.path, **shape.rest}[name]
    schema = models.field(shape, name)
    described: Json = {
        "name": name,
        "in": where,
        "required": where == "path" or models.is_required(shape, name),
    }
    text = schema.pop("description", "")
    if text:
        described["description"] = text
    schema.pop("title", None)
    if field.is_json and where == "query":
        described["content"] = {"application/json": {"schema": _without_null(schema)}}
        return described
    if field.is_list:
        described["style"], described["explode"] = "form", True
    described["schema"] = _without_null(schema)
    return described


def _without_null(schema: Json) -> Json:
    """Return a schema for text: a parameter that is null is one that is left out."""
    options = [option for option in schema.get("anyOf", ()) if option != {"type": "null"}]
    if schema.get("default", ...) is None:
        del schema["default"]
    if len(options) == 1:
        return {**{key: value for key, value in schema.items() if key != "anyOf"}, **options[0]}
    if options:
        schema["anyOf"] = options
    return schema


def _answers(shape: Shape, models: _Models) -> Json:
    headers: Json = {}
    if shape.verb.is_write:
        wanted = [REPLAY_HEADER, UNDO_HEADER, *([DRY_RUN_HEADER] if shape.can_dry_run else [])]
        headers = {name: {"$ref": f"#/components/headers/{name}"} for name in wanted}
    done: Json = {"description": "Done.", **({"headers": headers} if headers else {})}
    if shape.verb.output is Empty:
        answers = {"204": done}
    else:
        answers = {"200": {**done, "content": {"application/json": {"schema": models.answer(shape)}}}}
    for status, name, _, _ in PROBLEMS:
        if shape.verb.is_write or status not in _OF_WRITES:
            answers[status] = {"$ref": f"#/components/responses/{name}"}
    return answers


def _problem_answer(text: str, headers: Sequence[str]) -> Json:
    answer: Json = {
        "description": text,
        "content": {MEDIA_TYPE: {"schema": {"$ref": _SCHEMAS + "Problem"}}},
    }
    if headers:
        answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in headers}
    return answer


def _tag(shape: Shape) -> str:
    return shape.name.split(".", 1)[0]


def _name(reference: Mapping[str, Any]) -> str:
    return str(reference["$ref"])[len(_SCHEMAS) :]


def _referred(part: object) -> set[str]:
    if isinstance(part, dict):
        own = {_name(part)} if str(part.get("$ref", "")).startswith(_SCHEMAS) else set()
        return own.union(*(_referred(value) for value in part.values()))
    if isinstance(part, list):
        return set().union(*(_referred(value) for value in part))
    return set()


def _bound_integers(part: object) -> None:
    """Say of every whole number what the reader enforces: 64 bits."""
    if isinstance(part, list):
        for item in part:
            _bound_integers(item)
    if not isinstance(part, dict):
        return
    for value in part.values():
        _bound_integers(value)
    if part.get("type") == "integer":
        if not {"minimum", "exclusiveMinimum"} & set(part):
            part["minimum"] = -LARGEST
        if not {"maximum", "exclusiveMaximum"} & set(part):
            part["maximum"] = LARGEST
