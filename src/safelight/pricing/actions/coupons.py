"""Coupons: codes chosen by hand or made by the hundred."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Final
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, Refused, action
from safelight.foundation.ids import new_id
from safelight.pricing.actions.knowing import known_client
from safelight.pricing.actions.patching import given, plain, write
from safelight.pricing.actions.promotions import locked_promotion
from safelight.pricing.models import Coupon, Promotion
from safelight.pricing.queries.promotions import CouponCard, code_key, coupon_cards

# Without letters and digits that are taken for each other.
_ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH: Final = 8
_CLEARABLE: Final = ("client_id", "starts_on", "ends_on", "uses_most", "uses_per_client")


class AddCoupon(Frozen):
    """A code for a promotion; without ``code`` one is made up. ``client_id`` keeps it for one client."""

    promotion_id: UUID
    code: str = Field(default="", max_length=40)
    client_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    uses_most: int | None = Field(default=None, ge=1, le=1_000_000)
    uses_per_client: int | None = Field(default=None, ge=1, le=1_000_000)
    note: str = Field(default="", max_length=300)


class AddCoupons(Frozen):
    """How many codes of one use each are made for a promotion; all begin with ``prefix``."""

    promotion_id: UUID
    count: int = Field(ge=1, le=1000)
    prefix: str = Field(default="", max_length=12, pattern=r"^[A-Za-z0-9-]*$")
    starts_on: date | None = None
    ends_on: date | None = None
    note: str = Field(default="", max_length=300)


class ChangeCoupon(Frozen):
    """What changes on a coupon; what is left out stays, null clears a limit. The code stays: it may be printed."""

    coupon_id: UUID
    client_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    uses_most: int | None = Field(default=None, ge=1, le=1_000_000)
    uses_per_client: int | None = Field(default=None, ge=1, le=1_000_000)
    note: str | None = Field(default=None, max_length=300)
    archived: bool | None = None


class CouponsMade(Frozen):
    """The codes that were made."""

    promotion_id: UUID
    coupons: tuple[CouponCard, ...]


@action("pricing.add_coupon", permission="pricing.manage", door="POST /coupons")
def add_coupon(context: Context, data: AddCoupon) -> CouponCard:
    """Add a code with which clients ask for a promotion."""
    promotion = _promotion(data.promotion_id)
    known_client(data.client_id)
    _days(data.starts_on, data.ends_on)
    code = data.code.strip() or _new_codes(1, "")[0]
    if not code_key(code):
        message = "A code needs letters or digits."
        raise InvalidInput(message, fields={"code": message})
    if Coupon.objects.filter(key=code_key(code)).exists():
        message = f"There is a coupon {code} already."
        raise Conflict(message, code="exists", fields={"code": message})
    row = Coupon(
        id=new_id(),
        promotion=promotion,
        code=code,
        key=code_key(code),
        client_id=data.client_id,
        starts_on=data.starts_on,
        ends_on=data.ends_on,
        uses_most=data.uses_most,
        uses_per_client=data.uses_per_client,
        note=data.note,
        created_at=context.now,
    )
    row.save(force_insert=True)
    context.concerns(data.client_id)
    context.subject("coupon", row.id, f"Coupon {row.code} for “{promotion.name}” was added")
    context.undo_with("pricing.change_coupon", {"coupon_id": str(row.id), "archived": True})
    return coupon_cards([row])[0]


@action("pricing.add_coupons", permission="pricing.manage", door="POST /promotions/{promotion_id}/coupons")
def add_coupons(context: Context, data: AddCoupons) -> CouponsMade:
    """Make many codes for a promotion, each good for one use."""
    promotion = _promotion(data.promotion_id)
    _days(data.starts_on, data.ends_on)
    rows = [
        Coupon(
            id=new_id(),
            studio_id=promotion.studio_id,
            promotion=promotion,
            code=code,
            key=code_key(code),
            starts_on=data.starts_on,
            ends_on=data.ends_on,
            uses_most=1,
            note=data.note,
            created_at=context.now,
        )
        for code in _new_codes(data.count, data.prefix.upper())
    ]
    Coupon.objects.bulk_create(rows)
    context.subject("promotion", promotion.id, f"{len(rows)} coupons for “{promotion.name}” were made")
    return CouponsMade(promotion_id=promotion.id, coupons=tuple(coupon_cards(rows)))


@action("pricing.change_coupon", permission="pricing.manage", door="PATCH /coupons/{coupon_id}")
def change_coupon(context: Context, data: ChangeCoupon) -> CouponCard:
    """Change the limits of a coupon, or archive it."""
    row = Coupon.objects.select_for_update(of=("self",)).select_related("promotion").filter(id=data.coupon_id).first()
    if row is None:
        what = "coupon"
        raise NotFound(what)
    wanted = given(data, without=("coupon_id",), clearable=_CLEARABLE)
    known_client(wanted.get("client_id"))
    before = coupon_cards([row])[0].model_dump(mode="json")
    columns = {name: value for name, value in wanted.items() if name != "archived"}
    if "archived" in wanted and wanted["archived"] != (row.archived_at is not None):
        columns["archived_at"] = context.now if wanted["archived"] else None
    context.concerns(row.client_id, wanted.get("client_id"))
    changes = write(row, columns)
    _days(row.starts_on, row.ends_on)
    row.save()
    context.subject("coupon", row.id, f"Coupon {row.code} was changed")
    context.changed(plain(changes))
    context.undo_with("pricing.change_coupon", {"coupon_id": str(row.id), **{name: before[name] for name in wanted}})
    return coupon_cards([row])[0]


def _promotion(promotion_id: UUID) -> Promotion:
    row = locked_promotion(promotion_id)
    if row.archived_at is not None:
        message = f"“{row.name}” is archived. Revive it before it gets coupons."
        raise Refused(message, code="archived")
    return row


def _new_codes(count: int, prefix: str) -> list[str]:
    """Return fresh codes nobody guesses: thirty-nine bits each behind the prefix."""
    found: dict[str, str] = {}
    while len(found) < count:
        code = prefix + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        found.setdefault(code_key(code), code)
        if len(found) == count:
            for taken in Coupon.objects.filter(key__in=found).values_list("key", flat=True):
                del found[taken]
    return list(found.values())


def _days(first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        message = "It ends before it begins."
        raise InvalidInput(message, fields={"ends_on": message})
