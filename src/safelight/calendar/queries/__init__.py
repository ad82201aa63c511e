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
from safelight.calendar.queries.hours import StudioHours, load_hours
from safelight.calendar.queries.range import EventCard, Range, RangeCard, Shade, TakenCard, events_between, range_view
from safelight.calendar.queries.reading import load_card, load_cards
from safelight.calendar.queries.resources import Resources, WhichResource, load_resources, resource, resources

__all__ = [
    "AppointmentCard",
    "ClientBrief",
    "EventCard",
    "GetAppointment",
    "OverrideCard",
    "OwnerCard",
    "Range",
    "RangeCard",
    "ResourceBrief",
    "ResourceCard",
    "Resources",
    "Shade",
    "StudioHours",
    "TakenCard",
    "WhichResource",
    "events_between",
    "get",
    "load_card",
    "load_cards",
    "load_hours",
    "load_resources",
    "range_view",
    "resource",
    "resources",
]
