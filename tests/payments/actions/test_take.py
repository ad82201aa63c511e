"""Taking money in several ways for several things."""

from __future__ import annotations

from decimal import Decimal

import pytest

from safelight.foundation.actions import Context, InvalidInput, NotFound, Refused, ask, run
from safelight.foundation.ids import new_id
from safelight.foundation.models import JournalEntry, StoredEvent
from safelight.foundation.tenancy import studio_scope
from safelight.payments.actions.inputs import TakePayment
from safelight.payments.actions.take import take
from safelight.payments.models import Payment
from safelight.payments.queries.payment import ListPayments, list_payments
from tests.payments.taking import do, for_invoice, paid, part
from tests.sales.making import client, invoice, ledger, line, order

pytestmark = pytest.mark.django_db


def test_a_split_payment_moves_row_event_journal_and_ledger(ana: Context) -> None:
    carla = client(ana)
    bill = invoice(ana, order(ana, carla).id)
    card = paid(
        ana,
        carla,
        part("cash", "19.00", handed=Decimal(50)),
        part("cheque", "100.00", reference="4711"),
        targets=(for_invoice(bill.id, "119.00"),),
    )
    assert (card.number, card.amount, card.change) == (1, Decimal("119.00"), Decimal("31.00"))
    assert [(one.tender, one.amount) for one in card.parts] == [("cash", Decimal(19)), ("cheque", Decimal(100))]
    assert ledger(ana, "cash") == Decimal(19)
    assert ledger(ana, "cheques") == Decimal(100)
    assert ledger(ana, "receivable", document_ids=[bill.id]) == 0
    with studio_scope(ana.studio.id):
        assert JournalEntry.objects.filter(action="payments.take", subject_id=card.id).count() == 1
        assert StoredEvent.objects.filter(name="payments.taken").count() == 1


def test_without_targets_the_oldest_invoice_is_paid_first_and_the_rest_is_credit(ana: Context) -> None:
    carla = client(ana)
    first = invoice(ana, order(ana, carla, line("Print", "10")).id)
    second = invoice(ana, order(ana, carla, line("Album", "20")).id)
    card = paid(ana, carla, part("transfer", "35"))
    assert [(one.kind, one.invoice_id, one.amount) for one in card.parts[0].allocations] == [
        ("invoice", first.id, Decimal(10)),
        ("invoice", second.id, Decimal(20)),
        ("credit", None, Decimal(5)),
    ]
    assert ledger(ana, "client_credit") == Decimal(-5)
    assert ledger(ana, "bank") == Decimal(35)


def test_a_retainer_is_held_and_pays_the_invoice_later(ana: Context) -> None:
    carla = client(ana)
    made = order(ana, carla)
    held = do(
        ana,
        "payments.take",
        client_id=carla,
        parts=[{"tender": "terminal", "amount": "50", "card_brand": "Visa", "card_last4": "4242"}],
        targets=[{"order_id": made.id, "amount": "50"}],
    )
    assert held.parts[0].allocations[0].kind == "retainer"
    assert ledger(ana, "retainers") == Decimal(-50)
    bill = invoice(ana, made.id, use_retainer=False)
    paid(
        ana,
        carla,
        part("retainer", "50", pot_id=made.id),
        part("cash", "69"),
        targets=(for_invoice(bill.id, "119"),),
    )
    assert ledger(ana, "retainers") == 0
    assert ledger(ana, "receivable") == 0


def test_nothing_is_half_done_when_one_part_fails(ana: Context) -> None:
    carla = client(ana)
    bill = invoice(ana, order(ana, carla).id)
    with pytest.raises(Refused):
        paid(
            ana,
            carla,
            part("cash", "19"),
            part("credit", "100"),
            targets=(for_invoice(bill.id, "119"),),
        )
    assert ledger(ana, "cash") == 0
    with studio_scope(ana.studio.id):
        assert Payment.objects.count() == 0
    assert paid(ana, carla, part("cash", "119")).number == 1, "the number was given back"


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ([{"tender": "cash", "amount": "20", "handed": "10"}], "parts.0.handed"),
        ([{"tender": "cheque", "amount": "20"}], "parts.0.reference"),
        ([{"tender": "cowries", "amount": "20"}], "parts.0.tender"),
        ([{"tender": "cash", "amount": "20.001"}], "parts.0.amount"),
        ([{"tender": "gateway", "amount": "20"}], "parts.0.tender"),
        ([{"tender": "gift_card", "amount": "20"}], "parts.0.gift_code"),
        ([{"tender": "transfer", "amount": "20", "handed": "30"}], "parts.0.handed"),
        ([{"tender": "cash", "amount": "21"}], "parts"),
    ],
)
def test_refusals_name_the_field(ana: Context, parts: list[dict[str, str]], field: str) -> None:
    carla = client(ana)
    bill = invoice(ana, order(ana, carla).id)
    with pytest.raises(InvalidInput) as refused:
        do(
            ana,
            "payments.take",
            client_id=carla,
            parts=parts,
            targets=[{"invoice_id": bill.id, "amount": "20"}],
        )
    assert field in refused.value.fields
    assert refused.value.fields[field].endswith(".")


def test_more_than_is_open_is_refused(ana: Context) -> None:
    carla = client(ana)
    bill = invoice(ana, order(ana, carla).id)
    with pytest.raises(Refused) as refused:
        paid(ana, carla, part("cash", "200"), targets=(for_invoice(bill.id, "200"),))
    assert refused.value.code == "over_settled"


def test_a_dry_run_shows_the_change_and_takes_nothing(ana: Context) -> None:
    carla = client(ana)
    wanted = TakePayment(client_id=carla, parts=(part("cash", "20", handed=Decimal(50)),))
    assert run(take, ana, wanted, dry_run=True).value.change == Decimal(30)
    with studio_scope(ana.studio.id):
        assert Payment.objects.count() == 0


def test_the_same_key_takes_money_once(ana: Context) -> None:
    carla = client(ana)
    wanted = TakePayment(client_id=carla, parts=(part("cash", "20"),))
    first = run(take, ana, wanted, key="till-1")
    again = run(take, ana, wanted, key="till-1")
    assert again.repeated
    assert again.value.id == first.value.id
    assert ledger(ana, "cash") == Decimal(20)


def test_a_foreign_studios_rows_are_absent(ana: Context, dana: Context) -> None:
    theirs = client(dana)
    bill = invoice(dana, order(dana, theirs).id)
    carla = client(ana)
    for absent in (bill.id, new_id()):
        with pytest.raises(NotFound):
            paid(ana, carla, part("cash", "10"), targets=(for_invoice(absent, "10"),))
    with pytest.raises(NotFound):
        paid(ana, theirs, part("cash", "10"))


def test_a_list_finds_by_number_name_and_reference(ana: Context) -> None:
    carla, dora = client(ana, "Carla"), client(ana, "Dora")
    first = paid(ana, carla, part("cheque", "10", reference="A-77"))
    second = paid(ana, dora, part("cash", "20"))

    def found(**wanted: object) -> list[int]:
        return [row.number for row in ask(list_payments, ana, ListPayments.model_validate(wanted)).items]

    assert found() == [second.number, first.number]
    assert found(q="a-77") == [first.number]
    assert found(q="dor") == [second.number]
    assert found(q=str(first.number)) == [first.number]
    assert found(tender="cash") == [second.number]
    page = ask(list_payments, ana, ListPayments(limit=1))
    assert page.next
    assert [row.number for row in ask(list_payments, ana, ListPayments(limit=1, cursor=page.next)).items] == [1]
