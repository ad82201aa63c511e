"""The test gateway as the payments module sees it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from safelight.integrations.test_gateway.cards import Script, card_of_token
from safelight.integrations.test_gateway.company import Company, Deal, Kind
from safelight.payments.ports import (
    Answer,
    Can,
    Charge,
    Checkout,
    CheckoutPage,
    Correction,
    NoAnswer,
    Notice,
    NoticeRefused,
    Terminal,
    TerminalSale,
)
from safelight.payments.rules.attempts import AttemptState

SIGNATURE = "x-test-gateway-signature"
PAGE_LIVES = timedelta(minutes=30)
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_TERMINALS = (Terminal("counter", "Test terminal at the counter", online=True),)


def gateway_id_of(reference: str) -> str:
    """Return the company's own name of a deal; it cannot be guessed from another's."""
    # Letters alone: a long run of digits might be taken for the number of a card.
    return "tg_" + hashlib.sha256(f"test gateway {reference}".encode()).hexdigest()[:24].translate(_LETTERS)


def signed(secret: str, body: bytes) -> str:
    """Return the signature of a notice (HMAC-SHA-256, hexadecimal)."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class TestGateway:
    """Moves no money and behaves as a gateway does, lost answers included."""

    key: ClassVar[str] = "test"
    label: ClassVar[str] = "Test gateway"
    can: ClassVar[frozenset[Can]] = frozenset(Can)
    live: ClassVar[bool] = False
    __test__: ClassVar[bool] = False  # pytest takes the name for a test's

    company: Company
    secret: str
    page_of: Callable[[str], str]
    """The address of the company's page for one of its deals, by the company's name of it."""
    now: Callable[[], datetime]

    def begin_checkout(self, checkout: Checkout) -> CheckoutPage:
        """Prepare the page with the test cards."""
        deal = self._deal(
            "checkout",
            checkout.reference,
            checkout,
            description=checkout.description,
            capture=checkout.capture,
            return_url=checkout.return_url,
            cancel_url=checkout.cancel_url,
            store_card=checkout.store_card,
            expires_at=checkout.expires_at or self.now() + PAGE_LIVES,
        )
        kept = self.company.open(deal)
        return CheckoutPage(self.page_of(kept.gateway_id), kept.gateway_id, kept.expires_at)

    def charge(self, charge: Charge) -> Answer:
        """Charge a stored test card; the card's script decides."""
        deal = self._deal(
            "charge", charge.reference, charge, description=charge.description, capture=charge.capture, store_card=True
        )
        decided = self.company.charge(deal, charge.token, payer_is_there=charge.by == "payer")
        card = card_of_token(charge.token)
        if card is not None and card.script in {Script.SILENT_AFTER, Script.SILENT_BEFORE}:
            message = "The test gateway did not answer."
            raise NoAnswer(message)
        return decided.answer

    def capture(self, correction: Correction) -> Answer:
        """Take reserved money."""
        return self.company.capture(self._correction("capture", correction)).answer

    def void(self, correction: Correction) -> Answer:
        """Take back what is not settled."""
        return self.company.void(self._correction("void", correction)).answer

    def refund(self, correction: Correction) -> Answer:
        """Give money back."""
        return self.company.refund(self._correction("refund", correction)).answer

    def look_up(self, reference: str, gateway_id: str = "") -> Answer | None:
        """Tell what became of an attempt; one whose page ran out is expired."""
        deal = self.company.memory.by_reference(reference) or (
            self.company.memory.by_id(gateway_id) if gateway_id else None
        )
        if deal is None:
            return None
        if deal.state is AttemptState.PENDING and deal.expires_at is not None and deal.expires_at <= self.now():
            return Answer(AttemptState.EXPIRED, deal.gateway_id, message="Nobody paid in time.")
        return deal.answer

    def read_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Read a notice that the company signed."""
        if not hmac.compare_digest(headers.get(SIGNATURE, ""), signed(self.secret, body)):
            message = "The signature of the notice does not hold."
            raise NoticeRefused(message)
        try:
            told = json.loads(body)
            return Notice(str(told["event"]), str(told["reference"]), str(told["id"]))
        except (ValueError, KeyError, TypeError) as error:
            message = "The notice cannot be read."
            raise NoticeRefused(message) from error

    def terminals(self) -> tuple[Terminal, ...]:
        """List the one terminal there is."""
        return _TERMINALS

    def begin_sale(self, sale: TerminalSale) -> Answer:
        """Show a sale on the terminal, which is a page of the company too."""
        expires = self.now() + PAGE_LIVES
        deal = self._deal("terminal", sale.reference, sale, description=sale.description, expires_at=expires)
        return self.company.open(deal).answer

    def cancel_sale(self, sale: TerminalSale) -> Answer:
        """Take a sale off the terminal."""
        deal = self.company.memory.by_reference(sale.reference)
        if deal is None:
            return Answer(AttemptState.CANCELLED, message="The terminal never had it.")
        return self.company.give_up(deal.gateway_id, self.now()).answer

    def check(self) -> str:
        """Say that it is there."""
        return "The test gateway answers. No money is moved."

    def _deal(self, kind: Kind, reference: str, asked: Checkout | Charge | TerminalSale, **more: object) -> Deal:
        return Deal(
            reference=reference,
            gateway_id=gateway_id_of(reference),
            kind=kind,
            amount=asked.amount,
            state=AttemptState.PENDING,
            at=self.now(),
            **more,  # type: ignore[arg-type]  # the callers above name the fields
        )

    def _correction(self, kind: Kind, correction: Correction) -> Deal:
        return Deal(
            reference=correction.reference,
            gateway_id=gateway_id_of(correction.reference),
            kind=kind,
            amount=correction.amount,
            state=AttemptState.PENDING,
            at=self.now(),
            of=correction.of_gateway_id,
        )
