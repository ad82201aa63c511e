"""Saving, changing and removing views of the session list."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Empty, Forbidden, Frozen, NotFound, action
from safelight.foundation.ids import new_id
from safelight.shoots.models import SavedView
from safelight.shoots.queries.cards import ViewCard
from safelight.shoots.queries.definitions import view_card
from safelight.shoots.queries.filters import ShootFilters
from safelight.shoots.queries.list import Sort


class SaveShootView(Frozen):
    """A view: filters, columns in their order, and sort; shared ones are seen by everybody in the studio."""

    name: str = Field(min_length=1, max_length=80)
    shared: bool = False
    filters: ShootFilters = ShootFilters()
    columns: tuple[str, ...] = Field(default=(), max_length=60)
    sort: Sort = "-starts"


class ChangeShootView(Frozen):
    """What changes on a view; what is left out stays."""

    session_view_id: UUID
    name: str | None = Field(default=None, min_length=1, max_length=80)
    shared: bool | None = None
    filters: ShootFilters | None = None
    columns: tuple[str, ...] | None = Field(default=None, max_length=60)
    sort: Sort | None = None


class WhichShootView(Frozen):
    """Which view."""

    session_view_id: UUID


@action("shoots.save_view", permission="shoots.view", door="POST /session-views")
def save_view(context: Context, data: SaveShootView) -> ViewCard:
    """Save the way the session list is shown under a name."""
    if data.shared:
        context.require("shoots.edit")
    row = SavedView(
        id=new_id(),
        owner_id=context.actor.id,
        name=data.name,
        shared=data.shared,
        filters=data.filters.model_dump(mode="json", exclude_defaults=True),
        columns=list(data.columns),
        sort=data.sort,
        created_at=context.now,
    )
    row.save(force_insert=True)
    context.subject("session_view", row.id, f"View “{row.name}” of sessions was saved")
    context.undo_with("shoots.remove_view", {"session_view_id": str(row.id)})
    return view_card(row, context.actor.id)


@action("shoots.change_view", permission="shoots.view", door="PATCH /session-views/{session_view_id}")
def change_view(context: Context, data: ChangeShootView) -> ViewCard:
    """Change a saved view of sessions."""
    row = _own(context, data.session_view_id)
    before = {"name": row.name, "shared": row.shared, "filters": row.filters, "columns": row.columns, "sort": row.sort}
    if data.shared:
        context.require("shoots.edit")
    for name in data.model_fields_set - {"session_view_id"}:
        value = getattr(data, name)
        if value is not None:
            plain = value.model_dump(mode="json", exclude_defaults=True) if name == "filters" else value
            setattr(row, name, list(plain) if name == "columns" else plain)
    row.save()
    context.subject("session_view", row.id, f"View “{row.name}” of sessions was changed")
    context.undo_with("shoots.change_view", {"session_view_id": str(row.id), **before})
    return view_card(row, context.actor.id)


@action("shoots.remove_view", permission="shoots.view", door="DELETE /session-views/{session_view_id}")
def remove_view(context: Context, data: WhichShootView) -> Empty:
    """Remove a saved view of sessions."""
    row = _own(context, data.session_view_id)
    context.subject("session_view", row.id, f"View “{row.name}” of sessions was removed")
    context.undo_with(
        "shoots.save_view",
        {
            "name": row.name,
            "shared": row.shared,
            "filters": row.filters,
            "columns": row.columns,
            "sort": row.sort or "-starts",
        },
    )
    row.delete()
    return Empty()


def _own(context: Context, view_id: UUID) -> SavedView:
    """Return a view the actor may change: their own, or a shared one if they define things for the studio."""
    row = SavedView.objects.select_for_update().filter(id=view_id).first()
    if row is None or (row.owner_id != context.actor.id and not row.shared):
        what = "view"
        raise NotFound(what)
    if row.owner_id != context.actor.id and not context.actor.may("shoots.manage"):
        message = "Somebody else shared this view. Only they or a manager may change it; save your own instead."
        raise Forbidden(message)
    return row
