"""Short ways to estimates, orders and invoices for tests; everything goes through the module's own verbs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from safelight.books.queries import balance
from safelight.clients.actions import AddClient
from safelight.clients.actions import add as add_client
from safelight.foundation.actions import Context, run
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.tenancy import studio_scope
from safelight.sales.actions import (
    AddOrder,
    CreditInvoice,
    HoldRetainer,
    IssueInvoice,
    OrderLineInput,
    PartInput,
    Settle,
    Settled,
    add_order,
    credit_invoice,
    hold_retainer,
    issue_invoice,
    settle,
)
from safelight.sales.queries import CreditNoteCard, InvoiceCard, OrderCard
from safelight.sales.queries.reading import today_of


def client(context: Context, name: str = "Carla", **more: Any) -> UUID:  # noqa: ANN401 - fields of the input
    """Make a client."""
    return run(add_client, context, AddClient(first_name=name, **more)).value.id


def line(name: str, price: str, **more: Any) -> OrderLineInput:  # noqa: ANN401 - fields of the input
    """Return a line with a price of its own."""
    return OrderLineInput(name=name, price=Decimal(price), **more)


def order(context: Context, client_id: UUID, *lines: OrderLineInput, **more: Any) -> OrderCard:  # noqa: ANN401 - fields of the input
    """Make an order of lines, a print of 119.00 unless given."""
    given = lines or (line("Print", "119"),)
    return run(add_order, context, AddOrder(client_id=client_id, lines=given, **more)).value


def invoice(context: Context, order_id: UUID, **more: Any) -> InvoiceCard:  # noqa: ANN401 - fields of the input
    """Issue an invoice of an order."""
    return run(issue_invoice, context, IssueInvoice(order_id=order_id, **more)).value


def part(line_id: UUID, **more: Any) -> PartInput:  # noqa: ANN401 - fields of the input
    """Return a part of a line."""
    return PartInput(line_id=line_id, **more)


def credit(context: Context, invoice_id: UUID, **more: Any) -> CreditNoteCard:  # noqa: ANN401 - fields of the input
    """Write a credit note."""
    return run(credit_invoice, context, CreditInvoice(invoice_id=invoice_id, reason="Not wanted", **more)).value


def pay(
    context: Context, invoice_id: UUID, amount: Money, *, source: UUID | None = None, on: date | None = None
) -> Settled:
    """Count cash against an invoice, as the payments module does."""
    with studio_scope(context.studio.id):
        return settle(
            context, Settle(invoice_id, amount, on or today_of(context), "payment", source or new_id(), "cash")
        )


def hold(context: Context, order_id: UUID, amount: Money) -> UUID:
    """Hold a retainer in cash for an order."""
    with studio_scope(context.studio.id):
        wanted = HoldRetainer(amount, today_of(context), "payment", new_id(), "cash", order_id=order_id)
        return hold_retainer(context, wanted).id


def ledger(context: Context, account: str, currency: str = "EUR", **narrow: Any) -> Decimal:  # noqa: ANN401 - how it is narrowed
    """Return what an account holds: debits less credits."""
    with studio_scope(context.studio.id):
        return balance(account, **narrow).of(currency).amount


def euro(text: str) -> Money:
    """Return an amount in euro."""
    return Money(Decimal(text), "EUR")
