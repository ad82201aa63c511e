"""Columns without telling headers are understood from their values, and nothing gets lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.exchange.fields import DateOrder, guess_mapping, parse_target, with_date_orders
from safelight.exchange.fields.mapping import is_single

GERMAN = [
    ["Anna", "Müller", "anna@example.de", "0151 23456789", "Hauptstraße 5", "10115", "Berlin", "17.5.1980"],
    ["Thomas", "Meier", "tom@example.de", "030 1234567", "Am Ring 12a", "04109", "Leipzig", "3.4.1990"],
    ["Lena", "Wójcik", "lena@example.de", "+49 160 1234567", "Dorfweg 1", "80331", "München", "30.12.1975"],
]


def targets(columns: list[str], rows: list[list[str]], country: str = "DE") -> list[str]:
    return [column.target for column in guess_mapping(columns, rows, country=country).columns]


def test_no_header_at_all() -> None:
    expected = [
        "first_name",
        "last_name",
        "email",
        "phone",
        "address.street",
        "address.postal_code",
        "address.city",
        "birthday",
    ]
    assert targets([""] * 8, GERMAN) == expected
    assert targets([f"Column {number}" for number in range(1, 9)], GERMAN) == expected
    assert targets([f"Spalte{number}" for number in range(1, 9)], GERMAN) == expected


def test_american_values() -> None:
    rows = [
        ["Smith, John", "(212) 555-2671", "12 Main St", "Springfield, IL 62704", "IL", "https://smith.example.com"],
        ["Miller, Mary", "312-555-0188", "400 Oak Avenue Apt 2", "Austin, TX 78701", "TX", "www.miller.com"],
    ]
    assert targets([""] * 6, rows, "US") == [
        "full_name_last_first",
        "phone",
        "address.street",
        "address.city_postal",
        "address.region",
        "website",
    ]


def test_whole_addresses_countries_and_long_texts() -> None:
    long = "They loved the pictures by the lake and want to come again next summer with the dog."
    rows = [
        ["Hauptstr. 5, 10115 Berlin", "Germany", long],
        ["Rue de Rivoli 3, 75001 Paris", "France", long + " Really."],
    ]
    assert targets(["", "", ""], rows) == ["address.full", "address.country", "notes"]


def test_plain_name_beside_other_name_columns() -> None:
    assert targets(["Name", "Vorname"], [["Müller", "Anna"]]) == ["last_name", "first_name"]
    assert targets(["Nome", "Cognome"], [["Anna", "Rossi"]]) == ["first_name", "last_name"]
    assert targets(["Nom", "Prénom"], [["Martin", "Anne"]]) == ["last_name", "first_name"]
    assert targets(["Nombre", "Apellidos"], [["Ana", "García"]]) == ["first_name", "last_name"]
    assert targets(["Name"], [["Anna Müller"]]) == ["full_name"]
    assert targets(["Name"], [["Müller, Anna"]]) == ["full_name_last_first"]


def test_values_that_contradict_the_header() -> None:
    assert targets(["Phone"], [["a@b.de"], ["c@d.de"]]) == ["email"]
    assert targets(["E-Mail"], [["0151 23456789"], ["030 1234567"]]) == ["phone"]
    doubtful = guess_mapping(["Geburtstag"], [["nie"], ["bald"]], country="DE").columns[0]
    assert doubtful.target == "birthday"
    assert doubtful.confidence < 0.6
    assert "Few values are dates" in doubtful.why


def test_columns_of_the_same_kind_do_not_clash() -> None:
    rows = [["Anna", "Annabelle", "Berlin", "Bonn", "a@b.de", "c@d.de", "0151 23456789", "030 1234567"]]
    mapping = guess_mapping(
        ["Vorname", "Vorname (2)", "Ort", "Ort (2)", "E-Mail", "E-Mail (2)", "Tel", "Tel (2)"], rows, country="DE"
    )
    assert [column.target for column in mapping.columns] == [
        "first_name",
        "custom:Vorname (2)",
        "address.city",
        "address#2.city",
        "email",
        "email",
        "phone",
        "phone",
    ]
    assert mapping.columns[1].confidence <= 0.3


def test_unknown_and_empty_columns() -> None:
    mapping = guess_mapping(
        ["Name", "Shirt size", "Nix", "Reason"], [["Anna Müller", "XL", "", "no mail"]], country="DE"
    )
    assert [column.target for column in mapping.columns] == ["full_name", "custom:Shirt size", "ignore", "ignore"]
    assert [column.unseen for column in mapping.columns] == [False, False, True, False]


def test_samples_are_few_short_and_free_of_cards() -> None:
    rows = [[f"text {number} " + "x" * 100] for number in range(20)] + [["4111 1111 1111 1111"]]
    (column,) = guess_mapping(["Notes"], rows[-3:], country="DE").columns
    assert len(column.samples) <= 5
    assert all(len(sample) <= 80 for sample in column.samples)
    assert not any("4111 1111" in sample for sample in column.samples)


def test_date_order_is_decided_over_the_whole_column() -> None:
    rows = [["3/4/1980"], ["5/6/1981"], ["12/25/1990"]]
    assert guess_mapping(["Birthday"], rows, country="DE").columns[0].date_order is DateOrder.MONTH_FIRST
    few = guess_mapping(["Birthday"], rows[:1], country="DE")
    assert few.columns[0].date_order is DateOrder.DAY_FIRST
    assert with_date_orders(few, rows, "DE").columns[0].date_order is DateOrder.MONTH_FIRST
    children = guess_mapping(["Kids"], [["Emma (3/4/2015), Max 12/25/2018"]], country="DE")
    assert children.columns[0].date_order is DateOrder.MONTH_FIRST


HEADERS = st.sampled_from(
    [
        "",
        "Name",
        "Phone",
        "Telefon",
        "E-Mail",
        "City",
        "Ort",
        "Child 1",
        "Notes",
        "x",
        "Anna",
        "PLZ",
        "Reason",
        "Email 2",
        "id",
    ]
)
CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["Anna", "a@b.de", "0151 23456789", "10115", "1.2.1990", "Berlin", "yes", "Müller, Anna"]),
)


@given(st.lists(HEADERS, min_size=1, max_size=8), st.lists(st.lists(CELLS, max_size=9), max_size=5))
@settings(deadline=None)
def test_any_table_gets_a_mapping_without_clashes(columns: list[str], rows: list[list[str]]) -> None:
    mapping = guess_mapping(columns, rows, country="DE", languages=("de",))
    assert [column.column for column in mapping.columns] == columns
    single = [
        column.target
        for column in mapping.columns
        if is_single(column.target) and not column.target.startswith("custom:")
    ]
    assert len(single) == len(set(single))
    for column in mapping.columns:
        assert str(parse_target(column.target)) == column.target
        assert 0 <= column.confidence <= 1
        assert column.why
