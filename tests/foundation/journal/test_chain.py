"""The chain names the first place where somebody laid hands on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from safelight.config.launch.embedded import DatabaseAddress
from safelight.foundation import journal
from safelight.foundation.actions import Context
from safelight.foundation.journal.anchor import anchor, last_anchor
from safelight.foundation.journal.verify import head
from safelight.foundation.models import JournalEntry
from safelight.foundation.tenancy import studio_scope

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def written(ana: Context) -> Context:
    """Five more lines after the one of the studio's creation, each in a transaction of its own."""
    for count in range(5):
        with studio_scope(ana.studio.id):
            ana.subject("sample", ana.studio.id, f"line {count}")
            journal.record(ana, "sample.line")
    return ana


@pytest.fixture
def as_superuser(database_address: DatabaseAddress) -> Iterator[Callable[[str], None]]:
    """Lay hands on the tables with triggers off, as only a superuser can."""
    with psycopg.connect(database_address.admin_url, autocommit=True) as raw:

        def execute(statement: str) -> None:
            raw.execute("set session_replication_role = replica")
            raw.execute(statement.encode())

        yield execute


def check(context: Context, *, known: tuple[int, bytes] | None = None) -> journal.Break | None:
    with studio_scope(context.studio.id):
        return journal.verify(anchor=known)[1]


def test_an_untouched_chain_holds(written: Context) -> None:
    with studio_scope(written.studio.id):
        assert journal.verify() == (6, None)


@pytest.mark.parametrize(
    ("deed", "place"),
    [
        ("update foundation_journalentry set summary = 'line 9' where summary = 'line 1'", 3),
        ("update foundation_journalentry set actor_label = 'Bo' where summary = 'line 3'", 5),
        ("delete from foundation_journalentry where summary = 'line 2'", 4),
        ("delete from foundation_journallink where sequence = 2", 3),
        ("update foundation_journallink set sequence = 100 where sequence = 4", 5),
    ],
)
def test_changed_removed_and_reordered_lines_are_found(
    written: Context, as_superuser: Callable[[str], None], deed: str, place: int
) -> None:
    as_superuser(deed)
    found = check(written)
    assert found is not None
    assert found.sequence == place


def test_a_line_slipped_in_past_the_trigger_is_found(written: Context, as_superuser: Callable[[str], None]) -> None:
    as_superuser(
        "insert into foundation_journalentry (id, studio_id, at, actor_kind, actor_label, action, subject_kind,"
        " summary, changes, request_id) select gen_random_uuid(), studio_id, at, actor_kind, actor_label, action,"
        " subject_kind, summary, changes, request_id from foundation_journalentry where summary = 'line 4'"
    )
    found = check(written)
    assert found is not None
    assert "slipped in" in found.reason


def test_a_cut_tail_shows_against_an_anchor(
    written: Context, as_superuser: Callable[[str], None], tmp_path: Path
) -> None:
    assert anchor(tmp_path, written.studio.id, written.now)
    assert not anchor(tmp_path, written.studio.id, written.now), "nothing new, no second line"
    kept = last_anchor(tmp_path, written.studio.id)
    as_superuser("delete from foundation_journalentry where summary = 'line 4'")
    as_superuser("delete from foundation_journallink where sequence = 6")
    assert check(written) is None, "the rest alone looks whole"
    found = check(written, known=kept)
    assert found is not None
    assert found.sequence == 6


def test_the_program_itself_cannot_change_a_line(written: Context) -> None:
    for statement in (
        "update foundation_journalentry set summary = ''",
        "delete from foundation_journalentry",
        "truncate foundation_journalentry cascade",
        "update foundation_journallink set hash = ''",
    ):
        with (
            studio_scope(written.studio.id),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError),
            transaction.atomic(),
        ):
            cursor.execute(statement)


def test_each_studio_has_a_chain_of_its_own(written: Context, dana: Context) -> None:
    with studio_scope(dana.studio.id):
        assert journal.verify() == (1, None)
        assert JournalEntry.objects.count() == 1
        assert head() is not None
