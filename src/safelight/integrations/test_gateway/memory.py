"""The company's memory in the database, so that pages, jobs and restarts share it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from safelight.foundation.money import Money
from safelight.foundation.tenancy import studio_scope
from safelight.integrations.test_gateway.company import Deal
from safelight.integrations.test_gateway.models import TestDeal
from safelight.payments.ports import Card
from safelight.payments.rules.attempts import AttemptState

_MONEY = frozenset({"amount", "taken", "given_back"})
_MOMENTS = frozenset({"at", "expires_at"})


class StudioMemory:
    """The deals of one studio."""

    def __init__(self, studio_id: UUID) -> None:
        """Remember for a studio."""
        self._studio_id = studio_id

    @contextmanager
    def locked(self, reference: str) -> Iterator[None]:
        """Let nobody else decide about a reference until the block ends."""
        with studio_scope(self._studio_id), connection.cursor() as cursor:
            cursor.execute(
                "select pg_advisory_xact_lock(hashtextextended('test gateway ' || %s, 0))",
                [f"{self._studio_id} {reference}"],
            )
            yield

    def by_reference(self, reference: str) -> Deal | None:
        """Return a deal by the studio's reference."""
        with studio_scope(self._studio_id):
            found = TestDeal.objects.filter(reference=reference).first()
        return _deal(found.facts) if found is not None else None

    def by_id(self, gateway_id: str) -> Deal | None:
        """Return a deal by the company's own name of it."""
        with studio_scope(self._studio_id):
            found = TestDeal.objects.filter(gateway_id=gateway_id).first()
        return _deal(found.facts) if found is not None else None

    def keep(self, deal: Deal) -> None:
        """Store a deal, new or changed."""
        with studio_scope(self._studio_id):
            TestDeal.objects.update_or_create(
                reference=deal.reference, defaults={"gateway_id": deal.gateway_id, "facts": _facts(deal)}
            )


def _facts(deal: Deal) -> dict[str, Any]:
    return {item.name: _plain(getattr(deal, item.name)) for item in fields(deal)}


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Money):
        return [str(value.amount), value.currency]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, AttemptState):
        return value.value
    if isinstance(value, Card):
        return [value.brand, value.last4, list(value.expires or ()), value.holder, value.token]
    return value


def _deal(facts: dict[str, Any]) -> Deal:
    read: dict[str, Any] = dict(facts)
    for name in _MONEY & read.keys():
        read[name] = Money(Decimal(read[name][0]), read[name][1]) if read[name] else None
    for name in _MOMENTS & read.keys():
        read[name] = datetime.fromisoformat(read[name]) if read[name] else None
    read["state"] = AttemptState(read["state"])
    if read["card"]:
        brand, last4, expires, holder, token = read["card"]
        read["card"] = Card(brand, last4, (expires[0], expires[1]) if expires else None, holder, token)
    return Deal(**read)
