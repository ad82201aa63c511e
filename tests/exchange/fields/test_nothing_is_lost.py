"""Nothing of a row is lost, nothing makes the conversion fail, and it is quick."""

from __future__ import annotations

import re
import time
from dataclasses import astuple

from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.exchange.fields import Converter, all_targets, convert_row, guess_mapping, mapping_of

TARGETS = [choice.value for choice in all_targets() if choice.value != "ignore"] + [
    "custom:Size",
    "phone#1",
    "phone#1.label",
    "email#1",
    "email#1.label",
]
WORD = st.text(alphabet="bcdfghkmpqrtvw", min_size=5, max_size=9)  # no word or code of any list
CELL = st.one_of(
    WORD,
    st.lists(WORD, min_size=1, max_size=4).map(" ".join),
    st.lists(WORD, min_size=2, max_size=4).map("\n".join),
    st.sampled_from(
        [
            "0151 23456789",
            "a@b.de",
            "17.05.1980",
            "12345",
            "99.99.9999",
            "a@b",
            "0151",
            "Anna (5)",
            "yes",
            "1;2",
            "Weg 3, 10117 Berlin",
            "",
        ]
    ),
)


@given(st.dictionaries(st.sampled_from(TARGETS), CELL, min_size=1, max_size=8))
@settings(deadline=None, max_examples=300)
def test_no_word_of_a_row_is_lost(row: dict[str, str]) -> None:
    """Every word of letters of every cell is in the draft or in a remark."""
    columns = {f"column{number}": target for number, target in enumerate(row)}
    cells = list(row.values())
    if "nickname" not in row:
        columns["name"] = "nickname"
        cells.append("zzz")
    converted = convert_row(mapping_of(columns), cells, country="DE")
    text = f"{astuple(converted.draft) if converted.draft else ''} {[issue.message for issue in converted.issues]}".casefold()
    if converted.draft is None:
        assert [issue.code for issue in converted.issues if issue.level == "error"] == ["empty_client"]
        return
    for cell in row.values():
        for word in re.findall(r"[^\W\d_]{3,}", cell):
            if word != "yes":
                assert word.casefold() in text, (word, converted)


@given(
    st.lists(st.text(max_size=30), max_size=6), st.lists(st.sampled_from(TARGETS), min_size=4, max_size=4, unique=True)
)
@settings(deadline=None)
def test_any_cells_are_survived(cells: list[str], targets: list[str]) -> None:
    mapping = mapping_of({f"c{number}": target for number, target in enumerate(targets)})
    converted = convert_row(mapping, cells, country="US")
    assert (converted.draft is None) == any(issue.level == "error" for issue in converted.issues)


def test_a_typical_row_is_quick() -> None:
    headers = [
        "Vorname",
        "Nachname",
        "E-Mail",
        "Handy",
        "Telefon privat",
        "Straße",
        "PLZ",
        "Ort",
        "Land",
        "Geburtstag",
        "Tags",
        "Notizen",
        "Quelle",
    ]
    rows = [
        [
            f"Anna{n}",
            "Müller",
            f"anna{n}@example.de",
            f"0151 {20000000 + n}",
            f"030 {1000000 + n}",
            f"Hauptstr. {n}",
            "10115",
            "Berlin",
            "Deutschland",
            f"{n % 28 + 1}.{n % 12 + 1}.{1950 + n % 60}",
            "Hochzeit, VIP",
            "nett",
            "Google",
        ]
        for n in range(2000)
    ]
    converter = Converter(guess_mapping(headers, rows[:100], country="DE"), country="DE")
    for row in rows[:50]:
        converter.convert(row)
    started = time.process_time()
    for row in rows:
        assert converter.convert(row).draft is not None
    # About 40 µs on a quiet machine; the bound leaves room for a busy one.
    assert (time.process_time() - started) / len(rows) < 250e-6
