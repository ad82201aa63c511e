"""Which verbs the API serves, and how each one's input is spread over path, query and body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from safelight.foundation.actions import Action, Door, Query, actions, find, queries

Verb = Action[Any, Any] | Query[Any, Any]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
DRY_RUN = "dry_run"
MOST_FILE_BYTES = 48 * 2**20
_WHOLE = re.compile(r"-?\d{1,40}")
_DECIMAL = re.compile(r"-?\d{1,20}(\.\d{1,20})?([eE][+-]?\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an input as text carries it: ``kinds`` are the JSON types it may have.

    ``extra_bytes`` is how much longer than usual a body may be because of this field: a file in Base64.
    """

    name: str
    kinds: frozenset[str]
    is_list: bool = False
    extra_bytes: int = 0

    @property
    def is_json(self) -> bool:
        """Say whether the value does not fit into plain text and travels as JSON in its parameter."""
        return "object" in self.kinds or "array" in self.kinds

    def read(self, text: str) -> object:
        """Return the JSON value that a text stands for; text that fits no kind stays text and is refused later."""
        if "integer" in self.kinds and _WHOLE.fullmatch(text):
            return int(text)
        if "number" in self.kinds and "string" not in self.kinds and _DECIMAL.fullmatch(text):
            return float(text)
        if "boolean" in self.kinds and text in {"true", "false"}:
            return text == "true"
        return text


@dataclass(frozen=True, slots=True)
class Shape:
    """A verb with its door: fields in the path, and the others, which a GET has in its query string."""

    verb: Verb
    door: Door
    path: Mapping[str, Field]
    rest: Mapping[str, Field]

    @property
    def name(self) -> str:
        """The verb's registered name, which is the operationId."""
        return self.verb.name

    @property
    def has_body(self) -> bool:
        """Say whether the request carries a JSON body."""
        return self.door.method != "GET" and bool(self.rest)

    @property
    def extra_bytes(self) -> int:
        """How much longer than usual the body may be; it is held in memory a few times over, hence the bound."""
        return min(MOST_FILE_BYTES, sum(field.extra_bytes for field in self.rest.values()))

    @property
    def can_dry_run(self) -> bool:
        """Say whether ``?dry_run=true`` is understood."""
        return isinstance(self.verb, Action) and self.verb.dry_run


def registered() -> list[Verb]:
    """Return every registered verb, by name."""
    return sorted([*actions().values(), *queries().values()], key=lambda verb: verb.name)


def served() -> list[Verb]:
    """Return the verbs that programs may call: those with a door; the others are steps of the program's own work."""
    return [verb for verb in registered() if verb.door is not None]


def is_closed(name: str) -> bool:
    """Say whether a verb is known and closed to programs, so that a way back through it is not offered to them."""
    verb = find(name)
    return verb is not None and verb.door is None


def shapes(verbs: Iterable[Verb]) -> dict[str, dict[str, Shape]]:
    """Return the served verbs by path and method; fixed paths before those with parameters.

    Raises:
        ValueError: two verbs have one door, a read is not a GET or the reverse, or a name in braces is no field.
    """
    found: defaultdict[str, dict[str, Shape]] = defaultdict(dict)
    for verb in verbs:
        if verb.door is None:
            continue
        shape = shape_of(verb, verb.door)
        other = found[shape.door.path].get(shape.door.method)
        if other is not None:
            message = f"“{verb.name}” and “{other.name}” have one door, {shape.door.method} {shape.door.path}."
            raise ValueError(message)
        found[shape.door.path][shape.door.method] = shape
    return {path: found[path] for path in sorted(found, key=_fixed_first)}


def shape_of(verb: Verb, door: Door) -> Shape:
    """Spread a verb's input over its door.

    Raises:
        ValueError: the door does not fit the verb.
    """
    if isinstance(verb, Query) != (door.method == "GET"):
        message = f"“{verb.name}”: reads are GET and writes are not, so {door.method} {door.path} cannot be its door."
        raise ValueError(message)
    fields = fields_of(verb.input.model_json_schema())
    strangers = [name for name in door.parameters if name not in fields]
    if strangers:
        message = f"“{verb.name}” has no field {', '.join(strangers)}, which its door {door.path} names."
        raise ValueError(message)
    if DRY_RUN in fields:
        message = f"“{verb.name}” has a field {DRY_RUN}; the registry's own dry run has that name."
        raise ValueError(message)
    return Shape(
        verb=verb,
        door=door,
        path={name: fields[name] for name in door.parameters},
        rest={name: field for name, field in fields.items() if name not in door.parameters},
    )


def fields_of(schema: Mapping[str, Any]) -> dict[str, Field]:
    """Read the fields of an object's JSON schema."""
    definitions = schema.get("$defs", {})
    found = {}
    for name, part in schema.get("properties", {}).items():
        kinds = _kinds(part, definitions)
        items = _items(part, definitions)
        if items is not None and not items & {"object", "array"} and kinds <= {"array", "null"}:
            found[name] = Field(name, items, is_list=True)
        else:
            found[name] = Field(name, kinds, extra_bytes=_file_bytes(part, definitions))
    return found


def _fixed_first(path: str) -> tuple[tuple[bool, str], ...]:
    return tuple((part.startswith("{"), part) for part in path.split("/"))


def _options(part: Mapping[str, Any], definitions: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the alternatives of a schema, references followed."""
    if "$ref" in part:
        return _options(definitions[part["$ref"].rsplit("/", 1)[-1]], definitions)
    alternatives = [option for word in ("anyOf", "oneOf", "allOf") for option in part.get(word, [])]
    if alternatives:
        return [found for option in alternatives for found in _options(option, definitions)]
    return [part]


def _kinds(part: Mapping[str, Any], definitions: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(_kind(option) for option in _options(part, definitions))


def _kind(option: Mapping[str, Any]) -> str:
    if "type" in option:
        return str(option["type"])
    values = [option["const"]] if "const" in option else option.get("enum", [])
    if values:
        return {bool: "boolean", int: "integer", float: "number"}.get(type(values[0]), "string")
    # A schema without a type takes anything; only JSON can say which.
    return "object"


def _file_bytes(part: Mapping[str, Any], definitions: Mapping[str, Any]) -> int:
    """Return the length of a file field's text: four characters for three bytes (RFC 4648 §4)."""
    sizes = [
        int(option.get("maxLength", 0)) for option in _options(part, definitions) if option.get("format") == "base64"
    ]
    return max(sizes, default=0) * 4 // 3


def _items(part: Mapping[str, Any], definitions: Mapping[str, Any]) -> frozenset[str] | None:
    for option in _options(part, definitions):
        if option.get("type") == "array":
            return _kinds(option.get("items", {}), definitions)
    return None
