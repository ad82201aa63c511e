"""Which open invoices are to be reminded of today."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from safelight.sales.models import Reminder
from safelight.sales.queries.invoices import open_invoices
from safelight.sales.queries.settings import terms
from safelight.sales.rules.reminders import step_due


def reminders_due(today: date) -> list[tuple[UUID, int]]:
    """Return invoices with the step of the schedule that is to be sent today; nothing where reminders are off."""
    decided = terms()
    if not decided.reminders or not decided.reminder_days:
        return []
    items = [item for item in open_invoices(None, today) if item.open.minor > 0 and item.due.next_on is not None]
    sent: defaultdict[tuple[UUID, date], set[int]] = defaultdict(set)
    for row in Reminder.objects.filter(invoice_id__in=[item.row.id for item in items]):
        sent[row.invoice_id, row.due_on].add(row.step)
    found = []
    for item in items:
        due = item.due.next_on
        if due is None:
            continue
        step = step_due(due, decided.reminder_days, sent[item.row.id, due], today)
        if step is not None:
            found.append((item.row.id, step))
    return found
