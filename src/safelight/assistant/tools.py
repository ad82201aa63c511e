"""A registered verb as a tool that a model can read about and call."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from mcp_types import Tool, ToolAnnotations

from safelight.foundation.actions import Action, Query
from safelight.foundation.api.verbs import DRY_RUN, Verb

_TAKES_AWAY = (".merge", ".remove")


def tool_name(verb_name: str) -> str:
    """Return a tool's name: models accept letters, digits, ``_`` and ``-`` only."""
    return verb_name.replace(".", "_")


def by_tool_name(verbs: Iterable[Verb]) -> dict[str, Verb]:
    """Return verbs by their tool's name.

    Raises:
        ValueError: two verbs would have the same one.
    """
    found: dict[str, Verb] = {}
    for verb in verbs:
        name = tool_name(verb.name)
        if name in found:
            message = f"“{verb.name}” and “{found[name].name}” would both be the tool “{name}”."
            raise ValueError(message)
        found[name] = verb
    return found


def can_dry_run(verb: Verb) -> bool:
    """Say whether a verb can be tried without effect."""
    return isinstance(verb, Action) and verb.dry_run


@cache
def tool_of(verb: Verb) -> Tool:
    """Return what a model is told about a verb."""
    taken: dict[str, Any] = verb.input.model_json_schema()
    if can_dry_run(verb):
        taken.setdefault("properties", {})[DRY_RUN] = {
            "type": "boolean",
            "default": False,
            "description": "true tries everything, answers what would come out, and takes it all back.",
        }
    sentences = [f"{verb.summary}.", verb.description, f"Needs the permission {verb.permission}."]
    return Tool(
        name=tool_name(verb.name),
        title=verb.summary,
        description="\n".join(sentence for sentence in sentences if sentence),
        input_schema=taken,
        output_schema=verb.output.model_json_schema(mode="serialization"),
        annotations=hints(verb),
    )


def hints(verb: Verb) -> ToolAnnotations:
    """Return the hints by which a host decides whether to ask its person first.

    Adding a record is additive; everything that changes or removes an existing one counts as destructive, though
    most of it can be undone. Nothing reaches beyond the studio's own records.
    """
    if isinstance(verb, Query):
        return ToolAnnotations(title=verb.summary, read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    is_additive = (
        verb.door is not None
        and verb.door.method == "POST"
        and not verb.door.parameters
        and not verb.permission.endswith(_TAKES_AWAY)
    )
    return ToolAnnotations(
        title=verb.summary,
        read_only_hint=False,
        destructive_hint=not is_additive,
        idempotent_hint=verb.door is not None and verb.door.method in {"PUT", "DELETE"},
        open_world_hint=False,
    )
