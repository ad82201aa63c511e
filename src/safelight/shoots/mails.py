"""The messages of this module: of appointments to clients, of tasks to people of the studio."""

from __future__ import annotations

from datetime import date
from typing import Final

from safelight.messaging import kinds
from safelight.messaging.ports import MessageSubject, subjects
from safelight.messaging.rules.defaults import standard
from safelight.messaging.rules.facts import MergeField
from safelight.messaging.rules.kinds import MessageKind, Words
from safelight.shoots.queries.telling import APPOINTMENT, CANCELLED, CONFIRMATION, MOVED, REMINDER, describe_appointment

_BODY: Final = {
    "en": Words(
        "To do: {{task.title}}",
        """{{task.title}}

Due: {{task.due}}
Session: {{task.session}}
Client: {{task.client}}

{{task.notes}}

{{studio.name}}""",
    ),
    "de": Words(
        "Zu tun: {{task.title}}",
        """{{task.title}}

Fällig: {{task.due}}
Shooting: {{task.session}}
Kunde: {{task.client}}

{{task.notes}}

{{studio.name}}""",
    ),
    "fr": Words(
        "À faire : {{task.title}}",
        """{{task.title}}

Échéance : {{task.due}}
Séance : {{task.session}}
Client : {{task.client}}

{{task.notes}}

{{studio.name}}""",
    ),
    "es": Words(
        "Pendiente: {{task.title}}",
        """{{task.title}}

Fecha límite: {{task.due}}
Sesión: {{task.session}}
Cliente: {{task.client}}

{{task.notes}}

{{studio.name}}""",
    ),
}

TASK_REMINDER: Final = MessageKind(
    key="task_reminder",
    label="Reminder of a task",
    fields=(
        MergeField("task.title", "What is to do", "Send the preparation guide"),
        MergeField("task.due", "Day it is due", date(2027, 3, 1), optional=True),
        MergeField("task.session", "Number and title of the session", "1042, Newborn, Meyer", optional=True),
        MergeField("task.client", "Name of the client", "Carla Meyer", optional=True),
        MergeField("task.notes", "Notes of the task", "Ask about allergies.", "lines", optional=True),
    ),
    defaults=_BODY,
    group="Inside the studio",
    order=90,
)

for key in (CONFIRMATION, REMINDER, MOVED, CANCELLED):
    kinds.register(standard(key))
kinds.register(TASK_REMINDER)
subjects.add(MessageSubject(APPOINTMENT, "Appointment", describe_appointment, permission="calendar.view", order=10))
