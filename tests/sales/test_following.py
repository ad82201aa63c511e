"""Mail about documents, reminders by the schedule, what sessions ask for, and what follows when one is called off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.foundation.actions import Conflict, Context, Refused, run, system_actor
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.models import Attachment, Message
from safelight.sales.actions import (
    HoldRetainer,
    Remind,
    SendInvoice,
    SendOrder,
    SendReceipt,
    SendStatement,
    change_settings,
    follow_outcome,
    hold_retainer,
    remind,
    send_credit_note,
    send_estimate,
    send_invoice,
    send_receipt,
    send_statement,
)
from safelight.sales.jobs import send_reminders
from safelight.sales.models import Order, Reminder
from safelight.sales.queries import credits_of, pot
from safelight.sales.queries.reading import today_of
from safelight.sales.queries.towards import paid_towards, unpaid, without_order, without_retainer
from safelight.sales.rules.consequences import Held, settle_cancellation
from safelight.shoots.ports.conditions import conditions
from safelight.shoots.ports.money import paid_towards as asked_by_sessions
from tests.house.doing import do
from tests.sales import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla(ana: Context) -> UUID:
    """Carla, who can be written to."""
    return making.client(ana, emails=[{"address": "carla@example.com"}])


@pytest.fixture
def shoot(ana: Context, carla: UUID) -> UUID:
    """A session of Carla's."""
    kind = do(ana, "shoots.add_type", name="Family by the water").id
    return do(ana, "shoots.plan", type_id=kind, client_id=carla, title="Family by the lake").id  # type: ignore[no-any-return]


def messages(context: Context) -> list[Message]:
    with studio_scope(context.studio.id):
        return list(Message.objects.order_by("id"))


def test_documents_are_mailed_with_their_pdf(ana: Context, carla: UUID) -> None:
    estimate = making.order(ana, carla, kind="estimate")
    made = making.invoice(ana, making.order(ana, carla).id)
    paid = making.pay(ana, made.id, making.euro("19"))
    note = making.credit(ana, made.id, amount=Decimal(10))
    today = today_of(ana)
    run(send_estimate, ana, SendOrder(order_id=estimate.id))
    sent = run(send_invoice, ana, SendInvoice(invoice_id=made.id)).value
    run(send_receipt, ana, SendReceipt(invoice_id=made.id, settlement_id=paid.id))
    run(send_credit_note, ana, {"credit_note_id": note.id, "to": ["books@example.com"]})
    run(send_statement, ana, SendStatement(client_id=carla, since=today - timedelta(days=30), until=today))
    rows = messages(ana)
    assert [row.kind for row in rows] == ["estimate", "invoice", "receipt", "credit_note", "statement"]
    assert rows[3].to == ["books@example.com"]
    assert "00001" in sent.subject
    assert "90,00" in sent.text or "90.00" in sent.text
    with studio_scope(ana.studio.id):
        kinds = set(Attachment.objects.values_list("renderer", flat=True))
    assert kinds == {"estimate_pdf", "invoice_pdf", "receipt_pdf", "credit_note_pdf", "statement_pdf"}
    nobody = making.invoice(ana, making.order(ana, making.client(ana, "Nora")).id)
    with pytest.raises(Refused, match="no mail address"):
        run(send_invoice, ana, SendInvoice(invoice_id=nobody.id))


def at(context: Context, days: int, hour: int = 10) -> Context:
    """Safelight itself, some days later at an hour of the day in UTC."""
    moment = datetime.combine(today_of(context) + timedelta(days=days), datetime.min.time(), UTC)
    return Context(studio=context.studio, actor=system_actor("job"), now=moment + timedelta(hours=hour))


def test_reminders_go_by_the_schedule_and_stop_when_paid(ana: Context, carla: UUID) -> None:
    made = making.invoice(ana, making.order(ana, carla).id, due_on=today_of(ana) + timedelta(days=5))
    send_reminders(at(ana, 2))
    assert messages(ana) == []
    run(change_settings, ana, {"version": 0, "terms": {"reminders": True, "reminder_days": [-3, 1, 7]}})
    send_reminders(at(ana, 2, hour=3))
    assert messages(ana) == []
    send_reminders(at(ana, 2))
    send_reminders(at(ana, 3))
    send_reminders(at(ana, 6))
    rows = messages(ana)
    assert [row.kind for row in rows] == ["payment_reminder"] * 2
    with studio_scope(ana.studio.id):
        assert list(Reminder.objects.order_by("id").values_list("step", flat=True)) == [-3, 1]
    with pytest.raises(Conflict, match="went out already"):
        run(remind, at(ana, 6), Remind(invoice_id=made.id, step=1))
    making.pay(ana, made.id, making.euro("119"))
    assert {row.state for row in messages(ana)} == {"cancelled"}
    send_reminders(at(ana, 12))
    assert len(messages(ana)) == 2
    with pytest.raises(Conflict, match="Nothing is open"):
        run(remind, ana, Remind(invoice_id=made.id))


