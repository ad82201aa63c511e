"""Finding the accounts of an entry, and making those that a studio does not have yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import connection

from safelight.books.models import Account
from safelight.books.queries.cards import AccountCard
from safelight.books.queries.chart import accounts_by_key
from safelight.books.rules.chart import STANDARD, STANDARD_KEYS, ChartAccount, is_made_on_use, made_account
from safelight.foundation.actions import Context, InvalidInput


def accounts_for(context: Context, keys: Collection[str]) -> Mapping[str, AccountCard]:
    """Return the accounts of these keys; standard ones, and those of taxes and income categories, are made on first use.

    Raises:
        InvalidInput: there is no account of a key.
    """
    found = accounts_by_key(keys)
    missing = [key for key in keys if key not in found]
    if not missing:
        return found
    unknown = [key for key in missing if key not in STANDARD_KEYS and not is_made_on_use(key)]
    if unknown:
        message = f"There is no account “{unknown[0]}” in the ledger."
        raise InvalidInput(message, code="no_account", fields={"account": message})
    make_accounts(context, missing)
    return accounts_by_key(keys)


def make_accounts(context: Context, keys: Collection[str]) -> None:
    """Make the standard chart and the accounts of ``keys`` where they are missing; under one lock, so codes stay apart."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended('books chart ' || %s, 0))", [str(context.studio.id)]
        )
    there = dict(Account.objects.values_list("key", "code"))
    codes = {code for code in there.values() if code}
    fresh: list[ChartAccount] = []
    for account in STANDARD:
        if account.key not in there:
            code = "" if account.code in codes else account.code
            fresh.append(ChartAccount(account.key, code, account.name, account.kind))
            codes.add(account.code)
    for key in sorted(keys):
        if key not in there and key not in STANDARD_KEYS:
            made = made_account(key, codes)
            fresh.append(made)
            codes.add(made.code)
    Account.objects.bulk_create(
        Account(
            studio_id=context.studio.id,
            key=account.key,
            code=account.code,
            name=account.name[:120],
            kind=account.kind.value,
            created_at=context.now,
            updated_at=context.now,
        )
        for account in fresh
    )
