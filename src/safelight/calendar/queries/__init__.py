"""Every read of the calendar module; importing this package registers them."""

from safelight.calendar.queries.cards import (
    AppointmentCard,
    ClientBrief,
    OverrideCard,
    OwnerCard,
    ResourceBrief,
    ResourceCard,
)
from safelight.calendar.queries.get import GetAppointment, get
from safelight.calendar.queries.reading import load_card, load_cards
from safelight.calendar.queries.resources import Resources, WhichResource, load_resources, resource, resources

__all__ = [
    "AppointmentCard",
    "ClientBrief",
    "GetAppointment",
    "OverrideCard",
    "OwnerCard",
    "ResourceBrief",
    "ResourceCard",
    "Resources",
    "WhichResource",
    "get",
    "load_card",
    "load_cards",
    "load_resources",
    "resource",
    "resources",
]
