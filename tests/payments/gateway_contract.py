"""What every gateway keeps, real or played. An adapter's tests subclass this with a :class:`Bench` of its simulator."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from typing import Protocol

import pytest

from safelight.foundation.money import Money
from safelight.payments.ports import (
    LONGEST_REFERENCE,
    Can,
    Charge,
    Checkout,
    Correction,
    Gateway,
    NoAnswer,
    NoticeRefused,
    TerminalSale,
)
from safelight.payments.rules.attempts import AttemptState

TEN = Money(Decimal(10), "USD")
FOUR = Money(Decimal(4), "USD")


class Bench(Protocol):
    """A gateway with hands on its simulator: what the payer, the bank and the night batch do."""

    gateway: Gateway
    good_token: str
    declining_token: str

    def pay(self, gateway_id: str) -> None:
        """Let the payer pay with a good card on the page or terminal."""

    def pay_with_declining_card(self, gateway_id: str) -> None:
        """Let the payer try a card that the bank declines."""

    def lose_the_next_answer(self) -> str:
        """Let the next charge be carried out and its answer be lost; returns the token to charge."""

    def close_batch(self, gateway_id: str) -> None:
        """Let the money of a payment leave the open batch."""

    def notices(self) -> list[tuple[dict[str, str], bytes]]:
        """Return the notices that were sent since the last call, in the order in which they arrive."""

    def money_taken(self, reference: str) -> Money:
        """Return what the bank moved for an attempt in all, as the payer's statement shows it."""


