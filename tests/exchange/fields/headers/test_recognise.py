"""Headers of seven languages and of any notation."""

from __future__ import annotations

import pytest

from safelight.exchange.fields import is_known_header, parse_target
from safelight.exchange.fields.headers.programs import PROGRAMS
from safelight.exchange.fields.headers.recognise import _TABLES, LANGUAGES, header_languages, meaning_of


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Vorname", "first_name"),
        ("FIRST_NAME", "first_name"),
        ("firstName", "first_name"),
        ("First-name:", "first_name"),
        ("  first   name ", "first_name"),
        ("Prénom", "first_name"),
        ("PRENOM", "first_name"),
        ("Cognome", "last_name"),
        ("Achternaam", "last_name"),
        ("Tussenvoegsel", "last_name_particle"),
        ("Apelido", "last_name"),
        ("Sobrenome", "last_name"),
        ("Handy", "phone.mobile"),
        ("Handy-Nr.", "phone.mobile"),
        ("Mobil", "phone.mobile"),
        ("Natel", "phone.mobile"),
        ("Teléfono móvil", "phone.mobile"),
        ("telefono movil", "phone.mobile"),
        ("Telemóvel", "phone.mobile"),
        ("GSM", "phone.mobile"),
        ("Strasse", "address.street"),
        ("Straße", "address.street"),
        ("STRAßE / HAUSNR.", "address.street"),
        ("PLZ", "address.postal_code"),
        ("Code postal", "address.postal_code"),
        ("CAP", "address.postal_code"),
        ("CEP", "address.postal_code"),
        ("PLZ / Ort", "address.city_postal"),
        ("City, State ZIP", "address.city_postal"),
        ("Geb.-Datum", "birthday"),
        ("Date of Birth", "birthday"),
        ("Geburtsdatum", "birthday"),
        ("Fecha de nacimiento", "birthday"),
        ("Ort geschäftlich", "address.work.city"),
        ("Ort geschaeftlich", "address.work.city"),
        ("Strasse geschaftlich", "address.work.street"),
        ("Rechnungsstraße", "address.billing.street"),
        ("Rechnungsadresse Ort", "address.billing.city"),
        ("Lieferort", "address.shipping.city"),
        ("Billing Zip", "address.billing.postal_code"),
        ("Shipping address line 2", "address.shipping.street2"),
        ("Home Address City", "address.home.city"),
        ("Work E-mail", "email.work"),
        ("Phone 2", "phone#2"),
        ("E-mail 3", "email#3"),
        ("Telefon privat 2", "phone.home#2"),
        ("E-mail 1 - Type", "email#1.label"),
        ("Mother's email", "relative.parent.email"),
        ("Spouse First Name", "relative.partner.first_name"),
        ("Partner Geburtstag", "relative.partner.birthday"),
        ("Child 1 birthday", "relative.child#1.birthday"),
        ("Kind 2 Geburtsdatum", "relative.child#2.birthday"),
        ("Child 1", "relative.child#1.name"),
        ("Name Partner", "relative.partner.name"),
        ("Kinder", "children"),
        ("How did you hear about us?", "source"),
        ("Empfohlen von", "referred_by"),
        ("Bemerkungen", "notes"),
        ("Kundennummer", "number"),
        ("Umzugsdatum", "address.future.starts_on"),
        ("Neue Adresse", "address.future.full"),
        ("Reason", "ignore"),
    ],
)
def test_a_header_means_its_field(header: str, target: str) -> None:
    meaning = meaning_of(header, program=None, languages=tuple(LANGUAGES))
    assert meaning is not None
    assert meaning.target == target
    assert 0.5 < meaning.confidence <= 1
    assert meaning.why.endswith(".")
    assert is_known_header(header)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "Anna",
        "Smith",
        "Berlin",
        "Shirt size",
        "12",
        "a@b.de",
        "+49 151 23456789",
        "Hauptstr. 5",
        "Yes",
        "x" * 80,
        "Home",
        "Work",
    ],
)
def test_values_and_unknown_headers_are_not_known(text: str) -> None:
    assert not is_known_header(text)


def test_a_word_of_two_languages_goes_by_the_other_headers() -> None:
    # "Anniversaire" aside, "aniversario" is a birthday in Portuguese and a wedding day in Spanish.
    spanish = header_languages(["Nombre completo", "Correo electrónico", "Aniversario"], ())
    portuguese = header_languages(["Primeiro nome", "Telemóvel", "Aniversário"], ())
    assert meaning_of("Aniversario", program=None, languages=spanish).target == "anniversary"  # type: ignore[union-attr]
    assert meaning_of("Aniversário", program=None, languages=portuguese).target == "birthday"  # type: ignore[union-attr]
    assert header_languages([], ("pt",))[0] == "pt"


def test_every_listed_header_goes_to_a_field_that_exists() -> None:
    targets = {target for table in _TABLES.values() for target in table.values()}
    targets |= {target for program in PROGRAMS for target in program.table.values() if target}
    assert len(targets) > 60
    for target in targets:
        assert str(parse_target(target)) == target


def test_every_program_says_what_gives_it_away() -> None:
    for program in PROGRAMS:
        assert 2 <= program.needed <= len(program.mark_keys), program.name
