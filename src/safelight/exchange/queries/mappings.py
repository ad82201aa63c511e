"""Mappings remembered from imports."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from safelight.exchange.models import MappingTemplate
from safelight.foundation.actions import Context, Empty, Frozen, Page, query


class ChooseMapping(Frozen):
    """Which remembered mapping."""

    mapping_id: UUID


class MappingCard(Frozen):
    """A remembered mapping: column names and the fields they go to, used for files with the same column names."""

    id: UUID
    kind: str
    name: str
    targets: dict[str, str]
    used_at: datetime


def mapping_card(found: MappingTemplate) -> MappingCard:
    """Return the card of a remembered mapping."""
    return MappingCard(id=found.id, kind=found.kind, name=found.name, targets=found.targets, used_at=found.used_at)


@query("exchange.list_mappings", permission="exchange.import", door="GET /mappings")
def list_mappings(context: Context, data: Empty) -> Page[MappingCard]:  # noqa: ARG001 - every query takes both
    """List the remembered mappings, the last used first."""
    return Page(items=tuple(mapping_card(found) for found in MappingTemplate.objects.order_by("-used_at", "-id")[:500]))
