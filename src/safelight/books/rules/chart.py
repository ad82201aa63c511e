"""The chart of accounts: which accounts every studio has, and which are made when they are first used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

TAX = "tax:"
INCOME = "income:"
OWN = "own:"
LONGEST_KEY = 80
_MADE = re.compile(r"(tax|income):\S(.{0,58}\S)?")


class AccountKind(StrEnum):
    """The five kinds of double-entry bookkeeping."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"

    @property
    def is_debit(self) -> bool:
        """Whether more debit than credit is the usual state of such an account."""
        return self in {AccountKind.ASSET, AccountKind.EXPENSE}


@dataclass(frozen=True, slots=True)
class ChartAccount:
    """An account as the chart describes it; ``key`` is what code calls it and never changes."""

    key: str
    code: str
    name: str
    kind: AccountKind


STANDARD = (
    ChartAccount("cash", "1000", "Cash", AccountKind.ASSET),
    ChartAccount("cheques", "1010", "Cheques in hand", AccountKind.ASSET),
    ChartAccount("bank", "1020", "Bank", AccountKind.ASSET),
    ChartAccount("card_terminal", "1030", "Card terminal", AccountKind.ASSET),
    ChartAccount("card_clearing", "1040", "Online cards on the way", AccountKind.ASSET),
    ChartAccount("transit", "1050", "Deposits on the way to the bank", AccountKind.ASSET),
    ChartAccount("receivable", "1200", "Receivable from clients", AccountKind.ASSET),
    ChartAccount("retainers", "2100", "Retainers not yet earned", AccountKind.LIABILITY),
    ChartAccount("client_credit", "2110", "Client credit", AccountKind.LIABILITY),
    ChartAccount("gift_cards", "2120", "Gift cards not yet used", AccountKind.LIABILITY),
    ChartAccount("tips", "2130", "Tips for the staff", AccountKind.LIABILITY),
    ChartAccount("opening", "3000", "Opening balances", AccountKind.EQUITY),
    ChartAccount("discounts", "4900", "Discounts given", AccountKind.INCOME),
    ChartAccount("rewards", "4910", "Rewards given", AccountKind.INCOME),
    ChartAccount("rounding", "4950", "Rounding", AccountKind.INCOME),
    ChartAccount("write_offs", "5100", "Write-offs", AccountKind.EXPENSE),
    ChartAccount("gateway_fees", "5200", "Fees of card gateways", AccountKind.EXPENSE),
    ChartAccount("cash_over_short", "5300", "Cash over and short", AccountKind.EXPENSE),
)
STANDARD_KEYS = frozenset(account.key for account in STANDARD)
_FIRST_CODE = {TAX: 2201, INCOME: 4001}


def is_made_on_use(key: str) -> bool:
    """Say whether an account of this key is made when it is first used: ``tax:<code>`` or ``income:<category>``."""
    return _MADE.fullmatch(key) is not None and len(key) <= LONGEST_KEY


def made_account(key: str, taken_codes: Collection[str]) -> ChartAccount:
    """Describe the account of a tax code or an income category, under the next free code of its range.

    Raises:
        ValueError: accounts of this key are not made on use.
    """
    if not is_made_on_use(key):
        message = f"There is no account “{key}”."
        raise ValueError(message)
    prefix, _, what = key.partition(":")
    prefix += ":"
    code = _FIRST_CODE[prefix]
    while str(code) in taken_codes:
        code += 1
    if prefix == TAX:
        return ChartAccount(key, str(code), f"Tax {what}", AccountKind.LIABILITY)
    words = what.replace("_", " ")
    return ChartAccount(key, str(code), f"Income: {words[:1].upper()}{words[1:]}", AccountKind.INCOME)


def own_key(name: str, taken: Collection[str]) -> str:
    """Return a free key for an account of the studio's own, made from its name: ``own:studio_rent``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = OWN + (re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:60] or "account")
    return next(key for number in count(1) if (key := base if number == 1 else f"{base}_{number}") not in taken)
