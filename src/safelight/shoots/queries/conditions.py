"""The conditions that sessions themselves can answer; modules above add theirs (see ``ports.conditions``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from safelight.foundation.actions import Context
from safelight.shoots.models import Participant, Shoot, Shot, Task
from safelight.shoots.ports.conditions import Condition, conditions


def _without(column: str, sentence: str, **empty: object) -> Condition:
    def unmet(context: Context, shoot_ids: Collection[UUID]) -> Mapping[UUID, str]:  # noqa: ARG001 - the shape of the port
        rows = Shoot.objects.filter(id__in=shoot_ids, **empty).values_list("id", flat=True)
        return dict.fromkeys(rows, sentence)

    return Condition(column, _LABELS[column], unmet, _ORDER.index(column))


_LABELS = {
    "client_set": _("A client is named"),
    "date_set": _("It has a date"),
    "photographer_set": _("A photographer is named"),
    "participants_named": _("Somebody is named who is photographed"),
    "brief_filled": _("The brief is written"),
    "shots_done": _("Every shot of the list is ticked"),
    "tasks_done": _("Every task is done"),
    "images_delivered": _("The images are delivered"),
}
_ORDER = list(_LABELS)


def _open_tasks(context: Context, shoot_ids: Collection[UUID]) -> Mapping[UUID, str]:  # noqa: ARG001 - the shape of the port
    rows = Task.objects.filter(shoot_id__in=shoot_ids, done_at=None, removed_at=None).order_by("position", "id")
    titles: dict[UUID, list[str]] = {}
    for shoot_id, title in rows.values_list("shoot_id", "title"):
        titles.setdefault(shoot_id, []).append(f"“{title}”")
    return {
        shoot_id: f"Tasks are open: {', '.join(found[:3])}{' and more' if len(found) > 3 else ''}."  # noqa: PLR2004 - a sentence, not a list
        for shoot_id, found in titles.items()
    }


def _open_shots(context: Context, shoot_ids: Collection[UUID]) -> Mapping[UUID, str]:  # noqa: ARG001 - the shape of the port
    rows = Shot.objects.filter(shoot_id__in=shoot_ids, done_at=None).values_list("shoot_id").annotate(Count("id"))
    return {
        shoot_id: f"{count} {'shot' if count == 1 else 'shots'} of the shot list {'is' if count == 1 else 'are'} not ticked."
        for shoot_id, count in rows.order_by()
    }


def _nobody(context: Context, shoot_ids: Collection[UUID]) -> Mapping[UUID, str]:  # noqa: ARG001 - the shape of the port
    named = set(Participant.objects.filter(shoot_id__in=shoot_ids).values_list("shoot_id", flat=True))
    return {
        shoot_id: "Nobody is named who is photographed: add a participant."
        for shoot_id in shoot_ids
        if shoot_id not in named
    }


conditions.add(_without("client_set", "No client is named: choose one on the session's page.", client_id=None))
conditions.add(_without("date_set", "There is no date: add one on the session's page.", starts_at=None))
conditions.add(_without("photographer_set", "No photographer is named.", photographer_id=None))
conditions.add(
    Condition("participants_named", _LABELS["participants_named"], _nobody, _ORDER.index("participants_named"))
)
conditions.add(_without("brief_filled", "The brief is empty.", brief=""))
conditions.add(Condition("shots_done", _LABELS["shots_done"], _open_shots, _ORDER.index("shots_done")))
conditions.add(Condition("tasks_done", _LABELS["tasks_done"], _open_tasks, _ORDER.index("tasks_done")))
conditions.add(
    _without(
        "images_delivered", "The images are not marked as delivered: say so on the session's page.", delivered_at=None
    )
)
