"""The page “Export”: who may, what it shows, the download; and lists as files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from safelight.clients.actions import add
from safelight.exchange.actions import export_everything
from safelight.exchange.jobs import write_export
from safelight.foundation.actions import Context, run
from safelight.foundation.ids import new_id
from safelight.foundation.jobs.register import system_context

PAGE = "/exchange/export/"


@pytest.fixture(autouse=True)
def data_folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def finished(ana: Context, wanted: str = "zip") -> str:
    card = run(export_everything, ana, {"format": wanted}).value
    write_export(system_context(ana.studio.id, "job"), {"work_id": str(card.id)})
    return str(card.id)


def test_the_page_teaches_asks_and_shows(as_ana: Client) -> None:
    assert b"Nothing exported yet" in as_ana.get(PAGE).content
    answer = as_ana.post(PAGE, {"format": "zip", "with_files": "on"})
    assert answer.status_code == 302
    shown = as_ana.get(PAGE).content
    assert b"Archive of everything" in shown
    assert b"live-progress" in shown


def test_a_finished_one_is_downloaded_under_a_readable_name(as_ana: Client, ana: Context) -> None:
    export = finished(ana)
    assert f"{PAGE}{export}/file/".encode() in as_ana.get(f"{PAGE}{export}/progress/").content
    answer = as_ana.get(f"{PAGE}{export}/file/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert 'attachment; filename="Atelier Ana 20' in answer["Content-Disposition"]
    assert answer["Content-Disposition"].endswith('.zip"')
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[arg-type]  # synchronous under WSGI
    answer.close()


def test_a_photographer_and_another_studio_get_nothing(
    as_ana: Client, as_bo: Client, as_dana: Client, ana: Context
) -> None:
    export = finished(ana)
    for path in (PAGE, f"{PAGE}{export}/file/", f"{PAGE}{export}/progress/"):
        assert as_bo.get(path).status_code == 403
    absent = new_id()
    for ending in ("file", "progress"):
        assert as_dana.get(f"{PAGE}{export}/{ending}/").status_code == 404
        assert as_dana.get(f"{PAGE}{absent}/{ending}/").status_code == 404
    assert as_dana.post(f"{PAGE}{export}/end/").status_code == 404


def test_stopping_is_answered_with_the_progress_itself(as_ana: Client) -> None:
    as_ana.post(PAGE, {"format": "xlsx"})
    page = as_ana.get(PAGE).content.decode()
    address = page.split('action="/exchange/export/')[2].split('"')[0]
    answer = as_ana.post(f"{PAGE}{address}", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert b"live-progress" in answer.content


def test_a_list_leaves_exactly_as_it_is_seen(as_ana: Client, ana: Context) -> None:
    for number in range(230):
        run(add, ana, {"first_name": f"=Ada{number:03}", "last_name": "Berg" if number % 2 else "Tal"})
    answer = as_ana.get(
        "/exchange/list/clients/", {"q": "berg", "sort": "-number", "columns": "first_name,number", "format": "csv"}
    )
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]  # synchronous under WSGI
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["First name", "Number"]
    assert [row[0] for row in rows[1:]] == [f"'=Ada{number:03}" for number in range(229, 0, -2)]
    assert 'filename="Atelier Ana Clients 20' in answer["Content-Disposition"]


def test_a_wrong_filter_is_answered_in_words_before_any_byte(as_ana: Client) -> None:
    answer = as_ana.get("/exchange/list/clients/", {"sort": "sideways"})
    assert answer.status_code == 422
    assert as_ana.get("/exchange/list/nothing/").status_code == 404


def test_lists_leave_for_those_who_may(as_bo: Client) -> None:
    assert as_bo.get("/exchange/list/clients/").status_code == 403
