"""Rewards: the rules that give them and what a client has."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q

from safelight.foundation import clock
from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.foundation.money import Money
from safelight.pricing.models import Reward, RewardRule, RewardUse
from safelight.pricing.ports import clients
from safelight.pricing.queries.amounts import major
from safelight.pricing.queries.promotions import NO_DOCUMENT
from safelight.pricing.rules import basket as rules
from safelight.pricing.rules.rewards import RewardKind


class RewardRuleCard(Frozen):
    """When a client gets a reward and how much; amounts in ``currency``."""

    id: UUID
    name: str
    kind: RewardKind
    currency: str
    amount: Decimal | None
    percent: Decimal
    welcome: Decimal | None
    spend_from: Decimal
    use_from: Decimal
    days: int | None
    archived: bool


class RewardCard(Frozen):
    """A reward of a client; ``left`` is what may still be used, ``usable`` whether it may be used today."""

    id: UUID
    rule_id: UUID | None
    client_id: UUID
    kind: RewardKind
    label: str
    currency: str
    amount: Decimal
    used: Decimal
    left: Decimal
    use_from: Decimal
    valid_until: date | None
    granted_at: datetime
    usable: bool
    withdrawn: bool


class WithArchivedRules(Frozen):
    """Whether archived rules are wanted."""

    archived: bool = False


class WhoseRewards(Frozen):
    """Whose rewards; used up, expired and withdrawn ones only with ``all``."""

    client_id: UUID
    all: bool = False


@query("pricing.reward_rules", permission="pricing.view", door="GET /reward-rules")
def reward_rules(context: Context, data: WithArchivedRules) -> Page[RewardRuleCard]:  # noqa: ARG001 - every query takes it
    """List the rules by which clients get rewards."""
    rows = RewardRule.objects.filter(Q() if data.archived else Q(archived_at=None)).order_by("kind", "name", "id")
    cards = tuple(map(rule_card, rows))
    return Page(items=cards, total=len(cards))


@query("pricing.rewards", permission="pricing.view", door="GET /rewards")
def rewards(context: Context, data: WhoseRewards) -> Page[RewardCard]:
    """List the rewards of a client, those that end first at the top."""
    today = clock.local(context.now, context.studio.zone).date()
    found = Reward.objects.filter(client_id__in=clients.ids_of(data.client_id))
    if not data.all:
        found = found.filter(_usable(today))
    cards = tuple(reward_card(row, today) for row in found.order_by(F("valid_until").asc(nulls_last=True), "id"))
    return Page(items=cards, total=len(cards))


def rule_row(rule_id: UUID) -> RewardRule:
    """Return a rule, locked.

    Raises:
        NotFound: there is none.
    """
    row = RewardRule.objects.select_for_update().filter(id=rule_id).first()
    if row is None:
        what = "reward rule"
        raise NotFound(what)
    return row


def rewards_for(
    reward_ids: Collection[UUID], client_id: UUID | None, currency: str, *, but_for: UUID | None = None
) -> tuple[rules.Reward, ...]:
    """Return these rewards of the client as the engine takes them, with what is left of each.

    What the document ``but_for`` used already counts as left.

    Raises:
        NotFound: one of them is not a reward of this client.
    """
    rows = {
        row.id: row
        for row in Reward.objects.filter(
            id__in=reward_ids, client_id__in=clients.ids_of(client_id), currency=currency, withdrawn_at=None
        )
    }
    if set(rows) != set(reward_ids):
        what = "reward"
        raise NotFound(what)
    own = dict(
        RewardUse.objects.filter(reward_id__in=rows, source_id=but_for or NO_DOCUMENT, released_at=None).values_list(
            "reward_id", "amount_minor"
        )
    )
    return tuple(
        rules.Reward(
            key=str(row.id),
            amount=Money.of_minor(row.amount_minor - row.used_minor + own.get(row.id, 0), currency),
            label=row.label,
            valid_until=row.valid_until,
            minimum=Money.of_minor(row.use_from_minor, currency) if row.use_from_minor else None,
        )
        for row in rows.values()
    )


def rule_card(row: RewardRule) -> RewardRuleCard:
    """Return a rule as a card."""
    return RewardRuleCard(
        id=row.id,
        name=row.name,
        kind=RewardKind(row.kind),
        currency=row.currency,
        amount=major(row.amount_minor, row.currency),
        percent=row.percent,
        welcome=major(row.welcome_minor, row.currency),
        spend_from=Money.of_minor(row.from_minor, row.currency).amount,
        use_from=Money.of_minor(row.use_from_minor, row.currency).amount,
        days=row.days,
        archived=row.archived_at is not None,
    )


def reward_card(row: Reward, today: date) -> RewardCard:
    """Return a reward as a card."""
    left = row.amount_minor - row.used_minor
    ended = row.valid_until is not None and row.valid_until < today
    return RewardCard(
        id=row.id,
        rule_id=row.rule_id,
        client_id=row.client_id,
        kind=RewardKind(row.kind),
        label=row.label,
        currency=row.currency,
        amount=Money.of_minor(row.amount_minor, row.currency).amount,
        used=Money.of_minor(row.used_minor, row.currency).amount,
        left=Money.of_minor(left, row.currency).amount,
        use_from=Money.of_minor(row.use_from_minor, row.currency).amount,
        valid_until=row.valid_until,
        granted_at=row.granted_at,
        usable=left > 0 and not ended and row.withdrawn_at is None,
        withdrawn=row.withdrawn_at is not None,
    )


def _usable(today: date) -> Q:
    return (
        Q(withdrawn_at=None) & Q(used_minor__lt=F("amount_minor")) & (Q(valid_until=None) | Q(valid_until__gte=today))
    )
