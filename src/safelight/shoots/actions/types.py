"""Defining session types."""

from __future__ import annotations

from datetime import time
from typing import Any, Final
from uuid import UUID

from pydantic import Field

from safelight.calendar.models import Resource
from safelight.calendar.rules.kinds import ResourceKind
from safelight.foundation.actions import Context, Frozen, InvalidInput, action
from safelight.foundation.events import as_json
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.pricing.models import Item, PriceList
from safelight.shoots.actions.naming import (
    LONGEST_NAME,
    change_named,
    ensure_defaults,
    free_name,
    named_row,
    next_order,
    told,
    usable,
)
from safelight.shoots.models import SessionType, TaskList, TypeResource, Workflow
from safelight.shoots.queries.cards import PolicyStepCard, ResourceWish, SessionTypeCard
from safelight.shoots.queries.definitions import type_card
from safelight.shoots.queries.setup import Setup

_LONGEST_TEXT: Final = 10_000
_DAY: Final = 24 * 60
_PLAIN: Final = (
    "color",
    "order",
    "minutes",
    "preparation_minutes",
    "buffer_minutes",
    "default_title",
    "default_brief",
    "default_notes",
    "client_text",
    "bookable_online",
    "confirms",
)
_LISTS: Final = ("forms", "default_shots")


class AddType(Frozen):
    """A new session type; without a workflow it takes the first one. Lengths are minutes."""

    name: str = Field(max_length=LONGEST_NAME)
    color: str = Field(default="", max_length=20)
    minutes: int = Field(default=60, ge=5, le=7 * _DAY)
    preparation_minutes: int = Field(default=0, ge=0, le=_DAY)
    buffer_minutes: int = Field(default=0, ge=0, le=_DAY)
    resources: tuple[ResourceWish, ...] = Field(default=(), max_length=20)
    workflow_id: UUID | None = None
    task_list_id: UUID | None = None
    price_list_id: UUID | None = None
    session_fee_item_id: UUID | None = None
    forms: tuple[str, ...] = Field(default=(), max_length=20)
    default_title: str = Field(default="", max_length=200)
    default_brief: str = Field(default="", max_length=_LONGEST_TEXT)
    default_notes: str = Field(default="", max_length=_LONGEST_TEXT)
    default_shots: tuple[str, ...] = Field(default=(), max_length=200)
    client_text: str = Field(default="", max_length=_LONGEST_TEXT)
    bookable_online: bool = False
    policy: tuple[PolicyStepCard, ...] = Field(default=(), max_length=20)
    confirms: bool = True
    remind_days: int | None = Field(default=1, ge=0, le=60)
    remind_at: time = time(9)


class ChangeType(Frozen):
    """What changes on a session type; lists are replaced whole, an explicit null empties, what is left out stays."""

    type_id: UUID
    name: str | None = Field(default=None, max_length=LONGEST_NAME)
    color: str | None = Field(default=None, max_length=20)
    order: int | None = Field(default=None, ge=0, le=1000)
    minutes: int | None = Field(default=None, ge=5, le=7 * _DAY)
    preparation_minutes: int | None = Field(default=None, ge=0, le=_DAY)
    buffer_minutes: int | None = Field(default=None, ge=0, le=_DAY)
    resources: tuple[ResourceWish, ...] | None = Field(default=None, max_length=20)
    workflow_id: UUID | None = None
    task_list_id: UUID | None = None
    price_list_id: UUID | None = None
    session_fee_item_id: UUID | None = None
    forms: tuple[str, ...] | None = Field(default=None, max_length=20)
    default_title: str | None = Field(default=None, max_length=200)
    default_brief: str | None = Field(default=None, max_length=_LONGEST_TEXT)
    default_notes: str | None = Field(default=None, max_length=_LONGEST_TEXT)
    default_shots: tuple[str, ...] | None = Field(default=None, max_length=200)
    client_text: str | None = Field(default=None, max_length=_LONGEST_TEXT)
    bookable_online: bool | None = None
    policy: tuple[PolicyStepCard, ...] | None = Field(default=None, max_length=20)
    confirms: bool | None = None
    remind_days: int | None = Field(default=None, ge=0, le=60)
    remind_at: time | None = None
    archived: bool | None = None


@action("shoots.add_type", permission="shoots.manage", door="POST /session-types")
def add_type(context: Context, data: AddType) -> SessionTypeCard:
    """Define a session type."""
    ensure_defaults(context)
    name, key = free_name(SessionType, data.name)
    workflow = usable(Workflow, data.workflow_id, "workflow_id") or _first_workflow()
    task_list = usable(TaskList, data.task_list_id, "task_list_id")
    row = SessionType(
        id=new_id(),
        name=name,
        key=key,
        order=next_order(SessionType),
        workflow_id=workflow.id,
        task_list_id=task_list.id if task_list else None,
        price_list_id=known_price_list(data.price_list_id),
        session_fee_item_id=_known_item(data.session_fee_item_id),
        policy=_policy(context, data.policy),
        currency=context.studio.currency,
        remind_days=data.remind_days,
        remind_at=data.remind_at,
        **{field: getattr(data, field) for field in _PLAIN if field != "order"},
        **{field: _texts(getattr(data, field)) for field in _LISTS},
    )
    row.save(force_insert=True)
    _write_resources(row, data.resources)
    context.subject("session_type", row.id, f"Session type “{name}” was defined")
    context.undo_with("shoots.change_type", {"type_id": str(row.id), "archived": True})
    return type_card(row, Setup(context.studio))


