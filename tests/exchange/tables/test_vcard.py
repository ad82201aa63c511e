"""vCards of every version, as the programs people come from write them."""

from __future__ import annotations

import base64
import textwrap

import pytest

from safelight.exchange.tables import Table, Unreadable
from tests.exchange.tables.reading import Opener, codes


def people(table: Table) -> list[dict[str, str]]:
    """Each card as a dictionary of its filled columns."""
    return [
        {column: cell for column, cell in zip(table.columns, row.cells, strict=True) if cell} for row in table.rows()
    ]


def card(body: str, version: str = "3.0") -> str:
    return (
        f"BEGIN:VCARD\r\nVERSION:{version}\r\n"
        + textwrap.dedent(body).strip().replace("\n", "\r\n")
        + "\r\nEND:VCARD\r\n"
    )


PHOTO = base64.b64encode(bytes(range(256)) * 8).decode()


def test_apple(opened: Opener) -> None:
    text = card(
        r"""
        PRODID:-//Apple Inc.//macOS 14.0//EN
        N:Weber;Anna;Maria;Dr.;jun.
        FN:Dr. Anna Maria Weber jun.
        NICKNAME:Anni
        ORG:Studio Licht;Empfang;
        TITLE:Inhaberin
        EMAIL;type=INTERNET;type=WORK;type=pref:anna@example.com
        item1.EMAIL;type=INTERNET:anna@example.org
        item1.X-ABLabel:_$!<Other>!$_
        TEL;type=CELL;type=VOICE;type=pref:+49 151 2345678
        TEL;type="WORK,FAX":+49 211 99
        item2.TEL:0211 55
        item2.X-ABLabel:Ferienhaus
        item3.ADR;type=HOME;type=pref:;;Hauptstr. 1\nHinterhaus;Köln;NRW;01234;Deutschland
        item3.X-ABADR:de
        item4.URL;type=pref:https\://example.com
        item4.X-ABLabel:_$!<HomePage>!$_
        BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-01
        item5.X-ABDATE;type=pref:2010-06-19
        item5.X-ABLabel:_$!<Anniversary>!$_
        item6.X-ABRELATEDNAMES;type=pref:Bernd
        item6.X-ABLabel:_$!<Spouse>!$_
        NOTE:eins\, zwei\;\nneue Zeile mit \\ Strich
        CATEGORIES:Hochzeit,VIP
        X-ABUID:1234:ABPerson
        """
    )
    assert people(opened(text, "a.vcf")) == [
        {
            "First Name": "Anna",
            "Middle Name": "Maria",
            "Last Name": "Weber",
            "Prefix": "Dr.",
            "Suffix": "jun.",
            "Nickname": "Anni",
            "Organization": "Studio Licht",
            "Department": "Empfang",
            "Job Title": "Inhaberin",
            "E-mail 1 - Label": "Work",
            "E-mail 1 - Value": "anna@example.com",
            "E-mail 2 - Label": "Other",
            "E-mail 2 - Value": "anna@example.org",
            "Phone 1 - Label": "Mobile",
            "Phone 1 - Value": "+49 151 2345678",
            "Phone 2 - Label": "Work Fax",
            "Phone 2 - Value": "+49 211 99",
            "Phone 3 - Label": "Ferienhaus",
            "Phone 3 - Value": "0211 55",
            "Address 1 - Label": "Home",
            "Address 1 - Street": "Hauptstr. 1\nHinterhaus",
            "Address 1 - City": "Köln",
            "Address 1 - Region": "NRW",
            "Address 1 - Postal Code": "01234",
            "Address 1 - Country": "Deutschland",
            "Website 1 - Label": "HomePage",
            "Website 1 - Value": "https://example.com",
            "Birthday": "--05-01",
            "Anniversary": "2010-06-19",
            "Relation 1 - Label": "Spouse",
            "Relation 1 - Value": "Bernd",
            "Notes": "eins, zwei;\nneue Zeile mit \\ Strich",
            "Tags": "Hochzeit, VIP",
        }
    ]


def test_outlook_2_1_with_quoted_printable_and_code_page(opened: Opener) -> None:
    text = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=de;CHARSET=Windows-1252:M\xfcller;J\xf6rg\r\n"
        "ORG;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:K=F6ln Foto\r\nTEL;HOME;VOICE:0221 1\r\nTEL;CELL:0151 2\r\n"
        "ADR;HOME;PREF;ENCODING=QUOTED-PRINTABLE:;;Hauptstr. 1=0D=0A=\r\nHinterhaus;Town;;01234\r\n"
        f"PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n {PHOTO[:70]}\r\n {PHOTO[70:140]}\r\n\r\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=BC=C3=9Fe =\r\naus K=C3=B6ln=\r\n\r\n"
        "BDAY:19900501\r\nEND:VCARD\r\n"
    )
    person = people(opened(text.encode("cp1252"), "a.vcf"))[0]
    assert person["Last Name"] == "Müller"
    assert person["First Name"] == "Jörg"
    assert person["Organization"] == "Köln Foto"
    assert person["Address 1 - Street"] == "Hauptstr. 1\nHinterhaus"
    assert person["Address 1 - Postal Code"] == "01234"
    assert person["Notes"] == "Grüße aus Köln"
    assert person["Birthday"] == "1990-05-01"
    assert (person["Phone 1 - Label"], person["Phone 2 - Label"]) == ("Home", "Mobile")


def test_nokia_in_shift_jis(opened: Opener) -> None:
    text = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=SHIFT_JIS:山田;太郎\nTEL;CELL:090-1234-5678\nEND:VCARD\n"
    person = people(opened(text.encode("cp932"), "a.vcf"))[0]
    assert (person["Last Name"], person["First Name"]) == ("山田", "太郎")


