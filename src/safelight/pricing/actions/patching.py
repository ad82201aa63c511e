"""Patches: only what is given changes, the journal gets old and new, and the way back is the old values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from pydantic import BaseModel

from safelight.foundation.events import as_json


def given(data: BaseModel, *, without: Collection[str] = (), clearable: Collection[str] = ()) -> dict[str, Any]:
    """Return the fields that were given; an explicit null counts only where a value can be cleared."""
    found = {name: getattr(data, name) for name in data.model_fields_set if name not in without}
    return {name: value for name, value in found.items() if value is not None or name in clearable}


def write(row: models.Model, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set columns of a row and return those that differ as ``{column: [old, new]}``; the row is not saved yet."""
    changes: dict[str, list[Any]] = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            changes[name] = [before, value]
            setattr(row, name, value)
    return changes


def plain(changes: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Return changes as JSON values for the journal."""
    return as_json(dict(changes))  # type: ignore[no-any-return]  # a dict stays a dict
