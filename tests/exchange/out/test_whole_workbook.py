"""The workbook of a whole studio: every kind, typed cells, one studio only."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from safelight.accounts.models import Location, Role
from safelight.exchange.out import whole_workbook
from safelight.exchange.out.kinds import all_kinds
from safelight.exchange.out.whole_workbook import write_workbook
from safelight.exchange.out.workbook.portable import PortableWriter
from safelight.exchange.out.workbook.swift import SwiftWriter
from safelight.foundation import clock
from safelight.foundation.actions import Context
from safelight.foundation.tenancy import studio_scope

CANARY = "Canary of Ana 7f3a"


def sheets_of(path: Path) -> dict[str, list[list[object]]]:
    book = python_calamine.CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture(params=[SwiftWriter, PortableWriter], ids=["swift", "portable"])
def written(request: pytest.FixtureRequest, ana: Context, tmp_path: Path) -> Path:
    with studio_scope(ana.studio.id):
        Location(name=CANARY, phone="+49151234", postal_code="01067", street="=1+1", city="שלום 漢字 😀").save()
    target = tmp_path / "all.xlsx"
    counts = write_workbook(ana.studio, target, writer=request.param())
    assert counts["locations"] == 2
    return target


def test_there_is_a_sheet_for_every_kind(written: Path) -> None:
    assert list(sheets_of(written)) == [kind.sheet for kind in all_kinds() if kind.sheet]


def test_text_arrives_as_it_was_stored(written: Path) -> None:
    rows = sheets_of(written)["Locations"]
    head, canary = rows[0], next(row for row in rows if row[0] == CANARY)
    shown = dict(zip(head, canary, strict=True))
    assert shown["Phone"] == "+49151234"
    assert shown["Postal code"] == "01067"
    assert shown["Street"] == "=1+1"
    assert shown["City"] == "שלום 漢字 😀"
    assert shown["Archived at"] == ""


def test_a_foreign_key_has_a_readable_column(written: Path) -> None:
    head, *rows = sheets_of(written)["Memberships"]
    shown = [dict(zip(head, row, strict=True)) for row in rows]
    assert {(row["User"], row["Role"]) for row in shown} == {("Ana Owner", "Owner"), ("Bo Assist", "Photographer")}
    assert all(len(str(row["Role ID"])) == 36 for row in shown)


def test_moments_are_dates_by_the_clock_of_the_studio(written: Path, ana: Context) -> None:
    head, row = sheets_of(written)["Studio"]
    shown = dict(zip(head, row, strict=True))["Created at"]
    assert isinstance(shown, datetime)
    assert abs((shown - clock.local(clock.now(), ana.studio.zone).replace(tzinfo=None)).total_seconds()) < 120


def test_the_second_reader_agrees_and_headers_are_frozen_and_filter(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    for name, rows in sheets_of(written).items():
        page = book[name]
        seen = [["" if cell is None else cell for cell in row] for row in page.iter_rows(values_only=True)]
        assert [row[:3] for row in seen[: len(rows)]] == [row[:3] for row in rows]
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref
        assert page["A1"].font.bold
        assert not any(cell.data_type == "f" for line in page.iter_rows() for cell in line)


def test_passwords_never_leave(written: Path) -> None:
    head = sheets_of(written)["People"][0]
    assert head == ["Email", "Name", "Language", "Theme", "Known since", "ID"]


def test_the_rival_takes_nothing_of_ana_along(ana: Context, dana: Context, tmp_path: Path) -> None:
    with studio_scope(ana.studio.id):
        Location(name=CANARY).save()
        Role(key="own", name=CANARY).save()
    write_workbook(dana.studio, tmp_path / "dana.xlsx")
    said = repr(sheets_of(tmp_path / "dana.xlsx"))
    assert "Rival Pictures" in said
    for secret in (CANARY, "ana@studio.example", "Atelier Ana", str(ana.studio.id)):
        assert secret not in said


def test_a_kind_with_more_rows_than_a_sheet_goes_on_in_the_next(
    ana: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_workbook, "ROWS_PER_SHEET", 3)
    with studio_scope(ana.studio.id):
        for number in range(6):
            Location(name=f"Place {number}").save()
    counts = write_workbook(ana.studio, tmp_path / "many.xlsx")
    found = sheets_of(tmp_path / "many.xlsx")
    parts = [found["Locations"], found["Locations (2)"], found["Locations (3)"]]
    assert [len(part) for part in parts] == [4, 4, 2]
    assert len({tuple(part[0]) for part in parts}) == 1
    assert [row[0] for part in parts for row in part[1:]] == ["Atelier Ana", *(f"Place {n}" for n in range(6))]
    assert counts["locations"] == 7


def test_progress_is_told_and_may_stop_everything(ana: Context, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_workbook(ana.studio, tmp_path / "a.xlsx", lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write_workbook(ana.studio, tmp_path / "b.xlsx", stop)