def test_version_4(opened: Opener) -> None:
    text = card(
        """
        FN:Zoë Solo
        KIND:individual
        TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-555-555-5555;ext=5
        EMAIL;PREF=1:zoe@example.com
        BDAY:--0412
        ANNIVERSARY:20090808T1430-0500
        RELATED;TYPE=spouse;VALUE=text:Ann Solo
        RELATED;TYPE=friend:urn:uuid:f81d4fae
        IMPP;TYPE=home:xmpp:zoe@example.com
        GENDER:F;woman
        NOTE;ALTID=1;X-P="a:b;c":colon in a parameter
        UID:urn:uuid:4fbe8971
        """,
        "4.0",
    )
    person = people(opened(text, "a.vcf"))[0]
    assert person["Full Name"] == "Zoë Solo"
    assert person["Phone 1 - Value"] == "+1-555-555-5555 ext. 5"
    assert person["Birthday"] == "--04-12"
    assert person["Anniversary"] == "2009-08-08"
    assert (person["Relation 1 - Label"], person["Relation 1 - Value"]) == ("Spouse", "Ann Solo")
    assert "Relation 2 - Value" not in person
    assert person["Gender"] == "F"
    assert person["Notes"] == "colon in a parameter"
    assert person["UID"] == "urn:uuid:4fbe8971"


def test_folding_with_blanks_tabs_and_inside_letters(opened: Opener) -> None:
    text = card("N:Weber;Anna\nNOTE:This is fol\n ded and fol\n\tded again\n  with a blank")
    assert people(opened(text, "a.vcf"))[0]["Notes"] == "This is folded and folded again with a blank"


def test_line_breaks_nobody_escaped(opened: Opener) -> None:
    text = card("N:Weber;Anna\nNOTE:first line\nsecond line without a colon\nTEL:1")
    person = people(opened(text, "a.vcf"))[0]
    assert person["Notes"] == "first line\nsecond line without a colon"
    assert person["Phone 1 - Value"] == "1"


def test_pictures_are_passed_over_even_when_not_folded(opened: Opener) -> None:
    lines = "\n".join(PHOTO[place : place + 60] for place in range(0, len(PHOTO), 60))
    text = card(f"N:Weber;Anna\nPHOTO;ENCODING=b;TYPE=JPEG:{lines}\nTEL:1".replace("\n" + " " * 8, "\n"))
    assert people(opened(text, "a.vcf"))[0] == {"First Name": "Anna", "Last Name": "Weber", "Phone 1 - Value": "1"}


def test_several_cards_one_without_end_one_with_an_agent(opened: Opener) -> None:
    text = (
        card("N:One;Anna\nTEL:1")
        + "BEGIN:VCARD\nN:Two;Bo\nTEL:1\nTEL:2\n"
        + "begin:vcard\nn:Three;Cy\nAGENT:\nBEGIN:VCARD\nN:Inner;X\nEND:VCARD\ntel:3\nend:vcard\n"
        + "BEGIN:VCARD\nN:Four;Di\n"
    )
    table = opened(text, "a.vcf")
    assert [person["Last Name"] for person in people(table)] == ["One", "Two", "Three", "Four"]
    assert people(table)[2]["Phone 1 - Value"] == "3"
    assert [row.number for row in table.rows()] == [1, 2, 3, 4]
    assert "Phone 2 - Value" in table.columns
    assert "card_without_end" in codes(table)
    assert table.sheets[0].rows == 4


def test_group_cards_are_no_people(opened: Opener) -> None:
    text = card("N:One;Anna") + card("FN:Friends\nX-ADDRESSBOOKSERVER-KIND:group")
    table = opened(text, "a.vcf")
    assert len(people(table)) == 1
    assert "group_card" in codes(table)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("1990-05-01", "1990-05-01"),
        ("19900501", "1990-05-01"),
        ("1990-05-01T00:00:00Z", "1990-05-01"),
        ("--0501", "--05-01"),
        ("--05-01", "--05-01"),
        ("1604-05-01", "--05-01"),
        ("circa 1800", "circa 1800"),
    ],
)
def test_dates(opened: Opener, value: str, read: str) -> None:
    assert people(opened(card(f"N:Weber;Anna\nBDAY:{value}"), "a.vcf"))[0]["Birthday"] == read


def test_own_properties_are_kept(opened: Opener) -> None:
    assert people(opened(card("N:Weber;Anna\nX-CUSTOMER-NUMBER:K-17"), "a.vcf"))[0]["X-CUSTOMER-NUMBER"] == "K-17"


def test_a_company_card(opened: Opener) -> None:
    text = card("N:;;;;\nFN:Studio Licht\nORG:Studio Licht;\nX-ABShowAs:COMPANY")
    assert people(opened(text, "a.vcf")) == [{"Organization": "Studio Licht"}]


def test_a_card_under_a_wrong_name(opened: Opener) -> None:
    table = opened("\ufeff" + card("N:Weber;Anna"), "contacts.csv")
    assert table.kind == "vcard"
    assert table.header_row is None
    assert "wrong_ending" in codes(table)


def test_a_total_among_cards_is_a_person(opened: Opener) -> None:
    assert len(people(opened(card("N:;Total\nTEL:12"), "a.vcf"))) == 1


def test_no_card_at_all(opened: Opener) -> None:
    with pytest.raises(Unreadable) as refusal:
        opened("BEGIN:VCARD\nEND:VCARD\n", "a.vcf")
    assert refusal.value.code == "empty"


def test_utf_16(opened: Opener) -> None:
    assert people(opened(card("N:Müller;Jörg").encode("utf-16"), "a.vcf"))[0]["Last Name"] == "Müller"
