"""What the ledger hangs into the shared menus and the palette."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.foundation.web.navigation import MenuEntry, PaletteCommand, menu_entries, palette_commands

menu_entries.add(
    MenuEntry(key="books", label=_("Books"), icon="book-open", url_name="books", order=70, permission="books.view")
)
palette_commands.add(
    PaletteCommand(
        key="books_entries",
        label=_("Entries of the ledger"),
        icon="list",
        url_name="books_entries",
        keywords=_("journal bookings accounting"),
        permission="books.view",
    )
)
palette_commands.add(
    PaletteCommand(
        key="books_accounts",
        label=_("Chart of accounts"),
        icon="list-tree",
        url_name="books_accounts",
        keywords=_("ledger bookkeeping"),
        permission="books.view",
    )
)
palette_commands.add(
    PaletteCommand(
        key="books_entry_new",
        label=_("Make an entry by hand"),
        icon="pencil-line",
        url_name="books_entry_new",
        keywords=_("ledger booking journal"),
        permission="books.post",
    )
)
palette_commands.add(
    PaletteCommand(
        key="books_postings",
        label=_("Close the books"),
        icon="lock",
        url_name="books_postings",
        keywords=_("period posting month lock"),
        permission="books.post",
    )
)
