"""Addresses of the calendar module; included at the root."""

from django.urls import path
from django.views.generic import RedirectView

from safelight.calendar.web import (
    absences,
    appointments,
    bookings,
    bulk,
    calendar_page,
    changes,
    clients,
    drops,
    feed,
    free,
    holidays,
    hours,
    of_client,
    printing,
    resources,
    slots,
    words,
)

ONE = "calendar/appointments/<uuid:appointment_id>/"
SETTINGS = "calendar/settings/"

urlpatterns = [
    path("calendar/", calendar_page.calendar, name="calendar"),
    path("calendar/range/", feed.range_feed, name="calendar_range"),
    path("calendar/print/", printing.paper, name="calendar_print"),
    path("calendar/drops/", drops.drop, name="calendar_drop"),
    path("calendar/new/", bookings.new, name="calendar_new"),
    path("calendar/new/check/", bookings.check, name="calendar_check"),
    path("calendar/words/", words.words, name="calendar_words"),
    path("calendar/free/", free.free, name="calendar_free"),
    path("calendar/group/", bulk.bulk, name="calendar_bulk"),
    path("calendar/clients/", clients.client_suggestions, name="calendar_clients"),
    path("calendar/clients/<uuid:client_id>/", of_client.of_client, name="client_appointments"),
    path(ONE, appointments.appointment, name="appointment"),
    path(f"{ONE}move/", changes.move, name="appointment_move"),
    path(f"{ONE}move/check/", changes.check, name="appointment_check"),
    path(f"{ONE}edit/", changes.edit, name="appointment_edit"),
    path(f"{ONE}cancellation/", changes.cancel, name="appointment_cancel"),
    *(path(f"{ONE}{key}/", changes.deed, {"key": key}, name="appointment_deed") for key in changes.DEEDS),
    path("calendar/absences/", absences.overview, name="calendar_absences"),
    path("calendar/absences/new/", absences.new, name="absence_new"),
    path("calendar/absences/<uuid:absence_id>/", absences.one, name="absence"),
    *(
        path(f"calendar/absences/<uuid:absence_id>/{key}/", absences.answer, {"key": key}, name="absence_answer")
        for key in absences.DECISIONS
    ),
    path(SETTINGS, RedirectView.as_view(pattern_name="calendar_resources"), name="calendar_settings"),
    path(f"{SETTINGS}resources/", resources.resources, name="calendar_resources"),
    path(f"{SETTINGS}resources/new/", resources.new, name="calendar_resource_new"),
    path(f"{SETTINGS}resources/order/", resources.sort, name="calendar_resources_sort"),
    path(f"{SETTINGS}resources/<uuid:resource_id>/", resources.change, name="calendar_resource"),
    path(f"{SETTINGS}resources/<uuid:resource_id>/archive/", resources.archive, name="calendar_resource_archive"),
    path(f"{SETTINGS}hours/", hours.hours, name="calendar_hours"),
    path(f"{SETTINGS}hours/<uuid:plan_id>/removal/", hours.remove, name="calendar_hours_remove"),
    path(f"{SETTINGS}holidays/", holidays.holidays, name="calendar_holidays"),
    path(f"{SETTINGS}holidays/public/", holidays.fill, name="calendar_holidays_fill"),
    path(f"{SETTINGS}holidays/<uuid:holiday_id>/removal/", holidays.remove, name="calendar_holiday_remove"),
    path(f"{SETTINGS}slots/", slots.slots, name="calendar_slots"),
    path(f"{SETTINGS}slots/<uuid:slot_id>/", slots.change, name="calendar_slot"),
]
