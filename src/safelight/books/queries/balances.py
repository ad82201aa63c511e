"""What accounts hold: by account, client, document, place and day. Plain functions, to be called in a studio's scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Min, Q, QuerySet, Sum

from safelight.books.models import Account, DayTotal, Line
from safelight.books.rules.balances import Balance
from safelight.foundation.money import Money

Accounts = str | Collection[str]
"""One account's key or several; a key ending in ``*`` means all that begin so (``income:*``)."""


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document on which an account holds something other than zero; ``since`` is the day of its first line."""

    document_id: UUID
    client_ids: tuple[UUID, ...]
    amount: Money
    since: date


def balance(  # noqa: PLR0913 - each narrows the sum by name
    accounts: Accounts,
    *,
    client_ids: Collection[UUID] | None = None,
    document_ids: Collection[UUID] | None = None,
    location_id: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Balance:
    """Return debits less credits of accounts, both days included; one query.

    Liabilities and income are therefore below zero. Clients that were merged keep their ids in the ledger: name all ids
    of a client. Without clients and documents the day totals answer, else the lines.
    """
    if client_ids is None and document_ids is None:
        totals = _on_days(DayTotal.objects.filter(account__in=of_keys(accounts)), since, until)
        if location_id is not None:
            totals = totals.filter(location_id=location_id)
        summed = totals.values("currency").annotate(minor=Sum(F("debit_minor") - F("credit_minor")))
    else:
        lines = _on_days(Line.objects.filter(account__in=of_keys(accounts)), since, until)
        if client_ids is not None:
            lines = lines.filter(client_id__in=client_ids)
        if document_ids is not None:
            lines = lines.filter(document_id__in=document_ids)
        if location_id is not None:
            lines = lines.filter(location_id=location_id)
        summed = lines.values("currency").annotate(minor=Sum("amount_minor"))
    return _balance((row["currency"], row["minor"]) for row in summed)


def balances_by_document(
    accounts: Accounts, document_ids: Collection[UUID], *, until: date | None = None
) -> dict[UUID, Balance]:
    """Return what accounts hold on each of several documents, in one query; every id asked for is in the answer."""
    return _by("document_id", accounts, document_ids, until)


def balances_by_client(
    accounts: Accounts, client_ids: Collection[UUID], *, until: date | None = None
) -> dict[UUID, Balance]:
    """Return what accounts hold on each of several clients, in one query; every id asked for is in the answer."""
    return _by("client_id", accounts, client_ids, until)


def open_documents(
    accounts: Accounts = "receivable",
    *,
    client_ids: Collection[UUID] | None = None,
    until: date | None = None,
) -> list[OpenDocument]:
    """Return the documents on which accounts hold something, oldest first, in one query."""
    lines = _on_days(Line.objects.filter(account__in=of_keys(accounts), document_id__isnull=False), None, until)
    if client_ids is not None:
        # A document counts whole, also where a line of it names another payer.
        lines = lines.filter(document_id__in=lines.filter(client_id__in=client_ids).values("document_id"))
    found = (
        lines.values("document_id", "currency")
        .annotate(minor=Sum("amount_minor"), first=Min("on"), clients=ArrayAgg("client_id", distinct=True))
        .filter(~Q(minor=0))
        .order_by("first", "document_id")
    )
    return [
        OpenDocument(
            row["document_id"],
            tuple(sorted(client for client in row["clients"] if client)),
            Money.of_minor(int(row["minor"]), row["currency"]),
            row["first"],
        )
        for row in found
    ]


def of_keys(accounts: Accounts) -> QuerySet[Account, Any]:
    """Return the ids of the accounts of these keys, as a subquery."""
    keys = [accounts] if isinstance(accounts, str) else list(accounts)
    wanted = Q(key__in=[key for key in keys if not key.endswith("*")])
    for key in keys:
        if key.endswith("*"):
            wanted |= Q(key__startswith=key[:-1])
    return Account.objects.filter(wanted).values("id")


def _by(column: str, accounts: Accounts, ids: Collection[UUID], until: date | None) -> dict[UUID, Balance]:
    lines = _on_days(Line.objects.filter(account__in=of_keys(accounts), **{f"{column}__in": ids}), None, until)
    amounts: defaultdict[UUID, list[tuple[str, int]]] = defaultdict(list)
    for row in lines.values(column, "currency").annotate(minor=Sum("amount_minor")):
        amounts[row[column]].append((row["currency"], row["minor"]))
    return {identifier: _balance(amounts.get(identifier, ())) for identifier in ids}


def _balance(rows: Iterable[tuple[str, int]]) -> Balance:
    return Balance({currency: Money.of_minor(int(minor), currency) for currency, minor in rows})


def _on_days(rows: QuerySet[Any], since: date | None, until: date | None) -> QuerySet[Any]:
    if since is not None:
        rows = rows.filter(on__gte=since)
    if until is not None:
        rows = rows.filter(on__lte=until)
    return rows
