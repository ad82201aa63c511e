"""Phone numbers in any notation."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from safelight.clients.rules.draft import ContactLabel
from safelight.exchange.fields.values.phones import PhoneReader

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
GERMANY = PhoneReader("DE")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+4915123456789", "+4915123456789"),
        ("0151 23456789", "+4915123456789"),
        ("0151/23456789", "+4915123456789"),
        ("0151-2345 67-89", "+4915123456789"),
        ("(030) 123 45 67", "+49301234567"),
        ("+49 (0)151 2345 6789", "+4915123456789"),
        ("'0151 23456789", "+4915123456789"),
        ("0049 30 1234567", "+49301234567"),
        ("tel:+4915123456789", "+4915123456789"),
        ("Tel.: 030 1234567", "+49301234567"),
        ("+1 (202) 555-0123", "+12025550123"),
        ("+39 06 12345678", "+390612345678"),
        ("030\u00a0123\u202f4567", "+49301234567"),
        ("0151 – 23456789", "+4915123456789"),
    ],
)
def test_one_number(text: str, number: str) -> None:
    read = GERMANY.read(text)
    assert [phone.number for phone in read.phones] == [number]
    assert not read.unread
    assert not read.phones[0].repaired


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("030 1234567 x12", "12"),
        ("030 1234567 ext. 5", "5"),
        ("030 1234567 poste 3", "3"),
        ("030 1234567 Durchwahl 77", "77"),
        ("030 1234567 #9", "9"),
    ],
)
def test_extensions(text: str, extension: str) -> None:
    (phone,) = GERMANY.read(text).phones
    assert (phone.number, phone.extension) == ("+49301234567", extension)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("15123456789", "+4915123456789"),
        ("15123456789.0", "+4915123456789"),
        ("1.5123456789E+10", "+4915123456789"),
        ("1,5123456789E+10", "+4915123456789"),
        ("4.915123456789E+12", "+4915123456789"),
        ("4915123456789", "+4915123456789"),
    ],
)
def test_spreadsheet_damage_is_mended(text: str, number: str) -> None:
    assert [phone.number for phone in GERMANY.read(text).phones] == [number]


@pytest.mark.parametrize(
    "text", ["1,51E+10", "4.9E+12", "12", "0151", "abc", "call me", "Anna 12", "00000000000", "17.05.1980", "555-CALL"]
)
def test_what_is_no_number_comes_back_whole(text: str) -> None:
    read = GERMANY.read(text)
    assert not read.phones
    assert read.unread == (text,)


def test_several_in_one_cell_with_labels_and_remarks() -> None:
    read = GERMANY.read("0151 23456789; 030 1234567/ home")
    assert [(phone.number, phone.label) for phone in read.phones] == [
        ("+4915123456789", ContactLabel.MOBILE),
        ("+49301234567", ContactLabel.HOME),
    ]
    read = GERMANY.read("mobil 0151 23456789, work: 030 1234567")
    assert [phone.label for phone in read.phones] == [ContactLabel.MOBILE, ContactLabel.WORK]
    read = GERMANY.read("0151-23456789 (Mama)\n0152 23456789 oder 12")
    assert [phone.number for phone in read.phones] == ["+4915123456789", "+4915223456789"]
    assert read.remarks == ("+4915123456789: Mama",)
    assert read.unread == ("12",)
    assert len(GERMANY.read("0151 23456789 / +49 151 23456789").phones) == 1


def test_an_unknown_country_reads_international_numbers_only() -> None:
    reader = PhoneReader("")
    assert reader.e164("+49 151 23456789") == "+4915123456789"
    assert reader.e164("0151 23456789") == ""


@given(
    st.sampled_from(REGIONS),
    st.sampled_from(
        [PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE, PhoneNumberType.VOIP]
    ),
    st.sampled_from([PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL]),
    st.integers(min_value=0, max_value=9999),
)
@settings(deadline=None, max_examples=600)
def test_every_notation_of_a_number_reads_as_its_e164(region: str, kind: int, notation: int, tail: int) -> None:
    example = phonenumbers.example_number_for_type(region, kind)
    if example is None:
        return
    digits = phonenumbers.national_significant_number(example)
    changed = phonenumbers.PhoneNumber()
    changed.merge_from(example)
    changed.national_number = int(digits[:-4] + f"{tail:04d}")
    if phonenumbers.is_valid_number(changed):
        example = changed
    expected = phonenumbers.format_number(example, PhoneNumberFormat.E164)
    read = PhoneReader(region).read(phonenumbers.format_number(example, notation))
    assert [phone.number for phone in read.phones] == [expected]


@given(st.text(max_size=40))
@settings(deadline=None)
def test_any_text_is_survived_and_kept(text: str) -> None:
    read = GERMANY.read(text)
    if not read.phones:
        (unread,) = read.unread
        assert unread in text
    for phone in read.phones:
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone.number))
