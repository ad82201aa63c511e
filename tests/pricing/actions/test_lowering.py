"""Promotions, coupons, rewards and exemptions: made, changed, used up by documents, given back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from safelight.clients.actions import add as add_client
from safelight.clients.actions import merge
from safelight.foundation import clock
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, Refused, ask, run
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.tenancy import studio_scope
from safelight.pricing.actions import (
    Document,
    add_coupon,
    add_coupons,
    add_promotion,
    add_reward_rule,
    change_coupon,
    change_promotion,
    change_reward_rule,
    earn,
    grant_reward,
    redeem,
    release,
    set_exemption,
    unearn,
    withdraw_reward,
)
from safelight.pricing.queries import (
    BasketInput,
    QuoteCard,
    basket_of,
    coupons,
    exemption,
    get_promotion,
    promotions,
    quote,
    reward_rules,
    rewards,
)
from safelight.pricing.rules.engine import price
from tests.pricing.conftest import Shop, Undo


@pytest.fixture
def eva(ana: Context) -> UUID:
    """A client."""
    return run(add_client, ana, {"first_name": "Eva", "last_name": "Muster"}).value.id


def asked(context: Context, shop: Shop, **more: Any) -> QuoteCard:  # noqa: ANN401 - fields of a basket
    return ask(quote, context, {"lines": [{"item_id": shop.print.id, "quantity": 4}], **more})


def ten(context: Context, **more: Any) -> Any:  # noqa: ANN401 - a card
    return run(add_promotion, context, {"name": "Ten", "kind": "percent", "percent": "10", **more}).value


def test_a_promotion_holds_for_what_it_names(ana: Context, shop: Shop, undo: Undo) -> None:
    made = ten(ana, scope=[{"group_id": shop.group.id}], minimum="100")
    assert asked(ana, shop).total == Decimal("162.00")
    assert asked(ana, shop, lines=[{"item_id": shop.album.id}]).total == Decimal("400.00")
    changed = run(
        change_promotion, ana, {"promotion_id": made.id, "percent": "20", "scope": [{"item_id": shop.album.id}]}
    )
    assert asked(ana, shop, lines=[{"item_id": shop.album.id}]).total == Decimal("320.00")
    back = undo(ana, changed)
    assert (back.percent, [one.name for one in back.scope]) == (Decimal("10.0000"), ["Prints"])
    ended = run(change_promotion, ana, {"promotion_id": made.id, "archived": True})
    assert asked(ana, shop).total == Decimal("180.00")
    assert ask(promotions, ana, {}).items == ()
    assert undo(ana, ended).archived is False
    assert ask(get_promotion, ana, {"promotion_id": made.id}).minimum == Decimal("100.00")


def test_what_a_promotion_may_not_be(ana: Context, dana: Context, shop: Shop) -> None:
    for given, field in (
        ({"kind": "amount"}, "amount"),
        ({"kind": "percent"}, "percent"),
        ({"kind": "free_item"}, "gift"),
        ({"kind": "buy_n", "starts_on": "2026-05-02", "ends_on": "2026-05-01"}, "ends_on"),
        ({"kind": "amount", "amount": "1", "currency": "ABC"}, "currency"),
        ({"kind": "percent", "percent": "5", "scope": [{}]}, "scope.0"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            run(add_promotion, ana, {"name": "X", **given})
        assert field in refusal.value.fields
    with pytest.raises(NotFound):
        ten(dana, scope=[{"item_id": shop.print.id}])
    with pytest.raises(NotFound):
        ten(ana, list_id=new_id())


def test_a_free_item_and_buy_two_get_one(ana: Context, shop: Shop) -> None:
    run(
        add_promotion,
        ana,
        {"name": "Gift", "kind": "free_item", "gift": [{"item_id": shop.files.id}], "minimum": "400"},
    )
    priced = asked(ana, shop, lines=[{"item_id": shop.album.id}])
    assert [one.text for one in priced.offers] == ["Add All files: it is free by “Gift”."]
    with_it = asked(ana, shop, lines=[{"item_id": shop.album.id}, {"item_id": shop.files.id}])
    assert with_it.total == Decimal("400.00")
    run(add_promotion, ana, {"name": "Three", "kind": "buy_n", "buy": 2, "get": 1, "scope": [{"kind": "print"}]})
    assert asked(ana, shop).total == Decimal("135.00")


def test_a_coupon_is_asked_for_by_its_code_however_it_is_written(
    ana: Context, shop: Shop, undo: Undo, eva: UUID
) -> None:
    made = ten(ana, needs_code=True)
    coupon = run(
        add_coupon, ana, {"promotion_id": made.id, "code": "Spring-26", "uses_per_client": 1, "client_id": eva}
    )
    assert asked(ana, shop).total == Decimal("180.00")
    assert asked(ana, shop, codes=["spring 26"], client_id=eva).total == Decimal("162.00")
    other = asked(ana, shop, codes=["SPRING26"])
    assert (other.total, other.reasons[0].text) == (Decimal("180.00"), "There is no coupon with the code SPRING26.")
    with pytest.raises(Conflict):
        run(add_coupon, ana, {"promotion_id": made.id, "code": "SPRING 26"})
    changed = run(change_coupon, ana, {"coupon_id": coupon.value.id, "ends_on": "2020-01-01"})
    assert "it ended on 2020-01-01" in asked(ana, shop, codes=["spring26"], client_id=eva).reasons[0].text
    assert undo(ana, changed).ends_on is None
    assert undo(ana, coupon).archived
    assert asked(ana, shop, codes=["spring26"], client_id=eva).total == Decimal("180.00")
    assert [one.code for one in ask(coupons, ana, {"q": "spring", "archived": True}).items] == ["Spring-26"]


def test_many_coupons_are_made_at_once(ana: Context, shop: Shop) -> None:
    made = ten(ana, needs_code=True)
    many = run(add_coupons, ana, {"promotion_id": made.id, "count": 50, "prefix": "fair-"}).value
    codes = {one.code for one in many.coupons}
    assert len(codes) == 50
    assert all(code.startswith("FAIR-") and len(code) == 13 for code in codes)
    assert asked(ana, shop, codes=[min(codes)]).total == Decimal("162.00")
    run(change_promotion, ana, {"promotion_id": made.id, "archived": True})
    with pytest.raises(Refused):
        run(add_coupon, ana, {"promotion_id": made.id})


def test_what_is_used_up_is_used_up_and_comes_back(ana: Context, shop: Shop, eva: UUID) -> None:
    made = ten(ana, needs_code=True)
    run(add_coupon, ana, {"promotion_id": made.id, "code": "ONCE", "uses_most": 1})
    reward = run(grant_reward, ana, {"client_id": eva, "amount": "20", "label": "Thanks"}).value
    given = BasketInput.model_validate(
        {"lines": [{"item_id": shop.print.id}], "codes": ["ONCE"], "client_id": eva, "reward_ids": [reward.id]}
    )
    first, second = Document("order", new_id(), eva), Document("order", new_id(), eva)
    with studio_scope(ana.studio.id):
        priced = price(basket_of(ana, given))
        assert priced.total == Money(Decimal("20.50"), "EUR")
        redeem(ana, first, priced.used)
        redeem(ana, first, priced.used)
        assert price(basket_of(ana, given, but_for=first.id)).total == priced.total, "its own uses are not in its way"
        with pytest.raises(Refused) as refusal:
            redeem(ana, second, priced.used)
        assert refusal.value.code == "promotion_used_up"
    assert ask(promotions, ana, {}).items[0].uses == 1
    assert "used as often as it may be" in asked(ana, shop, codes=["ONCE"], client_id=eva).reasons[0].text
    assert ask(rewards, ana, {"client_id": eva}).items == ()
    with studio_scope(ana.studio.id):
        with pytest.raises(Refused) as refusal:
            redeem(ana, second, [one for one in priced.used if one.kind == "reward"])
        assert refusal.value.code == "reward_used_up"
        release(ana, first.id)
        redeem(ana, second, priced.used)
    assert [one.left for one in ask(rewards, ana, {"client_id": eva, "all": True}).items] == [Decimal("0.00")]


def test_once_per_client(ana: Context, shop: Shop, eva: UUID) -> None:
    ten(ana, once_per_client=True)
    given = BasketInput.model_validate({"lines": [{"item_id": shop.print.id}], "client_id": eva})
    with studio_scope(ana.studio.id):
        priced = price(basket_of(ana, given))
        redeem(ana, Document("order", new_id(), eva), priced.used)
        with pytest.raises(Refused):
            redeem(ana, Document("order", new_id(), eva), priced.used)
    assert asked(ana, shop, client_id=eva).total == Decimal("180.00")
    assert asked(ana, shop).total == Decimal("162.00")


def test_rewards_are_earned_and_unearned(ana: Context, eva: UUID, undo: Undo) -> None:
    friend = run(add_client, ana, {"first_name": "Fay", "last_name": "Friend"}).value.id
    run(add_reward_rule, ana, {"name": "Loyal", "kind": "loyalty", "percent": "5", "spend_from": "100", "days": 365})
    brought = run(
        add_reward_rule, ana, {"name": "Brought", "kind": "referral", "amount": "25", "welcome": "10", "use_from": "50"}
    )
    document = Document("invoice", new_id(), eva)
    with studio_scope(ana.studio.id):
        assert len(earn(ana, document, Money(Decimal(200), "EUR"), referred_by=friend)) == 3
        assert earn(ana, document, Money(Decimal(200), "EUR"), referred_by=friend) == [], "not twice"
        assert len(earn(ana, Document("invoice", new_id(), eva), Money(Decimal("99.99"), "EUR"))) == 0
    mine = ask(rewards, ana, {"client_id": eva}).items
    today = clock.local(ana.now, ana.studio.zone).date()
    assert {(one.kind.value, one.amount, one.valid_until) for one in mine} == {
        ("loyalty", Decimal("10.00"), today + timedelta(days=365)),
        ("welcome", Decimal("10.00"), None),
    }
    assert [(one.amount, one.use_from) for one in ask(rewards, ana, {"client_id": friend}).items] == [
        (Decimal("25.00"), Decimal("50.00"))
    ]
    with studio_scope(ana.studio.id):
        unearn(ana, document.id)
    assert ask(rewards, ana, {"client_id": eva}).items == ()
    changed = run(change_reward_rule, ana, {"rule_id": brought.value.id, "amount": "30", "archived": True})
    assert [one.name for one in ask(reward_rules, ana, {}).items] == ["Loyal"]
    assert undo(ana, changed).amount == Decimal("25.00")
    with pytest.raises(InvalidInput):
        run(add_reward_rule, ana, {"name": "Nothing", "kind": "loyalty"})


def test_a_reward_is_given_and_withdrawn_by_hand(
    ana: Context, bo: Context, eva: UUID, undo: Undo, dana: Context
) -> None:
    given = run(grant_reward, ana, {"client_id": eva, "amount": "20", "label": "Sorry"})
    gone = run(withdraw_reward, ana, {"reward_id": given.value.id})
    assert ask(rewards, bo, {"client_id": eva}).items == ()
    assert undo(ana, gone).usable
    assert undo(ana, given).withdrawn
    with pytest.raises(NotFound):
        run(grant_reward, dana, {"client_id": eva, "amount": "20", "label": "Hello"})
    with pytest.raises(NotFound):
        run(withdraw_reward, dana, {"reward_id": given.value.id})


def test_an_exemption_holds_until_it_ends(ana: Context, shop: Shop, eva: UUID, undo: Undo, dana: Context) -> None:
    noted = run(set_exemption, ana, {"client_id": eva, "certificate": "D-7", "valid_until": "2099-12-31"})
    assert asked(ana, shop, client_id=eva).total == Decimal("151.26"), "180 ÷ 1.19"
    assert asked(ana, shop).total == Decimal("180.00")
    assert ask(exemption, ana, {"client_id": eva}).valid_until == date(2099, 12, 31)
    assert undo(ana, noted).exempt is False
    assert asked(ana, shop, client_id=eva).total == Decimal("180.00")
    with pytest.raises(NotFound):
        run(set_exemption, dana, {"client_id": eva})
    with pytest.raises(NotFound):
        ask(exemption, dana, {"client_id": eva})


def test_a_merged_client_keeps_what_both_had(ana: Context, shop: Shop, eva: UUID) -> None:
    twin = run(add_client, ana, {"first_name": "Eva", "last_name": "Muster-Alt"}).value.id
    run(grant_reward, ana, {"client_id": twin, "amount": "20", "label": "Thanks"})
    run(set_exemption, ana, {"client_id": twin, "certificate": "D-7"})
    run(merge, ana, {"client_id": eva, "other_id": twin})
    assert [one.left for one in ask(rewards, ana, {"client_id": eva}).items] == [Decimal("20.00")]
    assert ask(exemption, ana, {"client_id": eva}).certificate == "D-7"
    assert asked(ana, shop, client_id=eva).tax == Decimal("0.00")
