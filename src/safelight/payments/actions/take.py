"""Taking a payment in hand."""

from __future__ import annotations

from uuid import UUID

from safelight.foundation.actions import Context, InvalidInput, action
from safelight.foundation.money import Money
from safelight.payments.actions.inputs import PartInput, TakePayment, TargetInput
from safelight.payments.actions.taking import Handed, NewPayment, Purpose, take_money
from safelight.payments.queries.cards import PaymentCard
from safelight.payments.queries.payment import card_of
from safelight.payments.queries.reading import today_of
from safelight.payments.rules.tenders import TenderKind
from safelight.sales.queries.invoices import open_invoices


@action("payments.take", permission="payments.take", door="POST /payments", dry_run=True)
def take(context: Context, data: TakePayment) -> PaymentCard:
    """Take a payment: cash, cheque, transfer, card on a terminal, gift card, credit, in one or several of them.

    It pays invoices, is held as a retainer for an order or session, or is kept as credit. Change and rounding to coins
    are worked out. Everything happens at once or nothing.
    """
    currency = data.currency or context.studio.currency
    parts = tuple(_handed(place, part, currency) for place, part in enumerate(data.parts))
    purposes = (
        tuple(_purpose(place, target, currency) for place, target in enumerate(data.targets))
        if data.targets
        else _oldest_first(context, data.client_id, parts)
    )
    payment = take_money(
        context,
        NewPayment(
            client_id=data.client_id,
            on=data.on or today_of(context),
            parts=parts,
            purposes=purposes,
            location_id=data.location_id,
            drawer_id=data.drawer_id,
            note=data.note,
        ),
    )
    card = card_of(payment.id)
    context.subject("payment", payment.id, f"Payment {payment.number} was taken")
    context.changed({"amount": [None, f"{card.amount} {currency}"], "tenders": [None, [p.tender for p in card.parts]]})
    return card


def exact(amount: object, currency: str, path: str) -> Money:
    """Return typed decimals as money.

    Raises:
        InvalidInput: the currency does not exist or has no coin that small; ``path`` says where.
    """
    try:
        return Money.parse(str(amount), currency)
    except ValueError as error:
        raise InvalidInput(str(error), code="not_an_amount", fields={path: str(error)}) from error


def _handed(place: int, part: PartInput, currency: str) -> Handed:
    path = f"parts.{place}"
    if part.tender == TenderKind.GATEWAY.value:
        message = "A card online is charged through its gateway: begin a card payment instead."
        raise InvalidInput(message, code="by_gateway", fields={f"{path}.tender": message})
    return Handed(
        tender=part.tender,
        amount=exact(part.amount, currency, f"{path}.amount"),
        path=path,
        handed=exact(part.handed, currency, f"{path}.handed") if part.handed is not None else None,
        reference=part.reference,
        card_brand=part.card_brand,
        card_last4=part.card_last4,
        gift_code=part.gift_code,
        credit_id=part.credit_id,
        pot_id=part.pot_id,
    )


def _purpose(place: int, target: TargetInput, currency: str) -> Purpose:
    path = f"targets.{place}"
    if target.named != 1:
        message = "Name one thing that the money is for: an invoice, an order, a session, or credit."
        raise InvalidInput(message, fields={path: message})
    return Purpose(
        amount=exact(target.amount, currency, f"{path}.amount"),
        path=path,
        invoice_id=target.invoice_id,
        order_id=target.order_id,
        shoot_id=target.shoot_id,
    )


def _oldest_first(context: Context, client_id: UUID, parts: tuple[Handed, ...]) -> tuple[Purpose, ...]:
    """Lay the money over the client's open invoices, the oldest due first; what is left becomes credit."""
    left = sum((part.amount for part in parts), Money.zero(parts[0].amount.currency))
    found: list[Purpose] = []
    for invoice in open_invoices(client_id, today_of(context), currency=left.currency):
        if not left:
            break
        taken = min(left, invoice.open)
        found.append(Purpose(taken, f"targets.{len(found)}", invoice_id=invoice.row.id))
        left -= taken
    if left:
        found.append(Purpose(left, f"targets.{len(found)}"))
    return tuple(found)
