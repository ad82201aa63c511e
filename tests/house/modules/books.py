"""Rows, inputs and forms of the books module for the house tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from safelight.books.actions import NewEntry, NewLine, record
from safelight.foundation.actions import Context
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.tenancy import studio_scope
from tests.house.doing import do, identifier
from tests.house.form import Form

Ids = Mapping[str, str]
DAY = "2020-03-02"

PARAMETERS = {"account_id": "ledger_account", "entry_id": "ledger_entry"}


def fill(context: Context, word: str, ids: dict[str, str]) -> None:
    """Make an account, an entry by hand, one that a document caused, and a closing."""
    account = do(context, "books.add_account", name=f"{word} account", kind="expense", code="9999")
    ids["ledger_account"] = str(account.id)
    ids["ledger_entry"] = identifier(
        context,
        "books.add_entry",
        on=DAY,
        memo=f"{word} memo",
        lines=[
            {"account": account.key, "debit": "12.50", "memo": word, "category": word, "location_id": ids["location"]},
            {"account": "bank", "credit": "12.50", "client_id": ids["client"]},
        ],
    )
    ids["ledger_document"], ids["ledger_source"] = str(new_id()), str(new_id())
    lines = (
        NewLine("receivable", Money.of_minor(500, "EUR"), UUID(ids["client"]), UUID(ids["ledger_document"])),
        NewLine("income:prints", Money.of_minor(-500, "EUR"), category=word),
    )
    with studio_scope(context.studio.id):
        record(context, NewEntry(date(2020, 3, 2), "sale", word, "sale", UUID(ids["ledger_source"]), lines))
    do(context, "books.close_period", through="2019-12-31", note=word)


def _filters(ids: Ids) -> dict[str, Any]:
    return {
        "client_id": ids["client"],
        "document_id": ids["ledger_document"],
        "source_id": ids["ledger_source"],
    }


def _entry(ids: Ids) -> dict[str, Any]:
    return {
        "on": DAY,
        "memo": "A word",
        "lines": [
            {"account": "bank", "debit": "5", "location_id": ids["location"], "client_id": ids["client"]},
            {"account": "opening", "credit": "5", "document_id": ids["ledger_document"]},
        ],
    }


def _of(**fields: str) -> Callable[[Ids], dict[str, Any]]:
    return lambda ids: {field: ids[name] for field, name in fields.items()}


EXAMPLES: dict[str, Callable[[Ids], dict[str, Any]]] = {
    "books.account": _of(account_id="ledger_account"),
    "books.account_lines": _of(account_id="ledger_account"),
    "books.add_entry": _entry,
    "books.change_account": lambda ids: {"account_id": ids["ledger_account"], "name": "Another"},
    "books.day_totals": lambda ids: {"since": DAY, "until": DAY, "location_id": ids["location"]},
    "books.entries": lambda ids: {**_filters(ids), "location_id": ids["location"]},
    "books.entry": _of(entry_id="ledger_entry"),
    "books.lines": lambda ids: {**_filters(ids), "location_id": ids["location"]},
    "books.reverse_entry": lambda ids: {"entry_id": ids["ledger_entry"], "on": DAY, "memo": "A word"},
    "books.trial_balance": _of(location_id="location"),
}

FORMS = [
    Form("get", "books/", lambda ids: {"period": "all", "location": ids["location"]}),
    Form("get", "books/entries/", _filters),
    Form("get", "books/entries/", lambda ids: {"location_id": ids["location"], "account": "bank"}),
    Form("get", "books/entries/filters/", _filters),
    Form("get", "exchange/list/ledger-lines/", lambda ids: {"format": "csv", **_filters(ids)}),
    Form("post", "books/entries/new/", lambda ids: {
        "on": DAY, "memo": "A word", "location_id": ids["location"], "lines-0-account": "bank", "lines-0-debit": "5",
        "lines-1-account": "opening", "lines-1-credit": "5",
    }),
    Form("post", "books/entries/{ledger_entry}/", lambda _: {"on": DAY, "memo": "A word"}),
    Form("post", "books/accounts/", lambda _: {"name": "Another", "kind": "asset"}),
    Form("post", "books/accounts/standard/", lambda _: {}),
    Form("post", "books/accounts/{ledger_account}/change/", lambda _: {"name": "Another"}),
    Form("post", "books/postings/", lambda _: {"through": "2020-01-31", "note": "A word"}),
    Form("post", "books/postings/reopening/", lambda _: {"reason": "A word"}),
]  # fmt: skip
