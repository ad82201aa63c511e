"""Names, addresses, countries, mails, yes and no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.clients.rules.draft import ClientKind, ContactLabel, Relationship
from safelight.exchange.fields.values.addresses import AddressParts, mended_postal_code, split_address, split_place
from safelight.exchange.fields.values.countries import country_of, language_of
from safelight.exchange.fields.values.mails import likely_meant, read_mails
from safelight.exchange.fields.values.names import NameParts, split_name
from safelight.exchange.fields.values.text import cleaned, says_nothing_new
from safelight.exchange.fields.values.words import kind_of, label_of, relationship_of, yes_or_no

FAMILY = ClientKind.FAMILY


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Anna Smith", NameParts(first="Anna", last="Smith")),
        ("Smith, John", NameParts(first="John", last="Smith")),
        ("Dr. Maria van der Berg-Lopez Jr.", NameParts("Dr.", "Maria", "", "van der Berg-Lopez", "Jr.")),
        ("Ludwig van Beethoven", NameParts(first="Ludwig", last="van Beethoven")),
        ("Juan de la Cruz", NameParts(first="Juan", last="de la Cruz")),
        ("VON TRAPP, Georg", NameParts(first="Georg", last="VON TRAPP")),
        ("JOHN SMITH", NameParts(first="JOHN", last="SMITH")),
        ("Berg, Anna van der", NameParts(first="Anna", last="van der Berg")),
        ("Prof. Dr. Hans Meier", NameParts("Prof. Dr.", "Hans", "", "Meier")),
        ("Mary Jo O'Neil-Brown III", NameParts("", "Mary", "Jo", "O'Neil-Brown", "III")),
        ("Smith, John, Jr.", NameParts(first="John", last="Smith", suffix="Jr.")),
        ('Robert "Bob" Smith', NameParts(first="Robert", last="Smith", nickname="Bob")),
        ("Madonna", NameParts(first="Madonna")),
        ("山田太郎", NameParts(first="山田太郎")),
        ("山田 太郎", NameParts(first="太郎", last="山田")),
        ("José Ortega y Gasset", NameParts(first="José", middle="Ortega", last="y Gasset")),
        (
            "Anna & Tom Smith",
            NameParts(first="Anna", last="Smith", partner_first="Tom", partner_last="Smith", kind=FAMILY),
        ),
        (
            "Anna und Tom Smith",
            NameParts(first="Anna", last="Smith", partner_first="Tom", partner_last="Smith", kind=FAMILY),
        ),
        (
            "Anna Smith & Tom Jones",
            NameParts(first="Anna", last="Smith", partner_first="Tom", partner_last="Jones", kind=FAMILY),
        ),
        (
            "Smith, Anna & Tom",
            NameParts(first="Anna", last="Smith", partner_first="Tom", partner_last="Smith", kind=FAMILY),
        ),
        ("Mr. & Mrs. Smith", NameParts(prefix="Mr. & Mrs.", last="Smith", kind=FAMILY)),
        ("Anna, Tom & Max Smith", NameParts(first="Anna, Tom & Max", last="Smith", kind=FAMILY)),
        ("Familie Müller", NameParts(last="Müller", kind=FAMILY)),
        ("The Smith Family", NameParts(last="Smith", kind=FAMILY)),
        ("Foto Meier GmbH", NameParts(kind=ClientKind.ORGANIZATION, organization="Foto Meier GmbH")),
        ("Grundschule am Park", NameParts(kind=ClientKind.ORGANIZATION, organization="Grundschule am Park")),
    ],
)
def test_names(text: str, parts: NameParts) -> None:
    assert split_name(text) == parts


def test_last_name_in_front_without_comma() -> None:
    assert split_name("Smith John", last_first=True) == NameParts(first="John", last="Smith")
    assert split_name("van der Berg Anna", last_first=True) == NameParts(first="Anna", last="van der Berg")


@given(
    st.lists(st.text(alphabet=st.characters(categories=("Lu", "Ll")), min_size=1, max_size=8), min_size=1, max_size=5),
    st.booleans(),
)
def test_no_word_of_a_name_is_lost(words: list[str], last_first: bool) -> None:
    text = " ".join(words)
    parts = split_name(text, last_first=last_first)
    said = [
        parts.prefix,
        parts.first,
        parts.middle,
        parts.last,
        parts.suffix,
        parts.nickname,
        parts.partner_first,
        parts.partner_last,
    ]
    kept = " ".join([*said, parts.organization])
    lost = [word for word in words if word not in kept]
    assert all(
        word.casefold() in {"family", "familie", "fam", "the", "and", "und", "et", "en", "e", "y", "gezin", "household"}
        for word in lost
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("12 Main St, Springfield, IL 62704", AddressParts("12 Main St", "", "Springfield", "IL", "62704")),
        ("12 Main St, Apt 4, Austin, TX 78701-1234", AddressParts("12 Main St", "Apt 4", "Austin", "TX", "78701-1234")),
        (
            "12 Main St\nSpringfield, IL 62704\nUnited States",
            AddressParts("12 Main St", "", "Springfield", "IL", "62704", "US"),
        ),
        ("Hauptstr. 5, 10115 Berlin", AddressParts("Hauptstr. 5", "", "Berlin", "", "10115")),
        ("Hauptstr. 5\nD-10115 Berlin", AddressParts("Hauptstr. 5", "", "Berlin", "", "10115", "DE")),
        ("Calle Mayor 1, 28013 Madrid, España", AddressParts("Calle Mayor 1", "", "Madrid", "", "28013", "ES")),
        ("Keizersgracht 12, 1015 CX Amsterdam", AddressParts("Keizersgracht 12", "", "Amsterdam", "", "1015 CX")),
        (
            "10 Downing Street, London SW1A 2AA, UK",
            AddressParts("10 Downing Street", "", "London", "", "SW1A 2AA", "GB"),
        ),
        ("Rua Augusta 10, 1100-053 Lisboa", AddressParts("Rua Augusta 10", "", "Lisboa", "", "1100-053")),
        ("12 Main St Springfield", None),
        ("Springfield, IL 62704", None),
        ("somewhere, far away", None),
    ],
)
def test_whole_addresses(text: str, parts: AddressParts | None) -> None:
    assert split_address(text) == parts


def test_places() -> None:
    assert split_place("10115 Berlin") == AddressParts(city="Berlin", postal_code="10115")
    assert split_place("Austin, TX 78701") == AddressParts(city="Austin", region="TX", postal_code="78701")
    assert split_place("Toronto, ON M5V 2T6") == AddressParts(city="Toronto", region="ON", postal_code="M5V 2T6")
    assert split_place("London SW1A 1AA") == AddressParts(city="London", postal_code="SW1A 1AA")
    assert split_place("Berlin") is None


def test_lost_zeros_of_postal_codes() -> None:
    assert mended_postal_code("4109", "DE") == ("04109", True)
    assert mended_postal_code("601", "US") == ("00601", True)
    assert mended_postal_code("4109", "AT") == ("4109", False)
    assert mended_postal_code("10115.0", "DE") == ("10115", False)
    assert mended_postal_code("2134", "") == ("2134", False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("USA", "US"),
        ("Deutschland", "DE"),
        ("Alemania", "DE"),
        ("DEU", "DE"),
        ("de", "DE"),
        ("D", "DE"),
        ("Suisse", "CH"),
        ("Österreich", "AT"),
        ("OESTERREICH", "AT"),
        ("Países Bajos", "NL"),
        ("Holland", "NL"),
        ("Regno Unito", "GB"),
        ("England", "GB"),
        ("Brasil", "BR"),
        ("U.S.A.", "US"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_countries(text: str, code: str) -> None:
    assert country_of(text) == code


def test_languages() -> None:
    assert [language_of(text) for text in ("Deutsch", "German", "en-GB", "français", "pt_BR", "klingonisch")] == [
        "de",
        "de",
        "en",
        "fr",
        "pt",
        "",
    ]


def test_mail_cells() -> None:
    assert read_mails("a@B.de").addresses == ("a@b.de",)
    assert read_mails("a@b.de, c@d.com; e@f.org / g@h.net").addresses == ("a@b.de", "c@d.com", "e@f.org", "g@h.net")
    assert read_mails("mailto:a@b.de?subject=x").addresses == ("a@b.de",)
    named = read_mails('"Smith, Anna" <a@b.de>, x@y.de')
    assert (named.addresses, named.names) == (("a@b.de", "x@y.de"), ("Smith, Anna",))
    assert read_mails("jürgen@müller.de").addresses == ("jürgen@müller.de",)
    for wrong in ("a@b", "foo", "a@b..de", "@b.de", "a b@", "a@b.de.", "x" * 250 + "@b.de"):
        read = read_mails(wrong)
        assert read.unread or read.addresses == ("a@b.de",), wrong


def test_slips_are_seen_but_only_real_ones() -> None:
    assert likely_meant("anna@gmial.com") == "anna@gmail.com"
    assert likely_meant("anna@gmail.com") == ""
    assert likely_meant("anna@gmx.de") == ""


def test_yes_and_no() -> None:
    assert all(
        yes_or_no(text) is True for text in ("Yes", "ja", "Oui", "SÍ", "sim", "vero", "waar", "1", "x", "TRUE", "✓")
    )
    assert all(yes_or_no(text) is False for text in ("no", "Nein", "non", "não", "0", "false", "nee"))
    assert yes_or_no("maybe") is None


def test_labels_relationships_kinds() -> None:
    assert label_of("* Work") is ContactLabel.WORK
    assert label_of("Privat") is ContactLabel.HOME
    assert label_of("Móvil") is ContactLabel.MOBILE
    assert label_of("Grandma's cabin") is None
    assert relationship_of("Spouse") is Relationship.PARTNER
    assert relationship_of("Tochter") is Relationship.CHILD
    assert kind_of("Firma") is ClientKind.ORGANIZATION
    assert kind_of("whatever") is None


def test_cleaning() -> None:
    assert cleaned("  Anna\u00a0\u200bMaria \x00") == "Anna Maria"
    assert cleaned('="0123"') == "0123"
    assert cleaned("a \r\n  b\t\tc") == "a\nb c"
    assert cleaned("\ufeffשלום\u200f") == "שלום"
    assert says_nothing_new("Smith, ANNA", "Anna", "Smith")
    assert not says_nothing_new("Anna Smith-Jones", "Anna", "Smith")
