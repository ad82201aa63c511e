"""What sessions hang into the shared menus, the palette, the page of a client and the timelines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from safelight.calendar.web.wording import show_date
from safelight.clients.ports import TimelineSubject, timeline_subjects
from safelight.clients.web.panels import ClientPanel, PanelAction, panels
from safelight.clients.web.wording import local_day
from safelight.foundation.actions import ask
from safelight.foundation.web.access import maybe_context
from safelight.foundation.web.navigation import (
    Finding,
    MenuEntry,
    PaletteCommand,
    PaletteSearch,
    menu_entries,
    palette_commands,
    palette_searches,
)
from safelight.shoots.queries import FindShoots, find

MOST_FOUND: Final = 6


def find_sessions(request: HttpRequest, words: str) -> Sequence[Finding]:
    """Find sessions by number, title, client, participant or tag, for the palette."""
    context = maybe_context(request)
    if context is None:
        return []
    return [
        Finding(
            label=hit.title,
            url=f"/sessions/{hit.id}/",
            detail=" · ".join(
                part
                for part in (
                    f"#{hit.number}",
                    show_date(local_day(hit.starts_at, context.studio), context.studio) if hit.starts_at else "",
                    hit.client,
                )
                if part
            ),
            icon="camera",
        )
        for hit in ask(find, context, FindShoots(q=words, limit=MOST_FOUND)).items
    ]


menu_entries.add(
    MenuEntry(
        key="sessions", label=_("Sessions"), icon="camera", url_name="sessions", order=12, permission="shoots.view"
    )
)
menu_entries.add(
    MenuEntry(
        key="session_board",
        label=_("Workflow"),
        icon="square-kanban",
        url_name="session_board",
        order=14,
        permission="shoots.view",
    )
)
menu_entries.add(
    MenuEntry(
        key="my_work", label=_("My work"), icon="list-checks", url_name="my_work", order=16, permission="shoots.view"
    )
)
menu_entries.add(
    MenuEntry(key="tasks", label=_("Tasks"), icon="circle-check", url_name="tasks", order=17, permission="shoots.view")
)
menu_entries.add(
    MenuEntry(
        key="session_settings",
        label=_("Session settings"),
        icon="workflow",
        url_name="session_types",
        order=806,
        permission="shoots.manage",
        place="settings",
    )
)
palette_commands.add(
    PaletteCommand(
        key="session_new",
        label=_("New session"),
        icon="camera",
        url_name="session_new",
        keywords=_("book plan shoot newborn family wedding"),
        shortcut="",
        order=8,
        permission="shoots.edit",
        drawer=True,
    )
)
palette_commands.add(
    PaletteCommand(
        key="task_new",
        label=_("New task"),
        icon="list-plus",
        url_name="task_new",
        keywords=_("to do remind"),
        order=20,
        permission="shoots.edit",
        drawer=True,
    )
)
palette_searches.add(
    PaletteSearch(
        key="sessions", label=_("Sessions"), search=find_sessions, order=20, permission="shoots.view", limit=MOST_FOUND
    )
)
panels.add(
    ClientPanel(
        key="sessions",
        label=_("Sessions"),
        url_name="client_sessions",
        permission="shoots.view",
        icon="camera",
        order=5,
        action=PanelAction(_("New session"), "session_new", permission="shoots.edit", drawer=True),
    )
)
timeline_subjects.add(
    TimelineSubject(key="shoot", label=_("Session"), permission="shoots.view", url_name="session", icon="camera")
)
timeline_subjects.add(
    TimelineSubject(key="task", label=_("Task"), permission="shoots.view", url_name="task", icon="circle-check")
)
