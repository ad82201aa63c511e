"""What the database itself refuses, whoever asks, and that its totals stay exact under many writers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Barrier
from uuid import uuid4

import psycopg
import pytest
from django.db import Error, connection, connections, transaction

from safelight.books.actions import ClosePeriod, NewLine, close_period, record, reverse
from safelight.books.models import Account, DayTotal, Entry, EntryNumber, Line
from safelight.books.queries import balance, verify
from safelight.foundation.actions import Context, Refused, run
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import studio_scope
from tests.books.making import DAY, entry, invoice, money, settled
from tests.conftest import Cast

APPEND_ONLY = ("books_entry", "books_entrynumber", "books_line", "books_posting")


@contextmanager
def _refused(constraint: str = "") -> Iterator[None]:
    with pytest.raises(Error) as refused, transaction.atomic():
        yield
    cause = refused.value.__cause__
    assert isinstance(cause, psycopg.Error)
    assert cause.diag.constraint_name == (constraint or None)
    assert constraint or cause.sqlstate == "42501"


def _do(statement: str, *values: object, using: str = "default") -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.django_db(databases=["default", "owner"])
def test_no_row_is_changed_or_removed_not_even_by_the_owner_of_the_table(ana: Context, table: str) -> None:
    for verb in ("update {} set studio_id = studio_id", "delete from {}", "truncate {} cascade"):
        statement = verb.format(table)
        with studio_scope(ana.studio.id), _refused():
            _do(statement)
        with pytest.raises(Error, match="append-only"), transaction.atomic(using="owner"):
            _do(statement, using="owner")


@pytest.mark.django_db(databases=["default", "owner"])
def test_totals_follow_from_lines_alone(books: Context) -> None:
    invoice(books)
    for statement in ("update books_daytotal set debit_minor = 0", "delete from books_daytotal"):
        with _refused():
            _do(statement)
        with pytest.raises(Error, match="follows from the lines"), transaction.atomic(using="owner"):
            _do(statement, using="owner")
    before = set(DayTotal.objects.values_list("account_id", "debit_minor", "credit_minor", "line_count"))
    _do("select books_rebuild_totals(%s)", books.studio.id)
    assert set(DayTotal.objects.values_list("account_id", "debit_minor", "credit_minor", "line_count")) == before
    assert settled().whole


def _raw_entry(context: Context, *minors: int, count: int = 0, on: date = DAY) -> Entry:
    """Write an entry past the program's own checks."""
    cash = Account.objects.get(key="cash")
    row = Entry(
        id=new_id(), on=on, kind="raw", source_kind="raw", line_count=count or len(minors),
        made_at=context.now, made_by="Somebody",
    )  # fmt: skip
    row.save(force_insert=True)
    _raw_lines(row, cash, *minors)
    return row


def _raw_lines(row: Entry, account: Account, *minors: int, first: int = 1, on: date | None = None) -> None:
    Line.objects.bulk_create(
        Line(
            studio_id=row.studio_id, entry_id=row.id, place=place, on=on or row.on, account_id=account.id,
            currency="EUR", amount_minor=minor,
        )
        for place, minor in enumerate(minors, first)
    )  # fmt: skip


def test_an_entry_that_is_none_does_not_survive_its_commit(books: Context) -> None:
    invoice(books)
    _raw_entry(books, 5, -5)
    assert settled().whole
    with _refused("books_entry_balances"):
        _raw_entry(books, 5, -4)
        settled()
    with _refused("books_entry_has_its_lines"):
        _raw_entry(books, 5, -5, count=3)
        settled()
    with _refused("books_entry_has_its_lines"):
        _raw_entry(books)
        settled()
    with _refused("books_line_is_something"):
        _raw_entry(books, 0, 0)
    assert settled().whole


def test_a_written_entry_gets_no_further_line(books: Context) -> None:
    card = invoice(books)
    row, cash = Entry.objects.get(id=card.id), Account.objects.get(key="cash")
    with _refused("books_line_belongs"):
        _raw_lines(row, cash, 5, -5, first=4)
    with _refused("books_line_one_per_place"):
        _raw_lines(row, cash, 5, first=1)
    with _refused("books_line_belongs"):
        another = _raw_entry(books, 5, count=2)
        _raw_lines(another, cash, -5, first=2, on=DAY + timedelta(days=1))
    assert settled().whole


def test_a_closed_day_is_closed_for_the_database_too(books: Context) -> None:
    invoice(books)
    run(close_period, books, ClosePeriod(through=DAY))
    with _refused("books_entry_in_open_period"):
        _raw_entry(books, 5, -5)
    _raw_entry(books, 5, -5, on=DAY + timedelta(days=1))
    assert settled().whole


