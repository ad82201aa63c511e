"""Quick entry in words: four languages, two orders of dates, twelve and twenty-four hours."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.calendar.rules.quick import Known, KnownKind, Understood, understand

KNOWN = (
    Known(KnownKind.PERSON, "bo", "Bo Assist"),
    Known(KnownKind.PERSON, "ana", "Ana Owner"),
    Known(KnownKind.PERSON, "cy", "Cy One"),
    Known(KnownKind.PERSON, "cy2", "Cy Two"),
    Known(KnownKind.ROOM, "a", "Studio A"),
    Known(KnownKind.ROOM, "two", "Studio 2"),
    Known(KnownKind.LOCATION, "mitte", "Mitte"),
    Known(KnownKind.TYPE, "newborn", "Newborn", 120),
)
MONDAY = datetime(2027, 5, 3, 8)  # noqa: DTZ001 - a wall clock


def read(text: str, locale: str = "en_US") -> Understood[str]:
    return understand(text, MONDAY, locale, KNOWN)


@pytest.mark.parametrize(
    ("locale", "text", "starts", "ends", "rest"),
    [
        ("en_US", "Tue 10–11:30 newborn Anna Miller with Bo in Studio A", "05-04 10:00", "11:30", "Anna Miller"),
        ("en_US", "tomorrow 3pm 45 min viewing", "05-04 15:00", "15:45", ""),
        ("en_US", "5/6 2-4pm headshots", "05-06 14:00", "16:00", "headshots"),
        ("en_US", "May 10 at noon 1 hour lunch with Ana", "05-10 12:00", "13:00", "lunch"),
        ("en_US", "next fri 3 newborn", "05-14 15:00", "17:00", ""),
        ("en_US", "2027-06-01 9:15 30m call Joe Doe", "06-01 09:15", "09:45", "Joe Doe"),
        ("en_US", "Mon 7:30 2h Anna", "05-10 07:30", "09:30", "Anna"),
        ("en_US", "today 9:30 am 1 h 15", "05-03 09:30", "10:45", ""),
        ("en_GB", "4/5 10am viewing 1h Smith", "05-04 10:00", "11:00", "Smith"),
        ("en_GB", "5th of June 11 to 1 Smith", "06-05 11:00", "13:00", "Smith"),
        ("de_DE", "Di 10-11:30 Familie Müller mit Bo im Studio A", "05-04 10:00", "11:30", "Familie Müller"),
        ("de_DE", "morgen um 15 Uhr 45 Min Bildauswahl Schmidt", "05-04 15:00", "15:45", "Schmidt"),
        ("de_DE", "4.5. 10.30 Uhr 1 Std Passbild", "05-04 10:30", "11:30", "Passbild"),
        ("de_DE", "nächsten Mittwoch von 9 bis 11 Uhr Groß", "05-12 09:00", "11:00", "Groß"),
        ("de_DE", "in 2 Wochen 9 Uhr 90 Minuten", "05-17 09:00", "10:30", ""),
        ("de_DE", "12. Juni 20:00-1:00 Hochzeit", "06-12 20:00", "01:00", "Hochzeit"),
        ("fr_FR", "mardi 14h30 1h consultation avec Ana", "05-04 14:30", "15:30", ""),
        ("fr_FR", "demain à 10h Studio 2 1h30", "05-04 10:00", "11:30", ""),
        ("fr_FR", "le 1er juin de 10h à 12h Dupont", "06-01 10:00", "12:00", "Dupont"),
        ("es_ES", "el martes a las 16:00 sesión con Bo 90 min", "05-04 16:00", "17:30", "sesión"),
        ("es_ES", "pasado mañana de 10 a 11 García", "05-05 10:00", "11:00", "García"),
    ],
)
def test_days_times_and_what_is_left(locale: str, text: str, starts: str, ends: str, rest: str) -> None:
    found = read(text, locale)
    assert found.starts is not None
    assert found.ends is not None
    assert (f"{found.starts:%m-%d %H:%M}", f"{found.ends:%H:%M}", found.rest) == (starts, ends, rest)
    assert found.missing == ()


def test_names_of_resources_places_and_types() -> None:
    found = read("Wed 10 newborn with Ana and Bo in Studio A at Mitte")
    assert (set(found.resources), found.location, found.type) == ({"ana", "bo", "a"}, "mitte", "newborn")
    assert (found.minutes, found.rest) == (120, "")
    assert read("Wed 9 pick-up 15 min").type == "pickup"
    several = read("Wed 10 1h with Cy")
    assert (several.resources, "Cy One, Cy Two" in several.notes[0]) == ((), True)
    assert read("Wed 10 1h with Cy Two").resources == ("cy2",)
    assert read("all day friday workshop in Studio 2").all_day


def test_what_is_missing_or_doubtful_is_said() -> None:
    assert read("newborn").missing == ("day", "time")
    assert read("Tue 10").missing == ("length",)
    assert read("").missing == ("day", "time", "length")
    assert read("Sunday 12 June 2027 8 pm 1h").notes == ("2027-06-12 is a Saturday.",)
    assert "No day was said" in read("9:30 1h").notes[0]
    assert "afternoon" in read("Tue 3 1h").notes[0]
    parts = [(part.text, part.meaning) for part in read("Tue 10–11 shoot Miller").parts]
    assert parts == [("Tue", "day"), ("10–11", "time"), ("shoot Miller", "")]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *[
                    "Tue",
                    "10–11:30",
                    "3pm",
                    "31.12.",
                    "30.2.2027",
                    "99/99",
                    "24:00",
                    "mit",
                    "Bo",
                    "à",
                    "12h",
                    "noon",
                    "ganztägig",
                    "ß",
                    "İ",
                    "ﬁ",
                    "1e9",
                    "0h",
                    "\x00",
                ]
            ]
        )
        | st.text(max_size=6),
        max_size=8,
    ),
    st.sampled_from(["en_US", "de_DE", "xx", ""]),
)
def test_nothing_typed_makes_it_fail_and_pieces_never_overlap(words: list[str], locale: str) -> None:
    text = " ".join(words)
    found = read(text, locale)
    places = [(part.start, part.end) for part in found.parts]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert found.ends is None or found.starts is None or found.ends > found.starts
