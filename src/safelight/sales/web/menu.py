"""What sales hang into the shared menus, the pages of clients and sessions, and the timelines."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from safelight.clients.ports import TimelineSubject, timeline_subjects
from safelight.clients.web.panels import ClientPanel, PanelAction, panels
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
from safelight.sales.queries.invoices import ListInvoices, list_invoices
from safelight.shoots.web.panels import SessionPanel, session_panels

_HITS = 5


def _find(request: HttpRequest, query: str) -> list[Finding]:
    context = maybe_context(request)
    if context is None or not query.strip() or not context.actor.may("sales.view"):
        return []
    found = ask(list_invoices, context, ListInvoices(q=query, limit=_HITS)).items
    return [
        Finding(f"{one.label} · {one.client.name}", reverse("invoice", args=[one.id]), drawer=True) for one in found
    ]


menu_entries.add(
    MenuEntry(
        key="orders", label=_("Orders"), icon="shopping-bag", url_name="orders", order=50, permission="sales.view"
    )
)
menu_entries.add(
    MenuEntry(
        key="invoices", label=_("Invoices"), icon="receipt", url_name="invoices", order=55, permission="sales.view"
    )
)
palette_commands.add(
    PaletteCommand(
        key="overdue",
        label=_("Overdue invoices"),
        icon="alarm-clock",
        url_name="invoices_overdue",
        keywords=_("late open money"),
        permission="sales.view",
    )
)
palette_searches.add(PaletteSearch("invoices", _("Invoices"), _find))
panels.add(
    ClientPanel(
        "sales",
        _("Orders and invoices"),
        "client_sales",
        permission="sales.view",
        icon="receipt",
        order=40,
        action=PanelAction(_("New order"), "order_new", "sales.edit"),
    )
)
session_panels.add(
    SessionPanel("sales", _("Orders and invoices"), "shoot_sales", permission="sales.view", icon="receipt", order=40)
)
timeline_subjects.add(
    TimelineSubject("invoice", _("Invoice"), permission="sales.view", url_name="invoice", icon="receipt")
)
timeline_subjects.add(
    TimelineSubject("order", _("Order"), permission="sales.view", url_name="order", icon="shopping-bag")
)
timeline_subjects.add(
    TimelineSubject("credit_note", _("Credit note"), permission="sales.view", url_name="credit_note", icon="undo-2")
)
