"""Merging two people's changes of one client, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """What of a change is to be written, and where it collides: field to (their value now, the value wished)."""

    changes: dict[str, tuple[Any, Any]]
    collisions: dict[str, tuple[Any, Any]]


def merge_patch(
    current: Mapping[str, Any],
    wished: Mapping[str, Any],
    field_versions: Mapping[str, int],
    seen_version: int | None,
) -> Merged:
    """Compare wishes made on ``seen_version`` with the present state.

    A field that has the wished value already is left alone, whoever set it. A field that changed after the
    version the person saw collides; without a seen version the wish wins. ``custom`` is compared per field.
    """
    changes: dict[str, tuple[Any, Any]] = {}
    collisions: dict[str, tuple[Any, Any]] = {}
    for name, value in flat(wished).items():
        now = flat(current).get(name)
        if now == value:
            continue
        if seen_version is not None and field_versions.get(name, 1) > seen_version:
            collisions[name] = (now, value)
        else:
            changes[name] = (now, value)
    return Merged(changes, collisions)


def flat(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return a state with each custom field as a field of its own, ``custom.<id>``."""
    plain = {name: value for name, value in state.items() if name != "custom"}
    plain |= {f"custom.{key}": value for key, value in (state.get("custom") or {}).items()}
    return plain


def shown(value: Any) -> str:  # noqa: ANN401 - any field's value
    """Return a value as a short text for a sentence."""
    if value in ("", None, [], {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part not in ("", None, [], {}) and part is not False)
    return str(value)