def test_a_person_reminds_by_hand_once_a_day(ana: Context, carla: UUID) -> None:
    made = making.invoice(ana, making.order(ana, carla).id)
    assert run(remind, ana, Remind(invoice_id=made.id)).value.kind == "payment_reminder"
    with pytest.raises(Conflict):
        run(remind, ana, Remind(invoice_id=made.id))


def test_a_workflow_may_ask_for_order_retainer_and_payment(ana: Context, carla: UUID, shoot: UUID) -> None:
    keys = [one.key for one in conditions.all()]
    assert {"order_placed", "retainer_paid", "invoice_paid"} <= set(keys)

    def said() -> tuple[str, str, str]:
        with studio_scope(ana.studio.id):
            asked = (without_order, without_retainer, unpaid)
            return tuple(one(ana, [shoot]).get(shoot, "") for one in asked)  # type: ignore[return-value]  # three of them

    assert [bool(one) for one in said()] == [True, True, True]
    order = making.order(ana, carla, making.line("Session fee", "100", kind="session_fee"), shoot_id=shoot, retainer=50)
    assert said()[0] == ""
    assert "No retainer" in said()[1]
    assert "stands on no invoice" in said()[2]
    making.hold(ana, order.id, making.euro("20"))
    assert "20.00 of the retainer of 50.00 EUR" in said()[1]
    making.hold(ana, order.id, making.euro("30"))
    assert said()[1] == ""
    made = making.invoice(ana, order.id, use_retainer=True)
    assert "50.00 EUR of invoice 00001" in said()[2]
    assert said()[1] == ""
    making.pay(ana, made.id, making.euro("50"))
    assert said() == ("", "", "")
    with studio_scope(ana.studio.id):
        assert paid_towards(ana, shoot, "EUR") == asked_by_sessions(ana, shoot, "EUR") == making.euro("100")


def outcome(shoot: UUID, fee: str, credit: str, kind: str = "cancelled") -> dict[str, object]:
    return {"kind": kind, "shoot_id": shoot, "outcome_id": new_id(), "fee": fee, "credit": credit, "currency": "EUR"}


def test_a_cancelled_session_keeps_credits_and_asks(ana: Context, carla: UUID, shoot: UUID) -> None:
    with studio_scope(ana.studio.id):
        today = today_of(ana)
        wanted = HoldRetainer(making.euro("80"), today, "payment", new_id(), "cash", shoot_id=shoot, client_id=carla)
        hold_retainer(ana, wanted)
    data = outcome(shoot, "50", "30")
    done = run(follow_outcome, ana, data, key="one").value
    assert (done.kept, done.credited, done.owed) == (50, 30, 0)
    assert run(follow_outcome, ana, data, key="one").repeated
    assert making.ledger(ana, "income:retainers_kept") == -50
    with studio_scope(ana.studio.id):
        assert pot(shoot) == {}
        assert [card.left for card in credits_of(carla)] == [30]
        assert not Order.objects.exists()


def test_a_fee_nobody_paid_becomes_an_order(ana: Context, carla: UUID, shoot: UUID) -> None:
    done = run(follow_outcome, ana, outcome(shoot, "50", "0")).value
    assert (done.kept, done.credited, done.owed) == (0, 0, 50)
    with studio_scope(ana.studio.id):
        order = Order.objects.get(id=done.order_id)
        assert (order.gross_minor, order.shoot_id, order.client_id) == (5000, shoot, carla)
    moved = run(follow_outcome, ana, outcome(shoot, "15", "0", kind="moved")).value
    assert moved.owed == 15


def test_a_paid_fee_is_credited_by_a_credit_note(ana: Context, carla: UUID, shoot: UUID) -> None:
    order = making.order(ana, carla, making.line("Session fee", "119", kind="session_fee"), shoot_id=shoot)
    made = making.invoice(ana, order.id)
    making.pay(ana, made.id, making.euro("119"))
    done = run(follow_outcome, ana, outcome(shoot, "19", "100")).value
    assert (done.kept, done.credited, done.owed) == (19, 100, 0)
    assert making.ledger(ana, "client_credit") == -100
    assert making.ledger(ana, "receivable") == 0


@given(
    st.lists(st.integers(0, 10_000), max_size=4), st.integers(0, 10_000), st.integers(0, 30_000), st.integers(0, 60_000)
)
def test_nothing_is_lost_when_a_session_is_cancelled(held: list[int], fees: int, fee: int, credit: int) -> None:
    def money(minor: int) -> Money:
        return Money.of_minor(minor, "JPY")

    plan = settle_cancellation(
        [Held(UUID(int=place), money(minor)) for place, minor in enumerate(held)],
        money(fees),
        fee=money(fee),
        credit=money(credit),
    )
    paid = sum(held) + fees
    assert plan.kept.minor + plan.credited.minor == paid
    assert plan.credited.minor == min(credit, paid)
    assert sum(part.credited.minor for part in plan.pots) + plan.back_from_fees.minor == plan.credited.minor
    assert all(part.credited.minor + part.kept.minor == minor for part, minor in zip(plan.pots, held, strict=True))
    assert 0 <= plan.back_from_fees.minor <= fees
    assert plan.owed.minor == max(0, fee - plan.kept.minor)
