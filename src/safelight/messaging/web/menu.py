"""What the messaging module hangs into the shared menus, the palette and the page of a client."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.clients.ports import TimelineSubject, timeline_subjects
from safelight.clients.web.panels import ClientPanel, PanelAction, panels
from safelight.foundation.web.navigation import MenuEntry, PaletteCommand, menu_entries, palette_commands

menu_entries.add(
    MenuEntry(
        key="messages", label=_("Messages"), icon="mail", url_name="messages", order=60, permission="messaging.view"
    )
)
menu_entries.add(
    MenuEntry(
        key="message_settings",
        label=_("Message settings"),
        icon="mail-open",
        url_name="message_settings",
        order=830,
        permission="messaging.manage",
        place="settings",
    )
)
palette_commands.add(
    PaletteCommand(
        key="message_templates",
        label=_("Texts of messages"),
        icon="file-text",
        url_name="message_templates",
        keywords=_("template mail letter invoice reminder wording"),
        permission="messaging.view",
    )
)
palette_commands.add(
    PaletteCommand(
        key="message_letter_new",
        label=_("New letter"),
        icon="file-plus",
        url_name="message_letter_new",
        keywords=_("template mail"),
        permission="messaging.manage",
    )
)
timeline_subjects.add(
    TimelineSubject("message", _("Message"), permission="messaging.view", url_name="message", icon="mail")
)
panels.add(
    ClientPanel(
        key="messages",
        label=_("Messages"),
        url_name="client_messages",
        permission="messaging.view",
        icon="mail",
        order=70,
        action=PanelAction(_("Write"), "message_new", permission="messaging.send", icon="pencil"),
    )
)
