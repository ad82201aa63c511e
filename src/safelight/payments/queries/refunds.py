"""Refunds that were made."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q
from pydantic import Field

from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.payments.models import Refund
from safelight.payments.queries.cards import RefundCard
from safelight.payments.queries.paging import position
from safelight.payments.queries.reading import refund_card


class WhichRefund(Frozen):
    """One refund."""

    refund_id: UUID


class ListRefunds(Frozen):
    """Which refunds, newest first."""

    client_id: UUID | None = None
    payment_id: UUID | None = None
    state: str = Field(default="", pattern="^(|done|asked|failed)$")
    since: date | None = None
    until: date | None = None
    cursor: str = Field(default="", max_length=80)
    limit: int = Field(default=50, ge=1, le=200)


@query("payments.get_refund", permission="payments.view", door="GET /payments/refunds/{refund_id}")
def get_refund(_: Context, data: WhichRefund) -> RefundCard:
    """Show a refund."""
    found = Refund.objects.select_related("tender", "client", "part__payment").filter(id=data.refund_id).first()
    if found is None:
        what = "refund"
        raise NotFound(what)
    return _card(found)


@query("payments.refunds", permission="payments.view", door="GET /payments/refunds")
def list_refunds(_: Context, data: ListRefunds) -> Page[RefundCard]:
    """List refunds, newest first."""
    wanted = {
        "client_id": data.client_id,
        "part__payment_id": data.payment_id,
        "state": data.state or None,
        "on__gte": data.since,
        "on__lte": data.until,
    }
    rows = Refund.objects.filter(**{name: value for name, value in wanted.items() if value is not None})
    after = position(data.cursor)
    if after is not None:
        day, identifier = after
        rows = rows.filter(Q(on__lt=day) | Q(on=day, id__lt=identifier))
    found = list(rows.select_related("tender", "client", "part__payment").order_by("-on", "-id")[: data.limit + 1])
    shown = found[: data.limit]
    following = f"{shown[-1].on.isoformat()}~{shown[-1].id}" if len(found) > data.limit else None
    return Page[RefundCard](items=tuple(_card(row) for row in shown), next=following)


def _card(refund: Refund) -> RefundCard:
    return refund_card(refund, {refund.part.id: refund.part.payment} if refund.part is not None else None)
