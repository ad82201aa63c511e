"""Own accounts, and the codes and names of all of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from pydantic import Field

from safelight.books.actions.accounts import make_accounts
from safelight.books.models import Account
from safelight.books.queries.cards import AccountCard
from safelight.books.queries.chart import COLUMNS, account_card
from safelight.books.rules.chart import AccountKind, own_key
from safelight.foundation.actions import Conflict, Context, Empty, Frozen, InvalidInput, NotFound, Page, Refused, action

LONGEST_CODE = 20
LONGEST_NAME = 120


class AddAccount(Frozen):
    """A new account; ``code`` may be left empty."""

    code: str = Field(default="", max_length=LONGEST_CODE)
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    kind: AccountKind


class ChangeAccount(Frozen):
    """What changes on an account; what is left out stays."""

    account_id: UUID
    code: str | None = Field(default=None, max_length=LONGEST_CODE)
    name: str | None = Field(default=None, min_length=1, max_length=LONGEST_NAME)
    active: bool | None = None


@action("books.set_up", permission="books.post", door="POST /books/accounts/standard")
def set_up(context: Context, data: Empty) -> Page[AccountCard]:  # noqa: ARG001 - there is nothing to choose
    """Make the standard accounts that are not there yet.

    Recording makes them by itself; this is for studios that want to name them before the first entry.
    """
    make_accounts(context, ())
    context.subject("studio", context.studio.id, "The standard accounts were made")
    return Page(items=tuple(account_card(row) for row in Account.objects.order_by("code", "name").values(*COLUMNS)))


@action("books.add_account", permission="books.post", door="POST /books/accounts")
def add_account(context: Context, data: AddAccount) -> AccountCard:
    """Add an account of the studio's own."""
    make_accounts(context, ())
    row = Account(
        key=own_key(data.name, set(Account.objects.values_list("key", flat=True))),
        code=data.code,
        name=data.name,
        kind=data.kind.value,
        created_at=context.now,
        updated_at=context.now,
    )
    _save(row, force_insert=True)
    context.subject("account", row.id, f"The account “{row.name}” was added")
    context.undo_with("books.change_account", {"account_id": str(row.id), "active": False})
    return _card(row)


@action("books.change_account", permission="books.post", door="PATCH /books/accounts/{account_id}")
def change_account(context: Context, data: ChangeAccount) -> AccountCard:
    """Rename an account, give it another code, take an own one out of use or back."""
    row = Account.objects.select_for_update(no_key=True).filter(id=data.account_id).first()
    if row is None:
        what = "account"
        raise NotFound(what)
    if data.active is False and not _card(row).own:
        message = f"“{row.name}” is needed by the program and stays in use. It can be renamed."
        raise Refused(message, code="account_needed", fields={"active": message})
    wished: dict[str, Any] = data.model_dump(exclude={"account_id"}, exclude_none=True)
    changes = {name: [getattr(row, name), value] for name, value in wished.items() if getattr(row, name) != value}
    if changes:
        for name, (_, value) in changes.items():
            setattr(row, name, value)
        row.updated_at = context.now
        _save(row)
        context.changed(changes)
        context.undo_with(
            "books.change_account",
            {"account_id": str(row.id), **{name: before for name, (before, _) in changes.items()}},
        )
    context.subject("account", row.id, f"The account “{row.name}” was changed")
    return _card(row)


def _card(row: Account) -> AccountCard:
    return account_card({name: getattr(row, name) for name in COLUMNS})


def _save(row: Account, *, force_insert: bool = False) -> None:
    same = Account.objects.exclude(id=row.id).filter(code=row.code).first() if row.code else None
    if same is not None:
        message = f"The code {row.code} is that of “{same.name}”. Choose another."
        raise InvalidInput(message, code="code_taken", fields={"code": message})
    try:
        with transaction.atomic():
            row.save(force_insert=force_insert)
    except IntegrityError as error:
        message = "Somebody gave this code or name to another account meanwhile. Try again."
        raise Conflict(message, code="code_taken") from error
