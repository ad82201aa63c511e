"""What accounts hangs into the menu and the command palette."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.foundation.web.navigation import MenuEntry, PaletteCommand, menu_entries, palette_commands


def register() -> None:
    """Register the entries; called once, when the program starts."""
    menu_entries.add(MenuEntry("studio", _("Studio"), "settings", "studio", 900, "studio.view", "settings"))
    menu_entries.add(MenuEntry("account", _("My account"), "circle-user", "mfa_index", 900, "", "person"))
    for key, label, icon, name, words, permission in (
        ("people", _("Invite somebody"), "user-plus", "people", _("people staff team role access"), "people.manage"),
        ("seats", _("Who works now"), "armchair", "seat", _("seats signed in licence"), "seats.view"),
        ("journal", _("Journal"), "scroll-text", "journal", _("history audit who did what"), "journal.view"),
        ("keys", _("API keys"), "key-round", "keys", _("token program website"), "keys.manage"),
        ("jobs", _("Background jobs"), "list-todo", "jobs", _("queue failed retry import export"), "jobs.view"),
        ("roles", _("Roles and permissions"), "shield", "roles", _("rights may matrix"), "people.view"),
        ("locations", _("Locations"), "map-pin", "locations", _("places address"), "studio.view"),
    ):
        palette_commands.add(
            PaletteCommand(
                f"accounts-{key}", label, icon, url_name=name, keywords=words, order=700, permission=permission
            )
        )
