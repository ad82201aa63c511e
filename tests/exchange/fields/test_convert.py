"""Rows become drafts; what fits nowhere is kept and said."""

from __future__ import annotations

from datetime import date

import pytest

from safelight.clients.rules.draft import (
    AddressDraft,
    ClientDraft,
    ClientKind,
    ContactLabel,
    EmailDraft,
    PhoneDraft,
    Relationship,
    RelativeDraft,
)
from safelight.exchange.fields import (
    Converted,
    Converter,
    DateOrder,
    convert_row,
    guess_mapping,
    mapping_of,
    row_without_cards,
)
from safelight.foundation.cards import holds_card

CARD = "4111 1111 1111 1111"


def convert(row: dict[str, tuple[str, str]], country: str = "DE") -> Converted:
    """A row given as {header: (target, cell)}."""
    mapping = mapping_of({header: target for header, (target, _) in row.items()})
    return convert_row(mapping, [cell for _, cell in row.values()], country=country)


def draft_of(*cells: tuple[str, str], country: str = "DE") -> ClientDraft:
    converted = convert({f"h{number}": cell for number, cell in enumerate(cells)}, country)
    assert converted.draft is not None, converted.issues
    return converted.draft


def codes(converted: Converted) -> list[tuple[str, str, str]]:
    return [(issue.column, issue.level, issue.code) for issue in converted.issues]


def test_a_whole_row() -> None:
    draft = draft_of(
        ("prefix", "Dr."),
        ("first_name", " Anna "),
        ("last_name", "Müller"),
        ("email", "Anna@Example.DE"),
        ("email.work", "work@example.de"),
        ("phone.mobile", "0151 23456789"),
        ("phone", "030 1234567 ext. 5"),
        ("address.street", "Hauptstr."),
        ("address.house_number", "5a"),
        ("address.postal_code", "10115"),
        ("address.city", "Berlin"),
        ("address.country", "Deutschland"),
        ("address.billing.city", "Bonn"),
        ("birthday", "17.05.1980"),
        ("anniversary", "1.6.2010"),
        ("since", "2020-01-02T10:00:00Z"),
        ("tags", "VIP; Hochzeit, VIP"),
        ("groups", "* myContacts ::: Stamm"),
        ("source", "Google"),
        ("referred_by", "Tom"),
        ("stage", "Lead"),
        ("do_not_contact", "ja"),
        ("text_consent", "nein"),
        ("notes", "erste Zeile\r\nzweite"),
        ("external_id", "1001.0"),
        ("number", "K-7"),
        ("website", "https://example.de"),
        ("language", "Deutsch"),
        ("job_title", "Lehrerin"),
        ("custom:Größe", "XL"),
    )
    assert draft == ClientDraft(
        kind=ClientKind.PERSON,
        prefix="Dr.",
        first_name="Anna",
        last_name="Müller",
        job_title="Lehrerin",
        emails=(EmailDraft("Anna@example.de"), EmailDraft("work@example.de", ContactLabel.WORK)),
        phones=(
            PhoneDraft("+4915123456789", ContactLabel.MOBILE, "", text_consent=False),
            PhoneDraft("+49301234567", ContactLabel.MAIN, "5", text_consent=False),
        ),
        addresses=(
            AddressDraft("Hauptstr. 5a", "", "Berlin", "", "10115", "DE", ContactLabel.HOME),
            AddressDraft(city="Bonn", label=ContactLabel.BILLING),
        ),
        birthday=date(1980, 5, 17),
        anniversary=date(2010, 6, 1),
        since=date(2020, 1, 2),
        tags=("VIP", "Hochzeit"),
        groups=("Stamm",),
        source="Google",
        referred_by="Tom",
        stage="Lead",
        do_not_contact=True,
        notes="erste Zeile\nzweite",
        external_id="1001",
        number="K-7",
        website="https://example.de",
        language="de",
        custom={"Größe": "XL"},
    )


