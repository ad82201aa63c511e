"""What a person decides about held money: counted against an invoice, kept, credited, promised back."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from safelight.books.actions import NewLine
from safelight.foundation.actions import Context, Frozen, action
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.pricing.queries.amounts import Amount, read
from safelight.sales.actions.credits import keep_credit
from safelight.sales.actions.retainers import first_of, keep_held, move_to, use_retainer
from safelight.sales.models import Credit, Invoice, Retainer
from safelight.sales.queries.cards import InvoiceCard, PotCard
from safelight.sales.queries.invoice import invoice_card, pots_for
from safelight.sales.queries.opens import pot
from safelight.sales.queries.owed import pot_card
from safelight.sales.queries.reading import today_of
from safelight.sales.rules.moves import KeepCredit, UseRetainer
from safelight.sales.rules.posting import RETAINERS


class ApplyRetainer(Frozen):
    """Which invoice; the pot (that of its order or a session, when one alone holds money) and the amount unless all."""

    invoice_id: UUID
    pot_id: UUID | None = None
    amount: Amount | None = None
    on: date | None = None


class DecideRetainer(Frozen):
    """What becomes of the money held in a pot; all of it without an amount.

    ``keep`` makes it income, ``credit`` the client's credit, ``refund`` promises it back.
    """

    pot_id: UUID
    decision: Literal["keep", "credit", "refund"]
    currency: str = Field(min_length=3, max_length=3)
    amount: Amount | None = None
    on: date | None = None
    reason: str = Field(min_length=1, max_length=300)


@action("sales.apply_retainer", permission="payments.take", door="POST /invoices/{invoice_id}/retainer")
def apply_retainer(context: Context, data: ApplyRetainer) -> InvoiceCard:
    """Count held money against an invoice.

    Raises:
        NotFound: no such invoice, or nothing was ever held there.
        Refused: nothing is held or open, or more than that was asked for.
    """
    row = Invoice.objects.filter(id=data.invoice_id).first()
    pot_id = data.pot_id or (_only_pot(row) if row else data.invoice_id)
    currency = row.currency if row else context.studio.currency
    amount = read(data.amount, currency, "amount") if data.amount is not None else None
    settled = use_retainer(context, UseRetainer(data.invoice_id, pot_id, data.on or today_of(context), amount))
    card = invoice_card(data.invoice_id, today_of(context))
    context.subject(
        "invoice",
        card.id,
        f"{settled.amount.amount} {card.currency} of the retainer count against invoice {card.label}",
    )
    return card


@action("sales.decide_retainer", permission="sales.correct", door="POST /retainers/{pot_id}/decision")
def decide_retainer(context: Context, data: DecideRetainer) -> PotCard:
    """Decide what becomes of held money: keep it as income, credit it to the client, or promise it back.

    Raises:
        NotFound: nothing was ever held there.
        Refused: more than is held, or the day is closed.
    """
    first = first_of(context, data.pot_id)
    held = pot(data.pot_id).get(data.currency) or Money.zero(first.currency)
    amount = read(data.amount, data.currency, "amount") if data.amount is not None else held
    zero = Money.zero(amount.currency)
    end_pot(
        context,
        data.pot_id,
        kept=amount if data.decision == "keep" else zero,
        credited=zero if data.decision == "keep" else amount,
        on=data.on or today_of(context),
        purpose="refund" if data.decision == "refund" else "credit",
        memo=data.reason,
        source=("retainer", new_id()),
    )
    words = {"keep": "kept", "credit": "credited to the client", "refund": "promised back"}[data.decision]
    context.subject(_kind(first), data.pot_id, f"{amount.amount} {amount.currency} of the retainer was {words}")
    return pot_card(data.pot_id, amount.currency)


def end_pot(  # noqa: PLR0913 - what is kept, what is credited, when and why
    context: Context,
    pot_id: UUID,
    *,
    kept: Money,
    credited: Money,
    on: date,
    purpose: str,
    memo: str,
    source: tuple[str, UUID],
) -> None:
    """Keep a part of a pot as income and give a part to the client as credit or promised refund.

    Raises:
        NotFound: nothing was ever held there.
        Refused: more than is held, or the day is closed.
    """
    first = first_of(context, pot_id)
    if kept:
        keep_held(context, pot_id, kept, on, memo)
    if credited:
        # The money goes through the credit's own entry: one debit of the pot, one credit to the client.
        to_credit(context, first, credited, on=on, purpose=purpose, memo=memo, source=source)


def to_credit(  # noqa: PLR0913 - what, when and what for
    context: Context, first: Retainer, amount: Money, *, on: date, purpose: str, memo: str, source: tuple[str, UUID]
) -> UUID:
    """Turn held money into credit of the client; returns the credit's id."""
    across = NewLine(
        RETAINERS, amount, client_id=first.client_id, document_id=first.pot_id, location_id=first.location_id
    )
    kept = keep_credit(
        context,
        KeepCredit(
            client_id=first.client_id,
            amount=amount,
            on=on,
            source_kind=source[0],
            source_id=source[1],
            debit_account=RETAINERS,
            reason=memo,
            purpose=purpose,
            location_id=first.location_id,
        ),
        debit=across,
    )
    move_to(context, first, Credit.objects.get(id=kept.id), memo=memo)
    return kept.id


def _only_pot(row: Invoice) -> UUID:
    holding = [pot_id for pot_id in pots_for(row) if pot(pot_id).get(row.currency)]
    return holding[0] if holding else row.order_id


def _kind(row: Retainer) -> str:
    return "order" if row.order_id else "shoot"
