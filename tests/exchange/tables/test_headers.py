"""Where the header is, and what the columns are called."""

from __future__ import annotations

import pytest

from safelight.exchange.tables import Unreadable
from safelight.exchange.tables.headers import column_letters
from tests.exchange.tables.reading import Opener, cells, codes


def test_a_letterhead_above_the_header(opened: Opener) -> None:
    text = (
        "Studio Lichtblick GmbH;;;\nInh. Petra Sommer;;;\nTel. 0211 12345;;;\n;;;\nKundenliste Stand 01.02.2024;;;\n\n"
        "Name;Telefon;PLZ;Ort\nAnna;0151 1;01234;Köln\nBo;0171 2;54321;Bonn\n"
    )
    table = opened(text)
    assert table.header_row == 7
    assert table.columns == ("Name", "Telefon", "PLZ", "Ort")
    assert [row.number for row in table.rows()] == [8, 9]
    assert "rows_above_header" in codes(table)


def test_no_header_at_all(opened: Opener) -> None:
    table = opened("Anna,anna@example.com,0151 23456\nBo,bo@example.com,0123 4567\n")
    assert table.header_row is None
    assert table.columns == ("Column A", "Column B", "Column C")
    assert len(cells(table)) == 2
    assert "no_header" in codes(table)


def test_no_header_when_a_value_of_the_first_row_comes_again(opened: Opener) -> None:
    table = opened("Anna,Weber,Köln\nBo,Klein,Bonn\nCleo,Groth,Köln\n")
    assert table.header_row is None
    assert len(cells(table)) == 3


def test_a_header_of_unknown_words_above_values(opened: Opener) -> None:
    table = opened("Ainm,Ríomhphost\nAoife,aoife@example.com\nCian,cian@example.com\n")
    assert table.header_row == 1


def test_words_a_caller_knows_find_the_header(opened: Opener) -> None:
    text = "Quux Frob\nZibble,Wobble\nAnna,Oslo\nBo,Rome\n"
    table = opened(text, is_known_header=lambda cell: cell in {"Zibble", "Wobble"})
    assert table.columns == ("Zibble", "Wobble")


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,E-mail Address,Home Phone,Business Street",
        "Vorname,Nachname,E-Mail-Adresse,Telefon privat,Straße",
        "Prénom,Nom,Adresse de messagerie,Téléphone,Rue",
        "Nombre,Apellidos,Dirección de correo,Teléfono,Calle",
        "Nome,Cognome,Indirizzo,Telefono,Città",
        "Voornaam,Achternaam,E-mailadres,Telefoon,Straat",
        "Nome,Sobrenome,Endereço,Telefone,Cidade",
        "FirstName,LastName,EmailAddress,PhoneNumber,StreetAddress",
        "first_name,last_name,email,phone,street",
    ],
)
def test_headers_of_text_above_text(opened: Opener, header: str) -> None:
    table = opened(f"{header}\nAnna,Weber,x,y,z\n")
    assert table.header_row == 1
    assert table.columns == tuple(header.split(","))


def test_two_row_headers_are_joined(opened: Opener) -> None:
    text = "Name,,Address,,Phone\nFirst,Last,Street,City,\nAnna,Weber,Main St,Oslo,1\n"
    table = opened(text)
    assert table.columns == ("Name / First", "Name / Last", "Address / Street", "Address / City", "Phone")
    assert table.header_row == 2
    assert cells(table) == [("Anna", "Weber", "Main St", "Oslo", "1")]


def test_a_lone_group_over_a_header(opened: Opener) -> None:
    text = ",,Address,,\nFirst Name,Last Name,Street,City,ZIP\nAnna,Weber,Main St,Oslo,0150\n"
    assert opened(text).columns == ("First Name", "Last Name", "Address / Street", "Address / City", "Address / ZIP")


def test_a_title_is_no_group(opened: Opener) -> None:
    table = opened("Client list,,\nName,Phone,City\nAnna,1,Oslo\n")
    assert table.columns == ("Name", "Phone", "City")


def test_equal_headers_are_kept_apart(opened: Opener) -> None:
    table = opened("Name,Phone,Phone,phone,Phone (2)\nAnna,1,2,3,4\n")
    assert table.columns == ("Name", "Phone", "Phone (3)", "phone (4)", "Phone (2)")
    assert cells(table) == [("Anna", "1", "2", "3", "4")]


def test_headers_are_tidied(opened: Opener) -> None:
    assert opened('" Name  ","E-\nmail"\nAnna,a@example.com\n').columns == ("Name", "E- mail")


def test_columns_without_anything_are_left_out(opened: Opener) -> None:
    table = opened("Name,,Phone\nAnna,,1\nBo,,2\n")
    assert table.columns == ("Name", "Phone")
    assert cells(table) == [("Anna", "1"), ("Bo", "2")]


def test_a_column_without_a_name_but_with_values_is_kept(opened: Opener) -> None:
    table = opened("Name,,Phone\nAnna,x,1\n")
    assert table.columns == ("Name", "Column B", "Phone")


def test_a_repeated_header_is_no_record(opened: Opener) -> None:
    table = opened("Name,Phone\nAnna,1\nName,Phone\nBo,2\n")
    assert cells(table) == [("Anna", "1"), ("Bo", "2")]
    assert "repeated_header" in codes(table)


def test_a_person_may_name_the_header_row(opened: Opener) -> None:
    table = opened("Name,Phone\nNickname,Mobile\nBo,2\n", header_row=2)
    assert table.header_row == 2
    assert "Bo" in cells(table)[0]


def test_a_person_may_say_that_there_is_no_header(opened: Opener) -> None:
    table = opened("Name,Phone\nAnna,1\n", header_row=0)
    assert table.header_row is None
    assert len(cells(table)) == 2


def test_a_header_row_that_is_not_there_is_refused(opened: Opener) -> None:
    with pytest.raises(Unreadable, match="Row 99"):
        opened("Name,Phone\nAnna,1\n", header_row=99)


def test_too_many_columns_are_refused(opened: Opener) -> None:
    with pytest.raises(Unreadable) as refusal:
        opened(",".join(f"c{number}" for number in range(3000)) + "\n")
    assert refusal.value.code == "too_many_columns"


def test_column_letters() -> None:
    assert [column_letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
