"""What the desk hangs into the shared menus."""

from django.utils.translation import gettext_lazy as _

from safelight.foundation.web.navigation import MenuEntry, menu_entries

menu_entries.add(MenuEntry(key="today", label=_("Today"), icon="layout-dashboard", url_name="today", order=10))
