"""Card payments through gateways: attempts, what was heard of them, accounts, stored cards."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.db.models import Q
from pydantic import Field

from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Page, query
from safelight.foundation.money import Money
from safelight.payments.models import Attempt, AttemptStep, GatewayAccount, StoredCard
from safelight.payments.rules.attempts import OPEN, AttemptState


class StepCard(Frozen):
    """What was heard of an attempt, from whom, and whether it moved it on."""

    at: datetime
    by: str
    before: str
    heard: str
    after: str
    message: str = ""


class AttemptCard(Frozen):
    """A try to move money through a gateway; ``page_url`` is where the payer pays while it is pending."""

    id: UUID
    client_id: UUID
    client_name: str
    account_id: UUID
    account_name: str
    live: bool
    kind: str
    state: AttemptState
    is_open: bool
    reference: str
    page_url: str = ""
    currency: str
    amount: Decimal
    approved: Decimal | None = None
    tip: Decimal | None = None
    fee: Decimal | None = None
    description: str = ""
    code: str = ""
    message: str = ""
    card_brand: str = ""
    card_last4: str = ""
    settled: bool = False
    payment_id: UUID | None = None
    refund_id: UUID | None = None
    of_id: UUID | None = None
    begun_at: datetime
    begun_by: str
    ended_at: datetime | None = None
    expires_at: datetime | None = None
    steps: tuple[StepCard, ...] = ()


class AccountCard(Frozen):
    """A gateway account; secrets are never shown, only which of them are set."""

    id: UUID
    gateway: str
    name: str
    live: bool
    settings: dict[str, str]
    secrets_set: tuple[str, ...]
    archived: bool


class StoredCardCard(Frozen):
    """A card that may be charged again, as a receipt shows it, with the consent it rests on."""

    id: UUID
    client_id: UUID
    account_name: str
    brand: str
    last4: str
    expires_on: date | None
    holder: str
    consent: str
    consent_at: datetime
    withdrawn_at: datetime | None


class WhichAttempt(Frozen):
    """One attempt."""

    attempt_id: UUID


class ListAttempts(Frozen):
    """Which attempts, newest first; ``state`` may also be ``open``: those that a gateway has not decided."""

    client_id: UUID | None = None
    account_id: UUID | None = None
    state: str = Field(default="", max_length=12)
    since: datetime | None = None
    until: datetime | None = None
    cursor: str = Field(default="", max_length=120)
    limit: int = Field(default=50, ge=1, le=200)


class ListAccounts(Frozen):
    """Whether those out of use are shown too."""

    archived: bool = False


class CardsOfClient(Frozen):
    """The stored cards of a client."""

    client_id: UUID
    withdrawn: bool = False


@query("payments.attempt", permission="payments.view", door="GET /payments/attempts/{attempt_id}")
def get_attempt(_: Context, data: WhichAttempt) -> AttemptCard:
    """Show a card payment: where it stands, and everything that was heard of it."""
    return attempt_card_of(data.attempt_id)


def attempt_card_of(attempt_id: UUID) -> AttemptCard:
    """Return an attempt's card with its steps.

    Raises:
        NotFound: there is no such attempt.
    """
    found = Attempt.objects.select_related("client", "account").filter(id=attempt_id).first()
    if found is None:
        what = "card payment"
        raise NotFound(what)
    steps = AttemptStep.objects.filter(attempt_id=found.id).order_by("at", "id")
    return attempt_card(found, tuple(steps))


@query("payments.attempts", permission="payments.view", door="GET /payments/attempts")
def list_attempts(_: Context, data: ListAttempts) -> Page[AttemptCard]:
    """List card payments through gateways, newest first."""
    wanted = {
        "client_id": data.client_id,
        "account_id": data.account_id,
        "begun_at__gte": data.since,
        "begun_at__lte": data.until,
    }
    rows = Attempt.objects.filter(**{name: value for name, value in wanted.items() if value is not None})
    if data.state == "open":
        rows = rows.filter(state__in=[state.value for state in OPEN])
    elif data.state:
        rows = rows.filter(state=data.state)
    total = rows.count()
    after = _position(data.cursor)
    if after is not None:
        at, identifier = after
        rows = rows.filter(Q(begun_at__lt=at) | Q(begun_at=at, id__lt=identifier))
    found = list(rows.select_related("client", "account").order_by("-begun_at", "-id")[: data.limit + 1])
    shown = found[: data.limit]
    following = f"{shown[-1].begun_at.isoformat()}~{shown[-1].id}" if len(found) > data.limit else None
    return Page[AttemptCard](items=tuple(attempt_card(row) for row in shown), next=following, total=total)


@query("payments.gateway_accounts", permission="payments.view", door="GET /payments/gateway_accounts")
def list_accounts(_: Context, data: ListAccounts) -> Page[AccountCard]:
    """List the studio's accounts with card gateways."""
    rows = GatewayAccount.objects.order_by("order", "name")
    if not data.archived:
        rows = rows.filter(archived_at=None)
    cards = tuple(account_card(row) for row in rows)
    return Page[AccountCard](items=cards, total=len(cards))


