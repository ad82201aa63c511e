"""Saving, changing and removing views of the client list."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.clients.models import SavedView
from safelight.clients.queries.cards import ViewCard
from safelight.clients.queries.filters import ClientFilters
from safelight.clients.queries.list import Sort
from safelight.clients.queries.reading import view_card
from safelight.foundation.actions import Context, Empty, Forbidden, Frozen, NotFound, action
from safelight.foundation.ids import new_id


class SaveView(Frozen):
    """A view: filters, columns in their order, and sort; shared ones are seen by everybody in the studio."""

    name: str = Field(min_length=1, max_length=80)
    shared: bool = False
    filters: ClientFilters = ClientFilters()
    columns: tuple[str, ...] = Field(default=(), max_length=60)
    sort: Sort = "name"


class ChangeView(Frozen):
    """What changes on a view; what is left out stays."""

    view_id: UUID
    name: str | None = Field(default=None, min_length=1, max_length=80)
    shared: bool | None = None
    filters: ClientFilters | None = None
    columns: tuple[str, ...] | None = Field(default=None, max_length=60)
    sort: Sort | None = None


class WhichView(Frozen):
    """Which view."""

    view_id: UUID


@action("clients.save_view", permission="clients.view", door="POST /client-views")
def save_view(context: Context, data: SaveView) -> ViewCard:
    """Save the way the client list is shown under a name."""
    if data.shared:
        context.require("clients.edit")
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
    context.subject("view", row.id, f"View “{row.name}” was saved")
    context.undo_with("clients.remove_view", {"view_id": str(row.id)})
    return view_card(row, context.actor.id)


@action("clients.change_view", permission="clients.view", door="PATCH /client-views/{view_id}")
def change_view(context: Context, data: ChangeView) -> ViewCard:
    """Change a saved view."""
    row = _own(context, data.view_id)
    before = {"name": row.name, "shared": row.shared, "filters": row.filters, "columns": row.columns, "sort": row.sort}
    if data.shared:
        context.require("clients.edit")
    for name in data.model_fields_set - {"view_id"}:
        value = getattr(data, name)
        if value is not None:
            plain = value.model_dump(mode="json", exclude_defaults=True) if name == "filters" else value
            setattr(row, name, list(plain) if name == "columns" else plain)
    row.save()
    context.subject("view", row.id, f"View “{row.name}” was changed")
    context.undo_with("clients.change_view", {"view_id": str(row.id), **before})
    return view_card(row, context.actor.id)


@action("clients.remove_view", permission="clients.view", door="DELETE /client-views/{view_id}")
def remove_view(context: Context, data: WhichView) -> Empty:
    """Remove a saved view."""
    row = _own(context, data.view_id)
    context.subject("view", row.id, f"View “{row.name}” was removed")
    context.undo_with(
        "clients.save_view",
        {
            "name": row.name,
            "shared": row.shared,
            "filters": row.filters,
            "columns": row.columns,
            "sort": row.sort or "name",
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
    if row.owner_id != context.actor.id and not context.actor.may("clients.manage"):
        message = "Somebody else shared this view. Only they or a manager may change it; save your own instead."
        raise Forbidden(message)
    return row
