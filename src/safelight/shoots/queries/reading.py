"""Loading sessions with what belongs to them, in a constant number of queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from safelight.calendar.models import Resource
from safelight.foundation import clock
from safelight.foundation.actions import Context, NotFound
from safelight.foundation.money import Money
from safelight.shoots.models import Shoot, Task
from safelight.shoots.queries.cards import (
    ClientLink,
    NamedCard,
    OutcomeCard,
    ParticipantCard,
    PersonLink,
    ResourceWish,
    ShootCard,
    ShootLink,
    ShootRow,
    ShootState,
    ShotCard,
    StayCard,
)
from safelight.shoots.queries.definitions import maybe_named, named, session_type_card, status_card
from safelight.shoots.queries.task_cards import client_link, shoot_link, shown_tasks, task_cards
from safelight.shoots.rules.ages import age_on
from safelight.shoots.rules.timing import Stay, spent

_TAGS_AND_TASKS = """
select shoot_id, 'tag', name, 0 from shoots_shoottag where shoot_id = any(%(ids)s)
union all
select shoot_id, case when done_at is null then 'open' else 'done' end, '', count(*)
from shoots_task where shoot_id = any(%(ids)s) and removed_at is null group by 1, 2
order by 1, 2, 3
"""
# One round trip for everything that belongs to one session but its tasks.
_BELONGINGS = """
select 'participant', to_jsonb(row) from (select * from shoots_participant where shoot_id = %(id)s order by position, id) row
union all
select 'shot', to_jsonb(row) from (select * from shoots_shot where shoot_id = %(id)s order by position, id) row
union all
select 'tag', to_jsonb(row) from (select * from shoots_shoottag where shoot_id = %(id)s order by key) row
union all
select 'outcome', to_jsonb(row) from (select * from shoots_outcome where shoot_id = %(id)s order by at desc, id desc) row
union all
select 'stay', to_jsonb(row) from (
    select stay.*, status.name as status, coalesce(department.name, '') as department
    from shoots_statusstay stay join shoots_status status on status.id = stay.status_id
    left join shoots_department department on department.id = stay.department_id
    where stay.shoot_id = %(id)s order by stay.entered_at, stay.id) row
union all
select 'step', to_jsonb(row) from (
    select id, name, color from shoots_status
    where workflow_id = %(workflow)s and archived_at is null order by "order", id) row
union all
select 'wish', to_jsonb(row) from (
    select resource_id as id, kind from shoots_typeresource where type_id = %(type)s order by position, id) row
"""

_JOINED: Final = (
    "type__workflow", "type__task_list", "client", "photographer", "location", "copied_from", "status__department",
    "status__task_list",
)  # fmt: skip


def today_of(context: Context) -> date:
    """Return the present day in the studio's zone."""
    return clock.local(context.now, context.studio.zone).date()


def load_rows(ids: Sequence[UUID], today: date) -> list[ShootRow]:
    """Return list rows in the order of ``ids`` (two queries); ids that are not there are left out."""
    found = {row.id: row for row in listed(Shoot.objects.filter(id__in=ids))}
    return rows_of([found[identifier] for identifier in ids if identifier in found], today)


def listed(shoots: Any) -> Any:  # noqa: ANN401 - a QuerySet of sessions in and out
    """Return the queryset with what a list row needs and nothing more."""
    return shoots.select_related(
        "type", "client", "status", "status__department", "photographer", "location"
    ).defer(
        "brief", "notes", "search", "field_versions", "client__search", "client__notes", "client__custom",
        "client__field_versions", "type__policy", "type__default_brief", "type__default_notes", "type__client_text",
    )  # fmt: skip


def rows_of(shoots: Sequence[Shoot], today: date) -> list[ShootRow]:
    """Return list rows of sessions loaded by :func:`listed` (one query)."""
    belongings = _tags_and_tasks([shoot.id for shoot in shoots])
    return [_row(shoot, belongings[shoot.id], today) for shoot in shoots]


def links(ids: Collection[UUID]) -> dict[UUID, ShootLink]:
    """Return number and title of sessions by id (one query); ids that are not there are left out."""
    if not ids:
        return {}
    rows = Shoot.objects.filter(id__in=set(ids)).only("id", "number", "title")
    return {row.id: link for row in rows if (link := shoot_link(row))}


def state_of(shoot: Shoot) -> ShootState:
    """Return whether a session is open, finished, cancelled or removed."""
    if shoot.removed_at is not None:
        return "removed"
    if shoot.cancelled_at is not None:
        return "cancelled"
    return "open" if shoot.finished_at is None else "finished"


