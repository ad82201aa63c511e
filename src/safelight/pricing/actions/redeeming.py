"""What sellers call when a price becomes a document: promotions, coupons and rewards are used up, or given back.

Plain functions in the caller's transaction; the caller's journal line tells what happened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from safelight.foundation import clock
from safelight.foundation.actions import Context, Refused
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.pricing.events import RewardGranted
from safelight.pricing.models import (
    Coupon,
    Promotion,
    PromotionUse,
    Reward,
    RewardRule,
    RewardUse,
    TaxExemption,
)
from safelight.pricing.ports import clients
from safelight.pricing.rules.quote import Used
from safelight.pricing.rules.rewards import Earning, RewardKind


@dataclass(frozen=True, slots=True)
class Document:
    """What used something up: an order or invoice (``kind``), its id, and whose it is."""

    kind: str
    id: UUID
    client_id: UUID | None


def redeem(context: Context, document: Document, used: Iterable[Used]) -> None:
    """Use up what a quote says was used (``quote.used``); what the document used before is given back first.

    Session credits are the seller's own to remember and are passed over.

    Raises:
        Refused: meanwhile somebody else used up the last of a promotion, coupon or reward; price it again.
    """
    release(context, document.id)
    wanted = list(used)
    coupons = _coupons(one for one in wanted if one.kind == "coupon")
    for one in sorted((one for one in wanted if one.kind == "promotion"), key=lambda one: one.key):
        _redeem_promotion(context, document, one, coupons)
    for one in sorted((one for one in wanted if one.kind == "reward"), key=lambda one: one.key):
        _redeem_reward(context, document, one)


def release(context: Context, document_id: UUID) -> None:
    """Give back what a document used: for a document that is priced again, cancelled or credited."""
    PromotionUse.objects.filter(source_id=document_id, released_at=None).update(released_at=context.now)
    uses = list(RewardUse.objects.select_for_update().filter(source_id=document_id, released_at=None))
    for row in Reward.objects.select_for_update().filter(id__in=[use.reward_id for use in uses]).order_by("id"):
        row.used_minor -= sum(use.amount_minor for use in uses if use.reward_id == row.id)
        row.save(update_fields=["used_minor"])
    RewardUse.objects.filter(id__in=[use.id for use in uses]).update(released_at=context.now)


def earn(context: Context, document: Document, spend: Money, *, referred_by: UUID | None = None) -> list[UUID]:
    """Grant what the rules give for a document of ``spend`` (net); returns the ids of new rewards.

    ``referred_by`` is the client who brought this one, given for the first document of a new client only. Asked again
    for the same document, nothing is granted twice.
    """
    if document.client_id is None:
        return []
    made: list[UUID] = []
    for rule in RewardRule.objects.filter(archived_at=None, currency=spend.currency).order_by("created_at", "id"):
        earning = earning_of(rule)
        amount = earning.earned(spend)
        if rule.kind == RewardKind.LOYALTY.value:
            made += _grant(context, rule, document, _Gift(document.client_id, RewardKind.LOYALTY, amount))
        elif referred_by is not None and (earning.least is None or not spend < earning.least):
            made += _grant(context, rule, document, _Gift(referred_by, RewardKind.REFERRAL, amount))
            welcome = Money.of_minor(rule.welcome_minor or 0, rule.currency)
            made += _grant(context, rule, document, _Gift(document.client_id, RewardKind.WELCOME, welcome))
    return made


def unearn(context: Context, document_id: UUID) -> None:
    """Withdraw what a document earned, as far as it was not used: for a document that is cancelled or credited."""
    Reward.objects.filter(source_id=document_id, withdrawn_at=None, used_minor=0).update(withdrawn_at=context.now)


def follow_merge(kept_id: UUID, merged_id: UUID) -> None:
    """Let everything of a merged client belong to the one that is kept."""
    for model in (Coupon, PromotionUse, Reward):
        model.objects.filter(client_id=merged_id).update(client_id=kept_id)
    if TaxExemption.objects.filter(client_id=kept_id).exists():
        TaxExemption.objects.filter(client_id=merged_id).delete()
    else:
        TaxExemption.objects.filter(client_id=merged_id).update(client_id=kept_id)


def earning_of(rule: RewardRule) -> Earning:
    """Return a rule as plain numbers."""
    return Earning(
        amount=None if rule.amount_minor is None else Money.of_minor(rule.amount_minor, rule.currency),
        percent=rule.percent,
        least=Money.of_minor(rule.from_minor, rule.currency) if rule.from_minor else None,
        days=rule.days,
    )


def _coupons(used: Iterable[Used]) -> dict[UUID, Coupon]:
    """Return the coupons used, by their promotion, locked so that limits hold under haste."""
    ids = [UUID(one.key) for one in used]
    rows = Coupon.objects.select_for_update().filter(id__in=ids).order_by("id")
    return {row.promotion_id: row for row in rows}


def _redeem_promotion(context: Context, document: Document, used: Used, coupons: dict[UUID, Coupon]) -> None:
    row = Promotion.objects.select_for_update().filter(id=UUID(used.key)).first()
    if row is None or row.archived_at is not None:
        message = f"“{used.label}” is not given any more. Price this again."
        raise Refused(message, code="promotion_gone")
    coupon = coupons.get(row.id)
    uses = PromotionUse.objects.filter(promotion=row, released_at=None)
    # Limits without a client are those of everybody together.
    mine = (
        uses.filter(client_id__in=clients.ids_of(document.client_id)) if document.client_id is not None else uses.none()
    )
    limits: list[tuple[int | None, int]] = [(row.uses_most, uses.count() if row.uses_most is not None else 0)]
    if row.once_per_client:
        limits.append((1, mine.count()))
    if coupon is not None:
        limits.append((coupon.uses_most, uses.filter(coupon=coupon).count()))
        limits.append((coupon.uses_per_client, mine.filter(coupon=coupon).count()))
    if any(most is not None and count >= most for most, count in limits):
        message = f"“{used.label}” was used as often as it may be, meanwhile. Price this again."
        raise Refused(message, code="promotion_used_up")
    PromotionUse(
        id=new_id(),
        promotion=row,
        coupon=coupon,
        client_id=document.client_id,
        source_kind=document.kind,
        source_id=document.id,
        amount_minor=used.amount.minor,
        currency=used.amount.currency,
        at=context.now,
    ).save(force_insert=True)


def _redeem_reward(context: Context, document: Document, used: Used) -> None:
    ids = clients.ids_of(document.client_id)
    row = Reward.objects.select_for_update().filter(id=UUID(used.key), client_id__in=ids).first()
    left = 0 if row is None else row.amount_minor - row.used_minor
    if row is None or row.withdrawn_at is not None or left < used.amount.minor:
        message = f"“{used.label}” has less left than this needs. Price this again."
        raise Refused(message, code="reward_used_up")
    row.used_minor += used.amount.minor
    row.save(update_fields=["used_minor"])
    RewardUse(
        id=new_id(),
        reward=row,
        source_kind=document.kind,
        source_id=document.id,
        amount_minor=used.amount.minor,
        at=context.now,
    ).save(force_insert=True)


@dataclass(frozen=True, slots=True)
class _Gift:
    client_id: UUID
    kind: RewardKind
    amount: Money


def _grant(context: Context, rule: RewardRule, document: Document, gift: _Gift) -> list[UUID]:
    known = Reward.objects.filter(source_id=document.id, rule=rule, client_id=gift.client_id, withdrawn_at=None)
    if gift.amount.minor <= 0 or known.exists():
        return []
    today = clock.local(context.now, context.studio.zone).date()
    row = Reward(
        id=new_id(),
        rule=rule,
        client_id=gift.client_id,
        kind=gift.kind.value,
        label=rule.name,
        currency=gift.amount.currency,
        amount_minor=gift.amount.minor,
        use_from_minor=rule.use_from_minor,
        valid_until=earning_of(rule).valid_until(today),
        granted_at=context.now,
        source_kind=document.kind,
        source_id=document.id,
    )
    row.save(force_insert=True)
    context.concerns(gift.client_id)
    context.publish(RewardGranted(client_id=gift.client_id, reward_id=row.id))
    return [row.id]
