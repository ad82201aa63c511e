"""Files made to break the importer: every one is imported or refused in words, in time that grows with its size."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from safelight.clients.models import Client, CustomField, Email, Phone, Stage, Tag
from safelight.foundation.actions import ActionError, Context
from safelight.foundation.tenancy import studio_scope
from tests.exchange.imports.importing import HEADER, csv_of, imported, names, sums

BASE = ("Eva", "Berg", "eva@example.com", "0151 23456789", "Lindenstr. 4", "Berlin", "VIP", "nice")


def in_words(context: Context, content: bytes) -> str:
    """How many of the file's rows have an outcome; empty where the file was refused in words."""
    try:
        done = imported(context, content)
    except ActionError as refusal:
        return "" if refusal.message.endswith(".") else refusal.message
    return f"{sum(sums(done))} of {done.report.rows}"


def with_cell(column: str, text: str) -> tuple[str, ...]:
    return tuple(text if name == column else value for name, value in zip(HEADER, BASE, strict=True))


@pytest.mark.parametrize("column", HEADER)
@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000, "Łukasz " * 1_400, "=cmd|'/C calc'!A0", "@SUM(1+1)", "a\x00b\x01\x1f\x1ec", "\u202eabc\u202c", "\ufeff\u200b",
        "9999-12-31", "0000-00-00", "🎞" * 300, "é́́" * 50, "\u200fשלום\u200f", "\\.", "\\N", "'; drop table x; --", "NULL",
        "a" * 1_000_000,
    ],
    ids=range(17),
)  # fmt: skip
def test_any_cell_is_kept_repaired_or_refused_in_words(ana: Context, column: str, text: str) -> None:
    done = imported(ana, csv_of([with_cell(column, text), ("Tom", "Alt", *[""] * 6)]))
    created, _, _, _, failed = sums(done)
    assert created + failed == 2
    assert created >= 1
    if failed:
        assert [issue.row for issue in done.issues if issue.level == "error"] == [2]
    for issue in done.issues:
        assert issue.message.endswith((".", "?"))
        assert len(issue.message) < 500


