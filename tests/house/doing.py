"""Doing what a person would do, by the name of the verb."""

from __future__ import annotations

from typing import Any

from safelight.foundation.actions import Context, actions, run
from safelight.foundation.ids import new_id


def do(context: Context, verb: str, /, **data: Any) -> Any:  # noqa: ANN401 - any action's answer
    """Run a verb by name and return its answer."""
    return run(actions()[verb], context, data, key=f"{verb} {new_id()}").value


def identifier(context: Context, verb: str, /, **data: Any) -> str:  # noqa: ANN401 - any action's input
    """Run a verb by name and return the id of what it made."""
    return str(do(context, verb, **data).id)
