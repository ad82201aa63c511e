"""What everything a studio defines has in common: names given once, checked, ordered and archived alike."""

from __future__ import annotations

from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Max

from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound
from safelight.foundation.cards import ADVICE, holds_card
from safelight.shoots.models import Department, SessionType, Status, TaskList, TaskListItem, TypeResource, Workflow
from safelight.shoots.models.named import Named
from safelight.shoots.queries.defaults import defaults
from safelight.shoots.rules.folding import key_of, tidy

Row = TypeVar("Row", bound=Named)
LONGEST_NAME = 80
WORDS: dict[type[Named], str] = {
    Department: "department",
    SessionType: "session type",
    Status: "status",
    TaskList: "task list",
    Workflow: "workflow",
}


def ensure_defaults(context: Context) -> None:
    """Give a studio that defined nothing yet what every studio starts with; harmless when repeated or done at once."""
    if Workflow.objects.exists():
        return
    made = defaults(context.studio.id, context.studio.currency)
    # Parents first; two people who do this at the same moment write the same rows with the same ids.
    Department.objects.bulk_create(made.departments, ignore_conflicts=True)
    TaskList.objects.bulk_create(made.task_lists, ignore_conflicts=True)
    TaskListItem.objects.bulk_create(made.task_list_items, ignore_conflicts=True)
    Workflow.objects.bulk_create(made.workflows, ignore_conflicts=True)
    Status.objects.bulk_create(made.statuses, ignore_conflicts=True)
    SessionType.objects.bulk_create(made.types, ignore_conflicts=True)
    TypeResource.objects.bulk_create(made.type_resources, ignore_conflicts=True)


def free_name(model: type[Row], name: str, *, but: UUID | None = None, **among: Any) -> tuple[str, str]:  # noqa: ANN401 - columns of the model
    """Return the tidy name and its key; ``among`` narrows where it must be free.

    Raises:
        InvalidInput: it is empty or a card number.
        Conflict: it is taken.
    """
    shown = tidy(name)
    if not shown or holds_card(shown):
        message = ADVICE if shown else "Give it a name."
        raise InvalidInput(message, fields={"name": message})
    known = model._default_manager.filter(key=key_of(shown), **among)  # noqa: SLF001 - Django's documented API
    taken = (known if but is None else known.exclude(id=but)).first()
    if taken is not None:
        where = " among the archived ones" if taken.archived_at else ""
        message = f"“{taken.name}” exists already{where}."
        raise Conflict(message, code="exists", fields={"name": message})
    return shown, key_of(shown)


def next_order(model: type[Row], **among: Any) -> int:  # noqa: ANN401 - columns of the model
    """Return the place behind the last one."""
    last = model._default_manager.filter(**among).aggregate(last=Max("order"))["last"]  # noqa: SLF001 - Django's documented API
    return int(last or 0) + 1


def named_row(model: type[Row], identifier: UUID) -> Row:
    """Return a row, locked; raises NotFound."""
    row = cast("Row | None", model._default_manager.select_for_update().filter(id=identifier).first())  # noqa: SLF001 - Django's documented API
    if row is None:
        raise NotFound(WORDS[model])
    return row


def usable(model: type[Row], identifier: UUID | None, field: str) -> Row | None:
    """Return a row that is named in a field, None for none.

    Raises:
        InvalidInput: there is none with this id, or it is archived.
    """
    if identifier is None:
        return None
    row = cast("Row | None", model._default_manager.filter(id=identifier).first())  # noqa: SLF001 - Django's documented API
    if row is None or row.archived_at is not None:
        message = f"There is no such {WORDS[model]}." if row is None else f"“{row.name}” is archived."
        raise InvalidInput(message, fields={field: message})
    return row


def change_named(
    context: Context,
    row: Named,
    data: Any,  # noqa: ANN401 - an input model with these optional fields
    fields: tuple[str, ...],
    **among: Any,  # noqa: ANN401 - columns of the model
) -> dict[str, list[Any]]:
    """Set name, the given fields and ``archived`` of a row as far as they were said, and return what changed, JSON-ready.

    The row is not saved.
    """
    changes: dict[str, list[Any]] = {}
    if data.name is not None and data.name != row.name:
        name, key = free_name(type(row), data.name, but=row.id, **among)
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
    return changes


def told(context: Context, row: Named, changes: dict[str, list[Any]], verb: str, which: str) -> None:
    """Write the journal line of a change of something named, and offer the way back."""
    word = WORDS[type(row)]
    context.subject(word.replace(" ", "_"), row.id, f"{word.capitalize()} “{row.name}” was changed")
    context.changed(changes)
    if changes:
        context.undo_with(verb, {which: str(row.id), **{name: pair[0] for name, pair in changes.items()}})
