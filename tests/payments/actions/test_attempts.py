"""Card payments through the test gateway, from the attempt to the ledger, faults included."""

from __future__ import annotations

import json
from decimal import Decimal
from uuid import UUID

import pytest

from safelight.foundation.actions import Context, Refused, ask
from safelight.foundation.tenancy import studio_scope
from safelight.integrations.test_gateway.cards import Script, card_of
from safelight.integrations.test_gateway.gateway import SIGNATURE, signed
from safelight.integrations.test_gateway.kind import gateway_of, secret_of
from safelight.payments.asking import ask_gateway, look_up
from safelight.payments.models import Attempt, NoticeSeen, Payment
from safelight.payments.notices import take_notice
from safelight.payments.queries.attempts import AttemptCard, CardsOfClient, attempt_card_of, list_stored_cards
from tests.payments.taking import do, paid, part
from tests.sales.making import client, invoice, ledger, order

pytestmark = pytest.mark.django_db


def begun(context: Context, client_id: UUID, amount: str, **more: object) -> AttemptCard:
    """Begin a checkout and ask the gateway, as the job does."""
    made = do(context, "payments.begin_card_payment", client_id=client_id, amount=amount, **more)
    ask_gateway(context, made.id)
    return now(context, made.id)


def now(context: Context, attempt_id: UUID) -> AttemptCard:
    """Return where an attempt stands."""
    with studio_scope(context.studio.id):
        return attempt_card_of(attempt_id)


def pay(context: Context, attempt: AttemptCard, script: Script = Script.PAYS) -> None:
    """Let the payer choose a test card."""
    company = gateway_of(context.studio.id).company
    deal = company.memory.by_reference(attempt.reference)
    assert deal is not None
    company.pay(deal.gateway_id, card_of(script), context.now)


def payments(context: Context) -> int:
    """Return how many payments there are."""
    with studio_scope(context.studio.id):
        return Payment.objects.count()


def test_a_checkout_pays_its_invoice(ana: Context) -> None:
    carla = client(ana)
    bill = invoice(ana, order(ana, carla).id)
    waiting = begun(ana, carla, "119", targets=[{"invoice_id": bill.id, "amount": "119"}])
    assert waiting.state == "pending"
    assert waiting.page_url.startswith("http")
    pay(ana, waiting)
    look_up(ana, waiting.id)
    done = now(ana, waiting.id)
    assert (done.state, done.approved, done.card_last4) == ("succeeded", Decimal("119.00"), "0001")
    assert done.payment_id is not None
    assert ledger(ana, "card_clearing") == Decimal(119)
    assert ledger(ana, "receivable", document_ids=[bill.id]) == 0


def test_hearing_it_many_times_takes_the_money_once(ana: Context) -> None:
    carla = client(ana)
    waiting = begun(ana, carla, "50")
    pay(ana, waiting)
    for by in ("notice", "return", "look_up", "look_up"):
        look_up(ana, waiting.id, by)
    assert payments(ana) == 1
    assert ledger(ana, "card_clearing") == Decimal(50)


def test_an_invoice_paid_meanwhile_turns_the_card_payment_into_credit(ana: Context) -> None:
    carla = client(ana)
    bill = invoice(ana, order(ana, carla).id)
    waiting = begun(ana, carla, "119", targets=[{"invoice_id": bill.id, "amount": "119"}])
    paid(ana, carla, part("cash", "100"))
    pay(ana, waiting)
    look_up(ana, waiting.id)
    assert ledger(ana, "receivable") == 0
    assert ledger(ana, "client_credit") == Decimal(-100)


def test_a_part_approval_takes_what_was_approved(ana: Context) -> None:
    carla = client(ana)
    bill = invoice(ana, order(ana, carla).id)
    waiting = begun(ana, carla, "119", targets=[{"invoice_id": bill.id, "amount": "119"}])
    pay(ana, waiting, Script.PAYS_PART)
    look_up(ana, waiting.id)
    assert now(ana, waiting.id).approved == Decimal("59.50")
    assert ledger(ana, "receivable", document_ids=[bill.id]) == Decimal("59.50")


