"""Whether everything leaves: finds tables that are neither exported nor left out for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.apps import apps

from safelight.exchange.out.kinds import all_kinds, left_out
from safelight.exchange.out.record_kinds import Model, RecordKind, targets_of
from safelight.foundation.tenancy import StudioRow

SHORTEST_REASON = 30


def business_models() -> list[Model]:
    """Return the model of every business table."""
    return [model for model in apps.get_models() if issubclass(model, StudioRow)]


def gaps(
    models: Iterable[Model] | None = None,
    kinds: Sequence[RecordKind] | None = None,
    behind: Mapping[Model, str] | None = None,
) -> list[str]:
    """Return what is wrong with the declarations, one sentence each; nothing when everything leaves."""
    kinds = all_kinds() if kinds is None else kinds
    behind = left_out() if behind is None else behind
    exported = {kind.model for kind in kinds}
    found = [
        f"{model.__module__}.{model.__name__} is in no export. Declare it in exchange/out/kinds/, or leave it out with a reason."
        for model in (business_models() if models is None else models)
        if model not in exported and model not in behind
    ]
    found += [f"{model.__name__} is exported and left out." for model in behind if model in exported]
    found += [
        f"{model.__name__} is left out for “{reason}”; say why in a sentence."
        for model, reason in behind.items()
        if len(reason) < SHORTEST_REASON
    ]
    found += [
        f"“{kind.name}” carries “{name}”, which points at {target.__name__}, which stays behind: an archive could not be read."
        for kind in kinds
        for name, target in targets_of(kind).items()
        if target not in exported
    ]
    return found
