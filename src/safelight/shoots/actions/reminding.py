"""What the clock brings: tasks that remind, tasks and sessions that become overdue."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from pydantic import Field

from safelight.accounts.queries import mails_of
from safelight.foundation.actions import Context, Frozen, action
from safelight.messaging.actions import NewMessage, queue
from safelight.shoots.events import ShootOverdue, TaskOverdue, TaskReminded
from safelight.shoots.models import DepartmentMember, Shoot, Task
from safelight.shoots.queries.filters import is_open
from safelight.shoots.queries.reading import today_of
from safelight.shoots.queries.task_cards import load_task

TASK_REMINDER: Final = "task_reminder"


class NoteOverdue(Frozen):
    """How many at once; the rest follows with the next run."""

    limit: int = Field(default=500, ge=1, le=1000)


class OverdueCard(Frozen):
    """How many became overdue and were told of."""

    sessions: int
    tasks: int


class RemindOfTask(Frozen):
    """Which task."""

    task_id: UUID


class ReminderCard(Frozen):
    """How many people were written to; a notice at the desk writes to nobody."""

    task_id: UUID
    mails: int


@action("shoots.note_overdue", permission="shoots.edit")
def note_overdue(context: Context, data: NoteOverdue) -> OverdueCard:
    """Tell of sessions and tasks whose day has passed, each once."""
    today = today_of(context)
    late = Shoot.objects.select_for_update(skip_locked=True).filter(is_open(), due_on__lt=today, overdue_told_at=None)
    sessions = list(late.order_by("due_on", "id")[: data.limit])
    tasks = list(
        Task.objects.select_for_update(skip_locked=True)
        .filter(due_on__lt=today, overdue_told_at=None, done_at=None, removed_at=None)
        .order_by("due_on", "id")[: data.limit]
    )
    Shoot.objects.filter(id__in=[row.id for row in sessions]).update(overdue_told_at=context.now)
    Task.objects.filter(id__in=[row.id for row in tasks]).update(overdue_told_at=context.now)
    for row in sessions:
        context.publish(ShootOverdue(shoot_id=row.id, status_id=row.status_id))
    for task in tasks:
        context.publish(TaskOverdue(task_id=task.id, shoot_id=task.shoot_id))
    context.subject(
        "studio", context.studio.id, f"{len(sessions)} sessions and {len(tasks)} tasks are overdue since today"
    )
    return OverdueCard(sessions=len(sessions), tasks=len(tasks))


@action("tasks.remind", permission="shoots.edit")
def remind(context: Context, data: RemindOfTask) -> ReminderCard:
    """Remind of a task: by a mail to who does it, or by a notice at the desk."""
    row = Task.objects.select_for_update().filter(id=data.task_id).first()
    if row is None or row.reminded_at or row.remind_at is None or row.done_at or row.removed_at:
        # Done, taken away or put off since the clock struck: nothing to say.
        return ReminderCard(task_id=data.task_id, mails=0)
    row.reminded_at = context.now
    row.save(update_fields=["reminded_at"])
    mails = _mails(row) if row.remind_by == Task.Reminding.MAIL.value else {}
    card = load_task(row.id, today_of(context))
    for person_id, mail in mails.items():
        queue(
            context,
            NewMessage(
                kind=TASK_REMINDER,
                client_id=None,
                to=(mail,),
                facts={
                    "task.title": card.title,
                    "task.due": card.due_on,
                    "task.notes": card.notes,
                    "task.session": f"{card.shoot.number}, {card.shoot.title}" if card.shoot else "",
                    "task.client": card.client.display_name if card.client else "",
                },
                about_kind="task",
                about_id=row.id,
                idempotency=f"{TASK_REMINDER}:{row.id}:{person_id}:{row.remind_at.isoformat()}",
            ),
        )
    context.subject("task", row.id, f"A reminder of the task “{row.title}” went out")
    context.concerns(row.shoot_id)
    context.publish(TaskReminded(task_id=row.id, shoot_id=row.shoot_id, assignee_id=row.assignee_id))
    return ReminderCard(task_id=row.id, mails=len(mails))


def _mails(row: Task) -> dict[UUID, str]:
    """Return whom to write to: who does the task, or everybody of its department."""
    if row.assignee_id is not None:
        return mails_of([row.assignee_id])
    if row.department_id is None:
        return {}
    members = DepartmentMember.objects.filter(department_id=row.department_id).values_list("person_id", flat=True)
    return mails_of(list(members))