def test_a_decline_moves_nothing_and_a_new_try_is_another_attempt(ana: Context) -> None:
    carla = client(ana)
    first = begun(ana, carla, "50")
    pay(ana, first, Script.DECLINES)
    look_up(ana, first.id)
    assert now(ana, first.id).state == "declined"
    second = begun(ana, carla, "50")
    assert second.reference != first.reference
    assert payments(ana) == 0


def test_a_lost_answer_is_unknown_and_then_found(ana: Context) -> None:
    carla = client(ana)
    first = begun(ana, carla, "50", consent="You may charge my instalments.")
    pay(ana, first, Script.SILENT_AFTER)
    look_up(ana, first.id)
    cards = ask(list_stored_cards, ana, CardsOfClient(client_id=carla)).items
    assert [card.last4 for card in cards] == ["0004"]
    later = begun(ana, carla, "20", kind="charge", card_id=cards[0].id)
    assert later.state == "unknown"
    assert payments(ana) == 1
    with pytest.raises(Refused) as refused:
        do(ana, "payments.cancel_card_payment", attempt_id=later.id)
    assert refused.value.code == "unknown"
    look_up(ana, later.id)
    assert now(ana, later.id).state == "succeeded"
    assert payments(ana) == 2


def test_a_card_is_forgotten_when_its_owner_wishes(ana: Context) -> None:
    carla = client(ana)
    first = begun(ana, carla, "50", consent="You may charge my instalments.")
    pay(ana, first)
    look_up(ana, first.id)
    card = ask(list_stored_cards, ana, CardsOfClient(client_id=carla)).items[0]
    do(ana, "payments.withdraw_card", card_id=card.id)
    assert ask(list_stored_cards, ana, CardsOfClient(client_id=carla)).items == ()


def test_money_of_an_attempt_given_up_counts_all_the_same(ana: Context) -> None:
    carla = client(ana)
    waiting = begun(ana, carla, "50")
    assert do(ana, "payments.cancel_card_payment", attempt_id=waiting.id).state == "cancelled"
    pay(ana, waiting)
    look_up(ana, waiting.id)
    surprised = now(ana, waiting.id)
    assert surprised.state == "succeeded"
    assert payments(ana) == 1
    assert [step.after for step in surprised.steps][-2:] == ["cancelled", "succeeded"]


def test_a_card_is_refunded_by_void_before_and_refund_after_the_batch(ana: Context) -> None:
    carla = client(ana)
    for settled in (False, True):
        waiting = begun(ana, carla, "50")
        pay(ana, waiting)
        look_up(ana, waiting.id)
        if settled:
            gateway_of(ana.studio.id).company.settle(now_id(ana, waiting))
        asked = do(ana, "payments.refund_card", attempt_id=waiting.id, reason="Not wanted")
        assert asked.kind == "void"
        ask_gateway(ana, asked.id)
        if settled:
            assert now(ana, asked.id).state == "declined", "the batch was closed"
            instead = _open_refund(ana)
            ask_gateway(ana, instead)
        assert ledger(ana, "card_clearing") == 0
        assert ledger(ana, "client_credit") == 0


def now_id(context: Context, attempt: AttemptCard) -> str:
    """Return the gateway's name of an attempt."""
    deal = gateway_of(context.studio.id).company.memory.by_reference(attempt.reference)
    assert deal is not None
    return deal.gateway_id


def _open_refund(context: Context) -> UUID:
    with studio_scope(context.studio.id):
        return Attempt.objects.get(kind="refund", state="initiated").id


def test_notices_are_believed_by_signature_and_once(ana: Context) -> None:
    carla = client(ana)
    waiting = begun(ana, carla, "50")
    body = json.dumps({"event": "e1", "reference": waiting.reference, "id": "x"}).encode()
    good = {SIGNATURE: signed(secret_of(ana.studio.id), body)}
    assert not take_notice(ana.studio.id, "test", {SIGNATURE: "0" * 64}, body)
    assert take_notice(ana.studio.id, "test", good, body)
    assert take_notice(ana.studio.id, "test", good, body)
    with studio_scope(ana.studio.id):
        assert NoticeSeen.objects.count() == 1
