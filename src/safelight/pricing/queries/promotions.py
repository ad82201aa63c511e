"""Promotions, coupons and their uses: as the engine takes them, and as the doors show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.foundation.money import Money
from safelight.pricing.models import Coupon, Promotion, PromotionTarget, PromotionUse
from safelight.pricing.ports import clients
from safelight.pricing.queries.amounts import major
from safelight.pricing.rules import promotions as rules
from safelight.pricing.rules.items import ItemKind

NO_DOCUMENT = UUID(int=0)


class TargetCard(Frozen):
    """What a promotion is about: an item, a group or a kind; ``name`` says it in words."""

    item_id: UUID | None
    group_id: UUID | None
    kind: ItemKind | None
    name: str


class PromotionCard(Frozen):
    """A promotion with what it is about and how often it was used."""

    id: UUID
    name: str
    description: str
    kind: rules.PromotionKind
    currency: str
    amount: Decimal | None
    percent: Decimal
    each: bool
    buy: int
    get: int
    get_percent: Decimal
    times: int | None
    minimum: Decimal | None
    starts_on: date | None
    ends_on: date | None
    once_per_client: bool
    uses_most: int | None
    stackable: bool
    priority: int
    needs_code: bool
    list_id: UUID | None
    scope: tuple[TargetCard, ...]
    gift: tuple[TargetCard, ...]
    uses: int
    archived: bool


class CouponCard(Frozen):
    """A code, its limits and how often it was used."""

    id: UUID
    promotion_id: UUID
    promotion: str
    code: str
    client_id: UUID | None
    starts_on: date | None
    ends_on: date | None
    uses_most: int | None
    uses_per_client: int | None
    uses: int
    note: str
    archived: bool


class ListPromotions(Frozen):
    """Archived ones too, or those running on a day only."""

    archived: bool = False
    on: date | None = None


class WhichPromotion(Frozen):
    """Which promotion."""

    promotion_id: UUID


class ListCoupons(Frozen):
    """Coupons of a promotion, of a client, or whose code contains something; archived ones too."""

    promotion_id: UUID | None = None
    client_id: UUID | None = None
    q: str = ""
    archived: bool = False


@query("pricing.promotions", permission="pricing.view", door="GET /promotions")
def promotions(context: Context, data: ListPromotions) -> Page[PromotionCard]:  # noqa: ARG001 - every query takes it
    """List the promotions, newest first."""
    found = Promotion.objects.filter(Q() if data.archived else Q(archived_at=None))
    if data.on is not None:
        found = found.filter(_running(data.on))
    rows = list(found.order_by("-created_at", "-id"))
    return Page(items=tuple(promotion_cards(rows)), total=len(rows))


@query("pricing.get_promotion", permission="pricing.view", door="GET /promotions/{promotion_id}")
def get_promotion(context: Context, data: WhichPromotion) -> PromotionCard:  # noqa: ARG001 - every query takes it
    """Show one promotion."""
    return promotion_cards([promotion_row(data.promotion_id)])[0]


@query("pricing.coupons", permission="pricing.view", door="GET /coupons")
def coupons(context: Context, data: ListCoupons) -> Page[CouponCard]:  # noqa: ARG001 - every query takes it
    """List coupons, newest first, five hundred at most."""
    found = Coupon.objects.filter(Q() if data.archived else Q(archived_at=None))
    if data.promotion_id is not None:
        found = found.filter(promotion_id=data.promotion_id)
    if data.client_id is not None:
        found = found.filter(client_id__in=clients.ids_of(data.client_id))
    if data.q:
        found = found.filter(key__contains=code_key(data.q))
    rows = list(found.select_related("promotion").order_by("-created_at", "-id")[:500])
    return Page(items=tuple(coupon_cards(rows)), total=found.count())


def promotion_row(promotion_id: UUID) -> Promotion:
    """Return a promotion.

    Raises:
        NotFound: there is none.
    """
    row = Promotion.objects.filter(id=promotion_id).first()
    if row is None:
        what = "promotion"
        raise NotFound(what)
    return row


def promotion_cards(rows: Collection[Promotion]) -> list[PromotionCard]:
    """Return promotions as cards; two statements."""
    targets = _targets(row.id for row in rows)
    uses = _uses(PromotionUse.objects.filter(promotion_id__in=[row.id for row in rows]), "promotion_id")
    return [_card(row, targets[row.id], uses.get(row.id, 0)) for row in rows]


def coupon_cards(rows: Collection[Coupon]) -> list[CouponCard]:
    """Return coupons as cards; one statement, rows with their promotion."""
    uses = _uses(PromotionUse.objects.filter(coupon_id__in=[row.id for row in rows]), "coupon_id")
    return [
        CouponCard(
            id=row.id,
            promotion_id=row.promotion_id,
            promotion=row.promotion.name,
            code=row.code,
            client_id=row.client_id,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            uses_most=row.uses_most,
            uses_per_client=row.uses_per_client,
            uses=uses.get(row.id, 0),
            note=row.note,
            archived=row.archived_at is not None,
        )
        for row in rows
    ]


def code_key(code: str) -> str:
    """Return a code as it is compared: without case, spaces and dashes."""
    return "".join(letter for letter in code.casefold() if letter.isalnum())


def promotions_for(
    currency: str, list_ids: Collection[UUID], *, but_for: UUID | None = None
) -> tuple[rules.Promotion, ...]:
    """Return the promotions in use that may apply to items of these lists; three statements.

    Uses by the document ``but_for`` are not counted, so that an order priced again does not stand in its own way.
    """
    rows = list(
        Promotion.objects.filter(
            Q(price_list=None) | Q(price_list_id__in=list_ids), archived_at=None, currency=currency
        )
    )
    targets = _targets(row.id for row in rows)
    limited = [row.id for row in rows if row.uses_most is not None]
    uses = _uses(
        PromotionUse.objects.filter(promotion_id__in=limited).exclude(source_id=but_for or NO_DOCUMENT), "promotion_id"
    )
    return tuple(promotion_facts(row, targets[row.id], uses.get(row.id, 0)) for row in rows)


def used_by(client_id: UUID | None, *, but_for: UUID | None = None) -> dict[UUID, int]:
    """Return how often a client used each promotion."""
    mine = PromotionUse.objects.filter(client_id__in=clients.ids_of(client_id))
    return _uses(mine.exclude(source_id=but_for or NO_DOCUMENT), "promotion_id")


def coupons_for(
    codes: Collection[str], client_id: UUID | None, *, but_for: UUID | None = None
) -> tuple[tuple[rules.Coupon, ...], tuple[str, ...]]:
    """Return the coupons with these codes, and the codes that no coupon has (or another client's coupon)."""
    wanted = {code_key(code): code for code in codes if code_key(code)}
    own = clients.ids_of(client_id)
    rows = {
        row.key: row
        for row in Coupon.objects.filter(key__in=wanted, archived_at=None, promotion__archived_at=None)
        if row.client_id is None or row.client_id in own
    }
    ids = [row.id for row in rows.values()]
    counted = PromotionUse.objects.filter(coupon_id__in=ids).exclude(source_id=but_for or NO_DOCUMENT)
    total = _uses(counted, "coupon_id")
    mine = _uses(counted.filter(client_id__in=own), "coupon_id")
    found = tuple(
        rules.Coupon(
            code=row.code,
            promotion_id=row.promotion_id,
            coupon_id=row.id,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            uses_left=_left(row.uses_most, total.get(row.id, 0)),
            client_uses_left=_left(row.uses_per_client, mine.get(row.id, 0)),
        )
        for row in rows.values()
    )
    return found, tuple(code for key, code in wanted.items() if key not in rows)


def promotion_facts(row: Promotion, targets: Collection[PromotionTarget], uses: int) -> rules.Promotion:
    """Return a promotion as the engine takes it."""
    gifts = [target for target in targets if target.role == "gift"]
    return rules.Promotion(
        promotion_id=row.id,
        name=row.name,
        kind=rules.PromotionKind(row.kind),
        amount=None if row.amount_minor is None else Money.of_minor(row.amount_minor, row.currency),
        percent=row.percent,
        each=row.each,
        scope=_scope(target for target in targets if target.role == "scope"),
        gift=_scope(gifts),
        gift_name=" or ".join(sorted(_name(target) for target in gifts)),
        buy=row.buy,
        get=row.get,
        get_percent=row.get_percent,
        times=row.times,
        minimum=None if row.minimum_minor is None else Money.of_minor(row.minimum_minor, row.currency),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        once_per_client=row.once_per_client,
        uses_left=_left(row.uses_most, uses),
        stackable=row.stackable,
        priority=row.priority,
        needs_code=row.needs_code,
    )


def _left(most: int | None, used: int) -> int | None:
    return None if most is None else max(most - used, 0)


def _scope(targets: Iterable[PromotionTarget]) -> rules.Scope:
    known = list(targets)
    return rules.Scope(
        items=frozenset(target.item_id for target in known if target.item_id is not None),
        identifiers=frozenset(
            target.item.identifier.casefold() for target in known if target.item is not None and target.item.identifier
        ),
        groups=frozenset(target.group_id for target in known if target.group_id is not None),
        kinds=frozenset(ItemKind(target.kind) for target in known if target.kind),
    )


def _targets(promotion_ids: Iterable[UUID]) -> dict[UUID, list[PromotionTarget]]:
    found: dict[UUID, list[PromotionTarget]] = defaultdict(list)
    rows = PromotionTarget.objects.filter(promotion_id__in=list(promotion_ids)).select_related("item", "group")
    for target in rows.order_by("id"):
        found[target.promotion_id].append(target)
    return found


def _uses(rows: QuerySet[PromotionUse], column: str) -> dict[UUID, int]:
    counted = rows.filter(released_at=None).values_list(column).annotate(Count("id")).order_by()
    return dict(counted)


def _running(on: date) -> Q:
    return (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gte=on))


