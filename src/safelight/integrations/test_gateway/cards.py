"""The test cards: what each one makes the test gateway do. They have names and no numbers, so none is ever typed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from safelight.payments.ports import Card


class Script(StrEnum):
    """How a payment with a test card goes."""

    PAYS = "pays"
    DECLINES = "declines"
    PAYS_PART = "pays_part"
    SILENT_AFTER = "silent_after"
    """Takes the money and gives no answer."""
    SILENT_BEFORE = "silent_before"
    """Gives no answer and takes no money."""
    TWICE = "twice"
    """Tells of the payment two times."""
    SHUFFLED = "shuffled"
    """Tells of the payment before it tells that it was begun."""
    NEEDS_PAYER = "needs_payer"
    """Pays on the page, and refuses to be charged when the payer is not there."""


@dataclass(frozen=True, slots=True)
class TestCard:
    """One test card as the page offers it."""

    script: Script
    brand: str
    last4: str
    label: str

    __test__ = False  # pytest takes the name for a test's

    @property
    def token(self) -> str:
        """What a stored card of this kind is called."""
        return f"test_{self.script.value}"

    @property
    def card(self) -> Card:
        """The card as an answer tells of it."""
        return Card(self.brand, self.last4, (2031, 12), token=self.token)


CARDS: Final = (
    TestCard(Script.PAYS, "Visa", "0001", "Pays"),
    TestCard(Script.DECLINES, "Visa", "0002", "Is declined by the bank"),
    TestCard(Script.PAYS_PART, "Mastercard", "0003", "Pays half of the amount"),
    TestCard(Script.SILENT_AFTER, "Visa", "0004", "Pays, but the answer is lost"),
    TestCard(Script.SILENT_BEFORE, "Visa", "0005", "The line is dead before anything is paid"),
    TestCard(Script.TWICE, "Mastercard", "0006", "Pays, and the gateway says so twice"),
    TestCard(Script.SHUFFLED, "American Express", "0007", "Pays, and the gateway's messages come in the wrong order"),
    TestCard(Script.NEEDS_PAYER, "Mastercard", "0008", "Pays here, and refuses a later charge without the payer"),
)
_BY_SCRIPT: Final = {card.script: card for card in CARDS}


def card_of(script: Script) -> TestCard:
    """Return the card that plays a script."""
    return _BY_SCRIPT[script]


def card_of_token(token: str) -> TestCard | None:
    """Return the card that a stored token means."""
    return next((card for card in CARDS if card.token == token), None)
