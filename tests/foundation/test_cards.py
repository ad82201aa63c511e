"""Card numbers in free text are found however they are written, and nothing else is taken for one."""

from __future__ import annotations

import random
import timeit

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.foundation.cards import brand_of, find_cards, holds_card, masked, passes_luhn, without_cards

# Test numbers the brands publish.
VISA = "4111111111111111"
AMEX = "378282246310005"


@pytest.mark.parametrize(
    "text",
    [
        VISA,
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111_1111_1111_1111",
        "4111\u00a01111\u00a01111\u00a01111",
        "4111 – 1111 – 1111 – 1111",
        "4111111111111111",
        "٤١١١١١١١١١١١١١١١",
        "41 11 11 11 11 11 11 11",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "4111\u200b1111\u200b1111\u200b1111",
        "4111111111111111.0",
        "4111/1111/1111/1111",
        "4111\n1111\n1111\n1111",
        "card4111111111111111end",
        "①④1".replace("①④1", "④①①①①①①①①①①①①①①①"),
        AMEX,
        "3782 822463 10005",
        "3782-822463-10005",
        "5555 5555 5555 4444",
        "2223003122003222",
        "6011 1111 1111 1117",
        "3530111333300000",
        "3056 930902 5904",
        "6200000000000005",
        "6759649826438453",
        "paid with 4111 1111 1111 1111 12/27 123",
        "tel 030 123456 and 4111 1111 1111 1111",
    ],
)
def test_written_forms_are_found(text: str) -> None:
    assert holds_card(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Anna",
        "+49 151 23456789",
        "0049 151 2345 6789",
        "(415) 555-2671 x1234",
        "415-555-2671, 415-555-2672",
        "DE89 3704 0044 0532 0130 00",
        "GB29NWBK60161331926819",
        "ES91 2100 0418 4502 0005 1332",
        "FR14 2004 1010 0505 0001 3M02 606",
        "4006381333931",
        "9780306406157",
        "20240305123045",
        "2024-03-05 12:30:45.123456",
        "4111 1111 1111 1112",
        "4222222222222",
        "1234567812345678",
        "0000000000000000",
        "4444444444444444",
        "invoice 2024-0001 to 2024-0099, 12.50 EUR, 13.50 EUR",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert not holds_card(text)


def test_no_false_alarm_among_twenty_thousand_phone_numbers() -> None:
    chance = random.Random(7)
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    alarms = 0
    for _ in range(20_000):
        example = phonenumbers.example_number_for_type(chance.choice(regions), phonenumbers.PhoneNumberType.MOBILE)
        if example is None:
            continue
        national = str(example.national_number)
        number = phonenumbers.PhoneNumber(
            country_code=example.country_code,
            national_number=int(national[:3] + "".join(chance.choice("0123456789") for _ in national[3:])),
        )
        alarms += holds_card(phonenumbers.format_number(number, chance.choice([0, 1, 2])))
    assert alarms == 0


def test_no_false_alarm_among_ean_and_random_ibans() -> None:
    chance = random.Random(8)
    for _ in range(5_000):
        ean = "".join(chance.choice("0123456789") for _ in range(13))
        account = f"{chance.randrange(10**18):018d}"
        check = 98 - int(account + "131400") % 97
        iban = f"DE{check:02d}{account}"
        grouped = " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
        assert not holds_card(ean), ean
        assert not holds_card(grouped), grouped


def test_words_about_cards_take_away_the_way_out() -> None:
    assert find_cards(f"tracking {VISA}")[0].confirmable
    for text in (
        f"Visa {VISA}",
        f"{VISA} CVV 123",
        f"{VISA} exp 12/27",
        f"Kreditkarte {VISA}",
        f"{VISA} 03/29",
        f"gültig bis: {VISA}",
    ):
        assert not find_cards(text)[0].confirmable, text


def test_position_and_brand() -> None:
    text = "Kunde sagt: 3782 822463 10005 danke"
    (sighting,) = find_cards(text)
    assert text[sighting.start : sighting.end] == "3782 822463 10005"
    assert sighting.brand == "American Express"


def test_masking_leaves_the_last_four_and_all_other_text() -> None:
    assert without_cards("a 4111 1111 1111 1111 b 378282246310005 c") == "a •••• 1111 b •••• 0005 c"
    assert without_cards("nothing here") == "nothing here"
    assert masked("123") == "••••"


@given(st.integers(min_value=0, max_value=10**14 - 1), st.sampled_from(["", " ", "-", ".", "\u00a0"]))
def test_every_visa_number_is_found_and_masked(body: int, separator: str) -> None:
    stem = f"4{body:014d}"
    number = next(stem + str(digit) for digit in range(10) if passes_luhn(stem + str(digit)))
    text = separator.join(number[start : start + 4] for start in range(0, 16, 4))
    assert holds_card(text)
    assert brand_of(number) == "Visa"
    shown = without_cards(f"x {text} y")
    assert not holds_card(shown)
    assert number[:12] not in shown.replace(separator or " ", "")


@given(st.text(max_size=200))
def test_any_text_is_survived_and_masking_is_complete(text: str) -> None:
    assert not holds_card(without_cards(text))


def test_ordinary_cells_cost_next_to_nothing() -> None:
    # A generous bound: the machine may be busy. On a quiet one it is under a microsecond.
    cells = ["Anna", "anna.smith@example.com", "+49 151 23456789", "Hauptstraße 5", "10115", "17.05.1980"]
    seconds = min(timeit.repeat(lambda: [find_cards(cell) for cell in cells], number=2000, repeat=5))
    assert seconds / 2000 / len(cells) < 10e-6
