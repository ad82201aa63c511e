"""What the ledger's pages call things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.books import ports
from safelight.books.queries import AmountCard
from safelight.books.queries.wording import show_amount
from safelight.books.rules.chart import AccountKind
from safelight.foundation.actions import StudioFacts

KINDS: dict[AccountKind, Promise] = {
    AccountKind.ASSET: gettext_lazy("Assets"),
    AccountKind.LIABILITY: gettext_lazy("Liabilities"),
    AccountKind.EQUITY: gettext_lazy("Equity"),
    AccountKind.INCOME: gettext_lazy("Income"),
    AccountKind.EXPENSE: gettext_lazy("Expenses"),
}
PERIODS: dict[str, Promise] = {
    "month": gettext_lazy("This month"),
    "last_month": gettext_lazy("Last month"),
    "quarter": gettext_lazy("This quarter"),
    "last_quarter": gettext_lazy("Last quarter"),
    "year": gettext_lazy("This year"),
    "last_year": gettext_lazy("Last year"),
    "all": gettext_lazy("All"),
}
SIDES: dict[str, Promise] = {"debit": gettext_lazy("Debits only"), "credit": gettext_lazy("Credits only")}


@dataclass(frozen=True, slots=True)
class Sided:
    """An amount as bookkeepers read it: without a sign, and on which side it stands; ``url`` opens its entries."""

    text: str
    side: str = ""
    url: str = ""
    currency: str = ""

    @property
    def long_side(self) -> str:
        """The side in full, for hovering and for reading aloud."""
        return {"Dr": _("debit"), "Cr": _("credit")}.get(self.side, "")


def sided(amount: Decimal, currency: str, studio: StudioFacts, url: str = "") -> Sided:
    """Return a balance (debits less credits) with its side; nothing of either has none."""
    side = "" if not amount else "Dr" if amount > 0 else "Cr"
    return Sided(show_amount(abs(amount), currency, studio), side, url, currency)


def sides(cards: Sequence[AmountCard], studio: StudioFacts) -> list[Sided]:
    """Return several balances with their sides."""
    return [sided(card.amount, card.currency, studio) for card in cards]


def plain(amount: Decimal, currency: str, studio: StudioFacts, url: str = "") -> Sided:
    """Return an amount that is known to be a debit or a credit; an empty text for nothing."""
    return Sided(show_amount(amount, currency, studio) if amount else "", "", url if amount else "")


def kind_words(kind: str) -> str:
    """Return what a kind of entry is called."""
    known = ports.entry_kinds.get(kind)
    return str(known.label) if known else kind.replace("_", " ").capitalize()


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of entries that can be asked for."""
    return [(kind.key, str(kind.label)) for kind in ports.entry_kinds.all()]