def _name(target: PromotionTarget) -> str:
    if target.item is not None:
        return target.item.name
    return target.group.name if target.group is not None else target.kind.replace("_", " ")


def _card(row: Promotion, targets: Collection[PromotionTarget], uses: int) -> PromotionCard:
    def cards(role: str) -> tuple[TargetCard, ...]:
        return tuple(
            TargetCard(
                item_id=target.item_id,
                group_id=target.group_id,
                kind=ItemKind(target.kind) if target.kind else None,
                name=_name(target),
            )
            for target in targets
            if target.role == role
        )

    return PromotionCard(
        id=row.id,
        name=row.name,
        description=row.description,
        kind=rules.PromotionKind(row.kind),
        currency=row.currency,
        amount=major(row.amount_minor, row.currency),
        percent=row.percent,
        each=row.each,
        buy=row.buy,
        get=row.get,
        get_percent=row.get_percent,
        times=row.times,
        minimum=major(row.minimum_minor, row.currency),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        once_per_client=row.once_per_client,
        uses_most=row.uses_most,
        stackable=row.stackable,
        priority=row.priority,
        needs_code=row.needs_code,
        list_id=row.price_list_id,
        scope=cards("scope"),
        gift=cards("gift"),
        uses=uses,
        archived=row.archived_at is not None,
    )
