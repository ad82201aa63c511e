"""A client's timeline: what was done to it, and what other modules did that concerns it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from safelight.clients.actions import add, merge, unmerge
from safelight.clients.ports import TimelineSubject, timeline_subjects
from safelight.clients.queries import timeline
from safelight.foundation import journal
from safelight.foundation.actions import Context, ask, run
from safelight.foundation.actions.context import Trace
from safelight.foundation.ids import new_id
from safelight.foundation.models import JournalMention
from safelight.foundation.tenancy import studio_scope


def note(
    context: Context, words: str, *concerned: UUID | None, about: UUID | None = None, kind: str = "parcel"
) -> UUID:
    """Write a journal line as an action of another module would."""
    fresh = Context(context.studio, context.actor, trace=Trace())
    fresh.subject(kind, about or new_id(), words)
    fresh.concerns(*concerned)
    with studio_scope(context.studio.id):
        return journal.record(fresh, "parcels.send")


def told(context: Context, client_id: UUID) -> list[str]:
    """Return what the timeline says, without the line of the client's making."""
    items = ask(timeline, context, {"client_id": client_id}).items
    return [entry.text for entry in items if entry.action != "clients.add"]


@pytest.fixture
def eva(ana: Context) -> UUID:
    return run(add, ana, {"first_name": "Eva"}).value.id


@pytest.fixture
def uwe(ana: Context) -> UUID:
    return run(add, ana, {"first_name": "Uwe"}).value.id


@pytest.fixture
def parcels() -> Iterator[TimelineSubject]:
    yield timeline_subjects.add(
        TimelineSubject("parcel", "Parcel", permission="journal.view", url_name="client", icon="package")
    )
    timeline_subjects.drop("parcel")


def test_a_line_shows_with_all_it_concerns(ana: Context, eva: UUID, uwe: UUID) -> None:
    parcel = new_id()
    note(ana, "Sent", eva, None, uwe, eva, about=parcel)
    assert told(ana, eva) == told(ana, uwe) == ["Sent"]
    entry = ask(timeline, ana, {"client_id": eva}).items[0]
    assert (entry.subject_kind, entry.subject_id) == ("parcel", parcel)


def test_a_line_about_the_client_is_not_said_twice(ana: Context, eva: UUID) -> None:
    note(ana, "Called", eva, about=eva, kind="client")
    assert told(ana, eva) == ["Called"]
    with studio_scope(ana.studio.id):
        assert not JournalMention.objects.exists()


def test_a_merge_brings_the_lines_along_and_its_undo_takes_them_back(ana: Context, eva: UUID, uwe: UUID) -> None:
    note(ana, "Both", eva, uwe)
    note(ana, "Only Uwe", uwe)
    record = run(merge, ana, {"client_id": eva, "other_id": uwe}).value.merge_id
    assert "Only Uwe" in told(ana, eva)
    assert told(ana, eva).count("Both") == 1, "a line that concerns both is said once"
    run(unmerge, ana, {"merge_id": record})
    assert "Only Uwe" in told(ana, uwe)
    assert "Only Uwe" not in told(ana, eva)


def test_lines_about_what_someone_may_not_see_are_left_out(
    ana: Context, bo: Context, eva: UUID, parcels: TimelineSubject
) -> None:
    note(ana, "Sent", eva)
    assert told(ana, eva) == ["Sent"]
    assert told(bo, eva) == [], "Bo may not see parcels"


def test_the_rival_sees_nothing_and_nobody_changes_it(ana: Context, dana: Context, eva: UUID) -> None:
    note(ana, "Sent", eva)
    with studio_scope(dana.studio.id):
        assert not JournalMention.objects.exists()
    with studio_scope(ana.studio.id), pytest.raises(DatabaseError, match=r"append-only|permission denied"):
        JournalMention.objects.all().delete()


def test_pages_follow_each_other_over_both_sources(ana: Context, eva: UUID) -> None:
    for count in range(5):
        note(ana, f"line {count}", *([eva] if count % 2 else []), about=None if count % 2 else eva)
    seen, cursor = [], ""
    while True:
        page = ask(timeline, ana, {"client_id": eva, "limit": 2, "cursor": cursor})
        seen += [entry.text for entry in page.items]
        if page.next is None:
            break
        cursor = page.next
    assert seen[:5] == [f"line {count}" for count in (4, 3, 2, 1, 0)]


def test_many_lines_cost_one_page_of_the_index(ana: Context, eva: UUID) -> None:
    with studio_scope(ana.studio.id), connection.cursor() as cursor:
        for words in ("one", "two"):
            note(ana, words, eva)
        cursor.execute(
            "insert into foundation_journalentry (id, studio_id, at, actor_kind, actor_label, action, subject_kind,"
            " subject_id, summary, changes, request_id)"
            " select gen_random_uuid(), %(studio)s, now() - make_interval(mins => count), 'person', 'Ana', 'parcels.send',"
            " 'parcel', gen_random_uuid(), 'old', '{}', '' from generate_series(1, 4000) count",
            {"studio": ana.studio.id},
        )
        cursor.execute(
            "insert into foundation_journalmention (id, studio_id, entry_id, subject_id, at)"
            " select gen_random_uuid(), studio_id, id, %(eva)s, at from foundation_journalentry where summary = 'old'",
            {"eva": eva},
        )
    with CaptureQueriesContext(connection) as caught:
        assert told(ana, eva)[:3] == ["two", "one", "old"]
    asked = next(query["sql"] for query in caught if "foundation_journalmention" in query["sql"])
    with studio_scope(ana.studio.id), connection.cursor() as cursor:
        cursor.execute(f"explain {asked}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Scan using journal_mentioned" in plan or "Index Only Scan using journal_mentioned" in plan, plan
