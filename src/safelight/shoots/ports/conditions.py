"""Conditions of statuses: what must hold before a session may enter or leave one.

The shoots module brings its own; a module above adds what it knows, in its ``AppConfig.ready``::

    conditions.add(Condition("invoice_paid", _("Paid in full"), unmet=_unpaid, order=200))
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from django.utils.functional import Promise

from safelight.foundation.actions import Context
from safelight.foundation.keyed import Registry

Unmet: TypeAlias = Callable[[Context, Collection[UUID]], Mapping[UUID, str]]
"""Given ids of sessions, answers a sentence for each that does not meet the condition: what is missing, where."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: ``label`` names it in the settings, ``unmet`` asks the studio in scope in few queries."""

    key: str
    label: str | Promise
    unmet: Unmet
    order: int = 100


conditions: Registry[Condition] = Registry()


def missing(context: Context, keys: Collection[str], shoot_ids: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """Return for each session the unmet ones of these conditions: key to a sentence; met ones are left out.

    A condition whose module is not installed holds nobody up.
    """
    found: dict[UUID, dict[str, str]] = {identifier: {} for identifier in shoot_ids}
    for condition in conditions.all():
        if condition.key in keys:
            for identifier, sentence in condition.unmet(context, shoot_ids).items():
                found[identifier][condition.key] = sentence
    return found
