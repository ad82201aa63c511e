"""The ways in which money is handed over, and where each of them stands in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class TenderKind(StrEnum):
    """How money is handed over; the value is what the database and the API say."""

    CASH = "cash"
    CHEQUE = "cheque"
    TRANSFER = "transfer"
    TERMINAL = "terminal"
    """A card on a terminal that Safelight does not speak to; the studio types what was approved."""
    GATEWAY = "gateway"
    """A card through a gateway, by a payment attempt."""
    GIFT_CARD = "gift_card"
    CREDIT = "credit"
    RETAINER = "retainer"
    OTHER = "other"

    @property
    def is_money(self) -> bool:
        """Whether money comes in from outside; the others use what the studio holds or owes already."""
        return self not in _HELD

    @property
    def is_counted(self) -> bool:
        """Whether it lies in the drawer as paper or coin."""
        return self in {TenderKind.CASH, TenderKind.CHEQUE}


_HELD: Final = frozenset({TenderKind.GIFT_CARD, TenderKind.CREDIT, TenderKind.RETAINER})


@dataclass(frozen=True, slots=True)
class StandardTender:
    """A tender that every studio begins with; ``account`` is the key of its ledger account."""

    key: str
    kind: TenderKind
    name: str
    account: str
    needs_reference: bool = False


STANDARD: Final = (
    StandardTender("cash", TenderKind.CASH, "Cash", "cash"),
    StandardTender("cheque", TenderKind.CHEQUE, "Cheque", "cheques", needs_reference=True),
    StandardTender("transfer", TenderKind.TRANSFER, "Bank transfer", "bank"),
    StandardTender("terminal", TenderKind.TERMINAL, "Card on the terminal", "card_terminal"),
    StandardTender("gateway", TenderKind.GATEWAY, "Card online", "card_clearing"),
    StandardTender("gift_card", TenderKind.GIFT_CARD, "Gift card", "gift_cards"),
    StandardTender("credit", TenderKind.CREDIT, "Client credit", "client_credit"),
    StandardTender("retainer", TenderKind.RETAINER, "Retainer", "retainers"),
)
ACCOUNTS_OF_OWN: Final = {
    TenderKind.CASH: ("cash",),
    TenderKind.CHEQUE: ("cheques",),
    TenderKind.TRANSFER: ("bank",),
    TenderKind.TERMINAL: ("card_terminal",),
    TenderKind.GATEWAY: ("card_clearing",),
    TenderKind.OTHER: ("bank", "transit", "cash", "card_terminal"),
}
"""The ledger accounts that a tender of a studio's own may stand in, the usual one first."""
