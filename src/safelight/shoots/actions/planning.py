"""Planning sessions: with a first date or without one."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from safelight.calendar.actions.placing import lock_resources
from safelight.calendar.models import Resource
from safelight.clients.models import Client
from safelight.foundation.actions import Conflict, Context, InvalidInput, action
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.numbers import take_numbers
from safelight.pricing.models import Item, PriceList
from safelight.shoots.actions.adding_tasks import Target, add_from_list
from safelight.shoots.actions.checking import (
    custom_values,
    known_client,
    known_location,
    known_photographer,
)
from safelight.shoots.actions.dues import almanac, set_due
from safelight.shoots.actions.events import book_event, finish
from safelight.shoots.actions.naming import ensure_defaults, usable
from safelight.shoots.actions.shoot_inputs import BookShoot, PlanShoot, ShotInput
from safelight.shoots.actions.staying import enter
from safelight.shoots.actions.types import known_price_list
from safelight.shoots.actions.writing import fresh_search, write_participants, write_shots, write_tags
from safelight.shoots.events import ShootBooked, StatusEntered
from safelight.shoots.models import SessionType, Shoot, Status, TaskListItem
from safelight.shoots.queries.cards import ShootCard
from safelight.shoots.queries.reading import load_card
from safelight.shoots.rules.workdays import Workdays

SERIES: Final = "shoot"


@action("shoots.plan", permission="shoots.edit", door="POST /shoots/planned", dry_run=True)
def plan(context: Context, data: PlanShoot) -> ShootCard:
    """Plan a session that has no date yet."""
    shoot = plan_shoot(context, data)
    _told(context, shoot, "was planned")
    return load_card(context, shoot.id)


@action("shoots.book", permission="shoots.edit", door="POST /shoots", dry_run=True)
def book(context: Context, data: BookShoot) -> ShootCard:
    """Book a session: client, time, photographer and room at once.

    Refused if somebody or something is taken at that time, unless the date's ``override`` gives a reason and the
    booker may. Resources that are not named are chosen: the photographer, and what the session type wants.
    """
    shoot = book_shoot(context, data)
    _told(context, shoot, "was booked")
    return load_card(context, shoot.id)


def book_shoot(context: Context, data: BookShoot) -> Shoot:
    """Book a session inside another action's transaction: plan it and add its first date.

    The journal line is the caller's.

    Raises:
        Taken: a resource is taken and no reason to override was given.
        InvalidInput: something that is named does not exist; ``fields`` says where.
    """
    # Resources first, then the numbers that everybody wants: so two people never wait for each other in a circle.
    lock_resources({*(data.event.resource_ids or ()), *filter(None, [data.photographer_id])}, context.now)
    shoot = plan_shoot(context, PlanShoot(**{name: getattr(data, name) for name in PlanShoot.model_fields}), dated=True)
    book_event(context, shoot, data.event)
    finish(context, shoot)
    return shoot


def plan_shoot(
    context: Context,
    data: PlanShoot,
    *,
    dated: bool = False,
    copied_from: UUID | None = None,
    days: Workdays | None = None,
) -> Shoot:
    """Write a new session inside another action's transaction: row, participants, shots, tags, tasks, first status.

    ``dated`` says that a first date follows at once, ``days`` saves asking for the workdays. Publishes
    :class:`ShootBooked`; the journal line is the caller's.

    Raises:
        Conflict: the id is taken.
        InvalidInput: something that is named does not exist; ``fields`` says where.
    """
    ensure_defaults(context)
    kind = usable(SessionType, data.type_id, "type_id")
    if kind is None:
        message = "Choose a session type."
        raise InvalidInput(message, fields={"type_id": message})
    client = known_client(data.client_id)
    photographer = known_photographer(data.photographer_id)
    location = known_location(data.location_id)
    if data.id is not None and Shoot.objects.filter(id=data.id).exists():
        message = "This session was planned already."
        raise Conflict(message, code="exists")
    status = first_status(kind.workflow_id)
    custom = {key: value for key, value in custom_values(context, data.custom).items() if value is not None}
    fee = session_fee(context, kind, known_price_list(data.price_list_id) or kind.price_list_id)
    shoot = Shoot(
        id=data.id or new_id(),
        number=take_numbers(SERIES)[0],
        type=kind,
        client_id=client.id if client else None,
        title=data.title or title_for(kind, client),
        workflow_id=kind.workflow_id,
        status_id=status.id,
        status_since=context.now,
        photographer_id=photographer.id if photographer else None,
        location_id=location.id if location else None,
        place=data.place,
        brief=kind.default_brief if data.brief is None else data.brief,
        notes=kind.default_notes if data.notes is None else data.notes,
        custom=custom,
        price_list_id=data.price_list_id or kind.price_list_id,
        session_fee_minor=fee.minor,
        currency=fee.currency,
        copied_from_id=copied_from,
        external_id=data.external_id,
        search="",
        created_at=context.now,
        created_by=context.actor.label,
        updated_at=context.now,
    )
    shoot.save(force_insert=True)
    write_participants(shoot, data.participants)
    shots = tuple(ShotInput(text=text) for text in kind.default_shots) if data.shots is None else data.shots
    write_shots(shoot, shots)
    write_tags(shoot, data.tags)
    fresh_search(shoot)
    enter(context, shoot, status)
    known = almanac(context, shoot, days)
    set_due(shoot, status, known)
    shoot.save()
    lists = [kind.task_list_id if data.tasks else None, status.task_list_id]
    items = TaskListItem.objects.filter(list_id__in=[one for one in lists if one]).order_by("list_id", "position", "id")
    add_from_list(context, items, known, Target(shoot=shoot, photographer=person_of(photographer)))
    context.publish(ShootBooked(shoot_id=shoot.id, client_id=shoot.client_id, type_id=kind.id, dated=dated))
    context.publish(
        StatusEntered(
            shoot_id=shoot.id, client_id=shoot.client_id, status_id=status.id, before_id=None, terminal=status.terminal
        )
    )
    return shoot


def first_status(workflow_id: UUID) -> Status:
    """Return the status in which sessions of a workflow begin; raises InvalidInput when it has none."""
    status = Status.objects.filter(workflow_id=workflow_id, archived_at=None).order_by("order", "id").first()
    if status is None:
        message = "The workflow of this session type has no status. Add one in the settings."
        raise InvalidInput(message, fields={"type_id": message})
    return status


def session_fee(context: Context, kind: SessionType, price_list_id: UUID | None) -> Money:
    """Return what a session of a type costs as such, at present; nothing where no item says it."""
    if kind.session_fee_item_id is not None:
        item = Item.objects.select_related("price_list").get(id=kind.session_fee_item_id)
        return Money.of_minor(item.price_minor, item.price_list.currency)
    known = PriceList.objects.filter(id=price_list_id).first() if price_list_id else None
    return Money.zero(known.currency if known else context.studio.currency)


def title_for(kind: SessionType, client: Client | None) -> str:
    """Return the title of a session that was given none; ``{type}`` and ``{client}`` stand for themselves."""
    name = client.display_name if client else ""
    if kind.default_title:
        return " ".join(kind.default_title.replace("{type}", kind.name).replace("{client}", name).split())[:200]
    return ", ".join(part for part in (kind.name, name) if part)[:200]


def person_of(resource: Resource | None) -> UUID | None:
    """Return the person who signs in as this resource, None for somebody who does not."""
    membership = resource.membership if resource else None
    return membership.user_id if membership else None


def _told(context: Context, shoot: Shoot, what: str) -> None:
    context.subject("shoot", shoot.id, f"Session {shoot.number}, {shoot.title}, {what}")
    context.concerns(shoot.client_id)
    context.undo_with("shoots.remove", {"shoot_id": str(shoot.id)})
