"""Random histories of money: invoices in parts, retainers, payments, refunds, credit notes, gift cards, write-offs.

After every step the ledger is in balance and agrees with what the steps should have done, kept here in plain integers.
Used in a short form by the tests and in a long one by ``benchmarks/ledger_histories.py``.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import connection

from safelight.books.queries import balance
from safelight.foundation.actions import ActionError, Context, run
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.tenancy import studio_scope
from safelight.sales.actions import (
    ActivateCard,
    AddOrder,
    CreditInvoice,
    HoldRetainer,
    IssueInvoice,
    KeepCredit,
    OrderLineInput,
    PayBack,
    ReturnRetainer,
    Settle,
    UseCredit,
    UseGiftCard,
    UseRetainer,
    WriteOff,
    activate_gift_card,
    add_order,
    credit_invoice,
    hold_retainer,
    issue_invoice,
    keep_credit,
    pay_back_credit,
    return_retainer,
    settle,
    unsettle,
    use_credit,
    use_gift_card,
    use_retainer,
    write_off,
)
from safelight.sales.models import Credit, GiftCard, Invoice, Settlement
from safelight.sales.queries import differences, left_of_credits, left_on_cards, open_of, pot
from safelight.sales.queries.reading import today_of

CURRENCIES: Final = ("EUR", "JPY", "KWD")
STEPS: Final = (
    "invoice", "invoice", "part", "pay", "pay", "pay", "hold", "use_retainer", "return_retainer", "bounce", "refund_part",
    "credit_note", "credit_note", "sell_card", "use_card", "use_card", "write_off", "overpay", "use_credit", "pay_back",
)  # fmt: skip


@dataclass
class History:
    """One client's life with one studio in one currency; ``expected`` is what each account should hold, in minor units."""

    context: Context
    client_id: UUID
    currency: str
    rng: random.Random
    invoices: list[UUID] = field(default_factory=list)
    orders: list[UUID] = field(default_factory=list)
    codes: list[tuple[UUID, str]] = field(default_factory=list)
    open: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    expected: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)

    def step(self, name: str) -> None:
        """Do one step; what the studio refuses changes nothing, and is part of life too."""
        before = Counter(self.expected), dict(self.open)
        try:
            with studio_scope(self.context.studio.id):
                getattr(self, f"do_{name}")()
            self.done[name] += 1
        except ActionError as refusal:
            self.expected, self.open = before[0], defaultdict(int, before[1])
            self.done[f"{name} refused: {refusal.code}"] += 1

    def check(self) -> None:
        """Compare the ledger with what should be there, and every document with the ledger."""
        with studio_scope(self.context.studio.id):
            with connection.cursor() as cursor:
                cursor.execute(
                    "select coalesce(sum(amount_minor), 0) from books_line where currency = %s", [self.currency]
                )
                assert cursor.fetchone()[0] == 0, "the ledger is out of balance"
            for account, minor in self.expected.items():
                there = balance(account, client_ids=[self.client_id]).of(self.currency).minor
                assert there == minor, f"{account}: {there} instead of {minor}"
            rows = list(Invoice.objects.filter(id__in=self.invoices))
            for row, amount in zip(rows, (open_of(rows)[row.id] for row in rows), strict=True):
                assert amount.minor == self.open[row.id], f"{row.label}: {amount.minor} instead of {self.open[row.id]}"
                assert amount.minor >= 0
                assert (row.closed_on is None) == (amount.minor > 0)
            cards = list(GiftCard.objects.filter(client_id=self.client_id))
            assert all(amount.minor >= 0 for amount in left_on_cards(cards).values())
            credits_ = list(Credit.objects.filter(client_id=self.client_id))
            assert all(amount.minor >= 0 for amount in left_of_credits(credits_).values())
            for order_id in self.orders:
                assert all(amount.minor >= 0 for amount in pot(order_id).values())

    def check_days(self) -> None:
        """Compare the day figures with the lines of all documents."""
        with studio_scope(self.context.studio.id):
            assert differences() == 0

    def money(self, minor: int) -> Money:
        return Money.of_minor(minor, self.currency)

    def some(self, most: int) -> int:
        """Return an amount up to ``most``, often all of it, sometimes one coin more than there is."""
        pick = self.rng.random()
        if pick < 0.35:
            return most
        return most + 1 if pick > 0.95 else self.rng.randint(1, max(1, most))

    def one_open(self) -> UUID:
        waiting = [one for one in self.invoices if self.open[one] > 0]
        return self.rng.choice(waiting or self.invoices or [new_id()])

    def order(self, *lines: OrderLineInput) -> UUID:
        made = run(
            add_order, self.context, AddOrder(client_id=self.client_id, currency=self.currency, lines=lines)
        ).value
        self.orders.append(made.id)
        return made.id

    def line(self) -> OrderLineInput:
        price = self.money(self.rng.randint(1, 200_000)).amount
        discount = {"percent": self.rng.randint(1, 90)} if self.rng.random() < 0.3 else None
        quantity = Decimal(self.rng.choice(["1", "2", "3", "0.5", "7.125"]))
        return OrderLineInput(name="Print", price=price, quantity=quantity, discount=discount)

    def issue(self, data: IssueInvoice) -> None:
        made = run(issue_invoice, self.context, data).value
        self.invoices.append(made.id)
        minor = Money(made.gross, self.currency).minor
        self.open[made.id] = minor
        self.expected["receivable"] += minor

    def counted(self, invoice_id: UUID, account: str, minor: int) -> None:
        self.open[invoice_id] -= minor
        self.expected["receivable"] -= minor
        self.expected[account] += minor

    def do_invoice(self) -> None:
        self.issue(IssueInvoice(order_id=self.order(*[self.line() for _ in range(self.rng.randint(1, 4))])))

    def do_part(self) -> None:
        order_id = self.rng.choice(self.orders) if self.orders and self.rng.random() < 0.6 else self.order(self.line())
        self.issue(IssueInvoice(order_id=order_id, percent=Decimal(self.rng.randint(1, 100))))

    def do_pay(self) -> None:
        invoice_id = self.one_open()
        minor = self.some(self.open[invoice_id])
        wanted = Settle(invoice_id, self.money(minor), today_of(self.context), "payment", new_id(), "cash")
        settle(self.context, wanted)
        again = settle(self.context, wanted)
        assert again.repeated
        self.counted(invoice_id, "cash", minor)

    def do_bounce(self) -> None:
        rows = Settlement.objects.filter(invoice_id__in=self.invoices, reverses=None, amount_minor__gt=0).order_by("id")
        row = self.rng.choice(list(rows))
        back = unsettle(self.context, row.id, today_of(self.context))
        self.counted(row.invoice_id, row.account, back.amount.minor)

    def do_refund_part(self) -> None:
        rows = list(Settlement.objects.filter(invoice_id__in=self.invoices, reverses=None, source_kind="payment"))
        row = self.rng.choice(rows)
        minor = self.rng.randint(1, row.amount_minor)
        unsettle(self.context, row.id, today_of(self.context), amount=self.money(minor), credit_account="bank")
        self.counted(row.invoice_id, "bank", -minor)

    def do_hold(self) -> None:
        order_id = self.rng.choice(self.orders) if self.orders else self.order(self.line())
        minor = self.rng.randint(1, 100_000)
        wanted = HoldRetainer(self.money(minor), today_of(self.context), "payment", new_id(), "cash", order_id=order_id)
        hold_retainer(self.context, wanted)
        assert hold_retainer(self.context, wanted).repeated
        self.expected["cash"] += minor
        self.expected["retainers"] -= minor

    def do_use_retainer(self) -> None:
        invoice_id = self.one_open()
        used = use_retainer(self.context, UseRetainer(invoice_id, self.rng.choice(self.orders), today_of(self.context)))
        self.counted(invoice_id, "retainers", used.amount.minor)

    def do_return_retainer(self) -> None:
        order_id = self.rng.choice(self.orders)
        held = pot(order_id).get(self.currency, self.money(0)).minor
        minor = self.some(held)
        wanted = ReturnRetainer(order_id, self.money(minor), today_of(self.context), "refund", new_id(), "cash")
        return_retainer(self.context, wanted)
        self.expected["cash"] -= minor
        self.expected["retainers"] += minor

    def do_credit_note(self) -> None:
        invoice_id = self.rng.choice(self.invoices)
        row = Invoice.objects.get(id=invoice_id)
        whole = self.rng.random() < 0.4
        amount = None if whole else self.money(self.rng.randint(1, row.gross_minor)).amount
        note = run(
            credit_invoice, self.context, CreditInvoice(invoice_id=invoice_id, reason="Reason", amount=amount)
        ).value
        minor, over = Money(note.gross, self.currency).minor, Money(note.left_over, self.currency).minor
        self.open[invoice_id] -= minor - over
        self.expected["receivable"] -= minor - over
        self.expected["client_credit"] -= over
        for line in note.lines:
            if line.kind == "gift_card":
                self.expected["gift_cards"] += Money(line.gross, self.currency).minor

    def do_sell_card(self) -> None:
        value = self.rng.randint(1, 50_000)
        line = OrderLineInput(name="Gift card", price=self.money(value).amount, kind="gift_card")
        self.issue(IssueInvoice(order_id=self.order(line)))
        self.expected["gift_cards"] -= value
        card = GiftCard.objects.filter(client_id=self.client_id).order_by("-id")[0]
        told = run(activate_gift_card, self.context, ActivateCard(card_id=card.id, unpaid=True)).value
        self.codes.append((card.id, told.code))

    def do_use_card(self) -> None:
        invoice_id = self.one_open()
        _, code = self.rng.choice(self.codes)
        used = use_gift_card(self.context, UseGiftCard(code, invoice_id, today_of(self.context)))
        self.counted(invoice_id, "gift_cards", used.amount.minor)

    def do_write_off(self) -> None:
        invoice_id = self.one_open()
        minor = self.open[invoice_id]
        run(write_off, self.context, WriteOff(invoice_id=invoice_id, reason="Reason"))
        self.counted(invoice_id, "write_offs", minor)

    def do_overpay(self) -> None:
        minor = self.rng.randint(1, 30_000)
        wanted = KeepCredit(self.client_id, self.money(minor), today_of(self.context), "payment", new_id(), "cash")
        keep_credit(self.context, wanted)
        assert keep_credit(self.context, wanted).repeated
        self.expected["cash"] += minor
        self.expected["client_credit"] -= minor

    def do_use_credit(self) -> None:
        invoice_id = self.one_open()
        for used in use_credit(self.context, UseCredit(invoice_id, today_of(self.context))):
            self.counted(invoice_id, "client_credit", used.amount.minor)

    def do_pay_back(self) -> None:
        credit = self.rng.choice(list(Credit.objects.filter(client_id=self.client_id).order_by("id")))
        minor = self.some(left_of_credits([credit])[credit.id].minor)
        wanted = PayBack(credit.id, self.money(minor), today_of(self.context), "refund", new_id(), "cash")
        pay_back_credit(self.context, wanted)
        self.expected["cash"] -= minor
        self.expected["client_credit"] += minor


def live(context: Context, client_id: UUID, seed: int, wishes: Sequence[str], *, currency: str = "") -> Counter[str]:
    """Live a history of wished steps, checking after each; returns how often each was done or refused.

    ``seed`` decides everything a step leaves open. A step that nothing exists for yet becomes the one that makes it.
    """
    rng = random.Random(seed)
    history = History(context, client_id, currency or rng.choice(CURRENCIES), rng)
    for wish in wishes:
        history.step(_possible(history, wish))
        history.check()
    history.check_days()
    return history.done


def _possible(history: History, wish: str) -> str:
    if not history.invoices:
        return "invoice"
    if wish == "use_card" and not history.codes:
        return "sell_card"
    if wish in {"bounce", "refund_part"} and not history.done["pay"]:
        return "pay"
    if wish == "pay_back" and not history.done["overpay"]:
        return "overpay"
    return wish
