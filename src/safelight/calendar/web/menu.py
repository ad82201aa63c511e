"""What the calendar hangs into the shared menus, the palette and the page of a client."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.clients.ports import TimelineSubject, timeline_subjects
from safelight.clients.web.panels import ClientPanel, PanelAction, panels
from safelight.foundation.web.navigation import MenuEntry, PaletteCommand, menu_entries, palette_commands

menu_entries.add(
    MenuEntry(
        key="calendar",
        label=_("Calendar"),
        icon="calendar-days",
        url_name="calendar",
        order=10,
        permission="calendar.view",
    )
)
menu_entries.add(
    MenuEntry(
        key="absences",
        label=_("Absences"),
        icon="tree-palm",
        url_name="calendar_absences",
        order=60,
        permission="calendar.view",
    )
)
menu_entries.add(
    MenuEntry(
        key="calendar_settings",
        label=_("Calendar settings"),
        icon="calendar-cog",
        url_name="calendar_resources",
        order=805,
        permission="calendar.manage",
        place="settings",
    )
)
palette_commands.add(
    PaletteCommand(
        key="appointment_new",
        label=_("New appointment"),
        icon="calendar-plus",
        url_name="calendar_new",
        keywords=_("book consultation viewing meeting block"),
        order=12,
        permission="calendar.book",
        drawer=True,
    )
)
palette_commands.add(
    PaletteCommand(
        key="find_a_time",
        label=_("Find a time"),
        icon="search-check",
        url_name="calendar_free",
        keywords=_("free slot when available"),
        order=14,
        permission="calendar.view",
        drawer=True,
    )
)
palette_commands.add(
    PaletteCommand(
        key="absence_new",
        label=_("Ask to be away"),
        icon="tree-palm",
        url_name="absence_new",
        keywords=_("vacation holiday sick leave"),
        permission="calendar.view",
        drawer=True,
    )
)
palette_commands.add(
    PaletteCommand(
        key="schedule_group",
        label=_("Schedule a group"),
        icon="calendar-range",
        url_name="calendar_bulk",
        keywords=_("class school team bulk"),
        permission="calendar.book",
    )
)
panels.add(
    ClientPanel(
        key="appointments",
        label=_("Appointments"),
        url_name="client_appointments",
        permission="calendar.view",
        icon="calendar-days",
        order=10,
        action=PanelAction(_("New appointment"), "calendar_new", permission="calendar.book", drawer=True),
    )
)
timeline_subjects.add(
    TimelineSubject(
        key="appointment",
        label=_("Appointment"),
        permission="calendar.view",
        url_name="appointment",
        icon="calendar-days",
    )
)
