"""What the clients module hangs into the shared menus and the palette."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from safelight.clients.queries.find import FindClients, find
from safelight.foundation.actions import ask
from safelight.foundation.templatetags.furniture import hue, initials
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

MOST_FOUND = 7


def find_clients(request: HttpRequest, words: str) -> Sequence[Finding]:
    """Find clients by anything known of them, for the palette."""
    context = maybe_context(request)
    if context is None:
        return []
    return [
        Finding(
            label=hit.display_name,
            url=f"/clients/{hit.id}/",
            detail=hit.detail,
            initials=initials(hit.display_name),
            hue=hue(hit.display_name),
        )
        for hit in ask(find, context, FindClients(q=words, limit=MOST_FOUND)).items
    ]


menu_entries.add(
    MenuEntry(key="clients", label=_("Clients"), icon="users", url_name="clients", order=20, permission="clients.view")
)
menu_entries.add(
    MenuEntry(
        key="leads", label=_("Leads"), icon="kanban", url_name="client_board", order=30, permission="clients.view"
    )
)
menu_entries.add(
    MenuEntry(
        key="duplicates",
        label=_("Duplicates"),
        icon="merge",
        url_name="client_duplicates",
        order=40,
        permission="clients.merge",
    )
)
menu_entries.add(
    MenuEntry(
        key="client_settings",
        label=_("Client settings"),
        icon="sliders-horizontal",
        url_name="client_stages",
        order=810,
        permission="clients.manage",
        place="settings",
    )
)
palette_commands.add(
    PaletteCommand(
        key="client_new",
        label=_("New client"),
        icon="user-plus",
        url_name="client_new",
        keywords=_("add lead person family"),
        order=10,
        permission="clients.edit",
        drawer=True,
    )
)
palette_commands.add(
    PaletteCommand(
        key="client_fields",
        label=_("Define a field of your own"),
        icon="list-plus",
        url_name="client_fields",
        keywords=_("custom"),
        permission="clients.manage",
    )
)
palette_searches.add(
    PaletteSearch(
        key="clients", label=_("Clients"), search=find_clients, order=10, permission="clients.view", limit=MOST_FOUND
    )
)
