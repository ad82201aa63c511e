"""Bringing in sessions of the past, with the way they went: from another program, or from paper."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, Field

from safelight.foundation import clock
from safelight.foundation.actions import Context, Frozen, InvalidInput, action
from safelight.foundation.actions.context import Trace
from safelight.foundation.ids import new_id
from safelight.shoots.actions.dues import almanac, set_due
from safelight.shoots.actions.events import book_event, cancel_all, finish
from safelight.shoots.actions.planning import plan_shoot
from safelight.shoots.actions.shoot_inputs import EventInput, PlanShoot
from safelight.shoots.events import ShootsBroughtIn
from safelight.shoots.models import Outcome, Shoot, Shot, Status, StatusStay, Task
from safelight.shoots.queries.reading import today_of
from safelight.shoots.queries.workdays import workdays
from safelight.shoots.rules.folding import key_of
from safelight.shoots.rules.policy import Change
from safelight.shoots.rules.workdays import Workdays

_MOST = 200


class PastStep(Frozen):
    """When a session came into a status of its workflow, named by id or name."""

    status: str = Field(min_length=1, max_length=80)
    at: AwareDatetime


class PastShoot(PlanShoot):
    """A session of the past: when it was planned, its dates, the statuses it went through in order, and its end.

    Tasks that were due by ``tasks_done_at`` are done; and the shot list, when the pictures were taken by then.
    """

    planned_at: AwareDatetime
    events: tuple[EventInput, ...] = Field(default=(), max_length=20)
    path: tuple[PastStep, ...] = Field(default=(), max_length=60)
    delivered_at: AwareDatetime | None = None
    tasks_done_at: AwareDatetime | None = None
    cancelled_at: AwareDatetime | None = None
    cancel_reason: str = Field(default="", max_length=500)


class BringIn(Frozen):
    """Sessions of the past, the oldest first: they are numbered in this order."""

    sessions: tuple[PastShoot, ...] = Field(min_length=1, max_length=_MOST)


class BroughtIn(Frozen):
    """The sessions that were made, in the order in which they came."""

    ids: tuple[UUID, ...]


@action("shoots.bring_in", permission="shoots.manage", door="POST /shoots/past", dry_run=True)
def bring_in(context: Context, data: BringIn) -> BroughtIn:
    """Enter sessions of the past with the way they went; all of them or none.

    Nobody is told of them, no policy is asked and no condition of a status counts: it has all happened. Statuses and
    dates may lie before today and after; what is left out is as for a session that is planned now.
    """
    ids = []
    days: dict[UUID | None, Workdays] = {}
    for place, past in enumerate(data.sessions):
        # What the verbs below publish is not news: nobody listens to this trace.
        then = Context(context.studio, context.actor, past.planned_at, context.request_id, Trace())
        try:
            if past.location_id not in days:
                days[past.location_id] = workdays(past.location_id, today_of(context))
            ids.append(_one(then, past, days[past.location_id]).id)
        except InvalidInput as error:
            fields = {f"sessions.{place}.{name}": words for name, words in error.fields.items()}
            raise InvalidInput(error.message, code=error.code, fields=fields) from None
    context.subject("shoots", context.studio.id, f"{len(ids)} sessions of the past were entered")
    context.concerns(*{past.client_id for past in data.sessions if past.client_id})
    context.publish(ShootsBroughtIn(count=len(ids)))
    return BroughtIn(ids=tuple(ids))


def _one(then: Context, past: PastShoot, days: Workdays) -> Shoot:
    shoot = plan_shoot(then, PlanShoot(**{name: getattr(past, name) for name in PlanShoot.model_fields}), days=days)
    for event in past.events:
        book_event(then, shoot, event)
    if past.events:
        finish(then, shoot, days)
    if past.path:
        _walk(then, shoot, past, days)
    if past.tasks_done_at is not None:
        done = {"done_at": past.tasks_done_at, "done_by": then.actor.label}
        day = clock.local(past.tasks_done_at, then.studio.zone).date()
        Task.objects.filter(shoot_id=shoot.id, due_on__lte=day).update(**done)
        if shoot.ends_at is not None and shoot.ends_at <= past.tasks_done_at:
            Shot.objects.filter(shoot_id=shoot.id).update(**done)
    if past.cancelled_at is not None:
        _call_off(then, shoot, past, past.cancelled_at)
    return shoot


def _walk(then: Context, shoot: Shoot, past: PastShoot, days: Workdays) -> None:
    known = {row.id: row for row in Status.objects.filter(workflow_id=shoot.workflow_id)}
    by_name = {row.key: row for row in known.values()} | {str(row.id): row for row in known.values()}
    entered, status = shoot.status_since, known[shoot.status_id]
    StatusStay.objects.filter(shoot_id=shoot.id, left_at=None).update(left_at=past.path[0].at)
    stays: list[StatusStay] = []
    for number, step in enumerate(past.path):
        found = by_name.get(step.status) or by_name.get(key_of(step.status))
        if found is None or step.at < entered:
            wrong = "There is no such status in the workflow." if found is None else "It comes before the one above it."
            raise InvalidInput(wrong, fields={f"path.{number}": wrong})
        entered, status = step.at, found
        if stays:
            stays[-1].left_at = step.at
        stays.append(
            StatusStay(
                id=new_id(),
                studio_id=shoot.studio_id,
                shoot_id=shoot.id,
                status_id=found.id,
                department_id=found.department_id,
                timed=found.timed,
                entered_at=step.at,
                by=then.actor.label,
            )
        )
    StatusStay.objects.bulk_create(stays)
    shoot.status_id, shoot.status_since = status.id, entered
    shoot.finished_at = entered if status.terminal else None
    shoot.delivered_at = past.delivered_at
    shoot.delivered_by = then.actor.label if past.delivered_at else ""
    set_due(shoot, status, almanac(then, shoot, days))
    shoot.save()


def _call_off(then: Context, shoot: Shoot, past: PastShoot, at: datetime) -> None:
    cancel_all(Context(then.studio, then.actor, at, then.request_id, Trace()), shoot, past.cancel_reason)
    StatusStay.objects.filter(shoot_id=shoot.id, left_at=None).update(left_at=at)
    Outcome(
        shoot_id=shoot.id,
        kind=Change.CANCEL.value,
        at=at,
        by=then.actor.label,
        reason=past.cancel_reason,
        notice_hours=int((shoot.starts_at - at).total_seconds() // 3600) if shoot.starts_at else None,
        currency=shoot.currency,
        starts_before=shoot.starts_at,
    ).save(force_insert=True)
    shoot.cancelled_at = at
    finish(then, shoot)
