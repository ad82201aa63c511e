"""The rules by which clients get rewards, and rewards given or withdrawn by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import Field

from safelight.foundation import clock
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, Refused, action
from safelight.foundation.ids import new_id
from safelight.pricing.actions.knowing import known_client
from safelight.pricing.actions.patching import given, plain, write
from safelight.pricing.events import RewardGranted
from safelight.pricing.models import Reward, RewardRule
from safelight.pricing.queries.amounts import Amount, Percent, known_currency, minor, read
from safelight.pricing.queries.rewards import RewardCard, RewardRuleCard, reward_card, rule_card, rule_row
from safelight.pricing.rules.rewards import RewardKind

_AMOUNTS = {
    "amount": "amount_minor",
    "welcome": "welcome_minor",
    "spend_from": "from_minor",
    "use_from": "use_from_minor",
}


class AddRewardRule(Frozen):
    """A new rule: ``loyalty`` is earned by orders, ``referral`` by bringing a client (``welcome`` is theirs).

    Either ``amount`` or ``percent`` of what was spent, from a spend of ``spend_from`` on; usable for ``days`` days on
    orders of at least ``use_from``.
    """

    name: str = Field(min_length=1, max_length=120)
    kind: Literal["loyalty", "referral"]
    currency: str = Field(default="", max_length=3)
    amount: Amount | None = None
    percent: Percent = Decimal(0)
    welcome: Amount | None = None
    spend_from: Amount = Decimal(0)
    use_from: Amount = Decimal(0)
    days: int | None = Field(default=None, ge=1, le=36_500)


class ChangeRewardRule(Frozen):
    """What changes on a rule; rewards that clients have stay as they are."""

    rule_id: UUID
    name: str | None = Field(default=None, min_length=1, max_length=120)
    amount: Amount | None = None
    percent: Percent | None = None
    welcome: Amount | None = None
    spend_from: Amount | None = None
    use_from: Amount | None = None
    days: int | None = Field(default=None, ge=1, le=36_500)
    archived: bool | None = None


class GrantReward(Frozen):
    """A reward given by hand: as a thank-you, or to make something good."""

    client_id: UUID
    amount: Amount = Field(gt=0)
    label: str = Field(min_length=1, max_length=120)
    currency: str = Field(default="", max_length=3)
    valid_until: date | None = None
    use_from: Amount = Decimal(0)


class WhichReward(Frozen):
    """Which reward."""

    reward_id: UUID


@action("pricing.add_reward_rule", permission="pricing.manage", door="POST /reward-rules")
def add_reward_rule(context: Context, data: AddRewardRule) -> RewardRuleCard:
    """Add a rule by which clients get rewards."""
    currency = known_currency(data.currency, context.studio.currency)
    row = RewardRule(id=new_id(), currency=currency, kind=data.kind, created_at=context.now)
    values = data.model_dump(exclude={"currency", "kind"})
    write(row, _columns(values, currency))
    _check(row)
    row.save(force_insert=True)
    context.subject("reward_rule", row.id, f"Reward rule “{row.name}” was added")
    context.undo_with("pricing.change_reward_rule", {"rule_id": str(row.id), "archived": True})
    return rule_card(row)


@action("pricing.change_reward_rule", permission="pricing.manage", door="PATCH /reward-rules/{rule_id}")
def change_reward_rule(context: Context, data: ChangeRewardRule) -> RewardRuleCard:
    """Change a rule by which clients get rewards, or archive it."""
    row = rule_row(data.rule_id)
    wanted = given(data, without=("rule_id",), clearable=("amount", "welcome", "days"))
    before = rule_card(row).model_dump(mode="json")
    columns = _columns({name: value for name, value in wanted.items() if name != "archived"}, row.currency)
    if "archived" in wanted and wanted["archived"] != (row.archived_at is not None):
        columns["archived_at"] = context.now if wanted["archived"] else None
    changes = write(row, columns)
    _check(row)
    row.save()
    context.subject("reward_rule", row.id, f"Reward rule “{row.name}” was changed")
    context.changed(plain(changes))
    context.undo_with("pricing.change_reward_rule", {"rule_id": str(row.id), **{name: before[name] for name in wanted}})
    return rule_card(row)


@action("pricing.grant_reward", permission="pricing.manage", door="POST /rewards")
def grant_reward(context: Context, data: GrantReward) -> RewardCard:
    """Give a client a reward by hand."""
    known_client(data.client_id)
    currency = known_currency(data.currency, context.studio.currency)
    amount = read(data.amount, currency, "amount")
    row = Reward(
        id=new_id(),
        client_id=data.client_id,
        kind=RewardKind.GIFT.value,
        label=data.label,
        currency=currency,
        amount_minor=amount.minor,
        use_from_minor=read(data.use_from, currency, "use_from").minor,
        valid_until=data.valid_until,
        granted_at=context.now,
    )
    row.save(force_insert=True)
    context.concerns(row.client_id)
    context.publish(RewardGranted(client_id=row.client_id, reward_id=row.id))
    said = amount.format(context.studio.locale.replace("_", "-"))
    context.subject("reward", row.id, f"A reward of {said} was given: {row.label}")
    context.undo_with("pricing.withdraw_reward", {"reward_id": str(row.id)})
    return reward_card(row, clock.local(context.now, context.studio.zone).date())


@action("pricing.withdraw_reward", permission="pricing.manage", door="POST /rewards/{reward_id}/withdrawal")
def withdraw_reward(context: Context, data: WhichReward) -> RewardCard:
    """Take back what is left of a reward; what was used stays used."""
    row = _locked(data.reward_id)
    if row.withdrawn_at is None:
        row.withdrawn_at = context.now
        row.save(update_fields=["withdrawn_at"])
    context.concerns(row.client_id)
    context.subject("reward", row.id, f"The reward “{row.label}” was withdrawn")
    context.undo_with("pricing.restore_reward", {"reward_id": str(row.id)})
    return reward_card(row, clock.local(context.now, context.studio.zone).date())


@action("pricing.restore_reward", permission="pricing.manage", door="POST /rewards/{reward_id}/restoration")
def restore_reward(context: Context, data: WhichReward) -> RewardCard:
    """Give a withdrawn reward back."""
    row = _locked(data.reward_id)
    if row.withdrawn_at is not None:
        same = Reward.objects.filter(
            source_id=row.source_id or UUID(int=0), rule_id=row.rule_id, client_id=row.client_id, withdrawn_at=None
        )
        if row.rule_id is not None and same.exists():
            message = "This reward was given again meanwhile."
            raise Refused(message, code="exists")
        row.withdrawn_at = None
        row.save(update_fields=["withdrawn_at"])
    context.concerns(row.client_id)
    context.subject("reward", row.id, f"The reward “{row.label}” was given back")
    context.undo_with("pricing.withdraw_reward", {"reward_id": str(row.id)})
    return reward_card(row, clock.local(context.now, context.studio.zone).date())


def _locked(reward_id: UUID) -> Reward:
    row = Reward.objects.select_for_update().filter(id=reward_id).first()
    if row is None:
        what = "reward"
        raise NotFound(what)
    return row


def _columns(values: dict[str, object], currency: str) -> dict[str, object]:
    columns = dict(values)
    for name, column in _AMOUNTS.items():
        if name in columns:
            value = columns.pop(name)
            columns[column] = minor(value if isinstance(value, Decimal) else None, currency, name)
    return columns


def _check(row: RewardRule) -> None:
    fields: dict[str, str] = {}
    if row.amount_minor is None and not row.percent:
        fields["amount"] = "Say how much the client gets: an amount, or per cent of what was spent."
    if row.kind == RewardKind.LOYALTY.value and row.welcome_minor:
        fields["welcome"] = "Only a referral welcomes somebody."
    if fields:
        raise InvalidInput("Some fields need another value: " + ", ".join(sorted(fields)) + ".", fields=fields)
