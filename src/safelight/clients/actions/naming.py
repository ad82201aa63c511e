"""What tags, groups, sources and stages have in common: names given once, checked and archived alike."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from safelight.clients.actions.sorting import key_of
from safelight.clients.models import Group, Source, Stage, Tag
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound
from safelight.foundation.cards import ADVICE, holds_card

Named = TypeVar("Named", Tag, Group, Source, Stage)
LONGEST_NAME = 80


def free_name(model: type[Named], name: str, but: UUID | None = None) -> tuple[str, str]:
    """Return the tidy name and its key.

    Raises:
        InvalidInput: it is empty or a card number.
        Conflict: it is taken.
    """
    tidy = " ".join(name.split())
    if not tidy or holds_card(tidy):
        message = ADVICE if tidy else "Give it a name."
        raise InvalidInput(message, fields={"name": message})
    known = model.objects.filter(key=key_of(tidy))
    taken = (known if but is None else known.exclude(id=but)).first()
    if taken is not None:
        where = " among the archived ones" if taken.archived_at else ""
        message = f"“{taken.name}” exists already{where}."
        raise Conflict(message, code="exists", fields={"name": message})
    return tidy, key_of(tidy)


def named_row(model: type[Named], identifier: UUID) -> Named:
    """Return a row, locked; raises NotFound."""
    row: Named | None = model.objects.select_for_update().filter(id=identifier).first()
    if row is None:
        raise NotFound(model.__name__.lower())
    return row


def change_named(context: Context, row: Named, data: Any, fields: tuple[str, ...]) -> dict[str, list[Any]]:  # noqa: ANN401 - an input model with these optional fields
    """Write the given fields of a named row and return what changed, JSON-ready; ``archived`` sets or clears the date."""
    changes: dict[str, list[Any]] = {}
    if data.name is not None and data.name != row.name:
        name, key = free_name(type(row), data.name, but=row.id)
        changes["name"] = [row.name, name]
        row.name, row.key = name, key
    for field in fields:
        value = getattr(data, field)
        if value is not None and value != getattr(row, field):
            changes[field] = [getattr(row, field), value]
            setattr(row, field, value)
    if data.archived is not None and data.archived != (row.archived_at is not None):
        changes["archived"] = [not data.archived, data.archived]
        row.archived_at = context.now if data.archived else None
    row.save()
    context.subject(type(row).__name__.lower(), row.id, f"{type(row).__name__} “{row.name}” was changed")
    context.changed(changes)
    return changes