def load_card(context: Context, shoot_id: UUID) -> ShootCard:
    """Return a session's whole card, also of a removed one (four statements).

    Raises:
        NotFound: there is no such session in the studio.
    """
    shoot = Shoot.objects.select_related(*_JOINED).filter(id=shoot_id).first()
    if shoot is None:
        what = "session"
        raise NotFound(what)
    today = today_of(context)
    belongings = _belongings(shoot)
    stays = [_stay(item) for item in belongings["stay"]]
    by_status, by_department = spent(stays, context.now)
    zone = (shoot.location.zone if shoot.location else "") or context.studio.zone
    day = clock.local(shoot.starts_at, zone).date() if shoot.starts_at else today
    tasks = shown_tasks(Task.objects.filter(shoot_id=shoot.id, removed_at=None)).order_by("position", "id")
    return ShootCard.model_construct(
        id=shoot.id,
        number=shoot.number,
        version=shoot.version,
        title=shoot.title,
        state=state_of(shoot),
        type=session_type_card(
            shoot.type, tuple(ResourceWish.model_validate(_only(ResourceWish, item)) for item in belongings["wish"])
        ),
        client=client_link(shoot.client),
        status=status_card(shoot.status),
        statuses=tuple(NamedCard.model_validate(item) for item in belongings["step"]),
        status_since=shoot.status_since,
        due_on=shoot.due_on,
        overdue=_is_overdue(shoot, today),
        photographer=_photographer(shoot.photographer),
        location=_location(shoot),
        place=shoot.place,
        zone=zone,
        starts_at=shoot.starts_at,
        ends_at=shoot.ends_at,
        brief=shoot.brief,
        notes=shoot.notes,
        custom=shoot.custom,
        session_fee=Money.of_minor(shoot.session_fee_minor, shoot.currency).amount,
        currency=shoot.currency,
        price_list_id=shoot.price_list_id,
        participants=tuple(_participant(item, day) for item in belongings["participant"]),
        shots=tuple(ShotCard.model_validate(_only(ShotCard, item)) for item in belongings["shot"]),
        tags=tuple(item["name"] for item in belongings["tag"]),
        tasks=task_cards(list(tasks), today),
        outcomes=tuple(_outcome(item) for item in belongings["outcome"]),
        stays=tuple(_stay_card(stay, item, context) for stay, item in zip(stays, belongings["stay"], strict=True)),
        seconds_in=by_status,
        seconds_by=by_department,
        delivered_at=shoot.delivered_at,
        delivered_by=shoot.delivered_by,
        finished_at=shoot.finished_at,
        cancelled_at=shoot.cancelled_at,
        removed_at=shoot.removed_at,
        copied_from=shoot_link(shoot.copied_from),
        external_id=shoot.external_id,
        created_at=shoot.created_at,
        created_by=shoot.created_by,
        updated_at=shoot.updated_at,
    )


def _is_overdue(shoot: Shoot, today: date) -> bool:
    return state_of(shoot) == "open" and shoot.due_on is not None and shoot.due_on < today


def _photographer(row: Resource | None) -> PersonLink | None:
    return None if row is None else PersonLink.model_construct(id=row.id, name=row.name)


def _location(shoot: Shoot) -> NamedCard | None:
    if shoot.location is None:
        return None
    return NamedCard.model_construct(id=shoot.location.id, name=shoot.location.name, color="")


def _row(shoot: Shoot, belongings: dict[str, Any], today: date) -> ShootRow:
    client: ClientLink | None = client_link(shoot.client)
    return ShootRow.model_construct(
        id=shoot.id,
        number=shoot.number,
        version=shoot.version,
        title=shoot.title,
        state=state_of(shoot),
        type=named(shoot.type),
        client=client,
        status=named(shoot.status),
        department=maybe_named(shoot.status.department),
        status_since=shoot.status_since,
        due_on=shoot.due_on,
        overdue=_is_overdue(shoot, today),
        photographer=_photographer(shoot.photographer),
        location=_location(shoot),
        place=shoot.place,
        starts_at=shoot.starts_at,
        ends_at=shoot.ends_at,
        delivered_at=shoot.delivered_at,
        tags=tuple(belongings["tag"]),
        tasks_open=sum(belongings["open"]),
        tasks_done=sum(belongings["done"]),
        custom=shoot.custom,
        created_at=shoot.created_at,
        updated_at=shoot.updated_at,
    )


def _tags_and_tasks(ids: list[UUID]) -> dict[UUID, dict[str, list[Any]]]:
    found: dict[UUID, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_TAGS_AND_TASKS, {"ids": ids})
            for shoot_id, what, name, count in cursor.fetchall():
                found[shoot_id][what].append(name if what == "tag" else count)
    return found


def _belongings(shoot: Shoot) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_BELONGINGS, {"id": shoot.id, "workflow": shoot.workflow_id, "type": shoot.type_id})
        for what, item in cursor.fetchall():
            found[what].append(json.loads(item) if isinstance(item, str) else item)
    return found


def _only(card: Any, item: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a card's class
    return {name: item[name] for name in card.model_fields if name in item}


def _participant(item: dict[str, Any], day: date) -> ParticipantCard:
    card = ParticipantCard.model_validate(_only(ParticipantCard, item))
    return card.model_copy(update={"age": age_on(card.birthday, day)}) if card.birthday and card.age is None else card


def _outcome(item: dict[str, Any]) -> OutcomeCard:
    amounts = {name: Money.of_minor(item[f"{name}_minor"], item["currency"]).amount for name in ("fee", "credit")}
    return OutcomeCard.model_validate({**_only(OutcomeCard, item), **amounts})


def _stay(item: dict[str, Any]) -> Stay:
    left = datetime.fromisoformat(item["left_at"]) if item["left_at"] else None
    return Stay(item["status"], item["department"], datetime.fromisoformat(item["entered_at"]), left, item["timed"])


def _stay_card(stay: Stay, item: dict[str, Any], context: Context) -> StayCard:
    return StayCard.model_construct(
        status=stay.status,
        department=stay.department,
        entered_at=stay.entered,
        left_at=stay.left,
        seconds=max(0, int(((stay.left or context.now) - stay.entered).total_seconds())),
        timed=stay.timed,
        by=item["by"],
        reason=item["reason"],
        overridden=tuple(item["overridden"]),
    )
