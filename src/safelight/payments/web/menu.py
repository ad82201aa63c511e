"""What payments hang into the shared menus, the client page and the timelines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.clients.ports import TimelineSubject, timeline_subjects
from safelight.clients.web.panels import ClientPanel, PanelAction, panels
from safelight.foundation.web.navigation import MenuEntry, PaletteCommand, menu_entries, palette_commands

menu_entries.add(
    MenuEntry(
        key="payments",
        label=_("Payments"),
        icon="hand-coins",
        url_name="payments",
        order=60,
        permission="payments.view",
    )
)
for _key, _label, _icon, _url, _permission in (
    ("drawers", _("Cash drawer and end of day"), "archive", "drawers", "payments.view"),
    ("deposits", _("Bring money to the bank"), "landmark", "deposits", "payments.drawer"),
    ("card_payments", _("Card payments"), "credit-card", "card_payments", "payments.view"),
    ("payment_settings", _("Ways to pay and gateways"), "settings", "payment_settings", "payments.manage"),
):
    palette_commands.add(PaletteCommand(key=_key, label=_label, icon=_icon, url_name=_url, permission=_permission))
panels.add(
    ClientPanel(
        "payments",
        _("Payments"),
        "client_payments",
        permission="payments.view",
        icon="hand-coins",
        order=50,
        action=PanelAction(_("Take a payment"), "take_payment", "payments.take"),
    )
)
timeline_subjects.add(
    TimelineSubject("payment", _("Payment"), permission="payments.view", url_name="payment", icon="hand-coins")
)
timeline_subjects.add(
    TimelineSubject(
        "card_payment", _("Card payment"), permission="payments.view", url_name="card_payment", icon="credit-card"
    )
)
