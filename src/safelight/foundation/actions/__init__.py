"""The action registry: everything a person can do, with one permission, one transaction, one journal line."""

from safelight.foundation.actions.context import Actor, Context, StudioFacts, system_actor
from safelight.foundation.actions.errors import (
    ActionError,
    Conflict,
    Forbidden,
    InvalidInput,
    KeyReused,
    NotFound,
    Refused,
)
from safelight.foundation.actions.registry import (
    Action,
    Door,
    Empty,
    Frozen,
    Page,
    Query,
    action,
    actions,
    find,
    queries,
    query,
)
from safelight.foundation.actions.runner import Outcome, ask, check_json, permit, run

__all__ = [
    "Action",
    "ActionError",
    "Actor",
    "Conflict",
    "Context",
    "Door",
    "Empty",
    "Forbidden",
    "Frozen",
    "InvalidInput",
    "KeyReused",
    "NotFound",
    "Outcome",
    "Page",
    "Query",
    "Refused",
    "StudioFacts",
    "action",
    "actions",
    "ask",
    "check_json",
    "find",
    "permit",
    "queries",
    "query",
    "run",
    "system_actor",
]
