"""The header rows real programs write: each is recognised, named, and its columns go where they belong."""

from __future__ import annotations

import pytest

from safelight.exchange.fields import guess_mapping, is_known_header
from tests.exchange.fields.program_headers import (
    APPLE,
    GOOGLE_NEW,
    GOOGLE_OLD,
    HONEYBOOK,
    HUBSPOT,
    LINKEDIN,
    MAILCHIMP,
    OUTLOOK,
    OUTLOOK_DUTCH,
    OUTLOOK_FRENCH,
    OUTLOOK_GERMAN,
    OUTLOOK_ITALIAN,
    OUTLOOK_PORTUGUESE,
    OUTLOOK_SPANISH,
    QUICKBOOKS_DESKTOP,
    QUICKBOOKS_ONLINE,
    SALESFORCE,
    SHOPIFY,
    SPECTRA,
    SQUARE,
    STUDIO_NINJA,
    TAVE,
    THUNDERBIRD,
    THUNDERBIRD_GERMAN,
)

CASES = [
    (
        "Google Contacts",
        GOOGLE_OLD,
        {
            "Given Name": "first_name",
            "Family Name": "last_name",
            "E-mail 1 - Type": "email#1.label",
            "E-mail 2 - Value": "email#2",
            "Phone 2 - Type": "phone#2.label",
            "Address 1 - Formatted": "address#1.full",
            "Address 1 - PO Box": "address#1.po_box",
            "Organization 1 - Name": "organization",
            "Relation 1 - Type": "relative#1.label",
            "Event 1 - Value": "event#1",
            "Custom Field 1 - Type": "custom#1.label",
            "Group Membership": "groups",
        },
    ),
    (
        "Google Contacts",
        GOOGLE_NEW,
        {
            "First Name": "first_name",
            "Organization Name": "organization",
            "Labels": "groups",
            "E-mail 1 - Label": "email#1.label",
            "Address 1 - Street": "address#1.street",
            "Relation 1 - Value": "relative#1.name",
            "Website 1 - Value": "website#1",
        },
    ),
    (
        "Outlook",
        OUTLOOK,
        {
            "Title": "prefix",
            "Company": "organization",
            "Business Street": "address.work.street",
            "Business Street 2": "address.work.street2",
            "Home Postal Code": "address.home.postal_code",
            "Other City": "address.other.city",
            "Business Phone 2": "phone.work",
            "Home Fax": "phone.fax",
            "Mobile Phone": "phone.mobile",
            "E-mail Address": "email#1",
            "E-mail 3 Address": "email#3",
            "Spouse": "relative.partner.name",
            "Children": "children",
            "Anniversary": "anniversary",
            "Referred By": "referred_by",
            "Categories": "groups",
            "Web Page": "website",
        },
    ),
    (
        "Outlook (German)",
        OUTLOOK_GERMAN,
        {
            "Vorname": "first_name",
            "Weitere Vornamen": "middle_name",
            "Ort geschäftlich": "address.work.city",
            "Straße privat 2": "address.home.street2",
            "Weiterer Ort": "address.other.city",
            "Telefon geschäftlich": "phone.work",
            "Telefon privat": "phone.home",
            "Mobiltelefon": "phone.mobile",
            "E-Mail-Adresse": "email#1",
            "E-Mail 2: Adresse": "email#2",
            "Geburtstag": "birthday",
            "Partner": "relative.partner.name",
            "Kategorien": "groups",
            "Postfach privat": "address.home.po_box",
        },
    ),
    (
        "Outlook (French)",
        OUTLOOK_FRENCH,
        {
            "Nom": "last_name",
            "Rue (bureau)": "address.work.street",
            "Code postal (domicile)": "address.home.postal_code",
            "Tél. mobile": "phone.mobile",
            "Anniversaire": "birthday",
            "Anniversaire de mariage ou fête": "anniversary",
            "Adresse de messagerie": "email#1",
            "Conjoint(e)": "relative.partner.name",
        },
    ),
    (
        "Outlook (Spanish)",
        OUTLOOK_SPANISH,
        {
            "Nombre": "first_name",
            "Apellidos": "last_name",
            "Calle del trabajo": "address.work.street",
            "Teléfono móvil": "phone.mobile",
            "Aniversario": "anniversary",
            "Cumpleaños": "birthday",
            "Dirección de correo electrónico": "email",
        },
    ),
    (
        "Outlook (Italian)",
        OUTLOOK_ITALIAN,
        {
            "Nome": "first_name",
            "Cognome": "last_name",
            "CAP (uff.)": "address.work.postal_code",
            "Cellulare": "phone.mobile",
            "Coniuge": "relative.partner.name",
        },
    ),
    (
        "Outlook (Dutch)",
        OUTLOOK_DUTCH,
        {
            "Voornaam": "first_name",
            "Huisadres, plaats": "address.home.city",
            "Telefoon op werk": "phone.work",
            "Verjaardag": "birthday",
        },
    ),
    (
        "Outlook (Portuguese)",
        OUTLOOK_PORTUGUESE,
        {
            "Nome": "first_name",
            "Sobrenome": "last_name",
            "CEP residencial": "address.home.postal_code",
            "Celular": "phone.mobile",
            "Aniversário": "birthday",
        },
    ),
    (
        "Thunderbird",
        THUNDERBIRD,
        {
            "Primary Email": "email#1",
            "Secondary Email": "email#2",
            "Home Address": "address.home.street",
            "Home ZipCode": "address.home.postal_code",
            "Birth Year": "birthday.year",
            "Web Page 2": "website#2",
            "Mobile Number": "phone.mobile",
        },
    ),
    (
        "Thunderbird (German)",
        THUNDERBIRD_GERMAN,
        {
            "Tel. dienstlich": "phone.work",
            "Privat: PLZ": "address.home.postal_code",
            "Geburtstag": "birthday.day",
            "Primäre E-Mail-Adresse": "email#1",
        },
    ),
    (
        "Apple Contacts",
        APPLE,
        {
            "First": "first_name",
            "Phone (mobile)": "phone.mobile",
            "Email (work)": "email.work",
            "Address (home)": "address.home.full",
        },
    ),
    (
        "HubSpot",
        HUBSPOT,
        {
            "Record ID": "external_id",
            "Mobile Phone Number": "phone.mobile",
            "Associated Company": "organization",
            "Lifecycle Stage": "stage",
            "State/Region": "address.region",
            "Create Date": "since",
        },
    ),
    (
        "Salesforce",
        SALESFORCE,
        {
            "Id": "external_id",
            "MailingStreet": "address.main.street",
            "MobilePhone": "phone.mobile",
            "Title": "job_title",
            "Birthdate": "birthday",
            "LeadSource": "source",
            "OtherCity": "address.other.city",
        },
    ),
    (
        "Mailchimp",
        MAILCHIMP,
        {
            "Email Address": "email",
            "Address": "address.full",
            "TAGS": "tags",
            "EUID": "external_id",
            "Birthday": "birthday",
        },
    ),
    (
        "Square",
        SQUARE,
        {
            "Reference ID": "number",
            "Square Customer ID": "external_id",
            "Street Address 2": "address.street2",
            "Memo": "notes",
            "Nickname": "nickname",
            "First Visit": "since",
        },
    ),
    (
        "Shopify",
        SHOPIFY,
        {
            "Default Address Company": "organization",
            "Default Address Address1": "address.street",
            "Default Address Zip": "address.postal_code",
            "Phone": "phone#1",
            "Accepts SMS Marketing": "text_consent",
            "Tags": "tags",
        },
    ),
    (
        "QuickBooks Desktop",
        QUICKBOOKS_DESKTOP,
        {
            "Main Phone": "phone.main",
            "Main Email": "email.main",
            "Bill to 1": "address.billing.street",
            "Ship to 1": "address.shipping.street",
            "M.I.": "middle_name",
        },
    ),
    (
        "QuickBooks Online",
        QUICKBOOKS_ONLINE,
        {"Customer": "full_name", "Billing Address": "address.billing.full", "Phone Numbers": "phone"},
    ),
    (
        "LinkedIn",
        LINKEDIN,
        {"Connected On": "since", "URL": "website", "Company": "organization", "Position": "job_title"},
    ),
    (
        "StudioPlus Spectra",
        SPECTRA,
        {
            "Client ID": "number",
            "Spouse First": "relative.partner.first_name",
            "Child 2 Birthday": "relative.child#2.birthday",
            "How Found": "source",
            "Zip": "address.postal_code",
        },
    ),
    ("Táve", TAVE, {"Lead Source": "source", "Cell Phone": "phone.mobile", "Lead Status": "stage"}),
    ("HoneyBook", HONEYBOOK, {"Full Name": "full_name", "Email Address": "email", "Lead Source": "source"}),
    (
        "Studio Ninja",
        STUDIO_NINJA,
        {"Client First Name": "first_name", "Client Phone": "phone", "Partner Email": "relative.partner.email"},
    ),
]


