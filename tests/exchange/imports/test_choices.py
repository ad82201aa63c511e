"""What a person chose, and what is remembered for the next file."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from safelight.clients.models import Client
from safelight.exchange.models import MappingTemplate
from safelight.foundation.actions import Context, InvalidInput, Refused
from safelight.foundation.tenancy import studio_scope
from tests.exchange.imports.importing import csv_of, imported, names, sums

ODD = ("Alpha", "Beta", "Gamma")
ROW = ("Eva", "Berg", "red")


def workbook(sheets: dict[str, list[tuple[str, ...]]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    book.close()
    return target.getvalue()


def test_a_mapping_that_ran_is_used_for_the_next_file_with_the_same_columns(ana: Context, dana: Context) -> None:
    chosen = {"Alpha": "first_name", "Beta": "last_name", "Gamma": "custom:Colour"}
    imported(ana, csv_of([ROW], ODD), "first.csv", targets=chosen)
    second = imported(ana, csv_of([("Tom", "Alt", "blue")], ODD), "second.csv")
    assert second.understood.mapping == chosen
    assert second.understood.remembered == "first.csv"
    assert names(ana) == ["Eva Berg", "Tom Alt"]
    assert imported(dana, csv_of([ROW], ODD), trial=True).understood.remembered == ""
    fresh = imported(ana, csv_of([("Ida", "Neu", "")], ODD), trial=True, fresh=True)
    assert fresh.understood.remembered == ""


def test_a_choice_goes_before_what_is_remembered(ana: Context) -> None:
    imported(ana, csv_of([ROW], ODD), targets={"Alpha": "first_name", "Beta": "last_name", "Gamma": "nickname"})
    again = imported(ana, csv_of([("Tom", "Alt", "T")], ODD), targets={"Gamma": "first_name", "Alpha": "nickname"})
    assert again.understood.mapping == {"Alpha": "nickname", "Beta": "last_name", "Gamma": "first_name"}


def test_a_trial_remembers_no_mapping(ana: Context) -> None:
    imported(ana, csv_of([ROW], ODD), targets={"Alpha": "first_name"}, trial=True)
    with studio_scope(ana.studio.id):
        assert not MappingTemplate.objects.exists()


def test_sheet_and_header_row_are_chosen(ana: Context) -> None:
    book = workbook({
        "Summary": [("Month", "Sum"), ("May", "3")],
        "People": [("List of 2024", ""), ("First name", "Last name"), ("Eva", "Berg"), ("Tom", "Alt")],
    })  # fmt: skip
    done = imported(ana, book, "a.xlsx", sheet="People", header_row=2)
    assert (done.understood.sheet, done.understood.header_row, sums(done)) == ("People", 2, (2, 0, 0, 0, 0))


def test_no_header_at_all_is_a_choice(ana: Context) -> None:
    done = imported(
        ana, b"Eva,Berg\nTom,Alt\n", header_row=0, targets={"Column A": "first_name", "Column B": "last_name"}
    )
    assert done.understood.header_row is None
    assert names(ana) == ["Eva Berg", "Tom Alt"]


def test_encoding_and_delimiter_are_chosen(ana: Context) -> None:
    content = "First name|Last name|Notes\nŁucja|Żak|a;b;c\n".encode("cp1250")
    done = imported(ana, content, encoding="cp1250", delimiter="|")
    assert (done.understood.encoding, done.understood.delimiter) == ("cp1250", "|")
    with studio_scope(ana.studio.id):
        assert list(Client.objects.values_list("last_name", "notes")) == [("Żak", "a;b;c")]


@pytest.mark.parametrize(
    ("choices", "kind", "words"),
    [
        ({"targets": {"Alpha": "fist_name"}}, InvalidInput, "“fist_name” is no field a column can go to. Did you mean “first_name”"),
        ({"targets": {"Alfa": "first_name"}}, InvalidInput, "Alfa"),
        ({"targets": {"Alpha": "first_name", "Beta": "first_name"}}, InvalidInput, "both go to “First name”, which holds one value"),
        ({"encoding": "klingon"}, Refused, "klingon"),
        ({"sheet": "People"}, Refused, "People"),
        ({"header_row": 99}, Refused, "99"),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_is_refused_in_words(
    ana: Context, choices: dict[str, object], kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind) as refused:
        imported(ana, csv_of([ROW], ODD), **choices)
    assert words in str(refused.value)


def test_an_unknown_sheet_names_those_there_are(ana: Context) -> None:
    with pytest.raises(Refused) as refused:
        imported(ana, workbook({"Clients": [ODD, ROW], "Old": [ODD]}), "a.xlsx", sheet="People")
    assert "Clients" in str(refused.value)
    assert "Old" in str(refused.value)


def test_a_column_that_goes_nowhere_is_left_out(ana: Context) -> None:
    imported(ana, csv_of([ROW], ODD), targets={"Alpha": "first_name", "Beta": "last_name", "Gamma": "ignore"})
    with studio_scope(ana.studio.id):
        (client,) = Client.objects.all()
        assert (client.notes, client.custom) == ("", {})
