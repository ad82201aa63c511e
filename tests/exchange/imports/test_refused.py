"""Refused rows: in words, handed back masked, and card numbers nowhere."""

from __future__ import annotations

import io
import logging
from base64 import b64encode

import pytest

from safelight.exchange.actions import add_import
from safelight.exchange.imports.refused import write_refused_of
from safelight.exchange.models import ImportedRow
from safelight.foundation.actions import Context, InvalidInput, run
from safelight.foundation.tenancy import studio_scope
from tests.exchange.imports.importing import HEADER, csv_of, everything, imported, names, sums

VISA = "4111 1111 1111 1111"
AMEX = "378282246310005"
MASTER = "5555-5555-5555-4444"
_SECRET = ("4111", "378282246310005", "5555-5555-5555")

ROWS = [
    ("Eva", "Berg", "eva@example.com", "", "", "", "", ""),
    ("Tom", "Alt", "", "", "", "", "", f"pays with {VISA}, 12/27"),
    ("Ida", AMEX, "", "", "", "", "", ""),
    ("", "", "", "", "Lindenstr. 4", "Berlin", "VIP", "nobody"),
    ("Ute", "Neu", "", "", MASTER, "", "", ""),
    ("Jan", "Lang", "", "", "", "", f"VIP, {VISA}", ""),
]


def shown(context: Context) -> str:
    return "\n".join(row for rows in everything(context).values() for row in rows)


def test_card_numbers_reach_neither_database_nor_log_nor_answer(
    ana: Context, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    tried = imported(ana, csv_of(ROWS), trial=True)
    done = imported(ana, csv_of(ROWS))
    assert sums(done) == sums(tried) == (1, 0, 0, 0, 5)
    assert names(ana) == ["Eva Berg"]
    target = io.BytesIO()
    with studio_scope(ana.studio.id):
        assert write_refused_of(done.batch, done.understood, target) == 5  # type: ignore[arg-type]  # a run has one
    printed = capsys.readouterr()
    everywhere = [
        shown(ana), caplog.text, printed.out, printed.err, done.model_dump_json(), tried.model_dump_json(),
        target.getvalue().decode(),
    ]  # fmt: skip
    for place in everywhere:
        for secret in _SECRET:
            assert secret not in place
    assert "•••• 1111" in target.getvalue().decode()


def test_refusals_say_row_column_and_what_to_do(ana: Context) -> None:
    done = imported(ana, csv_of(ROWS))
    refusals = {(issue.row, issue.column, issue.code) for issue in done.issues if issue.level == "error"}
    assert refusals == {
        (3, "Notes", "card_number"), (4, "Last name", "card_number"), (5, "", "empty_client"),
        (6, "Street", "card_number"), (7, "Tags", "card_number"),
    }  # fmt: skip
    for issue in done.issues:
        assert issue.message.endswith(".")
        assert issue.code != "card_number" or "take it out" in issue.message


def test_cards_in_names_of_columns_and_above_the_header_are_masked(ana: Context) -> None:
    bare = csv_of([("Eva", "Berg", VISA), ("Tom", "Alt", ""), ("Ida", "Neu", "")], None)
    for content, header_row in (
        (csv_of([("Eva", "Berg", "a", "b")], ("First name", "Last name", VISA, f"{VISA} ")), None),
        (f"Paid with {VISA}\n\nFirst name,Last name\nEva,Berg\n".encode(), None),
        (bare, 0),
        (bare, 1),
    ):
        for trial in (True, False):
            done = imported(ana, content, trial=trial, header_row=header_row)
            assert "4111" not in done.model_dump_json()
        given = {"filename": "a.csv", "content": b64encode(content), "choices": {"header_row": header_row}}
        run(add_import, ana, given)
    assert "4111" not in shown(ana)


def test_a_name_of_a_file_that_holds_a_card_is_refused(ana: Context) -> None:
    with pytest.raises(InvalidInput, match="looks like a payment card number"):
        imported(ana, csv_of(ROWS[:1]), f"{VISA}.csv")
    assert "4111" not in shown(ana)


def test_rows_that_are_cut_short_by_a_quoting_accident_are_refused_not_guessed(ana: Context) -> None:
    lines = [",".join(HEADER)] + [f"Given{n},Family{n},p{n}@example.com,,,,,x" for n in range(30)]
    lines[5] = 'Given4,Family4,p4@example.com,,,,,"x" y, z, "and more, of it", and, more, a, b, c'
    done = imported(ana, "\n".join([*lines, ""]).encode())
    assert done.report.rows == 30
    assert done.report.created >= 29
    for issue in done.issues:
        assert issue.row == 6


def test_refused_rows_come_back_in_the_order_of_the_file(ana: Context) -> None:
    done = imported(ana, csv_of(ROWS))
    with studio_scope(ana.studio.id):
        kept = list(ImportedRow.objects.filter(outcome="failed").order_by("row").values_list("row", flat=True))
    assert kept == [3, 4, 5, 6, 7]
    assert done.report.failed == 5
