"""What leaves of the shoots module."""

from safelight.exchange.out.record_kinds import RecordKind, export
from safelight.shoots import models

_NAMED = frozenset({"key"})

export(RecordKind(name="departments", model=models.Department, sheet="Departments", label="name", hidden=_NAMED))
export(RecordKind(name="department-members", model=models.DepartmentMember, sheet="People of departments"))
export(RecordKind(name="task-lists", model=models.TaskList, sheet="Task lists", label="name", hidden=_NAMED))
export(RecordKind(name="task-list-items", model=models.TaskListItem, sheet="Tasks of task lists"))
export(RecordKind(name="workflows", model=models.Workflow, sheet="Workflows", label="name", hidden=_NAMED))
export(RecordKind(name="statuses", model=models.Status, sheet="Statuses", label="name", hidden=_NAMED))
export(RecordKind(name="session-types", model=models.SessionType, sheet="Session types", label="name", hidden=_NAMED))
export(RecordKind(name="type-resources", model=models.TypeResource, sheet="Resources of session types"))
export(RecordKind(name="session-fields", model=models.SessionField, sheet="Session fields", label="label"))
export(
    RecordKind(
        name="sessions",
        model=models.Shoot,
        sheet="Sessions",
        label="title",
        hidden=frozenset({"search", "field_versions", "version"}),
        digits=frozenset({"external_id"}),
        headers={"custom": "Session fields", "session_fee_minor": "Session fee (smallest coins)"},
    )
)
export(RecordKind(name="participants", model=models.Participant, sheet="Participants"))
export(RecordKind(name="shots", model=models.Shot, sheet="Shot lists"))
export(RecordKind(name="session-tags", model=models.ShootTag, sheet="Tags of sessions", hidden=_NAMED))
export(RecordKind(name="status-stays", model=models.StatusStay, sheet="Times in statuses"))
export(
    RecordKind(
        name="session-outcomes",
        model=models.Outcome,
        sheet="Cancelled and moved sessions",
        headers={
            "at": "When",
            "by": "Who",
            "fee_minor": "Fee (smallest coins)",
            "credit_minor": "Credit (smallest coins)",
        },
    )
)
export(RecordKind(name="tasks", model=models.Task, sheet="Tasks", label="title", hidden=frozenset({"version"})))
export(RecordKind(name="session-views", model=models.SavedView, sheet="Saved views of sessions"))
