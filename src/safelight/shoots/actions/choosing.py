"""Which resources a session takes when nobody says: its photographer, what its type names, and any free one of a kind."""

from __future__ import annotations

from uuid import UUID

from safelight.calendar.actions.inputs import NewAppointment
from safelight.foundation.actions import Context
from safelight.shoots.models import Shoot, TypeResource


def wanted_resources(context: Context, shoot: Shoot, wished: NewAppointment) -> tuple[UUID, ...]:  # noqa: ARG001
    """Return the resources of a session's date: the photographer, and those that its type always wants."""
    fixed = TypeResource.objects.filter(type_id=shoot.type_id, resource_id__isnull=False).order_by("position", "id")
    chosen = [shoot.photographer_id, *fixed.values_list("resource_id", flat=True)]
    return tuple(dict.fromkeys(identifier for identifier in chosen if identifier is not None))
