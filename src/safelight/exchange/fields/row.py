"""One row while it is being converted: what its columns said so far, before a draft is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from safelight.clients.rules.draft import ContactLabel
from safelight.exchange.fields.issues import Issue, Level
from safelight.exchange.fields.values.dates import DateOrder
from safelight.exchange.fields.values.phones import PhoneReader, ReadPhone
from safelight.exchange.fields.values.text import one_line, shortened

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What holds for the whole file: the studio's country and languages, and up to which year ``26`` means 2026."""

    country: str
    languages: tuple[str, ...]
    pivot: int
    phones: PhoneReader


@dataclass(slots=True)
class FoundPhone:
    """A phone of the row; ``label`` is the column's, empty where the column names none; ``group`` its number."""

    phone: ReadPhone
    label: ContactLabel | None
    group: int


@dataclass(slots=True)
class FoundEmail:
    """A mail address of the row, like :class:`FoundPhone`."""

    address: str
    label: ContactLabel | None
    group: int


@dataclass(slots=True)
class Row:
    """What the cells of a row said so far.

    ``values`` holds single texts by field; ``places`` and ``people`` the parts of addresses and relatives by
    (label, group); ``labels`` the texts of label columns by (field, group).
    """

    values: dict[str, str] = field(default_factory=dict)
    dates: dict[str, tuple[date, bool]] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)
    phones: list[FoundPhone] = field(default_factory=list)
    emails: list[FoundEmail] = field(default_factory=list)
    names_of_mails: list[str] = field(default_factory=list)
    places: dict[Key, dict[str, str]] = field(default_factory=dict)
    place_dates: dict[Key, date] = field(default_factory=dict)
    people: dict[Key, dict[str, str]] = field(default_factory=dict)
    people_birthdays: dict[Key, date] = field(default_factory=dict)
    children: list[tuple[str, date | None]] = field(default_factory=list)
    labels: dict[Key, str] = field(default_factory=dict)
    numbered: dict[Key, tuple[str, str]] = field(default_factory=dict)
    orders: dict[Key, DateOrder] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    custom: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def say(self, column: str, level: Level, code: str, message: str) -> None:
        """Add a remark."""
        self.issues.append(Issue(column, level, code, message))

    def keep(self, what: str, text: str) -> None:
        """Keep a text that fits nowhere in the notes, so that nothing of the file is lost."""
        self.kept.append(f"{what}: {one_line(text)}")

    def unread(self, column: str, code: str, text: str, reason: str, *, what: str) -> None:
        """A cell that could not be used: a warning with ``reason``, and the text kept in the notes."""
        self.keep(f"{what} as written", text)
        self.say(column, "warning", code, f"“{shortened(text)}” {reason} It is kept in the notes.")

    def add_custom(self, label: str, text: str) -> None:
        """A custom field; a second value under the same label gets a number."""
        name, number = label, 2
        while self.custom.get(name, text) != text:
            name, number = f"{label} {number}", number + 1
        self.custom[name] = text
