"""Money that counts against invoices: payments, retainers, credit, gift cards, write-offs, and the ways back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from safelight.foundation.actions import Conflict, Context, Forbidden, InvalidInput, NotFound, Refused, ask, run
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.tenancy import studio_scope
from safelight.sales.actions import (
    ActivateCard,
    ApplyCredit,
    CancelOrder,
    ChangeCard,
    DecideRetainer,
    GiveCredit,
    IssueInvoice,
    KeepCredit,
    PayBack,
    PlanPayments,
    RedeemCard,
    ReturnRetainer,
    TakeBack,
    TurnCredit,
    VoidCard,
    WriteOff,
    activate_gift_card,
    apply_credit,
    cancel_order,
    change_gift_card,
    decide_retainer,
    end_plan,
    give_credit,
    issue_invoice,
    keep_credit,
    pay_back_credit,
    plan_payments,
    redeem_gift_card,
    return_retainer,
    take_back,
    turn_credit,
    unhold_retainer,
    unkeep_credit,
    unpay_back,
    unsettle,
    void_gift_card,
    write_off,
)
from safelight.sales.models import GiftCard, Settlement
from safelight.sales.queries import (
    AskCode,
    InvoiceCard,
    WhichInvoice,
    check_gift_card,
    credits_of,
    get_invoice,
    pot,
    refunds_due,
)
from safelight.sales.queries.reading import today_of
from tests.sales import making

pytestmark = pytest.mark.django_db


def card_of(context: Context, identifier: UUID) -> InvoiceCard:
    return ask(get_invoice, context, WhichInvoice(invoice_id=identifier))


def issued(context: Context, price: str = "119", **more: object) -> InvoiceCard:
    order = making.order(context, making.client(context), making.line("Album", price))
    return making.invoice(context, order.id, **more)


def test_payments_close_an_invoice_and_the_same_payment_counts_once(ana: Context) -> None:
    made = issued(ana)
    source = new_id()
    first = making.pay(ana, made.id, making.euro("100"), source=source)
    again = making.pay(ana, made.id, making.euro("100"), source=source)
    assert again.repeated
    assert again.id == first.id
    with pytest.raises(Conflict, match="counted against invoice"):
        making.pay(ana, made.id, making.euro("10"), source=source)
    last = making.pay(ana, made.id, making.euro("19"))
    assert last.open_after == making.euro("0")
    card = card_of(ana, made.id)
    assert (card.state, card.open, card.settled, card.closed_on) == ("paid", 0, Decimal(119), today_of(ana))
    assert making.ledger(ana, "cash") == Decimal(119)
    assert making.ledger(ana, "receivable") == 0


def test_nothing_is_settled_that_is_not_owed(ana: Context) -> None:
    made = issued(ana)
    with pytest.raises(Refused, match=r"Only 119\.00 EUR") as refusal:
        making.pay(ana, made.id, making.euro("119.01"))
    assert refusal.value.code == "over_settled"
    with pytest.raises(InvalidInput, match="without a rate"):
        making.pay(ana, made.id, Money(Decimal(1), "USD"))
    with pytest.raises(InvalidInput, match="more than nothing"):
        making.pay(ana, made.id, making.euro("0"))
    with pytest.raises(NotFound):
        making.pay(ana, new_id(), making.euro("1"))
    making.pay(ana, made.id, making.euro("119"))
    with pytest.raises(Refused, match="Nothing is open"):
        making.pay(ana, made.id, making.euro("1"))


def test_a_payment_taken_back_opens_the_invoice_again(ana: Context) -> None:
    made = issued(ana)
    settled = making.pay(ana, made.id, making.euro("119"))
    today = today_of(ana)
    with studio_scope(ana.studio.id):
        back = unsettle(ana, settled.id, today, amount=making.euro("19"), credit_account="bank")
        assert back.open_after == making.euro("19")
        with pytest.raises(Refused, match=r"Between nothing and 100\.00"):
            unsettle(ana, settled.id, today, amount=making.euro("101"))
        unsettle(ana, settled.id, today)
        with pytest.raises(Refused, match="taken back already"):
            unsettle(ana, settled.id, today)
        with pytest.raises(InvalidInput, match="before that day"):
            unsettle(ana, making.pay(ana, made.id, making.euro("1")).id, today - timedelta(days=1))
    card = card_of(ana, made.id)
    assert (card.open, card.closed_on, card.state) == (Decimal(118), None, "part_paid")
    assert (making.ledger(ana, "bank"), making.ledger(ana, "cash")) == (-19, 20)


def test_a_retainer_is_held_used_and_given_back(ana: Context) -> None:
    order = making.order(ana, making.client(ana), making.line("Album", "119"))
    making.hold(ana, order.id, making.euro("150"))
    assert making.ledger(ana, "retainers", document_ids=[order.id]) == -150
    made = making.invoice(ana, order.id, use_retainer=True)
    assert made.state == "paid"
    today = today_of(ana)
    with studio_scope(ana.studio.id):
        assert pot(order.id) == {"EUR": making.euro("31")}
        with pytest.raises(Refused, match=r"31\.00 EUR is held"):
            return_retainer(ana, ReturnRetainer(order.id, making.euro("32"), today, "refund", new_id(), "cash"))
        moved = return_retainer(ana, ReturnRetainer(order.id, making.euro("31"), today, "refund", new_id(), "cash"))
        assert moved.held_after == making.euro("0")
        assert pot(order.id) == {}
        used = Settlement.objects.get(source_kind="retainer")
        unsettle(ana, used.id, today)
        assert pot(order.id) == {"EUR": making.euro("119")}
    assert making.ledger(ana, "receivable") == 119


def test_a_retainer_whose_money_never_came(ana: Context) -> None:
    order = making.order(ana, making.client(ana))
    held = making.hold(ana, order.id, making.euro("50"))
    with studio_scope(ana.studio.id):
        assert unhold_retainer(ana, held, today_of(ana)).held_after == making.euro("0")
        with pytest.raises(Refused, match="taken back already"):
            unhold_retainer(ana, held, today_of(ana))
    assert making.ledger(ana, "cash") == 0


@pytest.mark.parametrize(
    ("decision", "account"),
    [("keep", "income:retainers_kept"), ("credit", "client_credit"), ("refund", "client_credit")],
)
def test_what_becomes_of_a_retainer_when_the_order_is_cancelled(ana: Context, decision: str, account: str) -> None:
    carla = making.client(ana)
    order = making.order(ana, carla)
    making.hold(ana, order.id, making.euro("50"))
    with pytest.raises(Refused, match="kept, credited or given back"):
        run(cancel_order, ana, CancelOrder(order_id=order.id))
    done = run(cancel_order, ana, CancelOrder(order_id=order.id, retainer=decision)).value  # type: ignore[arg-type]  # one of three
    assert done.state == "cancelled"
    assert done.retainer_held == 0
    assert making.ledger(ana, account) == -50
    assert making.ledger(ana, "retainers") == 0
    with studio_scope(ana.studio.id):
        assert len(refunds_due()) == (decision == "refund")
        assert sum(card.left for card in credits_of(carla)) == (0 if decision == "keep" else 50)


def test_part_of_a_retainer_is_kept_by_decision(ana: Context) -> None:
    order = making.order(ana, making.client(ana))
    making.hold(ana, order.id, making.euro("50"))
    decided = DecideRetainer(pot_id=order.id, decision="keep", currency="EUR", amount=Decimal(20), reason="No show")
    card = run(decide_retainer, ana, decided).value
    assert card.held == 30
    assert [move.kind for move in card.moves] == ["held", "kept"]


def test_credit_is_given_used_promised_and_paid(ana: Context) -> None:
    made = issued(ana)
    payer = made.payer.id
    run(give_credit, ana, GiveCredit(client_id=payer, amount=Decimal(30), reason="Sorry for the wait"))
    with studio_scope(ana.studio.id):
        kept = keep_credit(ana, KeepCredit(payer, making.euro("100"), today_of(ana), "payment", new_id(), "cash"))
    card = run(apply_credit, ana, ApplyCredit(invoice_id=made.id)).value
    assert card.state == "paid"
    assert making.ledger(ana, "client_credit") == -11
    promised = run(turn_credit, ana, TurnCredit(credit_id=kept.id, purpose="refund")).value
    assert (promised.purpose, promised.left) == ("refund", 11)
    with studio_scope(ana.studio.id):
        with pytest.raises(Refused, match="the rest was used"):
            unkeep_credit(ana, kept.id, today_of(ana))
        paid = pay_back_credit(ana, PayBack(promised.id, making.euro("11"), today_of(ana), "refund", new_id(), "cash"))
        assert making.ledger(ana, "client_credit") == 0
        back = unpay_back(ana, paid, today_of(ana))
        assert back.left == making.euro("11")
    assert making.ledger(ana, "discounts") == 30
    run(take_back, ana, TakeBack(invoice_id=made.id, settlement_id=card.settlements[0].id))
    assert card_of(ana, made.id).open == 30


def test_a_credit_note_takes_back_and_leaves_what_was_paid_as_credit(ana: Context) -> None:
    made = issued(ana, "119")
    making.pay(ana, made.id, making.euro("100"))
    note = making.credit(ana, made.id, amount=Decimal("59.50"), left_over="refund")
    assert (note.label, note.gross, note.net, note.tax) == ("C-00001", Decimal("59.50"), Decimal(50), Decimal("9.50"))
    assert note.left_over == Decimal("40.50")
    card = card_of(ana, made.id)
    assert (card.open, card.credited, card.state) == (0, Decimal("59.50"), "paid")
    assert making.ledger(ana, "receivable") == 0
    assert making.ledger(ana, "client_credit") == Decimal("-40.50")
    assert making.ledger(ana, "income:*") == -50
    with pytest.raises(InvalidInput, match=r"59\.50"):
        making.credit(ana, made.id, amount=Decimal(60))
    last = making.credit(ana, made.id)
    assert last.gross == Decimal("59.50")
    with pytest.raises(Refused, match="taken back already"):
        making.credit(ana, made.id)
    # What was taken back may be invoiced again.
    again = making.invoice(ana, made.order_id)
    assert (again.gross, again.number) == (Decimal(119), 2)


def test_cancelling_an_order_takes_its_invoices_back(ana: Context, bo: Context) -> None:
    made = issued(ana)
    with pytest.raises(Refused, match="was issued for this order"):
        run(cancel_order, ana, CancelOrder(order_id=made.order_id))
    with pytest.raises(Forbidden):
        run(cancel_order, bo, CancelOrder(order_id=made.order_id, credit_invoices=True))
    done = run(cancel_order, ana, CancelOrder(order_id=made.order_id, credit_invoices=True)).value
    assert (done.state, len(done.credit_notes), done.open) == ("cancelled", 1, 0)
    assert making.ledger(ana, "income:*") == 0
    assert making.ledger(ana, "tax:*") == 0


def test_a_gift_card_is_a_liability_until_it_is_used(ana: Context) -> None:
    carla = making.client(ana)
    order = making.order(
        ana,
        carla,
        making.line("Gift card", "50", kind="gift_card", quantity=2, gift={"recipient": "Nora"}),
        making.line("Print", "11.90"),
    )
    sold = making.invoice(ana, order.id)
    assert sold.tax == Decimal("1.90")
    assert making.ledger(ana, "gift_cards") == -100
    assert making.ledger(ana, "income:*") == -10
    with studio_scope(ana.studio.id):
        first, second = GiftCard.objects.order_by("number")
    with pytest.raises(Refused, match="is open"):
        run(activate_gift_card, ana, ActivateCard(card_id=first.id))
    making.pay(ana, sold.id, making.euro("111.90"))
    code = run(activate_gift_card, ana, ActivateCard(card_id=first.id)).value.code
    with pytest.raises(Refused, match="has a code already"):
        run(activate_gift_card, ana, ActivateCard(card_id=first.id))
    with studio_scope(ana.studio.id):
        stored = GiftCard.objects.get(id=first.id)
        assert code.replace("-", "").encode() not in bytes(stored.code_hash or b"")
        assert code.endswith(stored.last4)
    made = issued(ana, "30")
    paid = run(redeem_gift_card, ana, RedeemCard(invoice_id=made.id, code=code.lower().replace("-", " "))).value
    assert paid.state == "paid"
    shown = ask(check_gift_card, ana, AskCode(code=code))
    assert (shown.left, shown.state) == (20, "active")
    more = issued(ana, "119")
    half = run(redeem_gift_card, ana, RedeemCard(invoice_id=more.id, code=code)).value
    assert half.open == 99
    with pytest.raises(Refused, match="Nothing is left"):
        run(redeem_gift_card, ana, RedeemCard(invoice_id=more.id, code=code))
    with pytest.raises(Refused, match="used or made void"):
        making.credit(ana, sold.id)
    lost = run(activate_gift_card, ana, ActivateCard(card_id=second.id)).value.code
    fresh = run(activate_gift_card, ana, ActivateCard(card_id=second.id, again=True)).value.code
    with pytest.raises(NotFound):
        run(redeem_gift_card, ana, RedeemCard(invoice_id=more.id, code=lost))
    run(change_gift_card, ana, ChangeCard(card_id=second.id, expires_on=today_of(ana)))
    void = run(void_gift_card, ana, VoidCard(card_id=second.id, reason="Lost", left_to="credit")).value
    assert (void.state, void.left) == ("void", 0)
    assert making.ledger(ana, "client_credit") == -50
    with pytest.raises(Refused, match="is void"):
        run(redeem_gift_card, ana, RedeemCard(invoice_id=more.id, code=fresh))
    assert making.ledger(ana, "gift_cards") == 0


def test_a_write_off_and_its_way_back(ana: Context) -> None:
    made = issued(ana)
    making.pay(ana, made.id, making.euro("19"))
    done = run(write_off, ana, WriteOff(invoice_id=made.id, reason="Moved away"))
    assert (done.value.open, done.value.written_off) == (0, 100)
    assert making.ledger(ana, "write_offs") == 100
    assert done.undo is not None
    run(take_back, ana, done.undo[1])
    assert card_of(ana, made.id).open == 100
    payment = next(one for one in done.value.settlements if one.source_kind == "payment")
    with pytest.raises(InvalidInput, match="came from a payment"):
        run(take_back, ana, TakeBack(invoice_id=made.id, settlement_id=payment.id))


def test_a_payment_plan_fills_as_money_comes(ana: Context) -> None:
    made = issued(ana, "100")
    today = today_of(ana)
    planned = run(
        plan_payments, ana, PlanPayments(invoice_id=made.id, count=3, first_on=today, first=Decimal(50), autopay=True)
    ).value
    assert planned.plan is not None
    assert [one.amount for one in planned.plan.instalments] == [50, 25, 25]
    assert (planned.due_now, planned.days_over) == (50, 0)
    making.pay(ana, made.id, making.euro("60"))
    card = card_of(ana, made.id)
    assert card.plan is not None
    assert [one.state for one in card.plan.instalments] == ["paid", "part_paid", "to_come"]
    assert (card.due_now, card.plan.next_amount) == (0, 15)
    shares = [{"due_on": today, "percent": 60}, {"due_on": today + timedelta(days=9), "percent": 39}]
    with pytest.raises(InvalidInput, match="add up to 100"):
        run(plan_payments, ana, {"invoice_id": made.id, "instalments": shares})
    run(end_plan, ana, WhichInvoice(invoice_id=made.id))
    assert card_of(ana, made.id).plan is None
    making.pay(ana, made.id, making.euro("40"))
    with pytest.raises(Conflict, match="Nothing is open"):
        run(plan_payments, ana, PlanPayments(invoice_id=made.id, count=2))
    other = making.order(ana, made.client.id)
    with pytest.raises(InvalidInput, match="not due before"):
        run(issue_invoice, ana, IssueInvoice(order_id=other.id, due_on=today - timedelta(days=1)))
