"""The rows of the shoots module; every one belongs to a studio."""

from safelight.shoots.models.field import SessionField
from safelight.shoots.models.outcome import Outcome
from safelight.shoots.models.session_type import SessionType, TypeResource
from safelight.shoots.models.shoot import Participant, Shoot, ShootTag, Shot
from safelight.shoots.models.stay import StatusStay
from safelight.shoots.models.task import Task
from safelight.shoots.models.task_list import TaskList, TaskListItem
from safelight.shoots.models.view import SavedView
from safelight.shoots.models.workflow import Department, DepartmentMember, Status, Workflow

__all__ = [
    "Department",
    "DepartmentMember",
    "Outcome",
    "Participant",
    "SavedView",
    "SessionField",
    "SessionType",
    "Shoot",
    "ShootTag",
    "Shot",
    "Status",
    "StatusStay",
    "Task",
    "TaskList",
    "TaskListItem",
    "TypeResource",
    "Workflow",
]
