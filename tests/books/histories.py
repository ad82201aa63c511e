"""Random lives of a ledger: what a studio does with money, in three currencies, beside a model that only adds.

Every step books as the modules above do. The model knows what each account, client and document must hold.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from safelight.books.actions import (
    ClosePeriod,
    NewEntry,
    NewLine,
    ReopenPeriod,
    close_period,
    record,
    record_many,
    reopen_period,
    reverse,
)
from safelight.books.queries import balance, balances_by_client, balances_by_document
from safelight.foundation.actions import Conflict, Context, Refused, run
from safelight.foundation.money import Money
from tests.books.making import DAY

CURRENCIES = ("EUR", "JPY", "KWD")
_RAW = (
    "select account.key, line.currency, sum(line.amount_minor) from books_line line"
    " join books_account account on account.id = line.account_id where line.studio_id = %s group by 1, 2"
)
TENDERS = ("cash", "cheques", "card_terminal", "bank")


@dataclass
class Document:
    """An invoice as the model sees it."""

    id: UUID
    client_id: UUID
    currency: str
    open: int
    entry_ids: list[UUID] = field(default_factory=list)
    touched: bool = False


@dataclass
class History:
    """One ledger life; ``step`` does one thing and ``check`` compares everything."""

    context: Context
    dice: random.Random
    today: date = DAY
    closed: date | None = None
    held: defaultdict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    of_client: defaultdict[tuple[UUID, str], int] = field(default_factory=lambda: defaultdict(int))
    documents: list[Document] = field(default_factory=list)
    clients: list[UUID] = field(default_factory=lambda: [uuid4() for _ in range(3)])
    done: list[str] = field(default_factory=list)

    def step(self) -> None:
        """Do something at random."""
        verbs = (
            self.invoice, self.invoice, self.pay, self.pay, self.split_payment, self.refund, self.void, self.retainer,
            self.gift_card, self.credit_note, self.write_off, self.tip_and_rounding, self.next_day, self.close,
            self.reopen, self.book_into_the_past, self.several_at_once,
        )  # fmt: skip
        verb = self.dice.choice(verbs)
        self.done.append(verb.__name__)
        verb()

    def check(self) -> None:
        """Compare the ledger with the model, and every currency with zero, from the raw lines."""
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("set constraints all deferred")
            cursor.execute(_RAW, [self.context.studio.id])
            raw = {(key, currency): int(minor) for key, currency, minor in cursor.fetchall()}
        assert {place: minor for place, minor in raw.items() if minor} == {
            place: minor for place, minor in self.held.items() if minor
        }, self.done
        for currency in CURRENCIES:
            assert sum(minor for (_, each), minor in raw.items() if each == currency) == 0, self.done
        asked = self.dice.choice([account for account, _ in self.held] or ["cash"])
        assert all(balance(asked).of(each).minor == self.held[asked, each] for each in CURRENCIES), self.done
        found = balances_by_document("receivable", [document.id for document in self.documents])
        for document in self.documents:
            assert found[document.id].of(document.currency).minor == document.open, self.done
        for client, amounts in balances_by_client("receivable", self.clients).items():
            for currency in CURRENCIES:
                assert amounts.of(currency).minor == self.of_client[client, currency], self.done

    def invoice(self) -> None:
        """Bill something: one to four categories, a discount, one or two taxes."""
        currency, client = self.dice.choice(CURRENCIES), self.dice.choice(self.clients)
        document = Document(uuid4(), client, currency, 0)
        net = Money.of_minor(self.dice.randrange(1, 500_000), currency)
        parts = net.split([self.dice.randrange(1, 9) for _ in range(self.dice.randrange(1, 5))])
        lines = [self.line(f"income:category_{place}", -part.minor, document) for place, part in enumerate(parts)]
        lines += [
            self.line(f"tax:T{n}", -self.dice.randrange(0, 9_000), document) for n in range(self.dice.randrange(3))
        ]
        lines.append(self.line("discounts", self.dice.randrange(0, net.minor), document))
        gross = -sum(line.amount.minor for line in lines)
        self.book("invoice", [*lines, self.line("receivable", gross, document)], document)
        self.documents.append(document)

    def pay(self) -> None:
        """Pay a part of an invoice, all of it, or too much, which becomes client credit."""
        document = self.some_document()
        if document is None:
            return
        most = max(document.open, 1)
        paid = self.dice.choice([most, self.dice.randrange(1, most + 1), most + self.dice.randrange(1, 500)])
        counted = min(paid, max(document.open, 0))
        lines = [
            self.line(self.dice.choice(TENDERS), paid, document),
            self.line("receivable", -counted, document),
            self.line("client_credit", counted - paid, document),
        ]
        self.book("payment", lines, document)

    def split_payment(self) -> None:
        """Pay an invoice with several tenders whose parts add up exactly."""
        document = self.some_document()
        if document is None or document.open <= 0:
            return
        parts = Money.of_minor(document.open, document.currency).split([1] * self.dice.randrange(2, 5))
        lines = [self.line(self.dice.choice(TENDERS), part.minor, document) for part in parts]
        self.book("payment", [*lines, self.line("receivable", -document.open, document)], document)

    def refund(self) -> None:
        """Give money back: the invoice is open again."""
        document = self.some_document()
        if document is not None:
            amount = self.dice.randrange(1, 5_000)
            lines = [self.line("cash", -amount, document), self.line("receivable", amount, document)]
            self.book("refund", lines, document)

    def void(self) -> None:
        """Take an invoice back that nothing was done with; a second time is refused."""
        document = self.some_document()
        if document is None or document.touched:
            return
        back = reverse(self.context, document.entry_ids[0], self.today)
        for line in back.lines:
            self.count(line.account_key, Money(line.amount, line.currency).minor, document)
        document.touched = True
        with pytest.raises(Conflict):
            reverse(self.context, document.entry_ids[0], self.today)

    def retainer(self) -> None:
        """Take a retainer, and sometimes apply it at once."""
        document = self.some_document()
        if document is None:
            return
        amount = self.dice.randrange(1, 50_000)
        self.book(
            "retainer", [self.line("bank", amount, document), self.line("retainers", -amount, document)], document
        )
        if self.dice.random() < 0.5:
            lines = [self.line("retainers", amount, document), self.line("receivable", -amount, document)]
            self.book("retainer_applied", lines, document)

    def gift_card(self) -> None:
        """Sell a gift card, and use a part of it."""
        document = self.some_document()
        if document is None:
            return
        value = self.dice.randrange(1, 30_000)
        self.book(
            "gift_card", [self.line("cash", value, document), self.line("gift_cards", -value, document)], document
        )
        used = self.dice.randrange(1, value + 1)
        lines = [self.line("gift_cards", used, document), self.line("receivable", -used, document)]
        self.book("gift_card_used", lines, document)

    def credit_note(self) -> None:
        """Take a part of an invoice back."""
        document = self.some_document()
        if document is not None:
            amount, tax = self.dice.randrange(1, 20_000), self.dice.randrange(0, 3_000)
            lines = [
                self.line("income:category_0", amount, document),
                self.line("tax:T0", tax, document),
                self.line("receivable", -amount - tax, document),
            ]
            self.book("credit_note", lines, document)

    def write_off(self) -> None:
        """Give up what is still open."""
        document = self.some_document()
        if document is not None and document.open > 0:
            amount = document.open
            lines = [self.line("write_offs", amount, document), self.line("receivable", -amount, document)]
            self.book("write_off", lines, document)

    def tip_and_rounding(self) -> None:
        """Take a tip in cash, rounded to what coins there are."""
        document = self.some_document()
        if document is not None:
            tip, rounding = self.dice.randrange(1, 900), self.dice.randrange(-4, 5)
            lines = [
                self.line("cash", tip + rounding, document),
                self.line("tips", -tip, document),
                self.line("rounding", -rounding, document),
            ]
            if tip + rounding:
                self.book("tip", lines, document)

    def several_at_once(self) -> None:
        """Write a day of sales in one go."""
        entries = []
        for currency in CURRENCIES:
            amount = self.dice.randrange(1, 1_000)
            lines = (
                NewLine("cash", Money.of_minor(amount, currency)),
                NewLine("income:category_9", Money.of_minor(-amount, currency), category="counter"),
            )
            entries.append(NewEntry(self.today, "sale", "Counter", "sale", None, lines))
            self.held["cash", currency] += amount
            self.held["income:category_9", currency] -= amount
        record_many(self.context, entries)

    def next_day(self) -> None:
        """Let days pass."""
        self.today += timedelta(days=self.dice.randrange(1, 9))

    def close(self) -> None:
        """Close the books through yesterday."""
        through = self.today - timedelta(days=1)
        if self.closed is None or through > self.closed:
            run(close_period, self.context, ClosePeriod(through=through))
            self.closed = through

    def reopen(self) -> None:
        """Open the last closed day again."""
        if self.closed is not None:
            self.closed -= timedelta(days=1)
            run(reopen_period, self.context, ReopenPeriod(through=self.closed, reason="Something was forgotten"))

    def book_into_the_past(self) -> None:
        """Try to date something on a closed day: it must be refused and change nothing."""
        if self.closed is None:
            return
        line = NewLine("cash", Money.of_minor(1, "EUR")), NewLine("bank", Money.of_minor(-1, "EUR"))
        with pytest.raises(Refused) as refused:
            record(self.context, NewEntry(self.closed, "transfer", "Too late", "transfer", None, line))
        assert refused.value.code == "period_closed"

    def some_document(self) -> Document | None:
        """Choose one of the invoices."""
        return self.dice.choice(self.documents) if self.documents else None

    def line(self, account: str, minor: int, document: Document) -> NewLine:
        """Return a line about a document."""
        amount = Money.of_minor(minor, document.currency)
        category = account.removeprefix("income:") if account.startswith("income:") else ""
        return NewLine(account, amount, document.client_id, document.id, None, category)

    def book(self, kind: str, lines: list[NewLine], document: Document) -> None:
        """Record, and let the model count."""
        card = record(self.context, NewEntry(self.today, kind, kind, kind, document.id, tuple(lines)))
        document.touched = document.touched or bool(document.entry_ids)
        document.entry_ids.append(card.id)
        for line in lines:
            self.count(line.account, line.amount.minor, document)

    def count(self, account: str, minor: int, document: Document) -> None:
        """Add to what the model knows."""
        self.held[account, document.currency] += minor
        if account == "receivable":
            document.open += minor
            self.of_client[document.client_id, document.currency] += minor
