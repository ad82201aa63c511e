"""What a gateway says of an attempt, and what follows from it. Never public: jobs alone hear gateways."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from safelight.books.actions import NewEntry, NewLine, record
from safelight.foundation.actions import Context, Frozen, NotFound, action
from safelight.foundation.money import Money
from safelight.foundation.sealing import seal
from safelight.payments.actions.attempts import new_attempt
from safelight.payments.actions.refunding import carry_out, fail
from safelight.payments.actions.taking import Handed, NewPayment, Purpose, take_money
from safelight.payments.events import AttemptEnded
from safelight.payments.models import Attempt, AttemptStep, Payment, Refund, StoredCard
from safelight.payments.queries.attempts import AttemptCard, attempt_card_of
from safelight.payments.queries.reading import today_of
from safelight.payments.rules.attempts import OPEN, AttemptState, follows, is_surprise
from safelight.payments.rules.looking import next_look
from safelight.sales.queries.invoices import open_invoices
from safelight.sales.queries.opens import open_of

TAKING = frozenset({"checkout", "terminal", "charge"})
CARD_PURPOSE = "payments stored card "


class CardHeard(Frozen):
    """A card as an answer tells of it; ``token`` only where it may be charged again."""

    brand: str = Field(default="", max_length=20)
    last4: str = Field(default="", max_length=4)
    expires_on: date | None = None
    holder: str = Field(default="", max_length=200)
    token: str = Field(default="", max_length=500)


class Heard(Frozen):
    """What was heard of an attempt, in major units of its currency; ``by`` says from whom."""

    attempt_id: UUID
    by: Literal["answer", "notice", "look_up", "return"]
    state: AttemptState
    gateway_id: str = Field(default="", max_length=120)
    page_url: str = Field(default="", max_length=2000)
    expires_at: datetime | None = None
    amount: Decimal | None = None
    tip: Decimal | None = None
    fee: Decimal | None = None
    card: CardHeard | None = None
    code: str = Field(default="", max_length=60)
    message: str = Field(default="", max_length=1000)
    settled: bool = False


@action("payments.hear_of_card_payment", permission="payments.take")
def hear(context: Context, data: Heard) -> AttemptCard:
    """Note what a gateway says of a card payment; money that moved is counted once, whatever comes twice or late."""
    attempt = (
        Attempt.objects.select_for_update(no_key=True).select_related("account").filter(id=data.attempt_id).first()
    )
    if attempt is None:
        what = "card payment"
        raise NotFound(what)
    before = AttemptState(attempt.state)
    moves_on = follows(before, data.state)
    _note(attempt, data, context, moves_on=moves_on)
    attempt.look_at = next_look(
        AttemptState(attempt.state), attempt.looks, context.now, attempt.begun_at, attempt.expires_at
    )
    if data.by == "look_up":
        attempt.looks += 1
    if moves_on or data.state in OPEN:
        _step(attempt, data, before, context)
    if moves_on and data.state not in OPEN:
        attempt.ended_at = context.now
        _follow(context, attempt, data)
        context.publish(AttemptEnded(attempt_id=attempt.id, state=data.state.value))
    attempt.save()
    words = f"The gateway says “{data.state.value}” of a card payment"
    if is_surprise(before, data.state):
        words = f"A card payment that was {before.value} was charged after all"
    context.subject("card_payment", attempt.id, words)
    context.concerns(attempt.client_id)
    return attempt_card_of(attempt.id)


def _note(attempt: Attempt, data: Heard, context: Context, *, moves_on: bool) -> None:
    attempt.gateway_id = data.gateway_id or attempt.gateway_id
    attempt.page_url = data.page_url or attempt.page_url
    attempt.expires_at = data.expires_at or attempt.expires_at
    attempt.settled = attempt.settled or data.settled
    attempt.asked_at = attempt.asked_at or context.now
    if not moves_on:
        return
    attempt.state = data.state.value
    attempt.code, attempt.message = data.code, data.message
    for name, value in (("approved", data.amount), ("tip", data.tip), ("fee", data.fee)):
        if value is not None:
            setattr(attempt, f"{name}_minor", Money(value, attempt.currency).minor)
    if data.card is not None:
        attempt.card_brand, attempt.card_last4 = data.card.brand, data.card.last4


def _step(attempt: Attempt, data: Heard, before: AttemptState, context: Context) -> None:
    AttemptStep(
        attempt=attempt,
        at=context.now,
        by=data.by,
        before=before.value,
        heard=data.state.value,
        after=attempt.state,
        code=data.code,
        message=data.message,
    ).save(force_insert=True)


def _follow(context: Context, attempt: Attempt, data: Heard) -> None:
    """Do what a definite answer asks for: take the money, finish or fail the refund."""
    if attempt.kind in TAKING and data.state is AttemptState.SUCCEEDED and attempt.payment_id is None:
        attempt.payment = _take(context, attempt)
        _keep_card(context, attempt, data.card)
    if attempt.kind in {"void", "refund"} and attempt.refund_id is not None:
        refund = Refund.objects.select_for_update(no_key=True).get(id=attempt.refund_id)
        if data.state is AttemptState.SUCCEEDED:
            carry_out(context, refund)
            _mark_voided(attempt)
        elif attempt.kind == "refund":
            fail(context, refund)
        else:
            _refund_instead(context, attempt)


def _mark_voided(attempt: Attempt) -> None:
    if attempt.kind == "void" and attempt.of_id is not None:
        Attempt.objects.filter(id=attempt.of_id).update(state=AttemptState.VOIDED.value)


def _refund_instead(context: Context, attempt: Attempt) -> None:
    """A void that comes too late becomes a refund: the batch was closed meanwhile."""
    new_attempt(
        context,
        account=attempt.account,
        client_id=attempt.client_id,
        kind="refund",
        amount=Money.of_minor(attempt.amount_minor, attempt.currency),
        target={},
        description=attempt.description,
        of=attempt.of,
        refund_id=attempt.refund_id,
    )


def _take(context: Context, attempt: Attempt) -> Payment:
    """Take what was approved. The money is here whatever happened meanwhile: what fits nowhere becomes credit."""
    approved = Money.of_minor(
        attempt.approved_minor if attempt.approved_minor is not None else attempt.amount_minor, attempt.currency
    )
    tip = Money.of_minor(attempt.tip_minor or 0, attempt.currency)
    handed = Handed(
        tender="gateway",
        amount=approved - tip,
        path="parts.0",
        reference=attempt.gateway_id[:80],
        card_brand=attempt.card_brand,
        card_last4=attempt.card_last4,
    )
    location = attempt.target.get("location_id")
    payment = take_money(
        context,
        NewPayment(
            client_id=attempt.client_id,
            on=today_of(context),
            parts=(handed,),
            purposes=_purposes(context, attempt, approved - tip),
            location_id=UUID(location) if location else None,
            note=attempt.description,
        ),
    )
    _book_extras(context, attempt, payment, tip)
    return payment


def _purposes(context: Context, attempt: Attempt, money: Money) -> tuple[Purpose, ...]:
    """Lay the money over what it was for, as far as that is open now; the rest is credit of the client."""
    wanted: list[dict[str, Any]] = list(attempt.target.get("purposes", []))
    if not wanted:
        wanted = [
            {"invoice_id": str(item.row.id), "amount": str(item.open.amount)}
            for item in open_invoices(attempt.client_id, today_of(context), currency=money.currency)
        ]
    still_open = _open_amounts(wanted, money.currency)
    left, found = money, list[Purpose]()
    for target in wanted:
        part = min(left, Money(Decimal(target["amount"]), money.currency))
        if "invoice_id" in target:
            part = min(part, still_open[UUID(target["invoice_id"])])
        if part.minor <= 0:
            continue
        ids = {name: UUID(value) for name, value in target.items() if name.endswith("_id")}
        found.append(Purpose(part, f"targets.{len(found)}", **ids))
        left -= part
    if left:
        found.append(Purpose(left, f"targets.{len(found)}"))
    return tuple(found)


def _open_amounts(wanted: list[dict[str, Any]], currency: str) -> dict[UUID, Money]:
    class _Named:
        def __init__(self, identifier: UUID) -> None:
            self.id, self.currency = identifier, currency

    return open_of([_Named(UUID(target["invoice_id"])) for target in wanted if "invoice_id" in target])


def _book_extras(context: Context, attempt: Attempt, payment: Payment, tip: Money) -> None:
    """Book the tip, which belongs to the staff, and the gateway's fee, which it keeps back."""
    fee = Money.of_minor(attempt.fee_minor or 0, attempt.currency)
    for amount, debit, credit, kind in (
        (tip, "card_clearing", "tips", "tip"),
        (fee, "gateway_fees", "card_clearing", "gateway_fee"),
    ):
        if amount:
            record(
                context,
                NewEntry(
                    on=payment.on,
                    kind=kind,
                    memo=f"Payment {payment.number}",
                    source_kind="payment",
                    source_id=payment.id,
                    lines=(NewLine(debit, amount), NewLine(credit, -amount)),
                ),
            )


def _keep_card(context: Context, attempt: Attempt, card: CardHeard | None) -> None:
    consent = str(attempt.target.get("consent", ""))
    if not attempt.store_card or card is None or not card.token or not consent:
        return
    StoredCard(
        client_id=attempt.client_id,
        account_id=attempt.account_id,
        token=seal(card.token.encode(), f"{CARD_PURPOSE}{context.studio.id}"),
        brand=card.brand,
        last4=card.last4,
        expires_on=card.expires_on,
        holder=card.holder,
        consent=consent,
        consent_at=attempt.begun_at,
    ).save(force_insert=True)
