"""Moving through the workflow, calling off and moving the date: conditions, the log, what the policy says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from safelight.calendar.models import Appointment
from safelight.foundation.actions import Conflict, Context, Forbidden, InvalidInput, ask, run
from safelight.foundation.ids import new_id
from safelight.foundation.models import StoredEvent
from safelight.foundation.money import Money
from safelight.foundation.tenancy import studio_scope
from safelight.shoots.actions import (
    NotReady,
    add_status,
    add_task_list,
    add_type,
    bring_in,
    cancel,
    change_status,
    change_type,
    complete_task,
    deliver,
    move,
    plan,
    reopen,
    reschedule,
    sort_statuses,
    tick_shot,
)
from safelight.shoots.models import Shoot, StatusStay
from safelight.shoots.ports import money
from safelight.shoots.ports.conditions import Condition, conditions
from safelight.shoots.queries import board, events, get, policy, workflows
from safelight.shoots.queries.cards import ShootCard
from tests.shoots.conftest import NOW, Atelier

At = Callable[[Context, datetime], Context]


@pytest.fixture
def paid() -> Iterator[None]:
    """A client who has paid a hundred towards every session, and an invoice that stays open."""
    before = list(money._plugged)
    money.plug_paid(lambda _context, _shoot_id, currency: Money(Decimal(100), currency))

    def unmet(_context: Context, shoot_ids: Collection[UUID]) -> Mapping[UUID, str]:
        return dict.fromkeys(shoot_ids, "Invoice 7 is open: €50.")

    conditions.add(Condition("invoice_settled", "Paid in full", unmet))
    yield
    conditions.drop("invoice_settled")
    money._plugged[:] = before


def to(atelier: Atelier, card: ShootCard, name: str, as_: Context | None = None, reason: str = "") -> ShootCard:
    given = {"shoot_id": card.id, "status_id": atelier.status(card, name), "reason": reason}
    return run(move, as_ or atelier.ana, given).value


def test_a_session_moves_through_the_studio_and_its_time_is_counted(atelier: Atelier, at: At) -> None:
    card = atelier.book()
    for days, name in ((3, "Confirmed"), (13, "Photographed"), (14, "Culling"), (16, "Editing")):
        card = to(atelier, card, name, at(atelier.ana, NOW + timedelta(days=days)))
    assert (card.status.name, card.due_on) == ("Editing", date(2027, 5, 25))
    assert [(stay.status, stay.left_at is None) for stay in card.stays] == [
        ("Booked", False), ("Confirmed", False), ("Photographed", False), ("Culling", False), ("Editing", True),
    ]  # fmt: skip
    later = ask(get, at(atelier.ana, NOW + timedelta(days=18)), {"shoot_id": card.id})
    assert later.seconds_in == {
        "Booked": 3 * 86_400, "Confirmed": 10 * 86_400, "Photographed": 86_400, "Culling": 2 * 86_400,
        "Editing": 2 * 86_400,
    }  # fmt: skip
    assert later.seconds_by["Editing"] == 4 * 86_400
    columns = {column.status.name: column for column in ask(board, atelier.ana, {}).columns}
    assert {name: column.total for name, column in columns.items() if column.total} == {"Editing": 1}


def test_what_is_missing_is_said_exactly(atelier: Atelier) -> None:
    card = run(plan, atelier.ana, {"type_id": atelier.types["Family"].id}).value
    with pytest.raises(NotReady) as refused:
        to(atelier, card, "Confirmed", atelier.bo)
    assert set(refused.value.missing) == {"client_set", "date_set"}
    assert "No client is named: choose one on the session's page." in refused.value.message
    assert "Give a reason" not in refused.value.message
    with pytest.raises(NotReady, match="Give a reason to move it all the same"):
        to(atelier, card, "Confirmed")
    with pytest.raises(NotReady):
        to(atelier, card, "Confirmed", atelier.bo, reason="I know them")
    moved = to(atelier, card, "Confirmed", reason="Booked by phone, the date follows")
    last = moved.stays[-1]
    assert (last.status, last.overridden, last.reason) == (
        "Confirmed",
        ("client_set", "date_set"),
        "Booked by phone, the date follows",
    )
    assert to(atelier, moved, "Booked", atelier.bo).status.name == "Booked", "moving back asks for nothing"


def test_every_condition_of_its_own_can_hold_a_session_up(atelier: Atelier, paid: None) -> None:
    every = tuple(condition.key for condition in conditions.all())
    flow = next(item.workflow for item in ask(workflows, atelier.ana, {}).items if item.workflow.name == "Portrait")
    card = run(plan, atelier.ana, {"type_id": atelier.types["Family"].id, "brief": ""}).value
    run(change_status, atelier.ana, {"status_id": flow.statuses[1].id, "entry": every})
    with pytest.raises(NotReady) as refused:
        to(atelier, card, "Confirmed", atelier.bo)
    assert set(refused.value.missing) == set(every)
    assert refused.value.missing["tasks_done"].startswith("Tasks are open: “Send the preparation guide”")
    assert refused.value.missing["shots_done"] == "5 shots of the shot list are not ticked."
    assert refused.value.missing["invoice_settled"] == "Invoice 7 is open: €50."


def test_delivered_finishes_and_moving_back_opens_again(atelier: Atelier) -> None:
    card = atelier.book()
    for shot in card.shots:
        run(tick_shot, atelier.ana, {"shoot_id": card.id, "shot_id": shot.id})
    for task in card.tasks:
        run(complete_task, atelier.ana, {"task_id": task.id})
    with pytest.raises(NotReady, match="The images are not marked as delivered"):
        to(atelier, card, "Delivered", atelier.bo)
    run(deliver, atelier.bo, {"shoot_id": card.id})
    done = to(atelier, card, "Delivered", atelier.bo)
    assert (done.state, done.due_on, done.delivered_by) == ("finished", None, "Bo Assist")
    assert all(shot.done_by == "Ana Owner" for shot in done.shots)
    with pytest.raises(Conflict, match="is finished"):
        run(cancel, atelier.ana, {"shoot_id": card.id, "reason": "Too late"})
    assert to(atelier, done, "Editing").state == "open"
    with studio_scope(atelier.ana.studio.id):
        assert StatusStay.objects.filter(shoot_id=card.id, left_at=None).count() == 1


def test_a_status_brings_its_tasks_once(atelier: Atelier) -> None:
    tasks = run(add_task_list, atelier.ana, {"name": "Retouch", "items": [{"title": "Skin", "for_photographer": True}]})
    flow = next(item.workflow for item in ask(workflows, atelier.ana, {}).items if item.workflow.name == "Portrait")
    editing = next(status for status in flow.statuses if status.name == "Editing")
    run(change_status, atelier.ana, {"status_id": editing.id, "task_list_id": tasks.value.id})
    card = atelier.book()
    for name in ("Editing", "Culling", "Editing"):
        card = to(atelier, card, name, reason="On the way")
    skin = [task for task in card.tasks if task.title == "Skin"]
    assert len(skin) == 1
    assert skin[0].assignee is not None
    assert skin[0].assignee.id == atelier.bo.actor.id


def test_a_status_of_another_workflow_is_none(atelier: Atelier) -> None:
    card = atelier.book()
    school = next(item.workflow for item in ask(workflows, atelier.ana, {}).items if item.workflow.name == "School")
    for wrong in (school.statuses[0].id, new_id()):
        with pytest.raises(InvalidInput) as refused:
            run(move, atelier.ana, {"shoot_id": card.id, "status_id": wrong})
        assert "status_id" in refused.value.fields


def test_calling_off_frees_the_time_and_records_what_the_policy_says(atelier: Atelier, at: At, paid: None) -> None:
    kind = atelier.types["Newborn"]
    steps = [{"change": "cancel", "hours": 48, "fee": "60"}, {"change": "reschedule", "hours": 48, "fee": "20.50"}]
    run(change_type, atelier.ana, {"type_id": kind.id, "policy": steps})
    card = atelier.book()
    early = ask(policy, atelier.ana, {"shoot_id": card.id})
    assert (early.fee, early.credit, early.hours) == (Decimal(0), Decimal(100), 312)
    the_day_before = at(atelier.ana, datetime(2027, 5, 12, 8, tzinfo=UTC))
    gone = run(cancel, the_day_before, {"shoot_id": card.id, "reason": "Zoe has a fever"}).value
    (outcome,) = gone.outcomes
    assert (outcome.fee, outcome.credit, outcome.notice_hours) == (Decimal(60), Decimal(40), 24)
    assert (gone.state, gone.starts_at) == ("cancelled", card.starts_at)
    assert [event.cancel_reason for event in ask(events, atelier.ana, {"shoot_id": card.id}).items] == [
        "Zoe has a fever"
    ]
    with studio_scope(atelier.ana.studio.id):
        told = StoredEvent.objects.get(name="shoots.cancelled").payload
    assert (told["fee"], told["credit"], told["currency"]) == ("60.00", "40.00", "EUR")
    with pytest.raises(Conflict, match="was cancelled"):
        to(atelier, card, "Confirmed")
    assert atelier.book().number == 2, "the time is free again"
    back = run(reopen, atelier.ana, {"shoot_id": card.id}).value
    assert (back.state, back.status.name, back.starts_at) == ("open", "Booked", None)


def test_moving_the_date_keeps_the_length_and_records_why(atelier: Atelier, at: At) -> None:
    kind = atelier.types["Newborn"]
    run(
        change_type,
        atelier.ana,
        {"type_id": kind.id, "policy": [{"change": "reschedule", "hours": 48, "fee": "20.50"}]},
    )
    card = atelier.book()
    late = at(atelier.ana, datetime(2027, 5, 12, 8, tzinfo=UTC))
    given = {"shoot_id": card.id, "starts": "2027-05-25T14:00", "reason": "Grandma is here"}
    moved = run(reschedule, late, given).value
    assert moved.starts_at == datetime(2027, 5, 25, 12, tzinfo=UTC)
    assert moved.ends_at == datetime(2027, 5, 25, 14, 30, tzinfo=UTC)
    assert (moved.outcomes[0].fee, moved.outcomes[0].starts_before) == (Decimal("20.50"), card.starts_at)
    waived = {**given, "starts": "2027-05-26T14:00", "waive": True}
    with pytest.raises(Forbidden):
        run(reschedule, at(atelier.bo, datetime(2027, 5, 24, 8, tzinfo=UTC)), waived)
    free = run(reschedule, at(atelier.ana, datetime(2027, 5, 24, 8, tzinfo=UTC)), waived).value.outcomes[0]
    assert (free.fee, free.waived) == (Decimal(0), True)
    ours = {**given, "starts": "2027-05-27T14:00", "by_studio": True}
    assert run(reschedule, at(atelier.ana, datetime(2027, 5, 26, 8, tzinfo=UTC)), ours).value.outcomes[0].fee == 0


def test_a_fee_finer_than_the_coin_is_refused(atelier: Atelier) -> None:
    steps = [{"change": "cancel", "hours": 24, "fee": "1.005"}]
    with pytest.raises(InvalidInput) as refused:
        run(add_type, atelier.ana, {"name": "Fine", "policy": steps})
    assert "policy.0.fee" in refused.value.fields


def test_what_is_used_is_not_archived(atelier: Atelier) -> None:
    card = atelier.book()
    with pytest.raises(Conflict, match="1 open sessions are in “Booked”"):
        run(change_status, atelier.ana, {"status_id": card.status.id, "archived": True})
    flow = next(item.workflow for item in ask(workflows, atelier.ana, {}).items if item.workflow.name == "Portrait")
    added = run(add_status, atelier.ana, {"workflow_id": flow.id, "name": "Second look", "entry": ["tasks_done"]}).value
    ids = [added.id, *(status.id for status in flow.statuses)]
    turned = run(sort_statuses, atelier.ana, {"workflow_id": flow.id, "status_ids": ids}).value
    assert turned.statuses[0].name == "Second look"
    with pytest.raises(InvalidInput, match="There is no condition"):
        run(change_status, atelier.ana, {"status_id": added.id, "exit": ["moonlight"]})
    run(change_status, atelier.ana, {"status_id": added.id, "archived": True})
    with pytest.raises(Conflict, match="exists already among the archived ones"):
        run(add_status, atelier.ana, {"workflow_id": flow.id, "name": "second LOOK"})


def test_the_past_comes_in_quietly(atelier: Atelier) -> None:
    given = {
        "type_id": atelier.types["Family"].id,
        "client_id": atelier.client.id,
        "planned_at": "2026-03-02T09:00:00Z",
        "events": [{"starts": "2026-03-12T10:00", "resource_ids": [atelier.bo_books.id]}],
        "path": [
            {"status": "Confirmed", "at": "2026-03-04T09:00:00Z"},
            {"status": "Delivered", "at": "2026-04-20T09:00:00Z"},
        ],
        "delivered_at": "2026-04-20T09:00:00Z",
        "tasks_done_at": "2026-04-20T09:00:00Z",
    }
    off = {"planned_at": "2026-05-02T09:00:00Z", "cancelled_at": "2026-05-06T09:00:00Z", "cancel_reason": "Moved away"}
    plain = {"type_id": given["type_id"], "events": [{"starts": "2026-05-20T10:00", "resource_ids": []}]}
    with studio_scope(atelier.ana.studio.id):
        before = StoredEvent.objects.count()
    first, second = run(bring_in, atelier.ana, {"sessions": [given, {**plain, **off}]}).value.ids
    card = ask(get, atelier.ana, {"shoot_id": first})
    assert (card.number, card.state, card.status.name, len(card.stays)) == (1, "finished", "Delivered", 3)
    assert card.seconds_in["Booked"] == 2 * 86_400
    assert all(task.done_at for task in card.tasks)
    assert all(shot.done_at for shot in card.shots)
    gone = ask(get, atelier.ana, {"shoot_id": second})
    assert (gone.state, gone.outcomes[0].reason) == ("cancelled", "Moved away")
    with studio_scope(atelier.ana.studio.id):
        assert StoredEvent.objects.count() == before + 1, "nobody is told of each"
        assert Appointment.objects.count() == 2
        assert Shoot.objects.count() == 2
    turned = {**given, "events": [], "path": list(reversed(given["path"]))}
    with pytest.raises(InvalidInput) as refused:
        run(bring_in, atelier.ana, {"sessions": [turned]})
    assert "sessions.0.path.1" in refused.value.fields
