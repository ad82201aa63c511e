"""The test gateway keeps the contract of all gateways."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from safelight.foundation.money import Money
from safelight.integrations.test_gateway.cards import Script, card_of
from safelight.integrations.test_gateway.company import Company, InMemory
from safelight.integrations.test_gateway.gateway import SIGNATURE, TestGateway, signed
from safelight.payments.rules.attempts import AttemptState
from tests.payments.gateway_contract import TEN, Bench, GatewayContract

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


class OwnBench:
    """The company with hands on it."""

    good_token = card_of(Script.PAYS).token
    declining_token = card_of(Script.DECLINES).token

    def __init__(self) -> None:
        """Open a company without deals."""
        self.company = Company(InMemory())
        self.gateway = TestGateway(self.company, "secret", lambda one: f"http://127.0.0.1/{one}", lambda: NOW)
        self._sent: list[tuple[dict[str, str], bytes]] = []

    def pay(self, gateway_id: str) -> None:
        """Let the payer pay with a good card."""
        self._pay(gateway_id, Script.PAYS)

    def pay_with_declining_card(self, gateway_id: str) -> None:
        """Let the payer try a card that is declined."""
        self._pay(gateway_id, Script.DECLINES)

    def _pay(self, gateway_id: str, script: Script) -> None:
        deal = self.company.pay(gateway_id, card_of(script), NOW)
        body = json.dumps({"event": f"e-{deal.reference}", "reference": deal.reference, "id": deal.gateway_id}).encode()
        self._sent.append(({SIGNATURE: signed("secret", body)}, body))

    def lose_the_next_answer(self) -> str:
        """Name the card that pays without an answer."""
        return card_of(Script.SILENT_AFTER).token

    def close_batch(self, gateway_id: str) -> None:
        """Settle."""
        self.company.settle(gateway_id)

    def notices(self) -> list[tuple[dict[str, str], bytes]]:
        """Return what was sent."""
        sent, self._sent = self._sent, []
        return sent

    def money_taken(self, reference: str) -> Money:
        """Return what was taken less what was given back."""
        zero = Money.zero(TEN.currency)
        deal = self.company.memory.by_reference(reference)
        if deal is None or deal.state is not AttemptState.SUCCEEDED:
            return zero
        return (deal.taken or zero) - (deal.given_back or zero)


class TestOwnGateway(GatewayContract):
    """The contract, with the company played in memory."""

    @pytest.fixture
    def bench(self) -> Bench:
        """Return the test gateway."""
        return OwnBench()
