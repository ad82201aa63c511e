"""What people do to the ledger themselves."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from safelight.accounts.models import Location
from safelight.books import ports
from safelight.books.actions import (
    AddAccount,
    ChangeAccount,
    ClosePeriod,
    ReopenPeriod,
    add_account,
    add_entry,
    change_account,
    close_period,
    reopen_period,
    reverse_entry,
    set_up,
)
from safelight.books.models import Account, Entry
from safelight.books.queries import balance, closed_through, list_accounts, postings
from safelight.foundation.actions import Conflict, Context, Forbidden, InvalidInput, NotFound, Refused, ask, run
from safelight.foundation.models import JournalEntry, StoredEvent
from safelight.foundation.tenancy import studio_scope
from tests.books.making import DAY, invoice, money, settled


def _given(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of the input
    return {
        "on": DAY,
        "memo": "Bank fees of February",
        "lines": [
            {"account": "gateway_fees", "debit": "12.50", "category": "bank"},
            {"account": "bank", "credit": "12.5"},
        ],
        **more,
    }


def _lines(*pairs: tuple[str, str], currency: str = "") -> list[dict[str, Any]]:
    return [
        {
            "account": account,
            "debit" if not amount.startswith("-") else "credit": amount.lstrip("-"),
            "currency": currency,
        }
        for account, amount in pairs
    ]


def test_an_entry_by_hand_is_written_journalled_and_told(ana: Context) -> None:
    card = run(add_entry, ana, _given()).value
    with studio_scope(ana.studio.id):
        assert settled().whole
        assert balance("bank").of("EUR") == money(-1250)
        line = JournalEntry.objects.get(action="books.add_entry")
        assert (line.subject_id, line.summary) == (card.id, "An entry was made: Bank fees of February")
        assert StoredEvent.objects.get(name="books.entry_added").payload == {"entry_id": str(card.id)}


@pytest.mark.parametrize(
    ("currency", "amount", "stands"),
    [
        ("KWD", "1.005", True),
        ("KWD", "1.0005", False),
        ("JPY", "120", True),
        ("JPY", "0.5", False),
        ("XQQ", "1", False),
    ],
)
def test_amounts_are_exact_in_every_currency(ana: Context, currency: str, amount: str, stands: bool) -> None:
    given = _given(lines=_lines(("cash", amount), ("opening", f"-{amount}"), currency=currency))
    if stands:
        assert run(add_entry, ana, given).value.lines[0].amount == Decimal(amount)
        return
    with pytest.raises(InvalidInput) as refused:
        run(add_entry, ana, given)
    assert set(refused.value.fields) == {"lines.0.debit", "lines.1.credit"}


def test_a_line_is_either_debit_or_credit(ana: Context) -> None:
    both = [{"account": "cash", "debit": "1", "credit": "1"}, {"account": "bank"}]
    with pytest.raises(InvalidInput) as refused:
        run(add_entry, ana, _given(lines=both))
    assert set(refused.value.fields) == {"lines.0.debit", "lines.1.debit"}


def test_locations_and_clients_must_be_the_studios(ana: Context, rival: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401 - the fixture's own
    with studio_scope(rival.studio.id):
        foreign = Location(name="Theirs")
        foreign.save(force_insert=True)
    for field, value in (("location_id", foreign.id), ("location_id", uuid4()), ("client_id", uuid4())):
        monkeypatch.setattr(ports, "clients", ports.ClientNames())
        ports.clients.plug(lambda _: {}, lambda _: ())
        lines = _given()["lines"]
        lines[0][field] = value
        with pytest.raises(NotFound):
            run(add_entry, ana, _given(lines=lines))


def test_only_bookkeepers_and_owners_may(bo: Context) -> None:
    with pytest.raises(Forbidden):
        run(add_entry, bo, _given())


def test_an_entry_by_hand_can_be_tried_and_taken_back(ana: Context) -> None:
    assert run(add_entry, ana, _given(), dry_run=True).dry_run
    with studio_scope(ana.studio.id):
        assert not Entry.objects.exists()
    card = run(add_entry, ana, _given()).value
    run(reverse_entry, ana, {"entry_id": card.id, "on": DAY + timedelta(days=1)})
    with studio_scope(ana.studio.id):
        assert not balance("*")
        assert settled().whole
    with pytest.raises(NotFound):
        run(reverse_entry, ana, {"entry_id": uuid4(), "on": DAY})


def test_what_a_document_caused_is_corrected_there(ana: Context) -> None:
    with studio_scope(ana.studio.id):
        card = invoice(ana)
    with pytest.raises(Refused, match="made by invoice") as refused:
        run(reverse_entry, ana, {"entry_id": card.id, "on": DAY})
    assert refused.value.code == "not_by_hand"


def test_own_accounts_are_added_named_and_taken_out_of_use(ana: Context) -> None:
    rent = run(add_account, ana, AddAccount(code="6000", name="Studio rent", kind="expense")).value
    assert (rent.key, rent.own) == ("own:studio_rent", True)
    given = _given(lines=_lines((rent.key, "900"), ("bank", "-900")))
    run(add_entry, ana, given)
    with pytest.raises(InvalidInput, match="6000 is that of “Studio rent”"):
        run(add_account, ana, AddAccount(code="6000", name="Another", kind="expense"))
    done = run(change_account, ana, ChangeAccount(account_id=rent.id, name="Rent", active=False))
    assert done.undo == ("books.change_account", {"account_id": str(rent.id), "name": "Studio rent", "active": True})
    with pytest.raises(Refused, match="“Rent” is out of use"):
        run(add_entry, ana, given)
    names = {account.key: account for account in ask(list_accounts, ana, {}).items}
    assert [each.amount for each in names[rent.key].balances] == [Decimal(900)]


def test_accounts_the_program_needs_are_renamed_but_stay(ana: Context, dana: Context) -> None:
    made = {account.key: account for account in run(set_up, ana, {}).value.items}
    bank = made["bank"]
    assert (
        run(change_account, ana, ChangeAccount(account_id=bank.id, code="1800", name="Sparkasse")).value.code == "1800"
    )
    with pytest.raises(Refused, match="needed by the program"):
        run(change_account, ana, ChangeAccount(account_id=bank.id, active=False))
    with pytest.raises(InvalidInput, match="1800 is that of “Sparkasse”"):
        run(change_account, ana, ChangeAccount(account_id=made["cash"].id, code="1800"))
    with pytest.raises(NotFound):
        run(change_account, dana, ChangeAccount(account_id=bank.id, name="Mine"))
    run(set_up, ana, {})
    with studio_scope(ana.studio.id):
        assert Account.objects.filter(key="bank").get().name == "Sparkasse"
        assert Account.objects.count() == len(made)


def test_periods_close_forward_and_reopen_with_a_reason(ana: Context) -> None:
    first = run(close_period, ana, ClosePeriod(through=DAY, note="February is with the accountant")).value
    assert first.through == DAY
    with pytest.raises(Conflict, match="already"):
        run(close_period, ana, ClosePeriod(through=DAY))
    with pytest.raises(Refused, match="still to come"):
        run(close_period, ana, ClosePeriod(through=date(2199, 1, 1)))
    run(close_period, ana, ClosePeriod(through=DAY + timedelta(days=30)))
    with pytest.raises(Refused, match="earlier day"):
        run(reopen_period, ana, ReopenPeriod(through=DAY + timedelta(days=30), reason="Forgot an invoice"))
    run(reopen_period, ana, ReopenPeriod(through=DAY, reason="Forgot an invoice"))
    with studio_scope(ana.studio.id):
        assert closed_through() == DAY
    run(reopen_period, ana, ReopenPeriod(reason="Start again"))
    with pytest.raises(Conflict, match="Nothing is closed"):
        run(reopen_period, ana, ReopenPeriod(reason="Once more"))
    known = ask(postings, ana, {})
    assert known.closed_through is None
    assert [(each.reopens, each.note) for each in known.items][:2] == [
        (True, "Start again"),
        (True, "Forgot an invoice"),
    ]
    with studio_scope(ana.studio.id):
        lines = JournalEntry.objects.filter(action="books.reopen_period").order_by("id")
        assert lines[0].changes["reason"] == "Forgot an invoice"


def test_only_the_owner_reopens(ana: Context) -> None:
    run(close_period, ana, ClosePeriod(through=DAY))
    keeper = Context(
        ana.studio,
        type(ana.actor)(
            kind="person", id=ana.actor.id, label="Kim", permissions=frozenset({"books.view", "books.post"})
        ),
    )
    with pytest.raises(Forbidden):
        run(reopen_period, keeper, ReopenPeriod(reason="I would like to"))