@query("payments.stored_cards", permission="payments.view", door="GET /clients/{client_id}/stored_cards")
def list_stored_cards(_: Context, data: CardsOfClient) -> Page[StoredCardCard]:
    """List the cards that a client agreed to have charged again."""
    rows = StoredCard.objects.filter(client_id=data.client_id).select_related("account").order_by("-consent_at")
    if not data.withdrawn:
        rows = rows.filter(withdrawn_at=None)
    cards = tuple(stored_card(row) for row in rows)
    return Page[StoredCardCard](items=cards, total=len(cards))


def attempt_card(attempt: Attempt, steps: tuple[AttemptStep, ...] = ()) -> AttemptCard:
    """Show an attempt with client and account loaded."""

    def money(minor: int | None) -> Decimal | None:
        return Money.of_minor(minor, attempt.currency).amount if minor is not None else None

    state = AttemptState(attempt.state)
    return AttemptCard(
        id=attempt.id,
        client_id=attempt.client_id,
        client_name=attempt.client.display_name,
        account_id=attempt.account_id,
        account_name=attempt.account.name,
        live=attempt.account.live,
        kind=attempt.kind,
        state=state,
        is_open=state in OPEN,
        reference=attempt.reference,
        page_url=attempt.page_url if state is AttemptState.PENDING else "",
        currency=attempt.currency,
        amount=Money.of_minor(attempt.amount_minor, attempt.currency).amount,
        approved=money(attempt.approved_minor),
        tip=money(attempt.tip_minor),
        fee=money(attempt.fee_minor),
        description=attempt.description,
        code=attempt.code,
        message=attempt.message,
        card_brand=attempt.card_brand,
        card_last4=attempt.card_last4,
        settled=attempt.settled,
        payment_id=attempt.payment_id,
        refund_id=attempt.refund_id,
        of_id=attempt.of_id,
        begun_at=attempt.begun_at,
        begun_by=attempt.begun_by,
        ended_at=attempt.ended_at,
        expires_at=attempt.expires_at,
        steps=tuple(
            StepCard(
                at=step.at,
                by=step.by,
                before=step.before,
                heard=step.heard,
                after=step.after,
                message=step.message,
            )
            for step in steps
        ),
    )


def account_card(account: GatewayAccount) -> AccountCard:
    """Show a gateway account without its secrets."""
    return AccountCard(
        id=account.id,
        gateway=account.gateway,
        name=account.name,
        live=account.live,
        settings={key: value for key, value in account.settings.items() if key != _SEALED},
        secrets_set=tuple(account.settings.get(_SEALED, ())),
        archived=account.archived_at is not None,
    )


def stored_card(card: StoredCard) -> StoredCardCard:
    """Show a stored card with its account loaded."""
    return StoredCardCard(
        id=card.id,
        client_id=card.client_id,
        account_name=card.account.name,
        brand=card.brand,
        last4=card.last4,
        expires_on=card.expires_on,
        holder=card.holder,
        consent=card.consent,
        consent_at=card.consent_at,
        withdrawn_at=card.withdrawn_at,
    )


_SEALED: Literal["sealed"] = "sealed"


def _position(cursor: str) -> tuple[datetime, UUID] | None:
    if not cursor:
        return None
    at, _, identifier = cursor.partition("~")
    try:
        return datetime.fromisoformat(at), UUID(identifier)
    except ValueError as error:
        message = "This cursor is of another list."
        raise InvalidInput(message, fields={"cursor": message}) from error
