"""Asking for everything, the worker's part, fetching it, and what becomes of it."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import python_calamine
from django.conf import LazySettings

from safelight.exchange.actions import collect_export, export_everything, stop_export
from safelight.exchange.events import ExportRequested
from safelight.exchange.jobs import forget_exports, write_export
from safelight.exchange.out import everything, shelf
from safelight.exchange.queries import get_export, list_exports
from safelight.exchange.queries.exports import ExportCard
from safelight.foundation import clock
from safelight.foundation.actions import Conflict, Context, Forbidden, NotFound, Refused, ask, run
from safelight.foundation.jobs.register import system_context
from safelight.foundation.models import JournalEntry, StoredEvent
from safelight.foundation.tenancy import studio_scope
from tests.conftest import Cast


@pytest.fixture(autouse=True)
def data_folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def later(context: Context, hours: float = 0) -> Context:
    return Context(context.studio, context.actor, clock.now() + timedelta(hours=hours))


def asked(context: Context, **wanted: str) -> ExportCard:
    return run(export_everything, context, wanted).value


def work_through(context: Context, card: ExportCard) -> ExportCard:
    write_export(system_context(context.studio.id, "job"), {"work_id": str(card.id)})
    return ask(get_export, later(context), {"export_id": card.id})


def test_asking_leaves_work_an_event_and_a_journal_line(ana: Context) -> None:
    card = asked(ana, format="zip")
    assert (card.state, card.format, card.with_files, card.can_collect) == ("queued", "zip", True, False)
    with studio_scope(ana.studio.id):
        assert StoredEvent.objects.get(name=ExportRequested.name).payload == {"work_id": str(card.id)}
        line = JournalEntry.objects.get(action="exchange.export")
    assert line.summary == "Archive of everything was asked for"
    assert line.actor_label == "Ana Owner"


@pytest.mark.parametrize("wanted", ["xlsx", "zip"])
def test_the_worker_writes_it_and_the_asker_fetches_it(ana: Context, data_folder: Path, wanted: str) -> None:
    card = work_through(ana, asked(ana, format=wanted))
    assert card.state == "done"
    assert card.can_collect
    assert card.rows > 10
    taken = run(collect_export, later(ana), {"export_id": card.id}).value
    path = shelf.place(ana.studio.id, taken.file)
    assert path.stat().st_size == taken.size == card.size
    assert path.stat().st_mode & 0o077 == 0
    assert taken.name.startswith("Atelier Ana 20")
    assert taken.name.endswith(wanted)
    assert [left.name for left in path.parent.iterdir()] == [taken.file]
    with studio_scope(ana.studio.id):
        actions = set(JournalEntry.objects.values_list("action", flat=True))
    assert actions >= {"exchange.export", "exchange.finish_export", "exchange.collect_export"}
    if wanted == "xlsx":
        assert "Clients" in python_calamine.CalamineWorkbook.from_path(path).sheet_names


def test_a_job_that_runs_twice_does_no_harm(ana: Context, data_folder: Path) -> None:
    card = work_through(ana, asked(ana))
    again = work_through(ana, card)
    assert again == card
    assert len(list((data_folder / "exports" / str(ana.studio.id)).iterdir())) == 1


def test_only_the_owner_may(ana: Context, bo: Context) -> None:
    for verb, data in ((export_everything, {}), (list_exports, {}), (collect_export, {"export_id": UUID(int=1)})):
        with pytest.raises(Forbidden):
            run(verb, bo, data) if verb.is_write else ask(verb, bo, data)  # type: ignore[arg-type]


def test_a_foreign_export_is_as_if_there_were_none(ana: Context, dana: Context) -> None:
    card = work_through(ana, asked(ana))
    for verb in (collect_export, stop_export):
        with pytest.raises(NotFound):
            run(verb, dana, {"export_id": card.id})
    assert ask(list_exports, dana, {}).items == ()


def test_only_the_asker_fetches_and_only_for_a_day(ana: Context, cast: Cast) -> None:
    card = work_through(ana, asked(ana))
    other = Context(
        ana.studio, ana.actor.__class__("person", cast.people["bo"].id, "Bo", ana.actor.permissions, "owner")
    )
    with pytest.raises(Refused, match="somebody else"):
        run(collect_export, other, {"export_id": card.id})
    with pytest.raises(Refused, match="older than 24 hours"):
        run(collect_export, later(ana, hours=24.1), {"export_id": card.id})


def test_a_second_one_waits_for_the_first(ana: Context) -> None:
    asked(ana)
    with pytest.raises(Conflict, match="being written already"):
        asked(ana)


def test_stopping_leaves_no_file(ana: Context, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safelight.foundation.work.progress._REPORT_EVERY_SECONDS", 0)
    card = asked(ana)
    run(stop_export, ana, {"export_id": card.id})
    assert work_through(ana, card).state == "cancelled"
    assert list((data_folder / "exports").rglob("*.xlsx")) == []
    assert list((data_folder / "exports").rglob("*.part")) == []
    with pytest.raises(Conflict):
        run(stop_export, ana, {"export_id": card.id})


def test_a_full_disk_is_told_to_the_person_and_not_tried_again(ana: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(everything, "write_workbook", full)
    card = work_through(ana, asked(ana))
    assert card.state == "failed"
    assert "is full" in card.message


def test_exports_are_deleted_after_a_day(ana: Context) -> None:
    work_through(ana, asked(ana))
    forget_exports(later(ana, hours=23))
    assert shelf.purge(ana.studio.id, clock.now() + timedelta(hours=25)) == 1
    assert shelf.purge(ana.studio.id, clock.now() + timedelta(hours=25)) == 0


def test_a_made_up_name_leads_nowhere(ana: Context) -> None:
    for name in ("../x.xlsx", "a.xlsx", "0" * 64 + ".exe", "0" * 64 + ".xlsx/../y"):
        with pytest.raises(ValueError, match="not the name"):
            shelf.place(ana.studio.id, name)
