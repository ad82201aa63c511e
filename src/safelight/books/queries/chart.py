"""The accounts of a studio."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from safelight.books.models import Account
from safelight.books.queries.cards import AccountCard
from safelight.books.rules.chart import OWN, AccountKind

COLUMNS = ("id", "key", "code", "name", "kind", "active")


def account_card(row: dict[str, Any]) -> AccountCard:
    """Show an account read as :data:`COLUMNS`."""
    return AccountCard(
        id=row["id"],
        key=row["key"],
        code=row["code"],
        name=row["name"],
        kind=AccountKind(row["kind"]),
        active=row["active"],
        own=row["key"].startswith(OWN),
    )


def accounts_by_key(keys: Collection[str]) -> dict[str, AccountCard]:
    """Return those of the accounts that exist, by key."""
    return {row["key"]: account_card(row) for row in Account.objects.filter(key__in=keys).values(*COLUMNS)}
