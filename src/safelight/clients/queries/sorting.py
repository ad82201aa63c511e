"""What a studio sorts its clients by: stages, tags, groups, sources, own fields, saved views; and the board."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import Count, Q
from pydantic import Field

from safelight.clients.models import Client, CustomField, Group, GroupMembership, SavedView, Source, Stage, Tag, TagLink
from safelight.clients.queries.cards import ClientRow, CustomFieldCard, StageCard, ViewCard
from safelight.clients.queries.reading import custom_field_card, load_rows, stage_card, view_card
from safelight.clients.rules.pipeline import DEFAULT_STAGES, default_stage_id
from safelight.foundation.actions import Context, Empty, Frozen, query


class WithArchived(Frozen):
    """Whether archived ones are wanted too."""

    archived: bool = False


class CountedStage(Frozen):
    """A stage and how many clients are in it."""

    stage: StageCard
    clients: int
    archived: bool = False


class CountedName(Frozen):
    """A tag, group or source and how many clients carry it."""

    id: UUID
    name: str
    color: str = ""
    description: str = ""
    clients: int
    archived: bool = False


class Stages(Frozen):
    """The pipeline in its order."""

    items: tuple[CountedStage, ...]


class CountedNames(Frozen):
    """In alphabetical order."""

    items: tuple[CountedName, ...]


class CustomFields(Frozen):
    """In the order of the form."""

    items: tuple[CustomFieldCard, ...]


class Views(Frozen):
    """Own and shared views, by name."""

    items: tuple[ViewCard, ...]


class AskBoard(Frozen):
    """How many cards of each column; ``stage`` narrows the board to one column to load more of it."""

    limit: int = Field(default=20, ge=1, le=100)
    offset: int = Field(default=0, ge=0)
    stage: UUID | None = None


class Column(Frozen):
    """A column of the board: the newest arrivals first."""

    stage: StageCard
    total: int
    cards: tuple[ClientRow, ...]


class Board(Frozen):
    """The lead pipeline as columns."""

    columns: tuple[Column, ...]


@query("clients.stages", permission="clients.view", door="GET /client-stages")
def stages(context: Context, data: WithArchived) -> Stages:
    """List the stages of the lead pipeline with the number of clients in each."""
    counted = (
        Client.objects.filter(removed_at=None, stage_id__isnull=False).values_list("stage_id").annotate(Count("id"))
    )
    counts = dict(counted.order_by())
    return Stages(
        items=tuple(
            CountedStage(stage=card, clients=counts.get(row.id, 0), archived=row.archived_at is not None)
            for row in stage_rows(context.studio.id)
            if (card := stage_card(row)) and (data.archived or row.archived_at is None)
        )
    )


def stage_rows(studio_id: UUID) -> list[Stage]:
    """Return the stages in order; a studio that never used the pipeline has the default ones, not stored yet."""
    rows = list(Stage.objects.order_by("order", "id"))
    if {row.id for row in rows} & {default_stage_id(studio_id, name) for name, _, _ in DEFAULT_STAGES}:
        return rows
    defaults = [
        Stage(id=default_stage_id(studio_id, name), name=name, kind=kind, color=color, order=order)
        for order, (name, kind, color) in enumerate(DEFAULT_STAGES, start=1)
    ]
    return sorted([*defaults, *rows], key=lambda row: row.order)


@query("clients.tags", permission="clients.view", door="GET /client-tags")
def tags(_: Context, data: WithArchived) -> CountedNames:
    """List the tags with the number of clients that carry each."""
    counts = dict(
        TagLink.objects.filter(client__removed_at=None).values_list("tag_id").annotate(Count("id")).order_by()
    )
    return _counted(list(Tag.objects.order_by("key")), counts, data)


@query("clients.groups", permission="clients.view", door="GET /client-groups")
def groups(_: Context, data: WithArchived) -> CountedNames:
    """List the groups with the number of clients in each."""
    members = GroupMembership.objects.filter(client__removed_at=None).values_list("group_id").annotate(Count("id"))
    return _counted(list(Group.objects.order_by("key")), dict(members.order_by()), data)


@query("clients.sources", permission="clients.view", door="GET /client-sources")
def sources(_: Context, data: WithArchived) -> CountedNames:
    """List the sources with the number of clients that came from each."""
    counted = (
        Client.objects.filter(removed_at=None, source_id__isnull=False).values_list("source_id").annotate(Count("id"))
    )
    return _counted(list(Source.objects.order_by("key")), dict(counted.order_by()), data)


@query("clients.custom_fields", permission="clients.view", door="GET /client-fields")
def custom_fields(_: Context, data: WithArchived) -> CustomFields:
    """List the fields the studio defined for its clients."""
    rows = CustomField.objects.order_by("order", "id")
    return CustomFields(items=tuple(custom_field_card(row) for row in rows if data.archived or row.archived_at is None))


@query("clients.views", permission="clients.view", door="GET /client-views")
def views(context: Context, _: Empty) -> Views:
    """List the saved views of the client list: one's own and shared ones."""
    rows = SavedView.objects.filter(Q(shared=True) | Q(owner_id=context.actor.id)).order_by("name", "id")
    return Views(items=tuple(view_card(row, context.actor.id) for row in rows))


@query("clients.board", permission="clients.view", door="GET /client-board")
def board(context: Context, data: AskBoard) -> Board:
    """Show the lead pipeline as a board: every stage with its newest clients."""
    rows = [row for row in stage_rows(context.studio.id) if row.archived_at is None]
    if data.stage is not None:
        rows = [row for row in rows if row.id == data.stage]
    with connection.cursor() as cursor:
        cursor.execute(
            "select stage_id, id, total from (select stage_id, id, count(*) over whole as total,"
            " row_number() over (partition by stage_id order by stage_since desc nulls last, id desc) as place"
            " from clients_client where stage_id = any(%s) and removed_at is null"
            " window whole as (partition by stage_id)) placed where place > %s and place <= %s order by stage_id, place",
            [[row.id for row in rows], data.offset, data.offset + data.limit],
        )
        found = cursor.fetchall()
    cards = {card.id: card for card in load_rows([row[1] for row in found], context.studio.country)}
    totals = {row[0]: int(row[2]) for row in found}
    return Board(
        columns=tuple(
            Column.model_construct(
                stage=card,
                total=totals.get(row.id, 0),
                cards=tuple(cards[identifier] for stage_id, identifier, _ in found if stage_id == row.id),
            )
            for row in rows
            if (card := stage_card(row))
        )
    )


def _counted(rows: list[Tag] | list[Group] | list[Source], counts: dict[UUID, int], data: WithArchived) -> CountedNames:
    return CountedNames(
        items=tuple(
            CountedName(
                id=row.id,
                name=row.name,
                color=row.color,
                description=getattr(row, "description", ""),
                clients=counts.get(row.id, 0),
                archived=row.archived_at is not None,
            )
            for row in rows
            if data.archived or row.archived_at is None
        )
    )
