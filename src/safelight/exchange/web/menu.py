"""What the exchange hangs into the shared menus and the palette."""

from django.utils.translation import gettext_lazy as _

from safelight.foundation.web.navigation import MenuEntry, PaletteCommand, menu_entries, palette_commands

menu_entries.add(
    MenuEntry(
        key="export",
        label=_("Export"),
        icon="download",
        url_name="export",
        order=820,
        permission="exchange.export",
        place="settings",
    )
)
palette_commands.add(
    PaletteCommand(
        key="export",
        label=_("Export everything"),
        icon="download",
        url_name="export",
        permission="exchange.export",
    )
)
