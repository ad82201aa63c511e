"""What this module tells the floors below it: who clients are, what was paid, what a workflow may ask for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.books.ports import clients as clients_of_books
from safelight.clients.queries import with_merged
from safelight.pricing.ports import clients as clients_of_pricing
from safelight.sales.queries.names import name_clients
from safelight.sales.queries.towards import paid_towards, unpaid, without_order, without_retainer
from safelight.shoots.ports.conditions import Condition, conditions
from safelight.shoots.ports.money import plug_paid

plug_paid(paid_towards)
clients_of_pricing.plug(with_merged)
clients_of_books.plug(name_clients, with_merged)
conditions.add(Condition("order_placed", _("Something was ordered"), unmet=without_order, order=200))
conditions.add(Condition("retainer_paid", _("Retainer paid"), unmet=without_retainer, order=210))
conditions.add(Condition("invoice_paid", _("Paid in full"), unmet=unpaid, order=220))
