"""What the exchange hangs into the shared menus and the palette."""

from django.utils.translation import gettext_lazy as _

from safelight.foundation.web.navigation import MenuEntry, PaletteCommand, menu_entries, palette_commands

menu_entries.add(
    MenuEntry(
        key="import",
        label=_("Import"),
        icon="upload",
        url_name="imports",
        order=810,
        permission="exchange.import",
        place="settings",
    )
)
palette_commands.add(
    PaletteCommand(
        key="import",
        label=_("Import clients from a file"),
        icon="upload",
        url_name="imports",
        keywords=_("upload csv excel spreadsheet vcard move"),
        permission="exchange.import",
    )
)
palette_commands.add(
    PaletteCommand(
        key="import-mappings",
        label=_("Remembered mappings of imports"),
        icon="split",
        url_name="import_mappings",
        permission="exchange.import",
    )
)
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