def test_google_pairs_of_label_and_value() -> None:
    headers = [
        "First Name",
        "Last Name",
        "E-mail 1 - Label",
        "E-mail 1 - Value",
        "Phone 1 - Label",
        "Phone 1 - Value",
        "Address 1 - Label",
        "Address 1 - Formatted",
        "Address 1 - Street",
        "Address 1 - City",
        "Relation 1 - Label",
        "Relation 1 - Value",
        "Event 1 - Label",
        "Event 1 - Value",
        "Custom Field 1 - Label",
        "Custom Field 1 - Value",
        "Website 1 - Label",
        "Website 1 - Value",
    ]
    cells = [
        "Jane",
        "Doe",
        "* Work",
        "jane@example.com ::: j@example.org",
        "Grandma's cabin",
        "+1 202-555-0123",
        "Home",
        "12 Main St\nSpringfield, IL 62704",
        "12 Main St",
        "Springfield",
        "Spouse",
        "Tom Doe",
        "Anniversary",
        "2010-06-05",
        "Shirt",
        "XL",
        "Profile",
        "https://example.com",
    ]
    mapping = guess_mapping(headers, [cells], country="US")
    draft = convert_row(mapping, cells, country="US").draft
    assert draft is not None
    assert draft.emails == (
        EmailDraft("jane@example.com", ContactLabel.WORK),
        EmailDraft("j@example.org", ContactLabel.WORK),
    )
    assert draft.phones == (PhoneDraft("+12025550123", ContactLabel.OTHER),)
    assert "+12025550123: Grandma's cabin" in draft.notes
    assert draft.addresses == (AddressDraft("12 Main St", "", "Springfield", "IL", "62704"),)
    assert draft.relatives == (RelativeDraft("Tom", "Doe", Relationship.PARTNER),)
    assert draft.anniversary == date(2010, 6, 5)
    assert draft.custom["Shirt"] == "XL"


def test_couples_families_organizations() -> None:
    couple = draft_of(("first_name", "Anna & Tom"), ("last_name", "Smith"))
    assert (couple.kind, couple.first_name, couple.last_name) == (ClientKind.FAMILY, "Anna", "Smith")
    assert couple.relatives == (RelativeDraft("Tom", "Smith", Relationship.PARTNER),)
    named = draft_of(
        ("full_name", "Anna & Tom Smith"),
        ("relative.partner.name", "Tom Smith"),
        ("relative.partner.birthday", "1.2.1980"),
    )
    assert named.relatives == (RelativeDraft("Tom", "Smith", Relationship.PARTNER, date(1980, 2, 1)),)
    company = draft_of(("organization", "Foto GmbH"), ("email", "a@b.de"))
    assert company.kind is ClientKind.ORGANIZATION
    employee = draft_of(("organization", "Foto GmbH"), ("last_name", "Meier"))
    assert employee.kind is ClientKind.PERSON
    assert draft_of(("full_name", "Foto Meier GmbH")).organization == "Foto Meier GmbH"
    said = draft_of(("kind", "Firma"), ("last_name", "Meier"))
    assert said.kind is ClientKind.ORGANIZATION


def test_dutch_name_and_redundant_full_name() -> None:
    draft = draft_of(
        ("first_name", "Anna"),
        ("last_name_particle", "van der"),
        ("last_name", "Berg"),
        ("full_name", "Anna van der Berg"),
    )
    assert (draft.last_name, draft.notes) == ("van der Berg", "")
    assert (
        "Annabelle Berg"
        in draft_of(("first_name", "Anna"), ("last_name", "Berg"), ("full_name", "Annabelle Berg")).notes
    )


def test_children_in_one_cell() -> None:
    draft = draft_of(("first_name", "Anna"), ("children", "Emma (2.3.2015), Max *4.5.2018; Lena"))
    assert draft.relatives == (
        RelativeDraft("Emma", "", Relationship.CHILD, date(2015, 3, 2)),
        RelativeDraft("Max", "", Relationship.CHILD, date(2018, 5, 4)),
        RelativeDraft("Lena", "", Relationship.CHILD),
    )
    aged = draft_of(("first_name", "Anna"), ("children", "Emma (5)"))
    assert aged.relatives[0].first_name == "Emma"
    assert "Emma (5)" in aged.notes