@action("shoots.change_type", permission="shoots.manage", door="PATCH /session-types/{type_id}")
def change_type(context: Context, data: ChangeType) -> SessionTypeCard:
    """Change or archive a session type; sessions that were planned stay as they are."""
    ensure_defaults(context)
    row = named_row(SessionType, data.type_id)
    changes = change_named(context, row, data, _PLAIN)
    for field in _LISTS:
        given = getattr(data, field)
        if given is not None and (texts := _texts(given)) != getattr(row, field):
            changes[field] = [getattr(row, field), texts]
            setattr(row, field, texts)
    _set_links(row, data, changes)
    _set_times(row, data, changes)
    if data.policy is not None and (policy := _policy(context, data.policy)) != row.policy:
        changes["policy"] = [row.policy, policy]
        row.policy, row.currency = policy, context.studio.currency
    row.save()
    if data.resources is not None:
        before = [_plain(item) for item in TypeResource.objects.filter(type_id=row.id).order_by("position", "id")]
        after = [as_json(item.model_dump()) for item in data.resources]
        if before != after:
            changes["resources"] = [before, after]
            TypeResource.objects.filter(type_id=row.id).delete()
            _write_resources(row, data.resources)
    told(context, row, changes, "shoots.change_type", "type_id")
    return type_card(row, Setup(context.studio))


def _first_workflow() -> Workflow:
    found = Workflow.objects.filter(archived_at=None).order_by("order", "id").first()
    if found is None:
        message = "Every workflow is archived. Bring one back, or define one first."
        raise InvalidInput(message, fields={"workflow_id": message})
    return found


def _set_links(row: SessionType, data: ChangeType, changes: dict[str, list[Any]]) -> None:
    if data.workflow_id is not None and data.workflow_id != row.workflow_id:
        workflow = usable(Workflow, data.workflow_id, "workflow_id")
        changes["workflow_id"] = [str(row.workflow_id), str(data.workflow_id)]
        row.workflow_id = workflow.id if workflow else row.workflow_id
    if "task_list_id" in data.model_fields_set and data.task_list_id != row.task_list_id:
        usable(TaskList, data.task_list_id, "task_list_id")
        changes["task_list_id"] = [as_json(row.task_list_id), as_json(data.task_list_id)]
        row.task_list_id = data.task_list_id
    for field, check in (("price_list_id", known_price_list), ("session_fee_item_id", _known_item)):
        wished = getattr(data, field)
        if field in data.model_fields_set and wished != getattr(row, field):
            changes[field] = [as_json(getattr(row, field)), as_json(wished)]
            setattr(row, field, check(wished))


def known_price_list(price_list_id: UUID | None) -> UUID | None:
    """Return the id of a price list in use, None for none; raises InvalidInput."""
    if price_list_id and not PriceList.objects.filter(id=price_list_id, archived_at=None).exists():
        message = "There is no such price list, or it is archived."
        raise InvalidInput(message, fields={"price_list_id": message})
    return price_list_id


def _known_item(item_id: UUID | None) -> UUID | None:
    if item_id and not Item.objects.filter(id=item_id).exists():
        message = "There is no such item on any price list."
        raise InvalidInput(message, fields={"session_fee_item_id": message})
    return item_id


def _set_times(row: SessionType, data: ChangeType, changes: dict[str, list[Any]]) -> None:
    if "remind_days" in data.model_fields_set and data.remind_days != row.remind_days:
        changes["remind_days"] = [row.remind_days, data.remind_days]
        row.remind_days = data.remind_days
    if data.remind_at is not None and data.remind_at != row.remind_at:
        changes["remind_at"] = [row.remind_at.isoformat("minutes"), data.remind_at.isoformat("minutes")]
        row.remind_at = data.remind_at


def _texts(given: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(text for item in given if (text := " ".join(item.split()))))


def _policy(context: Context, steps: tuple[PolicyStepCard, ...]) -> list[dict[str, Any]]:
    for place, step in enumerate(steps):
        try:
            Money(step.fee, context.studio.currency)
        except ValueError as error:
            raise InvalidInput(str(error), fields={f"policy.{place}.fee": str(error)}) from None
    ordered = sorted(steps, key=lambda step: (step.change, -step.hours))
    return [as_json(step.model_dump()) for step in ordered]


def _write_resources(row: SessionType, wishes: tuple[ResourceWish, ...]) -> None:
    known = {
        item.id: item
        for item in Resource.objects.filter(id__in=[wish.id for wish in wishes if wish.id], archived_at=None)
    }
    made = []
    for place, wish in enumerate(wishes):
        field = f"resources.{place}"
        if wish.id is not None and wish.id not in known:
            message = "There is no such resource."
            raise InvalidInput(message, fields={f"{field}.id": message})
        if wish.id is None and wish.kind not in set(ResourceKind):
            message = f"Say a resource, or one of the kinds {', '.join(ResourceKind)}."
            raise InvalidInput(message, fields={f"{field}.kind": message})
        kind = known[wish.id].kind if wish.id else wish.kind
        made.append(
            TypeResource(
                id=new_id(), studio_id=row.studio_id, type_id=row.id, position=place, resource_id=wish.id, kind=kind
            )
        )
    TypeResource.objects.bulk_create(made)


def _plain(row: TypeResource) -> dict[str, Any]:
    return {"id": as_json(row.resource_id), "kind": "" if row.resource_id else row.kind}
