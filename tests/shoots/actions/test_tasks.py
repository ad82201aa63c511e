"""Tasks on a session, on a client or alone: who, until when, coming back, reminding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from safelight.clients.queries import timeline as client_timeline
from safelight.foundation.actions import Conflict, Context, InvalidInput, ask, run
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.models import Message
from safelight.shoots.actions import (
    add_task,
    add_tasks,
    cancel,
    change_task,
    complete_task,
    remove_task,
    reopen_task,
    restore_task,
    sort_tasks,
)
from safelight.shoots.jobs import look_for_overdue, remind_of_tasks
from safelight.shoots.models import Task
from safelight.shoots.queries import get, get_task, list_tasks, my_work, task_lists, timeline
from tests.shoots.conftest import NOW, Atelier

At = Callable[[Context, datetime], Context]


def test_a_task_is_noted_changed_done_and_opened_again(atelier: Atelier) -> None:
    card = run(
        add_task,
        atelier.ana,
        {
            "title": "Call back",
            "client_id": atelier.client.id,
            "assignee_id": atelier.bo.actor.id,
            "due_on": "2027-05-03",
        },
    ).value
    assert (card.client and card.client.display_name, card.assignee and card.assignee.name) == (
        "Carla Miller",
        "Bo Assist",
    )
    changed = run(change_task, atelier.ana, {"task_id": card.id, "version": 1, "priority": 1, "assignee_id": None})
    assert (changed.value.priority, changed.value.assignee) == (1, None)
    assert changed.undo is not None
    assert run(change_task, atelier.ana, changed.undo[1]).value.assignee == card.assignee
    with pytest.raises(Conflict, match="changed this task meanwhile"):
        run(change_task, atelier.ana, {"task_id": card.id, "version": 1, "title": "Other"})
    done = run(complete_task, atelier.bo, {"task_id": card.id}).value
    assert (done.done_by, done.overdue) == ("Bo Assist", False)
    assert run(reopen_task, atelier.ana, {"task_id": card.id}).value.done_at is None
    texts = [entry.text for entry in ask(client_timeline, atelier.ana, {"client_id": atelier.client.id}).items]
    assert "Task “Call back” was done" in texts


def test_a_task_of_a_session_stands_on_its_timeline(atelier: Atelier) -> None:
    shoot = atelier.book()
    run(
        add_task,
        atelier.ana,
        {"title": "Order roses", "shoot_id": shoot.id, "due": {"kind": "before_event", "days": 1}},
    )
    card = ask(get, atelier.ana, {"shoot_id": shoot.id})
    assert (card.tasks[-1].title, card.tasks[-1].due_on) == ("Order roses", date(2027, 5, 12))
    assert card.tasks[-1].client is not None
    texts = [entry.text for entry in ask(timeline, atelier.ana, {"shoot_id": shoot.id}).items]
    assert texts[0] == "Task “Order roses” was noted"
    order = [task.id for task in reversed(card.tasks)]
    first, *_ = run(sort_tasks, atelier.ana, {"shoot_id": shoot.id, "task_ids": order}).value.items
    assert first.title == "Order roses"
    run(cancel, atelier.ana, {"shoot_id": shoot.id, "reason": "Ill"})
    assert ask(list_tasks, atelier.ana, {}).total == 0, "what was called off presses nobody"


def test_a_repeating_task_comes_back_once(atelier: Atelier, at: At) -> None:
    given = {"title": "Back up", "due_on": "2027-04-30", "repeat_every": 1, "repeat_unit": "week"}
    card = run(add_task, atelier.ana, given).value
    three_weeks_later = at(atelier.ana, NOW + timedelta(days=21))
    run(complete_task, three_weeks_later, {"task_id": card.id})
    (following,) = ask(list_tasks, atelier.ana, {}).items
    assert (following.title, following.due_on, following.repeat_every) == ("Back up", date(2027, 5, 28), 1)
    run(complete_task, three_weeks_later, {"task_id": card.id})
    assert ask(list_tasks, atelier.ana, {}).total == 1, "done twice is done once"
    run(reopen_task, three_weeks_later, {"task_id": card.id})
    assert [task.id for task in ask(list_tasks, atelier.ana, {}).items] == [card.id]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"assignee_id": str(new_id())}, "assignee_id"),
        ({"department_id": str(new_id())}, "department_id"),
        ({"client_id": str(new_id())}, "client_id"),
        ({"repeat_every": 2, "due_on": "2027-05-01"}, "repeat_unit"),
        ({"repeat_every": 2, "repeat_unit": "day"}, "due_on"),
        ({"due_on": "2027-05-01", "due": {"kind": "after_entry", "days": 2}}, "due"),
        ({"title": ""}, "title"),
    ],
)
def test_what_makes_no_sense_is_refused(atelier: Atelier, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        run(add_task, atelier.ana, {"title": "Something", **wrong})
    assert field in refused.value.fields


def test_a_list_is_added_to_a_client_by_workdays(atelier: Atelier) -> None:
    wedding = next(item for item in ask(task_lists, atelier.ana, {}).items if item.name == "Wedding")
    made = run(add_tasks, atelier.ana, {"task_list_id": wedding.id, "client_id": atelier.client.id})
    assert made.value.items[0].due_on == date(2027, 5, 5)
    assert all(task.due_on is None for task in made.value.items[1:]), "there is no session to count from"
    assert made.undo is not None
    assert made.undo[0] == "tasks.remove_many"
    with pytest.raises(InvalidInput):
        run(add_tasks, atelier.ana, {"task_list_id": wedding.id})


def test_a_removed_task_comes_back(atelier: Atelier) -> None:
    card = run(add_task, atelier.ana, {"title": "Sweep"}).value
    run(remove_task, atelier.ana, {"task_id": card.id})
    assert ask(list_tasks, atelier.ana, {}).total == 0
    with pytest.raises(Conflict, match="was removed"):
        run(complete_task, atelier.ana, {"task_id": card.id})
    run(restore_task, atelier.ana, {"task_id": card.id})
    assert ask(list_tasks, atelier.ana, {"assignee": ["none"]}).total == 1


def test_reminders_go_out_once_by_mail_or_at_the_desk(atelier: Atelier, at: At, dana: Context) -> None:
    moment = datetime(2027, 5, 3, 7, tzinfo=UTC)
    common = {"assignee_id": atelier.bo.actor.id, "remind_at": moment.isoformat(), "due_on": "2027-05-04"}
    run(add_task, atelier.ana, {"title": "Charge batteries", "remind_by": "mail", **common})
    run(add_task, atelier.ana, {"title": "Water the ficus", **common})
    done = run(add_task, atelier.ana, {"title": "Long done", "remind_by": "mail", **common}).value
    run(complete_task, atelier.ana, {"task_id": done.id})
    for early_or_late in (moment - timedelta(minutes=1), moment, moment + timedelta(minutes=5)):
        remind_of_tasks(at(atelier.ana, early_or_late))
        remind_of_tasks(at(dana, early_or_late))
    with studio_scope(atelier.ana.studio.id):
        (mail,) = Message.objects.all()
        assert (mail.to, mail.subject) == (["bo@studio.example"], "Zu tun: Charge batteries")
    work = ask(my_work, at(atelier.bo, moment), {})
    assert [task.title for task in work.notices] == ["Water the ficus"]
    assert (work.tasks_open, work.tasks_overdue, work.tasks_today) == (2, 0, 0)


def test_overdue_is_told_once_in_the_studios_zone(atelier: Atelier, at: At) -> None:
    run(add_task, atelier.ana, {"title": "Due on Monday", "due_on": "2027-05-03"})
    shoot = atelier.book()
    # 21:59 UTC on Tuesday is a minute before Wednesday in Berlin; the session should leave its status by Tuesday.
    for minute, tasks, sessions in (
        (datetime(2027, 5, 3, 21, 59, tzinfo=UTC), 0, False),
        (datetime(2027, 5, 3, 22, 0, tzinfo=UTC), 2, False),
        (datetime(2027, 5, 4, 22, 0, tzinfo=UTC), 2, True),
        (datetime(2027, 5, 4, 23, 0, tzinfo=UTC), 2, True),
    ):
        look_for_overdue(at(atelier.ana, minute))
        with studio_scope(atelier.ana.studio.id):
            assert Task.objects.filter(overdue_told_at__isnull=False).count() == tasks
        assert ask(get, at(atelier.ana, minute), {"shoot_id": shoot.id}).overdue is sessions
    assert ask(get_task, atelier.ana, {"task_id": shoot.tasks[0].id}).overdue is False