def test_relatives_by_columns() -> None:
    draft = draft_of(
        ("first_name", "Anna"),
        ("relative.child#1.name", "Emma"),
        ("relative.child#1.birthday", "2.3.2015"),
        ("relative.parent.name", "Eva Maier"),
        ("relative.parent.phone", "0151 23456789"),
        ("relative.parent.email", "eva@example.de"),
        ("relative.sibling.birthday", "1.1.2000"),
    )
    assert draft.relatives == (
        RelativeDraft("Emma", "", Relationship.CHILD, date(2015, 3, 2)),
        RelativeDraft("Eva", "Maier", Relationship.PARENT, None, "eva@example.de", "+4915123456789"),
    )
    assert "2000-01-01" in draft.notes


def test_birthday_in_three_columns_and_without_year() -> None:
    draft = draft_of(("first_name", "A"), ("birthday.day", "17"), ("birthday.month", "5"), ("birthday.year", "1980"))
    assert (draft.birthday, draft.birth_year_known) == (date(1980, 5, 17), True)
    draft = draft_of(("first_name", "A"), ("birthday.day", "17"), ("birthday.month", "5"))
    assert (draft.birthday, draft.birth_year_known) == (date(1604, 5, 17), False)
    draft = draft_of(("first_name", "A"), ("birthday", "17.5."))
    assert (draft.birthday, draft.birth_year_known) == (date(1604, 5, 17), False)


def test_addresses_of_all_shapes() -> None:
    assert draft_of(("first_name", "A"), ("address.full", "Hauptstr. 5\n10115 Berlin\nGermany")).addresses == (
        AddressDraft("Hauptstr. 5", "", "Berlin", "", "10115", "DE"),
    )
    assert draft_of(("first_name", "A"), ("address.full", "somewhere in town")).addresses == (
        AddressDraft("somewhere in town"),
    )
    assert draft_of(("first_name", "A"), ("address.full", "Hauptstr. 5"), ("address.city", "Berlin")).addresses == (
        AddressDraft("Hauptstr. 5", city="Berlin"),
    )
    assert draft_of(("first_name", "A"), ("address.city_postal", "Austin, TX 78701")).addresses == (
        AddressDraft(city="Austin", region="TX", postal_code="78701"),
    )
    assert draft_of(
        ("first_name", "A"), ("address.future.full", "Weg 3, 10117 Berlin"), ("address.future.starts_on", "1.2.2030")
    ).addresses == (AddressDraft("Weg 3", "", "Berlin", "", "10117", "", ContactLabel.FUTURE, date(2030, 2, 1)),)
    assert (
        draft_of(("first_name", "A"), ("address.po_box", "123"), ("address.city", "Bonn")).addresses[0].street
        == "PO Box 123"
    )
    assert (
        draft_of(("first_name", "A"), ("address.street", "Main St"), ("address.house_number", "5"), country="US")
        .addresses[0]
        .street
        == "5 Main St"
    )


def test_lost_zero_of_a_postal_code_is_put_back_only_where_it_is_certain() -> None:
    said = convert(
        {"PLZ": ("address.postal_code", "4109"), "Land": ("address.country", "Deutschland"), "N": ("last_name", "A")}
    )
    assert said.draft is not None
    assert said.draft.addresses[0].postal_code == "04109"
    assert [issue.code for issue in said.issues] == ["postal_code_mended"]
    assert draft_of(("last_name", "A"), ("address.postal_code", "4109")).addresses[0].postal_code == "4109"
    assert (
        draft_of(("last_name", "A"), ("address.postal_code", "2134"), country="US").addresses[0].postal_code == "02134"
    )


