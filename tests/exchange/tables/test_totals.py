"""Closing rows are left out, clients with unlucky names are not."""

from __future__ import annotations

import pytest

from tests.exchange.tables.reading import Opener, cells, codes

HEAD = "Name,City,Amount\nAnna,Oslo,10\nBo,Rome,20\n"


@pytest.mark.parametrize(
    "last",
    [
        "Total,,30",
        "TOTAL:,,30.00",
        "Grand Total,,$30.00",
        "Summe,,30",
        "Gesamtsumme,,30",
        "Total général,,30",
        "Totale,,30",
        "Totaal,,30",
        ",Total,30",
        "Count: 2,,",
        "2 records,,",
        "Page 1 of 1,,",
        "End of report,,",
        "Generated on 2024-01-01,,",
        "合計,,30",
        "Total,,30\nPage 1 of 1,,",
    ],
)
def test_a_closing_row_is_left_out_and_noted(opened: Opener, last: str) -> None:
    table = opened(f"{HEAD}{last}\n")
    assert [row[0] for row in cells(table)] == ["Anna", "Bo"]
    assert "totals_row" in codes(table)


@pytest.mark.parametrize(
    "last",
    ["Total,Paris,40", "Sum Wong,Oslo,3", "Countess Mara,Rome,5", "Anna Total,,30", "Page,Oslo,", "Summer,,30"],
)
def test_a_client_is_no_closing_row(opened: Opener, last: str) -> None:
    assert len(cells(opened(f"{HEAD}{last}\n"))) == 3


def test_a_total_in_the_middle_is_a_record(opened: Opener) -> None:
    assert len(cells(opened(f"{HEAD}Total,,30\nCy,Bonn,5\n"))) == 4