def headers_of(line: str) -> list[str]:
    return line.split("|") if "|" in line else line.split(",")


@pytest.mark.parametrize(
    ("program", "line", "expected"), CASES, ids=[f"{case[0]}-{number}" for number, case in enumerate(CASES)]
)
def test_the_program_is_named_and_its_columns_go_where_they_belong(
    program: str, line: str, expected: dict[str, str]
) -> None:
    mapping = guess_mapping(headers_of(line), [], country="DE", languages=("en",))
    assert mapping.program == program
    assert program in mapping.program_words
    targets = mapping.targets()
    assert {header: targets[header] for header in expected} == expected


@pytest.mark.parametrize(
    ("program", "line"), [case[:2] for case in CASES], ids=[f"{case[0]}-{number}" for number, case in enumerate(CASES)]
)
def test_its_headers_are_known_as_headers(program: str, line: str) -> None:
    headers = headers_of(line)
    assert sum(map(is_known_header, headers)) >= 0.8 * len(headers), [
        header for header in headers if not is_known_header(header)
    ]


@pytest.mark.parametrize(
    "line", [case[1] for case in CASES], ids=[f"{case[0]}-{number}" for number, case in enumerate(CASES)]
)
def test_a_filled_column_is_never_left_out(line: str) -> None:
    headers = headers_of(line)
    mapping = guess_mapping(headers, [[f"word{index}" for index in range(len(headers))]], country="DE")
    assert not [column.column for column in mapping.columns if column.target == "ignore"]


def test_an_ordinary_list_is_no_program() -> None:
    assert guess_mapping(["First Name", "Last Name", "Email", "Phone"], [], country="US").program == ""
    assert guess_mapping(["Name", "Vorname", "Telefon"], [], country="DE").program_words == ""
