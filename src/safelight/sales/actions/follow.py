"""What follows from news of the floors below: sessions called off or moved, clients that became one.

Closed to programs: a job runs these for every piece of news, with its own idempotency key.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal
from uuid import UUID

from safelight.foundation.actions import Context, Empty, Frozen, action
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.pricing.actions import follow_merge
from safelight.pricing.rules.items import ItemKind
from safelight.sales.actions.building import make_lines, number_order, save_priced
from safelight.sales.actions.credit_invoice import CreditInvoice, write_credit_note
from safelight.sales.actions.inputs import OrderLineInput
from safelight.sales.actions.issue_invoice import PartInput
from safelight.sales.actions.locking import lock_documents
from safelight.sales.actions.pots import end_pot
from safelight.sales.events import OrderPlaced
from safelight.sales.models import InvoiceLine, Order
from safelight.sales.queries.reading import today_of
from safelight.sales.queries.towards import held_for, paid_fees
from safelight.sales.rules.consequences import Held, settle_cancellation
from safelight.sales.rules.states import OrderState
from safelight.shoots.models import Shoot
from safelight.shoots.queries import links


class SessionOutcome(Frozen):
    """What a policy said when a session was called off or moved; amounts in major units of ``currency``."""

    kind: Literal["cancelled", "moved"]
    shoot_id: UUID
    outcome_id: UUID
    fee: Decimal
    credit: Decimal
    currency: str


class ClientsMerged(Frozen):
    """Two clients that became one."""

    kept_id: UUID
    merged_id: UUID


class Followed(Frozen):
    """What was done: kept as income, credited to the client, still owed on a new order."""

    kept: Decimal
    credited: Decimal
    owed: Decimal
    order_id: UUID | None = None


@action("sales.follow_outcome", permission="sales.edit")
def follow_outcome(context: Context, data: SessionOutcome) -> Followed:
    """Carry out what the policy said of a session that was called off or moved.

    Cancelled: of the money held for it, and of session fees already paid, the client keeps ``credit`` as credit and the
    rest is kept as income. What of the fee that does not cover is put on an order, for a person to invoice or waive.
    """
    nothing = Followed(kept=Decimal(0), credited=Decimal(0), owed=Decimal(0))
    shoot = Shoot.objects.filter(id=data.shoot_id).first()
    if shoot is None or shoot.client_id is None:
        return nothing
    client_id = shoot.client_id
    lock_documents(context)
    fee, credit = Money(data.fee, data.currency), Money(data.credit, data.currency)
    zero = Money.zero(data.currency)
    title = next((link.title for link in links({shoot.id}).values()), "")
    memo = f"Session {shoot.number} was {'called off' if data.kind == 'cancelled' else 'moved'}"
    if data.kind == "moved":
        order_id = _owe(context, shoot, client_id, fee, f"Fee for moving the session {title}".strip())
        context.subject("shoot", shoot.id, f"{memo}: a fee of {fee.amount} {fee.currency}" if fee else memo)
        return Followed(kept=zero.amount, credited=zero.amount, owed=fee.amount, order_id=order_id)
    held = held_for(shoot.id, data.currency)
    fees = paid_fees(shoot.id, data.currency)
    plan = settle_cancellation(
        [Held(pot_id, amount) for pot_id, amount in held.items()],
        sum((amount for _, amount in fees), zero),
        fee=fee,
        credit=credit,
    )
    for part in plan.pots:
        end_pot(
            context,
            part.pot_id,
            kept=part.kept,
            credited=part.credited,
            on=today_of(context),
            purpose="credit",
            memo=memo,
            source=("shoot_outcome", new_id()),
        )
    if plan.back_from_fees:
        _take_back(context, fees, plan.back_from_fees, memo)
    order_id = _owe(context, shoot, client_id, plan.owed, f"Cancellation fee {title}".strip())
    context.subject(
        "shoot",
        shoot.id,
        f"{memo}: {plan.kept.amount} kept, {plan.credited.amount} credited, {plan.owed.amount} {data.currency} owed",
    )
    context.concerns(client_id)
    return Followed(kept=plan.kept.amount, credited=plan.credited.amount, owed=plan.owed.amount, order_id=order_id)


@action("sales.follow_merge", permission="sales.edit")
def follow_merged_clients(context: Context, data: ClientsMerged) -> Empty:
    """Let coupons, rewards and exemptions of a merged client belong to the one that is kept."""
    follow_merge(data.kept_id, data.merged_id)
    context.subject("client", data.kept_id, "Rewards and exemptions followed a merge")
    return Empty()


def _owe(context: Context, shoot: Shoot, client_id: UUID, fee: Money, name: str) -> UUID | None:
    """Put a fee on an order of its own, not invoiced yet; returns the order."""
    if fee.minor <= 0:
        return None
    today = today_of(context)
    order = Order(
        id=new_id(),
        studio_id=context.studio.id,
        state=OrderState.ORDERED.value,
        client_id=client_id,
        location_id=shoot.location_id,
        shoot_id=shoot.id,
        currency=fee.currency,
        placed_on=today,
        priced_on=today,
        accepted_at=context.now,
        use_session_credits=False,
    )
    line = OrderLineInput(name=name[:200], price=fee.amount, kind=ItemKind.SERVICE, category="fees")
    save_priced(context, order, make_lines(context, order, [line]))
    number_order(order, today)
    order.save()
    context.publish(OrderPlaced(order_id=order.id, client_id=client_id, shoot_id=shoot.id))
    return order.id


def _take_back(context: Context, fees: list[tuple[InvoiceLine, Money]], amount: Money, memo: str) -> None:
    """Credit paid session fees, the newest first, until the amount is reached."""
    left = amount
    for line, paid in reversed(fees):
        part = min(paid, left)
        if part.minor <= 0:
            continue
        write_credit_note(
            context,
            CreditInvoice(
                invoice_id=line.invoice_id, reason=memo, lines=(PartInput(line_id=line.id, amount=part.amount),)
            ),
        )
        left -= part
