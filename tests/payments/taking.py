"""Short ways to payments for tests; everything goes through the module's own verbs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from safelight.foundation.actions import Context, actions, run
from safelight.payments.actions.inputs import MakeRefund, PartInput, TakePayment, TargetInput
from safelight.payments.actions.refund import refund
from safelight.payments.actions.take import take
from safelight.payments.queries.cards import PaymentCard, RefundCard


def part(tender: str, amount: str, **more: Any) -> PartInput:  # noqa: ANN401 - fields of a part
    """Return one way of paying."""
    return PartInput(tender=tender, amount=Decimal(amount), **more)


def for_invoice(invoice_id: UUID, amount: str) -> TargetInput:
    """Say that money is for an invoice."""
    return TargetInput(invoice_id=invoice_id, amount=Decimal(amount))


def paid(context: Context, client_id: UUID, *parts: PartInput, **more: Any) -> PaymentCard:  # noqa: ANN401 - fields of a payment
    """Take a payment."""
    return run(take, context, TakePayment(client_id=client_id, parts=parts, **more)).value


def refunded(context: Context, amount: str, **more: Any) -> RefundCard:  # noqa: ANN401 - fields of a refund
    """Give money back."""
    return run(refund, context, MakeRefund(amount=Decimal(amount), reason="Not wanted", **more)).value


def do(context: Context, verb: str, **data: Any) -> Any:  # noqa: ANN401 - any verb's
    """Run a verb by name."""
    return run(actions()[verb], context, data).value
