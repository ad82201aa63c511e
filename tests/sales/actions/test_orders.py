"""Estimates and orders: made, priced by the one engine, changed, agreed, copied, given up."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from safelight.foundation.actions import Conflict, Context, Forbidden, InvalidInput, NotFound, Refused, ask, run
from safelight.foundation.ids import new_id
from safelight.foundation.models import JournalEntry, JournalMention, StoredEvent
from safelight.foundation.tenancy import studio_scope
from safelight.pricing.actions import (
    add_coupon,
    add_item,
    add_list,
    add_promotion,
    change_item,
    grant_reward,
    set_exemption,
)
from safelight.pricing.queries import rewards
from safelight.sales.actions import (
    AcceptEstimate,
    AddLines,
    ChangeLine,
    ChangeOrder,
    ChangeSettings,
    CopyOrder,
    DeclineEstimate,
    SortLines,
    WhichLine,
    WhichOrder,
    accept_estimate,
    add_lines,
    add_order,
    cancel_order,
    change_line,
    change_order,
    change_settings,
    copy_order,
    decline_estimate,
    fulfil_order,
    refresh_order,
    remove_line,
    reopen_order,
    sort_lines,
)
from safelight.sales.models import Order
from safelight.sales.queries import AskOrder, OrderCard, get_order, get_settings
from safelight.sales.queries.reading import today_of
from safelight.sales.rules.labels import SeriesKind
from safelight.sales.rules.settings import Terms
from tests.sales import making

pytestmark = pytest.mark.django_db


def item(context: Context, price: str = "40", **more: object) -> UUID:
    """An item on sale in a list of its own."""
    listed = run(add_list, context, {"name": f"List {new_id()}"}).value.id
    return run(
        add_item, context, {"list_id": listed, "name": "Print 20 × 30", "kind": "print", "price": price, **more}
    ).value.id


def test_an_order_keeps_the_prices_it_was_made_with(ana: Context) -> None:
    print_id = item(ana)
    order = making.order(ana, making.client(ana), {"item_id": print_id, "quantity": 3})  # type: ignore[arg-type]  # plain data
    assert (order.label, order.gross, order.lines[0].name) == ("O-00001", 120, "Print 20 × 30")
    run(change_item, ana, {"item_id": print_id, "price": "50"})
    grown = run(add_lines, ana, AddLines(order_id=order.id, lines=[{"item_id": print_id}])).value  # type: ignore[list-item]  # plain data
    assert [one.gross for one in grown.lines] == [120, 50]
    fresh = run(refresh_order, ana, WhichOrder(order_id=order.id)).value
    assert [one.gross for one in fresh.lines] == [150, 50]


def test_lines_are_changed_sorted_and_taken_off(ana: Context) -> None:
    order = making.order(ana, making.client(ana), making.line("Album", "100"), making.line("Print", "10"))
    album, prints = order.lines
    more = run(change_line, ana, ChangeLine(order_id=order.id, line_id=prints.id, quantity=Decimal(4))).value
    assert more.gross == 140
    with pytest.raises(Conflict, match="changed this order meanwhile"):
        run(change_line, ana, ChangeLine(order_id=order.id, line_id=prints.id, version=1, quantity=Decimal(5)))
    lower = run(
        change_line, ana, {"order_id": order.id, "line_id": album.id, "price": "90", "price_reason": "Scratched"}
    ).value
    assert (lower.gross, lower.lines[0].override, lower.lines[0].override_reason) == (130, 90, "Scratched")
    turned = run(sort_lines, ana, SortLines(order_id=order.id, line_ids=(prints.id, album.id))).value
    assert [one.id for one in turned.lines] == [prints.id, album.id]
    with pytest.raises(InvalidInput, match="every line"):
        run(sort_lines, ana, SortLines(order_id=order.id, line_ids=(prints.id,)))
    left = run(remove_line, ana, WhichLine(order_id=order.id, line_id=prints.id)).value
    assert [one.name for one in left.lines] == ["Album"]
    with pytest.raises(NotFound):
        run(remove_line, ana, WhichLine(order_id=order.id, line_id=prints.id))


def test_what_is_invoiced_stays(ana: Context) -> None:
    order = making.order(ana, making.client(ana), making.line("Album", "100"), making.line("Print", "10"))
    making.invoice(ana, order.id, lines=[making.part(order.lines[0].id, amount=Decimal(60))])
    with pytest.raises(Conflict, match="stands on an invoice"):
        run(remove_line, ana, WhichLine(order_id=order.id, line_id=order.lines[0].id))
    with pytest.raises(Conflict, match="invoiced with 60"):
        run(change_line, ana, {"order_id": order.id, "line_id": order.lines[0].id, "price": "59"})
    card = run(change_line, ana, {"order_id": order.id, "line_id": order.lines[0].id, "price": "61"}).value
    assert (card.invoiced, card.uninvoiced) == (60, 11)


def test_who_may_not_give_discounts_does_not(ana: Context, bo: Context) -> None:
    carla = making.client(ana)
    print_id = item(ana)
    for lines, more in (
        ([{"item_id": print_id, "price": "1"}], {}),
        ([{"item_id": print_id, "discount": {"percent": 5}}], {}),
        ([{"name": "Back", "price": "-5", "credit": True}], {}),
        ([{"item_id": print_id}], {"discount": {"amount": 5}}),
    ):
        with pytest.raises(Forbidden, match=r"sales\.discount"):
            run(add_order, bo, {"client_id": carla, "lines": lines, **more})
    order = run(add_order, bo, {"client_id": carla, "lines": [{"item_id": print_id}]}).value
    with pytest.raises(Forbidden):
        run(change_order, bo, {"order_id": order.id, "discount": {"percent": 50}})
    assert run(change_order, bo, {"order_id": order.id, "note": "Ring twice"}).value.note == "Ring twice"


@pytest.mark.parametrize(
    ("lines", "field", "words"),
    [
        ([{"name": "Print", "price": "1.005"}], "lines.0.price", "smallest coin"),
        ([{"name": "Print", "price": "-1"}], "lines.0.price", "not below zero"),
        ([{"name": "Print"}], "lines.0", "names an item, or has a name and a price"),
        ([{"item_id": str(new_id())}], "lines.0.item_id", "not on sale"),
        ([{"name": "Print", "price": "1", "quantity": "0"}], "lines.0.quantity", "greater than 0"),
        ([{"name": "Card", "price": "10", "kind": "gift_card", "quantity": "1.5"}], "quantity", "whole numbers"),
        ([{"name": "Card 4111 1111 1111 1111", "price": "1"}], "lines.0.name", "card"),
    ],
)
def test_what_cannot_be_sold_is_refused_with_its_place(
    ana: Context, lines: list[dict[str, str]], field: str, words: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        run(add_order, ana, {"client_id": making.client(ana), "lines": lines})
    assert words in refusal.value.fields[field]


def test_an_estimate_becomes_an_order_at_its_prices(ana: Context) -> None:
    estimate = making.order(ana, making.client(ana), kind="estimate")
    assert (estimate.label, estimate.state, estimate.steps[0]) == ("E-00001", "estimate", "change")
    assert estimate.valid_until == today_of(ana) + timedelta(days=30)
    order = run(accept_estimate, ana, AcceptEstimate(order_id=estimate.id)).value
    assert (order.label, order.estimate_label, order.gross) == ("O-00001", "E-00001", estimate.gross)
    with pytest.raises(Conflict, match="accepted already"):
        run(accept_estimate, ana, AcceptEstimate(order_id=estimate.id))
    with studio_scope(ana.studio.id):
        events = list(StoredEvent.objects.order_by("id").values_list("name", flat=True))
        assert "sales.order_placed" in events
        line = JournalEntry.objects.get(action="sales.accept_estimate")
        assert line.summary == "Estimate E-00001 became order O-00001"
        assert JournalMention.objects.filter(entry_id=line.id, subject_id=order.client.id).exists()


def test_an_estimate_that_expired_or_was_declined(ana: Context) -> None:
    carla = making.client(ana)
    old = making.order(ana, carla, kind="estimate", valid_until=today_of(ana) - timedelta(days=1))
    assert old.is_expired
    with pytest.raises(Refused, match="This estimate held until"):
        run(accept_estimate, ana, AcceptEstimate(order_id=old.id))
    assert run(accept_estimate, ana, AcceptEstimate(order_id=old.id, even_expired=True)).value.state == "ordered"
    other = making.order(ana, carla, kind="estimate")
    declined = run(decline_estimate, ana, DeclineEstimate(order_id=other.id, reason="Too dear")).value
    assert (declined.state, declined.reason) == ("cancelled", "Too dear")
    again = run(copy_order, ana, CopyOrder(order_id=other.id)).value
    assert (again.state, again.gross, again.copied_from_id) == ("estimate", other.gross, other.id)


def test_fulfilled_and_open_again(ana: Context) -> None:
    order = making.order(ana, making.client(ana))
    done = run(fulfil_order, ana, WhichOrder(order_id=order.id))
    assert done.undo == ("sales.reopen_order", {"order_id": str(order.id)})
    with pytest.raises(Conflict, match="Reopen it"):
        run(add_lines, ana, AddLines(order_id=order.id, lines=(making.line("More", "1"),)))
    assert run(change_order, ana, {"order_id": order.id, "message": "Thank you"}).value.message == "Thank you"
    assert run(reopen_order, ana, WhichOrder(order_id=order.id)).value.state == "ordered"
    run(cancel_order, ana, {"order_id": order.id})
    with pytest.raises(Conflict, match="is cancelled"):
        run(add_lines, ana, AddLines(order_id=order.id, lines=(making.line("More", "1"),)))


def test_a_coupon_is_used_up_by_an_order_and_given_back(ana: Context) -> None:
    promotion = run(
        add_promotion, ana, {"name": "Spring", "kind": "percent", "percent": "10", "needs_code": True, "uses_most": 1}
    ).value
    run(add_coupon, ana, {"promotion_id": promotion.id, "code": "SPRING"})
    carla = making.client(ana)
    estimate = making.order(ana, carla, making.line("Album", "100"), coupons=["spring"], kind="estimate")
    first = making.order(ana, carla, making.line("Album", "100"), coupons=["spring"])
    assert (estimate.gross, first.gross) == (90, 90)
    with pytest.raises(Refused, match="used as often"):
        run(accept_estimate, ana, AcceptEstimate(order_id=estimate.id))
    run(cancel_order, ana, {"order_id": first.id})
    assert run(accept_estimate, ana, AcceptEstimate(order_id=estimate.id)).value.gross == 90


def test_a_reward_lowers_an_order_and_is_booked_as_one(ana: Context) -> None:
    carla = making.client(ana)
    reward = run(grant_reward, ana, {"client_id": carla, "amount": "11.90", "label": "Friend brought"}).value
    order = making.order(ana, carla, making.line("Album", "119"), reward_ids=[reward.id])
    assert order.gross == Decimal("107.10")
    assert ask(rewards, ana, {"client_id": carla}).items == ()
    making.invoice(ana, order.id)
    assert (making.ledger(ana, "rewards"), making.ledger(ana, "discounts")) == (10, 0)


def test_a_paid_session_fee_counts_towards_the_order(ana: Context) -> None:
    carla = making.client(ana)
    fee_id = item(ana, "60", kind="session_fee", credit_rule="whole")
    booked = making.order(ana, carla, {"item_id": fee_id})  # type: ignore[arg-type]  # plain data
    fee = making.invoice(ana, booked.id)
    before = making.order(ana, carla, making.line("Album", "100"))
    assert before.gross == 100
    making.pay(ana, fee.id, making.euro("60"))
    after = making.order(ana, carla, making.line("Album", "100"))
    assert after.gross == 40
    assert any(one.code == "session_credit" for one in after.reasons)
    assert making.order(ana, carla, making.line("Frame", "10")).gross == 10
    run(cancel_order, ana, {"order_id": after.id})
    assert making.order(ana, carla, making.line("Frame", "10")).gross == 0


def test_the_payers_exemption_counts(ana: Context) -> None:
    from_pricing = {"certificate": "EX-1", "codes": []}
    school = making.client(ana, "", kind="organization", organization="North School")
    carla = making.client(ana)
    run(set_exemption, ana, {"client_id": school, **from_pricing})
    taxed = making.order(ana, carla, making.line("Album", "119"))
    exempt = making.order(ana, carla, making.line("Album", "119"), payer_id=school)
    assert (taxed.tax, exempt.tax, exempt.gross) == (19, 0, 100)
    back = run(change_order, ana, ChangeOrder(order_id=exempt.id, payer_id=None)).value
    assert (back.payer, back.tax) == (None, 19)


def test_numbers_and_terms_are_the_studios(ana: Context, bo: Context) -> None:
    terms = Terms(
        invoice={"prefix": "AT-", "yearly": True, "digits": 3},  # type: ignore[arg-type]  # plain data
        retainer_percent=Decimal(30),
        due_number=30,
    )
    with pytest.raises(Forbidden):
        run(change_settings, bo, ChangeSettings(version=0, terms=terms))
    card = run(change_settings, ana, ChangeSettings(version=0, terms=terms)).value
    assert (card.version, ask(get_settings, ana, {}).terms.series(SeriesKind.INVOICE).digits) == (1, 3)
    with pytest.raises(Conflict, match="changed these settings meanwhile"):
        run(change_settings, ana, ChangeSettings(version=0, terms=terms))
    with pytest.raises(InvalidInput, match="different prefixes"):
        run(change_settings, ana, {"version": 1, "terms": {"credit_note": {"prefix": ""}}})
    order = making.order(ana, making.client(ana), making.line("Album", "100"))
    assert order.retainer == 30
    made = making.invoice(ana, order.id)
    assert made.label == f"AT-{made.issued_on.year}-001"
    assert made.due_on == made.issued_on + timedelta(days=30)


def test_other_studios_and_roles(ana: Context, bo: Context, dana: Context) -> None:
    order = making.order(ana, making.client(ana))
    with pytest.raises(NotFound):
        ask(get_order, dana, AskOrder(order_id=order.id))
    with pytest.raises(NotFound):
        making.order(dana, order.client.id)
    mine: OrderCard = ask(get_order, bo, AskOrder(order_id=order.id))
    assert (mine.cost, mine.margin) == (None, None)
    with studio_scope(dana.studio.id):
        assert not Order.objects.exists()
