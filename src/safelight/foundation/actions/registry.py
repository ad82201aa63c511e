"""The one list of verbs. Pages, JSON API, MCP, automations, permissions test and reference read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast, get_type_hints

from pydantic import BaseModel, ConfigDict

from safelight.foundation.actions.context import Context


class Frozen(BaseModel):
    """Base of every input and card: immutable, unknown fields refused, text stripped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Empty(Frozen):
    """No input, or no answer."""


Item = TypeVar("Item")
In = TypeVar("In", bound=BaseModel)
Out = TypeVar("Out", bound=BaseModel)


class Page(BaseModel, Generic[Item]):
    """One page of a list; ``next`` is the cursor of the following page, None on the last one."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Item, ...]
    next: str | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """Where the JSON API opens: ``PATCH /clients/{client_id}``; names in braces are fields of the input."""

    method: str
    path: str

    @classmethod
    def parse(cls, text: str) -> Door:
        """Read ``"POST /clients"``.

        Raises:
            ValueError: not a method and a path.
        """
        match = re.fullmatch(r"(GET|POST|PUT|PATCH|DELETE) (/[a-z0-9_/{}.-]*)", text)
        if match is None:
            message = f"“{text}” is not a door such as “POST /clients”."
            raise ValueError(message)
        return cls(match[1], match[2])

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in braces, in order."""
        return tuple(re.findall(r"{(\w+)}", self.path))


@dataclass(frozen=True, slots=True)
class Action(Generic[In, Out]):
    """A registered write. ``perform`` gets the context and checked input, and returns the answer."""

    name: str
    permission: str
    input: type[In]
    output: type[Out]
    summary: str
    description: str
    door: Door | None
    dry_run: bool
    perform: Callable[[Context, In], Out]
    answer_once: bool = False

    is_write: bool = True


@dataclass(frozen=True, slots=True)
class Query(Generic[In, Out]):
    """A registered read."""

    name: str
    permission: str
    input: type[In]
    output: type[Out]
    summary: str
    description: str
    door: Door | None
    perform: Callable[[Context, In], Out]

    is_write: bool = False


_actions: dict[str, Action[Any, Any]] = {}
_queries: dict[str, Query[Any, Any]] = {}
_NAME = re.compile(r"[a-z]+(\.[a-z][a-z_]*)+")


def action(
    name: str,
    *,
    permission: str,
    door: str | None = None,
    dry_run: bool = False,
    answer_once: bool = False,
) -> Callable[[Callable[[Context, In], Out]], Action[In, Out]]:
    """Register a write under ``module.verb``; input and output models are read from the annotations.

    ``dry_run`` says that running it and taking everything back is useful to a person (no outside effects).
    ``answer_once`` says that the answer holds a secret: it is not kept for requests that come again.
    """

    def register(perform: Callable[[Context, In], Out]) -> Action[In, Out]:
        taken_in, given_out = _models(perform)
        made = Action(
            name=_free(name),
            permission=permission,
            input=taken_in,
            output=given_out,
            summary=_summary(perform),
            description=_description(perform),
            door=Door.parse(door) if door else None,
            dry_run=dry_run,
            perform=perform,
            answer_once=answer_once,
        )
        _actions[name] = made
        return cast("Action[In, Out]", made)

    return register


def query(
    name: str, *, permission: str, door: str | None = None
) -> Callable[[Callable[[Context, In], Out]], Query[In, Out]]:
    """Register a read under ``module.noun``; input and output models are read from the annotations."""

    def register(perform: Callable[[Context, In], Out]) -> Query[In, Out]:
        taken_in, given_out = _models(perform)
        made = Query(
            name=_free(name),
            permission=permission,
            input=taken_in,
            output=given_out,
            summary=_summary(perform),
            description=_description(perform),
            door=Door.parse(door) if door else None,
            perform=perform,
        )
        _queries[name] = made
        return cast("Query[In, Out]", made)

    return register


def actions() -> dict[str, Action[Any, Any]]:
    """Return every registered write by name, sorted."""
    return dict(sorted(_actions.items()))


def queries() -> dict[str, Query[Any, Any]]:
    """Return every registered read by name, sorted."""
    return dict(sorted(_queries.items()))


def find(name: str) -> Action[Any, Any] | Query[Any, Any] | None:
    """Return the action or query of that name, or None."""
    return _actions.get(name) or _queries.get(name)


def _free(name: str) -> str:
    if not _NAME.fullmatch(name):
        message = f"“{name}” is not a name such as “clients.add”."
        raise ValueError(message)
    if name in _actions or name in _queries:
        message = f"“{name}” is registered twice."
        raise ValueError(message)
    return name


def _models(perform: Callable[..., Any]) -> tuple[type[Any], type[Any]]:
    hints = get_type_hints(perform)
    result = hints.pop("return")
    names = list(hints)
    if len(names) != 2 or hints[names[0]] is not Context:  # noqa: PLR2004 - context and input
        message = f"{perform.__qualname__} must take a Context and one input model."
        raise TypeError(message)
    return hints[names[1]], result


def _summary(perform: Callable[..., Any]) -> str:
    text = (perform.__doc__ or "").strip()
    if not text:
        message = f"{perform.__qualname__} needs a docstring: its first line is shown to people."
        raise ValueError(message)
    return text.splitlines()[0].rstrip(".")


def _description(perform: Callable[..., Any]) -> str:
    lines = (perform.__doc__ or "").strip().splitlines()[1:]
    return "\n".join(line.strip() for line in lines).strip()
