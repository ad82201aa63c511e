"""Checking the ledger from the command line and with the house, also a broken one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection

from safelight.books.queries import verify
from safelight.config import cli
from safelight.config.house.checks import check_house
from safelight.config.launch.embedded import DatabaseAddress
from safelight.foundation.tenancy import studio_scope
from tests.books.making import invoice, settled
from tests.conftest import Cast

BREACHES: dict[str, tuple[str, str]] = {
    "unbalanced": ("update books_line set amount_minor = amount_minor + 1 where place = 1", "2 entries that do not balance"),
    "incomplete": ("delete from books_line where place = 3", "2 entries without all their lines"),
    "wrong_totals": ("update books_daytotal set debit_minor = debit_minor + 1 where debit_minor > 0", "2 day totals"),
    "missing_numbers": ("update books_entrynumber set number = 7 where number = 2", "5 missing numbers"),
}  # fmt: skip


@pytest.fixture
def safelight(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Any]]:
    """Run a command with --json in this process; returns exit status and answer."""

    def run(*arguments: str) -> tuple[int, Any]:
        status = cli.run([*arguments, "--json"])
        return status, json.loads(capsys.readouterr().out or "null")

    return run


def test_a_whole_ledger_is_said_to_be_whole(cast: Cast, safelight: Callable[..., tuple[int, Any]]) -> None:
    ana = cast.as_("ana")
    with studio_scope(ana.studio.id):
        invoice(ana)
        settled()
    status, found = safelight("books", "verify", "--studio", "atelier-ana")
    assert status == 0
    assert (found["studio"], found["entries"], found["lines"], found["whole"]) == ("atelier-ana", 1, 3, True)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_every_breach_behind_the_programs_back_is_found(
    cast: Cast, database_address: DatabaseAddress, safelight: Callable[..., tuple[int, Any]]
) -> None:
    ana = cast.as_("ana")
    with studio_scope(ana.studio.id):
        invoice(ana)
        invoice(ana, 700, 100, currency="JPY")
    for name, (statement, words) in BREACHES.items():
        # A superuser with triggers off, which is the one deliberate way round; taken back each time.
        with psycopg.connect(database_address.admin_url) as raw:
            raw.execute("create temporary table kept as table books_line")
            raw.execute("create temporary table kept_totals as table books_daytotal")
            raw.execute("create temporary table kept_numbers as table books_entrynumber")
            raw.execute("set session_replication_role = replica")
            raw.execute(statement)  # type: ignore[arg-type]  # one of the sentences above
            raw.commit()
            status, found = safelight("books", "verify", "--studio", "atelier-ana")
            assert status == 1, name
            assert found[name] > 0, name
            with studio_scope(ana.studio.id):
                assert words in verify().problem
            problems = [each.problem for each in check_house() if each.check == "ledger"]
            assert [words in problem for problem in problems] == [True]
            raw.execute("truncate books_line, books_daytotal, books_entrynumber")
            raw.execute("insert into books_line table kept")
            raw.execute("insert into books_daytotal table kept_totals")
            raw.execute("insert into books_entrynumber table kept_numbers")
            raw.commit()
    assert [each.problem for each in check_house() if each.check == "ledger"] == [""]
    connection.close()
