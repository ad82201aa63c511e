"""Beginning card payments through a gateway. The gateway itself is asked by a job, after this is committed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final, Literal
from uuid import UUID

from pydantic import Field

from safelight.clients.models import Client
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Refused, action
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.payments.actions.gateway_accounts import test_account
from safelight.payments.actions.inputs import MOST_TARGETS, Amount, TargetInput
from safelight.payments.actions.take import exact
from safelight.payments.events import AttemptBegun, AttemptGivenUp
from safelight.payments.models import Attempt, AttemptStep, GatewayAccount, StoredCard
from safelight.payments.queries.attempts import AttemptCard, attempt_card_of
from safelight.payments.rules.attempts import AttemptState, follows
from safelight.payments.rules.references import reference_of

_FIRST_LOOK: Final = timedelta(seconds=30)
"""Should the job that asks the gateway be lost, the attempt is looked up after this."""


class BeginCardPayment(Frozen):
    """A card payment: how (``checkout`` on the gateway's page, ``terminal``, or ``charge`` of a stored card), for what.

    ``targets`` as for a payment in hand; they add up to ``amount``. ``consent`` is what the client agreed to when the
    card is kept (``store_card``).
    """

    client_id: UUID
    amount: Amount
    kind: Literal["checkout", "terminal", "charge"] = "checkout"
    targets: tuple[TargetInput, ...] = Field(default=(), max_length=MOST_TARGETS)
    currency: str = Field(default="", max_length=3)
    account_id: UUID | None = None
    card_id: UUID | None = None
    terminal: str = Field(default="", max_length=80)
    description: str = Field(default="", max_length=200)
    consent: str = Field(default="", max_length=1000)
    location_id: UUID | None = None


class WhichOpenAttempt(Frozen):
    """A card payment that a gateway has not decided."""

    attempt_id: UUID


@action("payments.begin_card_payment", permission="payments.take", door="POST /payments/attempts")
def begin_card_payment(context: Context, data: BeginCardPayment) -> AttemptCard:
    """Begin a card payment through a gateway: on its page, on a terminal, or with a stored card.

    The attempt is stored first and the gateway asked a moment later; its card then tells the page or the result.
    """
    currency = data.currency or context.studio.currency
    amount = exact(data.amount, currency, "amount")
    if not Client.objects.filter(id=data.client_id, merged_into=None, removed_at=None).exists():
        what = "client"
        raise NotFound(what)
    card = _stored_card(data)
    account = card.account if card is not None else _account(context, data.account_id)
    if data.kind == "terminal" and not data.terminal:
        message = "Choose the terminal."
        raise InvalidInput(message, fields={"terminal": message})
    attempt = new_attempt(
        context,
        account=account,
        client_id=data.client_id,
        kind=data.kind,
        amount=amount,
        target={
            "purposes": _purposes(data.targets, amount),
            "location_id": str(data.location_id) if data.location_id else None,
            "consent": data.consent,
        },
        description=data.description or "Photography",
        card=card,
        terminal=data.terminal,
        store_card=bool(data.consent),
    )
    context.subject("card_payment", attempt.id, f"A card payment of {amount.amount} {currency} was begun")
    context.concerns(data.client_id)
    return attempt_card_of(attempt.id)


@action("payments.cancel_card_payment", permission="payments.take", door="POST /payments/attempts/{attempt_id}/end")
def cancel_card_payment(context: Context, data: WhichOpenAttempt) -> AttemptCard:
    """Give up a card payment that nobody has paid yet. If the card was approved meanwhile, it counts all the same."""
    attempt = Attempt.objects.select_for_update(no_key=True).filter(id=data.attempt_id).first()
    if attempt is None:
        what = "card payment"
        raise NotFound(what)
    state = AttemptState(attempt.state)
    if state is AttemptState.UNKNOWN:
        message = "Nobody knows yet whether this card was charged. Wait until the gateway has said so."
        raise Refused(message, code="unknown")
    if not follows(state, AttemptState.CANCELLED):
        message = f"This card payment is {state.value} already."
        raise Refused(message, code="ended")
    # A page that is open elsewhere may still be paid: it stays pending at the gateway, so it is looked up once more.
    attempt.state, attempt.ended_at = AttemptState.CANCELLED.value, context.now
    attempt.look_at = context.now + _FIRST_LOOK
    attempt.save(update_fields=["state", "ended_at", "look_at"])
    AttemptStep(
        attempt=attempt,
        at=context.now,
        by="person",
        before=state.value,
        heard=AttemptState.CANCELLED.value,
        after=AttemptState.CANCELLED.value,
    ).save(force_insert=True)
    context.publish(AttemptGivenUp(attempt_id=attempt.id))
    context.subject("card_payment", attempt.id, "The card payment was given up")
    context.concerns(attempt.client_id)
    return attempt_card_of(attempt.id)


def new_attempt(  # noqa: PLR0913 - the parts of one attempt
    context: Context,
    *,
    account: GatewayAccount,
    client_id: UUID,
    kind: str,
    amount: Money,
    target: dict[str, Any],
    description: str,
    card: StoredCard | None = None,
    of: Attempt | None = None,
    refund_id: UUID | None = None,
    terminal: str = "",
    store_card: bool = False,
) -> Attempt:
    """Store an attempt and publish that its gateway is to be asked."""
    identifier = new_id()
    attempt = Attempt(
        id=identifier,
        account=account,
        client_id=client_id,
        kind=kind,
        of=of,
        card=card,
        refund_id=refund_id,
        reference=reference_of(identifier),
        amount_minor=amount.minor,
        currency=amount.currency,
        description=description,
        target=target,
        store_card=store_card,
        terminal=terminal,
        state=AttemptState.INITIATED.value,
        begun_at=context.now,
        begun_by=context.actor.label[:200],
        look_at=context.now + _FIRST_LOOK,
    )
    attempt.save(force_insert=True)
    context.publish(AttemptBegun(attempt_id=attempt.id))
    return attempt


def _stored_card(data: BeginCardPayment) -> StoredCard | None:
    if data.kind != "charge":
        return None
    cards = StoredCard.objects.select_related("account").filter(client_id=data.client_id, withdrawn_at=None)
    found = cards.filter(id=data.card_id).first() if data.card_id is not None else None
    if found is None:
        what = "stored card"
        raise NotFound(what)
    return found


def _account(context: Context, account_id: UUID | None) -> GatewayAccount:
    if account_id is None:
        return test_account(context)
    found = GatewayAccount.objects.filter(id=account_id, archived_at=None).first()
    if found is None:
        what = "gateway account"
        raise NotFound(what)
    return found


def _purposes(targets: tuple[TargetInput, ...], amount: Money) -> list[dict[str, str]]:
    made, left = [], amount
    for place, target in enumerate(targets):
        path = f"targets.{place}"
        if target.named != 1:
            message = "Name one thing that the money is for: an invoice, an order, a session, or credit."
            raise InvalidInput(message, fields={path: message})
        part = exact(target.amount, amount.currency, f"{path}.amount")
        left -= part
        given = {"invoice_id": target.invoice_id, "order_id": target.order_id, "shoot_id": target.shoot_id}
        named = {name: str(value) for name, value in given.items() if value is not None}
        made.append({**named, "amount": str(part.amount)})
    if targets and left:
        message = f"What it is for adds up to {(amount - left).amount}, and the card is to pay {amount.amount}."
        raise InvalidInput(message, code="not_even", fields={"amount": message})
    return made
