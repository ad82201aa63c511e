"""What leaves of the calendar module."""

from safelight.calendar import models
from safelight.exchange.out.record_kinds import RecordKind, export

_WHEN = {"at": "When", "by": "Who"}

export(RecordKind(name="resources", model=models.Resource, sheet="Resources", label="name"))
export(RecordKind(name="hours-plans", model=models.HoursPlan, sheet="Opening hours", label="valid_from"))
export(
    RecordKind(
        name="hours-spans",
        model=models.HoursSpan,
        sheet="Opening hours by weekday",
        headers={"starts_minute": "Starts (minute of the day)", "ends_minute": "Ends (minute of the day)"},
    )
)
export(RecordKind(name="holidays", model=models.Holiday, sheet="Holidays", label="name"))
export(RecordKind(name="absences", model=models.Absence, sheet="Absences", label="first_day"))
export(RecordKind(name="series", model=models.Series, sheet="Recurring appointments", label="title"))
export(RecordKind(name="series-resources", model=models.SeriesResource, sheet="Resources of recurring"))
export(
    RecordKind(
        name="appointments",
        model=models.Appointment,
        sheet="Appointments",
        label="title",
        computed=frozenset({"hold_key"}),
        hidden=frozenset({"is_long", "fold_starts", "fold_ends", "status_before"}),
    )
)
export(RecordKind(name="bookings", model=models.Booking, sheet="Bookings", label="starts_at"))
export(RecordKind(name="overrides", model=models.Override, sheet="Booked over others", headers=_WHEN))
export(RecordKind(name="slots", model=models.Slot, sheet="Time slots", label="type"))
export(RecordKind(name="slot-resources", model=models.SlotResource, sheet="Resources of time slots"))