def test_invisible_characters_do_not_reach_a_name(ana: Context) -> None:
    imported(ana, csv_of([("\u202eE\x00va\u202c", "\x1fBerg\x1e", *[""] * 6)]))
    assert names(ana) == ["Eva Berg"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_lone_surrogates_do_not_break_an_import(ana: Context, encoding: str) -> None:
    content = csv_of([BASE]).decode().replace("nice", "a\ud800b").encode(encoding, "surrogatepass")
    assert in_words(ana, content) in {"", "1 of 1"}
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Eva \ud83d Berg\nEND:VCARD\n".encode("utf-8", "surrogatepass")
    assert imported(ana, card, "a.vcf").report.failed == 0


def test_very_wide_rows_end_in_words(ana: Context) -> None:
    for content in (
        (",".join(f"Col {n}" for n in range(200_000)) + "\n" + ",".join("x" for _ in range(200_000)) + "\n").encode(),
        b"First name,Last name\nEva,Berg" + b"," * 200_000 + b"x\n",
        (",".join(["First name", *(f"Size {n}" for n in range(2_000))]) + "\nEva" + ",L" * 2_000 + "\n").encode(),
    ):
        started = time.process_time()
        assert in_words(ana, content) in {"", "1 of 1"}
        assert time.process_time() - started < 20
    with studio_scope(ana.studio.id):
        assert CustomField.objects.count() <= 500


@pytest.mark.parametrize(
    "row",
    [
        lambda n: (f"Given{n}", f"Family{n}", "", "030 901820", "", "", "", ""),
        lambda n: (f"Given{n}", f"Family{n}", "studio@example.com", "", "", "", "", ""),
        lambda n: ("Jan", "Novák", f"jan{n}@example.com", "", "", "", "", ""),
        lambda n: ("Jan", "Novák", "", "", f"Ring {n}", "Berlin", "", ""),
        lambda n: (f"Given{n}", f"Family{n}", "", "", "", "", f"tag {n}", ""),
        lambda _: ("Cher", "", "", "", "", "", "", ""),
    ],
    ids=["one phone", "one mail", "one name", "one name, many houses", "distinct tags", "one row"],
)  # fmt: skip
def test_time_grows_with_the_rows_whatever_repeats(
    ana: Context, dana: Context, row: Callable[[int], tuple[str, ...]]
) -> None:
    spent = []
    for context, count in ((dana, 1_500), (ana, 6_000)):
        started = time.process_time()
        done = imported(context, csv_of(map(row, range(count))))
        spent.append((time.process_time() - started) / count)
        assert done.report.rows == count
        assert done.report.failed == 0
    assert spent[1] < 4 * spent[0] + 0.0005


def test_thousands_of_tags_stages_and_fields(ana: Context) -> None:
    header = ("Last name", "Stage", "Tags", "Source")
    rows = [(f"Family{n}", f"Step {n}", f"tag {n}", f"source {n}") for n in range(5_000)]
    assert sums(imported(ana, csv_of(rows, header)))[0] == 5_000
    with studio_scope(ana.studio.id):
        assert Tag.objects.count() == 5_000
        assert Stage.objects.count() <= 100
        assert Client.objects.get(last_name="Family4999").notes == "Stage: Step 4999", (
            "what is no stage stays in the notes"
        )
    assert sums(imported(ana, csv_of(rows, header))) == (0, 0, 0, 5_000, 0)


def test_two_thousand_tags_in_one_cell_stay_with_the_client(ana: Context) -> None:
    done = imported(ana, csv_of([with_cell("Tags", ", ".join(f"t{n}" for n in range(2_000)))]))
    assert sums(done)[0] == 1
    with studio_scope(ana.studio.id):
        assert Tag.objects.count() == 100
        assert "t1999" in Client.objects.get().notes


def test_a_hundred_and_fifty_mails_and_phones_keep_a_hundred_and_note_the_rest(ana: Context) -> None:
    mails = "; ".join(f"eva{n}@example.com" for n in range(150))
    done = imported(ana, csv_of([with_cell("Email", mails)]))
    assert "There are 150 entries of mail" in done.issues[0].message
    with studio_scope(ana.studio.id):
        assert (Email.objects.count(), Phone.objects.count()) == (100, 1)
        assert "eva149@example.com" in Client.objects.get().notes


def test_an_archived_field_of_that_name_stays_closed_and_its_value_is_kept(ana: Context) -> None:
    header = ("Last name", "Shirt size")
    targets = {"Shirt size": "custom:Shirt size"}
    imported(ana, csv_of([("Alt", "M")], header), targets=targets)
    with studio_scope(ana.studio.id):
        CustomField.objects.update(archived_at=ana.now)
    assert sums(imported(ana, csv_of([("Neu", "L")], header), targets=targets))[0] == 1
    with studio_scope(ana.studio.id):
        assert Client.objects.get(last_name="Neu").notes == "Shirt size: L"
        assert CustomField.objects.count() == 1


def test_a_value_that_does_not_fit_a_known_clients_field_is_kept_in_the_notes(ana: Context) -> None:
    header, targets = ("First name", "Last name", "Since when"), {"Since when": "custom:Since when"}
    imported(ana, csv_of([("Eva", "Berg", "")], header), targets=targets)
    with studio_scope(ana.studio.id):
        CustomField(label="Since when", key="since when", type="date").save()
    for outcome in ((0, 1, 0, 0, 0), (0, 0, 0, 1, 0)):
        assert sums(imported(ana, csv_of([("Eva", "Berg", "long ago")], header), targets=targets)) == outcome
    with studio_scope(ana.studio.id):
        assert Client.objects.get().notes == "Since when: long ago"
