"""Addresses that get no mail any more."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, Page, query
from safelight.messaging.models import SuppressedAddress


class SuppressedCard(Frozen):
    """An address that gets no mail, why, and the message that told."""

    id: UUID
    address: str
    reason: Literal["bounced", "complained", "by_hand"]
    at: datetime
    by: str
    message_id: UUID | None


class FindSuppressed(Frozen):
    """Which: a part of the address; how many, newest first."""

    q: str = Field(default="", max_length=254)
    limit: int = Field(default=100, ge=1, le=500)


@query("messaging.suppressed", permission="messaging.view", door="GET /messaging/suppressed")
def list_suppressed(context: Context, data: FindSuppressed) -> Page[SuppressedCard]:  # noqa: ARG001 - in scope
    """List the addresses that get no mail any more, newest first."""
    rows = SuppressedAddress.objects.filter(lifted_at=None)
    if data.q:
        rows = rows.filter(address__icontains=data.q)
    return Page(items=tuple(map(suppressed_card, rows.order_by("-at", "-id")[: data.limit])))


def suppressed_card(row: SuppressedAddress) -> SuppressedCard:
    """Return a suppressed address as a card."""
    return SuppressedCard.model_validate(
        {
            "id": row.id,
            "address": row.address,
            "reason": row.reason,
            "at": row.at,
            "by": row.by,
            "message_id": row.message_id,
        }
    )