def test_what_cannot_be_used_is_said_and_kept() -> None:
    converted = convert(
        {
            "Name": ("last_name", "Meier"),
            "Mail": ("email", "meier@"),
            "Handy": ("phone.mobile", "0151"),
            "Geboren": ("birthday", "29.02.2023"),
            "Werbung": ("do_not_contact", "vielleicht"),
            "Land": ("address.country", "Atlantis"),
        }
    )
    assert converted.draft is not None
    assert {issue.code for issue in converted.issues} == {
        "email_invalid",
        "phone_invalid",
        "date_invalid",
        "yes_no_unclear",
        "country_unknown",
    }
    assert all(issue.level == "warning" for issue in converted.issues)
    for text in ("Mail as written: meier@", "Phone as written: 0151", "29.02.2023", "vielleicht", "Atlantis"):
        assert text in converted.draft.notes


def test_slips_are_flagged_not_changed() -> None:
    converted = convert({"Mail": ("email", "anna@gmial.com")})
    assert converted.draft is not None
    assert converted.draft.emails[0].address == "anna@gmial.com"
    assert codes(converted) == [("Mail", "warning", "email_slip")]


def test_nobody_to_know_a_client_by() -> None:
    for row in ({"Ort": ("address.city", "Berlin")}, {"N": ("last_name", " ")}, {"Tel": ("phone", "12")}):
        converted = convert(row)
        assert converted.draft is None
        assert converted.issues[-1].code == "empty_client"
        assert converted.issues[-1].level == "error"


def test_short_and_long_rows() -> None:
    mapping = mapping_of({"Name": "last_name", "Ort": "address.city"})
    assert convert_row(mapping, ["Meier"], country="DE").draft == ClientDraft(last_name="Meier")
    long = convert_row(mapping, ["Meier", "Berlin", "", "mehr"], country="DE")
    assert long.draft is not None
    assert "Column 4: mehr" in long.draft.notes
    assert codes(long) == [("", "warning", "extra_cell")]


def test_a_column_that_seemed_empty_is_not_lost() -> None:
    mapping = guess_mapping(["Name", "Leer"], [["Anna Meier", ""]], country="DE")
    converted = convert_row(mapping, ["Anna Meier", "doch"], country="DE")
    assert converted.draft is not None
    assert "Leer: doch" in converted.draft.notes


@pytest.mark.parametrize(
    "target", ["notes", "last_name", "phone", "ignore", "custom:Card", "external_id", "tags", "email"]
)
def test_a_card_number_refuses_the_row_and_shows_nowhere(target: str) -> None:
    converted = convert({"Name": ("first_name", "Anna"), "X": (target, f"see {CARD} please")})
    assert converted.draft is None
    assert codes(converted) == [("X", "error", "card_number")]
    assert not any(holds_card(issue.message) or "4111" in issue.message for issue in converted.issues)
    assert row_without_cards(["Anna", f"see {CARD} please"]) == ("Anna", "see •••• 1111 please")


def test_a_card_number_beyond_the_last_column_or_in_a_header() -> None:
    mapping = mapping_of({"Name": "last_name"})
    assert convert_row(mapping, ["Meier", CARD], country="DE").draft is None
    odd = convert({CARD: ("notes", CARD), "Name": ("last_name", "Meier")})
    assert not holds_card(odd.issues[0].message)


def test_confirmed_columns_keep_long_numbers_masked_unless_cards_are_spoken_of() -> None:
    mapping = mapping_of({"Name": "last_name", "Tracking": "custom:Tracking", "Visa": "custom:Visa"})
    converter = Converter(mapping, country="DE", confirmed={"Tracking", "Visa"})
    draft = converter.convert(["Meier", CARD, ""]).draft
    assert draft is not None
    assert draft.custom["Tracking"] == "•••• 1111"
    assert converter.convert(["Meier", "", CARD]).draft is None
    assert converter.convert(["Meier", f"{CARD} cvv 123", ""]).draft is None


def test_the_columns_order_decides_dates() -> None:
    mapping = mapping_of({"Name": "last_name", "Born": "birthday"})
    for order, expected in ((DateOrder.DAY_FIRST, date(1980, 4, 3)), (DateOrder.MONTH_FIRST, date(1980, 3, 4))):
        draft = convert_row(mapping, ["A", "3/4/1980"], country="DE", date_order=order).draft
        assert draft is not None
        assert draft.birthday == expected