def _in_threads(jobs: list[Callable[[], None]]) -> None:
    def one(job: Callable[[], None]) -> None:
        try:
            job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(one, job) for job in jobs]:
            done.result(timeout=120)


@pytest.mark.django_db(transaction=True)
def test_eight_writers_over_the_same_accounts_deadlock_never_and_add_up_exactly(cast: Cast) -> None:
    """Several entries a transaction, in any order over the same accounts and days; some are rolled back."""
    ana, barrier, rounds = cast.as_("ana"), Barrier(8), 12
    accounts = ["cash", "bank", "receivable", "retainers", "gift_cards", "tips"]

    def writer(seed: int) -> Callable[[], None]:
        dice = random.Random(seed)

        def write() -> None:
            barrier.wait()
            for _ in range(rounds):
                changes_mind = dice.random() < 0.2
                with studio_scope(ana.studio.id):
                    for _ in range(3):
                        debit, credit = dice.sample(accounts, 2)
                        day = DAY + timedelta(days=dice.randrange(2))
                        record(ana, entry(NewLine(debit, money(100)), NewLine(credit, money(-100)), on=day))
                    transaction.set_rollback(changes_mind)
                written.append(0 if changes_mind else 3)

        return write

    written: list[int] = []
    _in_threads([writer(seed) for seed in range(8)])
    with studio_scope(ana.studio.id):
        found = verify()
        assert found.whole, found
        assert found.entries == sum(written) == EntryNumber.objects.count() > 0
        assert not balance("*")


@pytest.mark.django_db(transaction=True)
def test_a_writer_does_not_wait_for_another_that_has_not_committed(cast: Cast) -> None:
    ana = cast.as_("ana")
    with studio_scope(ana.studio.id):
        invoice(ana)

    def write() -> None:
        with studio_scope(ana.studio.id):
            invoice(ana)

    with studio_scope(ana.studio.id):
        invoice(ana)
        # The same accounts, day and category, while the first transaction is still open.
        _in_threads([write])
        assert Entry.objects.count() == 3
    with studio_scope(ana.studio.id):
        assert set(DayTotal.objects.values_list("slot", flat=True)) == {0, 1}
        assert balance("receivable").of("EUR") == money(3 * 11900)
        assert verify().whole


def _write_and_die(context: Context) -> None:
    with studio_scope(context.studio.id):
        invoice(context)
        invoice(context)
        _do("select pg_terminate_backend(pg_backend_pid())")


@pytest.mark.django_db(transaction=True)
def test_a_writer_that_dies_leaves_nothing_behind(cast: Cast) -> None:
    ana = cast.as_("ana")
    with studio_scope(ana.studio.id):
        invoice(ana)
        before = verify()

    def die() -> None:
        with pytest.raises(Error, match="terminating connection"):
            _write_and_die(ana)

    _in_threads([die])
    with studio_scope(ana.studio.id):
        assert verify().entries == before.entries == 1
        invoice(ana)
        assert sorted(EntryNumber.objects.values_list("number", flat=True)) == [1]
    with studio_scope(ana.studio.id):
        assert sorted(EntryNumber.objects.values_list("number", flat=True)) == [1, 2]
        assert verify().whole


@pytest.mark.django_db(transaction=True)
def test_a_closing_sees_every_entry_of_its_period_or_the_entry_sees_the_closing(cast: Cast) -> None:
    ana, barrier, seen, refused = cast.as_("ana"), Barrier(5), [], []

    def write() -> None:
        barrier.wait()
        for _ in range(40):
            try:
                with studio_scope(ana.studio.id):
                    invoice(ana)
            except Refused:
                refused.append(1)
                return

    def close() -> None:
        barrier.wait()
        with studio_scope(ana.studio.id):
            run(close_period, ana, ClosePeriod(through=DAY))
            seen.append(Entry.objects.filter(on__lte=DAY).count())

    _in_threads([write, write, write, write, close])
    with studio_scope(ana.studio.id):
        assert seen == [Entry.objects.filter(on__lte=DAY).count()]
        assert len(refused) == 4 or seen == [160]
        assert verify().whole


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_taken_back_once_however_many_try(cast: Cast) -> None:
    ana = cast.as_("ana")
    with studio_scope(ana.studio.id):
        card = invoice(ana)
    outcomes: list[str] = []

    def take_back() -> None:
        try:
            with studio_scope(ana.studio.id):
                reverse(ana, card.id, DAY, str(uuid4()))
            outcomes.append("done")
        except Exception as error:  # noqa: BLE001 - the kind of refusal is what is tested
            outcomes.append(getattr(error, "code", type(error).__name__))

    _in_threads([take_back] * 4)
    assert sorted(outcomes) == ["done", "reversed", "reversed", "reversed"]
    with studio_scope(ana.studio.id):
        assert not balance("*")
