"""Voiding, refunding, counting drawers, bringing money to the bank."""

from __future__ import annotations

from decimal import Decimal

import pytest

from safelight.foundation.actions import Context, InvalidInput, Refused
from safelight.foundation.tenancy import studio_scope
from safelight.payments.actions.inputs import TargetInput
from safelight.sales.models import Credit
from tests.payments.taking import do, for_invoice, paid, part, refunded
from tests.sales.making import client, credit, invoice, ledger, order

pytestmark = pytest.mark.django_db


def test_a_voided_payment_is_as_if_it_had_never_come(ana: Context) -> None:
    carla = client(ana)
    bill = invoice(ana, order(ana, carla).id)
    rest = TargetInput(credit=True, amount=Decimal(10))
    card = paid(ana, carla, part("cash", "100"), part("transfer", "29"), targets=(for_invoice(bill.id, "119"), rest))
    gone = do(ana, "payments.void", payment_id=card.id, reason="Typed twice")
    assert gone.void_reason == "Typed twice"
    assert ledger(ana, "cash") == ledger(ana, "bank") == ledger(ana, "client_credit") == 0
    assert ledger(ana, "receivable", document_ids=[bill.id]) == Decimal(119)
    with pytest.raises(Refused) as refused:
        do(ana, "payments.void", payment_id=card.id, reason="Again")
    assert refused.value.code == "voided"


def test_a_refund_goes_back_by_its_tender_and_never_more_than_came(ana: Context) -> None:
    carla = client(ana)
    bill = invoice(ana, order(ana, carla).id)
    card = paid(ana, carla, part("cash", "119"), targets=(for_invoice(bill.id, "119"),))
    first = refunded(ana, "19", part_id=card.parts[0].id)
    assert (first.number, first.tender_name, first.payment_number) == (1, "Cash", card.number)
    assert ledger(ana, "cash") == Decimal(100)
    assert ledger(ana, "receivable", document_ids=[bill.id]) == Decimal(19)
    with pytest.raises(Refused) as refused:
        refunded(ana, "100.01", part_id=card.parts[0].id)
    assert refused.value.code == "more_than_came"
    with pytest.raises(Refused) as refused:
        do(ana, "payments.void", payment_id=card.id, reason="Mistake")
    assert refused.value.code == "refunded"
    other = refunded(ana, "100", part_id=card.parts[0].id, tender="transfer")
    assert other.tender_name == "Bank transfer"
    assert ledger(ana, "cash") == Decimal(100)
    assert ledger(ana, "bank") == Decimal(-100)


def test_a_promised_refund_of_a_credit_note_is_paid_out(ana: Context) -> None:
    carla = client(ana)
    bill = invoice(ana, order(ana, carla).id)
    card = paid(ana, carla, part("terminal", "119"), targets=(for_invoice(bill.id, "119"),))
    credit(ana, bill.id)
    assert ledger(ana, "client_credit") == Decimal(-119)
    with studio_scope(ana.studio.id):
        promised = Credit.objects.get(client_id=carla).id
    refunded(ana, "119", credit_id=promised, part_id=card.parts[0].id)
    assert ledger(ana, "client_credit") == 0
    assert ledger(ana, "card_terminal") == 0


def test_cash_in_a_studio_with_drawers_needs_an_open_one_and_is_counted(ana: Context) -> None:
    carla = client(ana)
    drawer = do(ana, "payments.add_drawer", name="Counter")
    with pytest.raises(Refused) as refused:
        paid(ana, carla, part("cash", "10"))
    assert refused.value.code == "drawer_closed"
    do(ana, "payments.open_drawer", drawer_id=drawer.id, pieces={"50": 1, "10": 5})
    paid(ana, carla, part("cash", "42.50", handed=Decimal(50)))
    paid(ana, carla, part("terminal", "60"))
    do(ana, "payments.move_cash", drawer_id=drawer.id, kind="pay_out", amount="2.50", reason="Milk", account="bank")
    with pytest.raises(Refused) as refused:
        do(ana, "payments.move_cash", drawer_id=drawer.id, kind="pay_out", amount="900", reason="Car", account="bank")
    assert refused.value.code == "not_enough_cash"
    day = do(
        ana, "payments.close_drawer", drawer_id=drawer.id, amount="138.00", others={"terminal": "60"}, note="Short"
    )
    assert (day.expected, day.found, day.difference) == (Decimal("140.00"), Decimal("138.00"), Decimal("-2.00"))
    assert [(one.tender, one.amount, one.found) for one in day.tenders] == [
        ("cash", Decimal("42.50"), None),
        ("terminal", Decimal("60.00"), Decimal("60.00")),
    ]
    assert ledger(ana, "cash_over_short") == Decimal(2)


def test_cash_and_cheques_go_to_the_bank(ana: Context) -> None:
    carla = client(ana)
    card = paid(ana, carla, part("cash", "40"), part("cheque", "60", reference="7"))
    cheque = card.parts[1].id
    with pytest.raises(Refused):
        do(ana, "payments.make_slip", cash="40.01")
    slip = do(ana, "payments.make_slip", cash="30", cheques=[cheque])
    assert (slip.total, slip.cheque_total) == (Decimal("90.00"), Decimal("60.00"))
    assert ledger(ana, "transit") == Decimal(90)
    with pytest.raises(Refused):
        do(ana, "payments.make_slip", cheques=[cheque])
    do(ana, "payments.slip_arrived", slip_id=slip.id)
    assert (ledger(ana, "bank"), ledger(ana, "transit")) == (Decimal(90), Decimal(0))
    do(ana, "payments.void", payment_id=card.id, reason="The cheque bounced")
    assert ledger(ana, "bank") == Decimal(30), "the bank took the cheque back"
    assert ledger(ana, "cash") == Decimal(-30), "what was brought to the bank is not in the studio any more"


def test_own_ways_to_pay(ana: Context) -> None:
    made = do(ana, "payments.add_tender", name="Twint", kind="transfer")
    assert (made.key, made.account) == ("twint", "bank")
    with pytest.raises(InvalidInput):
        do(ana, "payments.add_tender", name="Second gift card", kind="gift_card")
    do(ana, "payments.change_tender", tender_id=made.id, archived=True)
    with pytest.raises(InvalidInput) as refused:
        paid(ana, client(ana), part("twint", "10"))
    assert "parts.0.tender" in refused.value.fields
