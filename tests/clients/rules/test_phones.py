"""Phones read in any notation and shown as locals write them."""

from __future__ import annotations

import pytest

from safelight.clients.rules.mails import is_mail, mail_key
from safelight.clients.rules.phones import NotAPhone, read_phone, searched_digits, show_phone, typed_digits


@pytest.mark.parametrize(
    ("text", "country", "number", "extension"),
    [
        ("030 901820", "DE", "+4930901820", ""),
        ("0151/234 567 89", "DE", "+4915123456789", ""),
        ("+49 (0)151 23456789", "US", "+4915123456789", ""),
        ("0049 151 23456789", "DE", "+4915123456789", ""),
        ("(212) 555-0123", "US", "+12125550123", ""),
        ("1-212-555-0123 ext. 45", "US", "+12125550123", "45"),
        ("06 1234 5678", "IT", "+390612345678", ""),
        ("0664 1234567", "AT", "+436641234567", ""),
        ("٠٣٠ ٩٠١٨٢٠", "DE", "+4930901820", ""),
    ],
)
def test_any_notation(text: str, country: str, number: str, extension: str) -> None:
    assert read_phone(text, country) == (number, extension)


@pytest.mark.parametrize(
    ("text", "country"), [("call me", "DE"), ("1", "US"), ("030 901820", ""), ("1" * 30, "DE"), ("", "DE")]
)
def test_what_is_no_phone_says_how_to_write_one(text: str, country: str) -> None:
    with pytest.raises(NotAPhone, match="Write it"):
        read_phone(text, country)


@pytest.mark.parametrize(
    ("number", "country", "shown"),
    [
        ("+4930901820", "DE", "030 901820"),
        ("+4930901820", "AT", "+49 30 901820"),
        ("+12125550123", "US", "(212) 555-0123"),
        ("+12125550123", "CA", "(212) 555-0123"),
        ("+12125550123", "DE", "+1 212-555-0123"),
        ("+33123456789", "FR", "01 23 45 67 89"),
        ("odd", "DE", "odd"),
    ],
)
def test_shown_as_locals_write_it(number: str, country: str, shown: str) -> None:
    assert show_phone(number, country) == shown


def test_an_extension_is_shown() -> None:
    assert show_phone("+4930901820", "DE", "12") == "030 901820 ext. 12"


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("+4930901820", "4930901820 030901820"), ("+12125550123", "12125550123"), ("+390612345678", "390612345678"),
        ("+74951234567", "74951234567 84951234567"), ("+999", "999"), ("", ""),
    ],
)  # fmt: skip
def test_digits_under_which_a_number_is_found(number: str, digits: str) -> None:
    assert searched_digits(number) == digits


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0151/234 56", ("015123456",)), ("+49 (0)151", ("49151",)), ("0049151", ("49151",)), ("(555) 1", ("5551",)),
        ("anna", ()), ("+", ()), ("12a", ()),
    ],
)  # fmt: skip
def test_digits_that_are_looked_for(typed: str, digits: tuple[str, ...]) -> None:
    assert typed_digits(typed) == digits


@pytest.mark.parametrize("address", ["a@example.com", "a.b+c@sub.example.co.uk", "ü@exämple.com", "o'neil@example.com"])
def test_mails(address: str) -> None:
    assert is_mail(address)


@pytest.mark.parametrize(
    "address",
    [
        "a",
        "a@b",
        "@example.com",
        "a@example..com",
        "a b@example.com",
        "a@.example.com",
        "a,b@example.com",
        "a" * 250 + "@e.com",
    ],
)
def test_what_is_no_mail(address: str) -> None:
    assert not is_mail(address)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Eva@Example.com", "eva@example.com", True),
        ("e.v.a+x@gmail.com", "eva@googlemail.com", True),
        ("e.va@example.com", "eva@example.com", False),
        ("eva+x@example.com", "eva@example.com", False),
    ],
)
def test_when_two_addresses_are_one_mailbox(one: str, other: str, *, same: bool) -> None:
    assert (mail_key(one) == mail_key(other)) is same