class GatewayContract:
    """The contract; tests of what a gateway cannot do are left out by its ``can``."""

    numbers: Iterator[int] = count(1)

    @pytest.fixture
    def bench(self) -> Bench:
        """Return the adapter with its simulator."""
        raise NotImplementedError

    def reference(self) -> str:
        """Return a reference that nobody used, as long as they get."""
        return f"r{next(self.numbers):0{LONGEST_REFERENCE - 1}d}"

    def checkout(self, reference: str, *, capture: bool = True, store_card: bool = False) -> Checkout:
        """Return a checkout of ten dollars."""
        return Checkout(
            reference,
            TEN,
            "Invoice 7",
            "https://studio.example/pay/back/",
            "https://studio.example/pay/gone/",
            notice_url="https://studio.example/pay/notice/",
            capture=capture,
            store_card=store_card,
        )

    def charged(self, bench: Bench, *, capture: bool = True) -> tuple[str, str]:
        """Charge ten dollars to a good card; returns reference and the gateway's id."""
        reference = self.reference()
        answer = bench.gateway.charge(Charge(reference, TEN, bench.good_token, "Invoice 7", capture=capture))
        assert answer.state is (AttemptState.SUCCEEDED if capture else AttemptState.AUTHORISED)
        assert answer.amount == TEN
        return reference, answer.gateway_id

    @pytest.fixture(autouse=True)
    def _left_out(self, request: pytest.FixtureRequest) -> None:
        marker = request.node.get_closest_marker("needs")
        if marker and not set(marker.args) <= request.getfixturevalue("bench").gateway.can:
            pytest.skip("this gateway cannot do that")

    def test_it_says_who_it_is(self, bench: Bench) -> None:
        assert bench.gateway.key.isidentifier()
        assert bench.gateway.label
        assert bench.gateway.check().endswith(".")

    def test_an_attempt_it_never_heard_of(self, bench: Bench) -> None:
        assert bench.gateway.look_up(self.reference()) is None

    @pytest.mark.needs(Can.CHECKOUT)
    def test_a_checkout_waits_for_the_payer_and_is_paid(self, bench: Bench) -> None:
        reference = self.reference()
        page = bench.gateway.begin_checkout(self.checkout(reference))
        assert page.url.startswith(("https://", "http://127.0.0.1", "http://localhost"))
        waiting = bench.gateway.look_up(reference, page.gateway_id)
        assert waiting is None or waiting.state is AttemptState.PENDING
        bench.pay(page.gateway_id)
        paid = bench.gateway.look_up(reference, page.gateway_id)
        assert paid is not None
        assert (paid.state, paid.amount) == (AttemptState.SUCCEEDED, TEN)
        assert paid.card is not None
        assert len(paid.card.last4) == 4
        assert bench.money_taken(reference) == TEN

    @pytest.mark.needs(Can.CHECKOUT)
    def test_the_same_reference_is_the_same_page(self, bench: Bench) -> None:
        reference = self.reference()
        first = bench.gateway.begin_checkout(self.checkout(reference))
        bench.pay(first.gateway_id)
        again = bench.gateway.begin_checkout(self.checkout(reference))
        bench.pay(again.gateway_id)
        assert bench.money_taken(reference) == TEN

    @pytest.mark.needs(Can.CHECKOUT)
    def test_a_declined_card_moves_nothing(self, bench: Bench) -> None:
        reference = self.reference()
        page = bench.gateway.begin_checkout(self.checkout(reference))
        bench.pay_with_declining_card(page.gateway_id)
        told = bench.gateway.look_up(reference, page.gateway_id)
        # A hosted page may let the payer try another card: then it waits on.
        assert told is not None
        assert told.state in {AttemptState.DECLINED, AttemptState.PENDING}
        assert not bench.money_taken(reference)

    @pytest.mark.needs(Can.CHECKOUT, Can.STORE_CARD, Can.CHARGE_STORED)
    def test_a_stored_card_is_charged_later(self, bench: Bench) -> None:
        reference = self.reference()
        page = bench.gateway.begin_checkout(self.checkout(reference, store_card=True))
        bench.pay(page.gateway_id)
        paid = bench.gateway.look_up(reference, page.gateway_id)
        assert paid is not None
        assert paid.card is not None
        assert paid.card.token
        later = bench.gateway.charge(Charge(self.reference(), FOUR, paid.card.token, "Instalment 2"))
        assert (later.state, later.amount) == (AttemptState.SUCCEEDED, FOUR)

    @pytest.mark.needs(Can.CHECKOUT)
    def test_a_card_is_not_stored_unasked(self, bench: Bench) -> None:
        reference = self.reference()
        page = bench.gateway.begin_checkout(self.checkout(reference))
        bench.pay(page.gateway_id)
        paid = bench.gateway.look_up(reference, page.gateway_id)
        assert paid is not None
        assert paid.card is None or not paid.card.token

    @pytest.mark.needs(Can.CHARGE_STORED)
    def test_a_decline_is_an_answer(self, bench: Bench) -> None:
        reference = self.reference()
        answer = bench.gateway.charge(Charge(reference, TEN, bench.declining_token, "Invoice 7"))
        assert answer.state is AttemptState.DECLINED
        assert answer.message
        assert not bench.money_taken(reference)

    @pytest.mark.needs(Can.CHARGE_STORED)
    def test_repeating_a_charge_moves_money_once(self, bench: Bench) -> None:
        reference = self.reference()
        charge = Charge(reference, TEN, bench.good_token, "Invoice 7")
        assert bench.gateway.charge(charge).state is AttemptState.SUCCEEDED
        assert bench.gateway.charge(charge).state is AttemptState.SUCCEEDED
        assert bench.money_taken(reference) == TEN

    @pytest.mark.needs(Can.CHARGE_STORED)
    def test_a_lost_answer_is_found_by_its_reference(self, bench: Bench) -> None:
        reference = self.reference()
        token = bench.lose_the_next_answer()
        with pytest.raises(NoAnswer):
            bench.gateway.charge(Charge(reference, TEN, token, "Invoice 7"))
        found = bench.gateway.look_up(reference)
        assert found is not None
        assert (found.state, found.amount) == (AttemptState.SUCCEEDED, TEN)
        assert bench.money_taken(reference) == TEN

    @pytest.mark.needs(Can.AUTHORISE)
    def test_reserved_money_is_taken_in_part(self, bench: Bench) -> None:
        reference, gateway_id = self.charged(bench, capture=False)
        taken = bench.gateway.capture(Correction(self.reference(), FOUR, reference, gateway_id))
        assert (taken.state, taken.amount) == (AttemptState.SUCCEEDED, FOUR)
        assert bench.money_taken(reference) == FOUR

    @pytest.mark.needs(Can.AUTHORISE)
    def test_no_more_is_taken_than_was_reserved(self, bench: Bench) -> None:
        reference, gateway_id = self.charged(bench, capture=False)
        more = bench.gateway.capture(Correction(self.reference(), TEN + FOUR, reference, gateway_id))
        assert more.state in {AttemptState.DECLINED, AttemptState.FAILED}
        assert not bench.money_taken(reference)

    @pytest.mark.needs(Can.VOID)
    def test_what_is_not_settled_is_voided(self, bench: Bench) -> None:
        reference, gateway_id = self.charged(bench)
        void = bench.gateway.void(Correction(self.reference(), TEN, reference, gateway_id))
        assert void.state is AttemptState.SUCCEEDED
        told = bench.gateway.look_up(reference, gateway_id)
        assert told is not None
        assert told.state is AttemptState.VOIDED
        assert not bench.money_taken(reference)

    @pytest.mark.needs(Can.VOID, Can.REFUND)
    def test_what_is_settled_is_refunded(self, bench: Bench) -> None:
        reference, gateway_id = self.charged(bench)
        bench.close_batch(gateway_id)
        late = bench.gateway.void(Correction(self.reference(), TEN, reference, gateway_id))
        assert (late.state, late.code) == (AttemptState.DECLINED, "settled")
        back = bench.gateway.refund(Correction(self.reference(), TEN, reference, gateway_id))
        assert (back.state, back.amount) == (AttemptState.SUCCEEDED, TEN)
        assert not bench.money_taken(reference)

    @pytest.mark.needs(Can.PART_REFUND)
    def test_parts_are_refunded_up_to_what_was_paid(self, bench: Bench) -> None:
        reference, gateway_id = self.charged(bench)
        bench.close_batch(gateway_id)
        part = Correction(self.reference(), FOUR, reference, gateway_id)
        assert bench.gateway.refund(part).state is AttemptState.SUCCEEDED
        assert bench.gateway.refund(part).state is AttemptState.SUCCEEDED, "a repeated question"
        assert bench.money_taken(reference) == TEN - FOUR
        too_much = bench.gateway.refund(Correction(self.reference(), TEN, reference, gateway_id))
        assert too_much.state in {AttemptState.DECLINED, AttemptState.FAILED}
        assert bench.money_taken(reference) == TEN - FOUR

    @pytest.mark.needs(Can.NOTICES, Can.CHECKOUT)
    def test_notices_name_the_attempt_and_are_signed(self, bench: Bench) -> None:
        reference = self.reference()
        page = bench.gateway.begin_checkout(self.checkout(reference))
        bench.pay(page.gateway_id)
        sent = bench.notices()
        assert sent
        for headers, body in sent:
            notice = bench.gateway.read_notice(headers, body)
            assert notice.event_id
            assert notice.reference == reference or notice.gateway_id == page.gateway_id
            with pytest.raises(NoticeRefused):
                bench.gateway.read_notice(headers, body.replace(b"{", b'{"amount":1,', 1))
            with pytest.raises(NoticeRefused):
                bench.gateway.read_notice({}, body)

    @pytest.mark.needs(Can.TERMINAL)
    def test_a_terminal_sale_is_paid_or_cancelled(self, bench: Bench) -> None:
        terminal = bench.gateway.terminals()[0].key
        paid, gone = self.reference(), self.reference()
        begun = bench.gateway.begin_sale(TerminalSale(paid, TEN, terminal))
        bench.pay(begun.gateway_id)
        told = bench.gateway.look_up(paid, begun.gateway_id)
        assert told is not None
        assert told.state is AttemptState.SUCCEEDED
        late = bench.gateway.cancel_sale(TerminalSale(paid, TEN, terminal))
        assert late.state is AttemptState.SUCCEEDED, "it was approved already: the till must void it"
        bench.gateway.begin_sale(TerminalSale(gone, TEN, terminal))
        assert bench.gateway.cancel_sale(TerminalSale(gone, TEN, terminal)).state is AttemptState.CANCELLED
        assert not bench.money_taken(gone)
