"""Turns the properties of one card into named cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from safelight.exchange.tables.vcard.properties import Property, components, unescaped

SINGLE: Final = (
    "First Name",
    "Middle Name",
    "Last Name",
    "Prefix",
    "Suffix",
    "Full Name",
    "Nickname",
    "Phonetic First Name",
    "Phonetic Last Name",
    "Organization",
    "Department",
    "Job Title",
)
LATER: Final = ("Birthday", "Anniversary", "Gender", "Notes", "Tags", "UID")
NUMBERED: Final[dict[str, tuple[str, ...]]] = {
    "E-mail": ("Label", "Value"),
    "Phone": ("Label", "Value"),
    "Address": (
        "Label",
        "Street",
        "Extended Address",
        "City",
        "Region",
        "Postal Code",
        "Country",
        "PO Box",
    ),
    "Relation": ("Label", "Value"),
    "Event": ("Label", "Value"),
    "Website": ("Label", "Value"),
    "Messenger": ("Label", "Value"),
}
"""Groups of columns that are numbered: "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label"…"""

MOST_OF_A_GROUP: Final = 20
_QUIET_TYPES = frozenset({"pref", "internet", "voice", "x-internet", "main", "ascii", "utf-8", "other", "dom", "intl"})
_QUIET_TYPES_OF_ADDRESSES = frozenset({"postal", "parcel"})
_TYPE_NAMES = {
    "cell": "Mobile",
    "mobile": "Mobile",
    "iphone": "iPhone",
    "home": "Home",
    "work": "Work",
    "fax": "Fax",
    "pager": "Pager",
    "car": "Car",
}
_NOISE = frozenset(
    [
        "X-ABLABEL",
        "X-ABADR",
        "X-ABUID",
        "X-ABSHOWAS",
        "X-ABORDER",
        "X-APPLE-OL-EARLIER",
        "X-MS-OL-DEFAULT-POSTAL-ADDRESS",
        "X-MS-OL-DESIGN",
        "X-MS-TEXT",
        "X-MS-INTERESTS",
        "X-ADDRESSBOOKSERVER-MEMBER",
        "X-ACCOUNT",
        "X-IRMC-LUID",
        "X-CLASS",
        "X-RADICALE-NAME",
        "X-CONTACT-GUID",
        "X-ABCROP-RECTANGLE",
        "X-EVOLUTION-FILE-AS",
        "X-IMAGETYPE",
        "X-IMAGEHASH",
        "X-SHARED-PHOTO-DISPLAY-PREF",
        "X-QQ",
        "X-SN",
    ]
)


@dataclass(slots=True)
class Card:
    """The cells of a card by column name; ``counts`` says how many of each numbered group it has."""

    cells: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    group_card: bool = False

    def join(self, column: str, value: str, between: str = "\n") -> None:
        """Add a value to a column that may have one already."""
        value = value.strip()
        if not value:
            return
        old = self.cells.get(column)
        if old is None:
            self.cells[column] = value
        elif value not in old.split(between):
            self.cells[column] = f"{old}{between}{value}"

    def number(self, group: str, values: dict[str, str]) -> None:
        """Add an entry of a numbered group, unless all of it is blank or it is there already."""
        if not any(value for key, value in values.items() if key != "Label"):
            return
        count = self.counts.get(group, 0)
        if count >= MOST_OF_A_GROUP:
            return
        self.counts[group] = count + 1
        for part, value in values.items():
            self.cells[f"{group} {count + 1} - {part}"] = value


def read_card(properties: Sequence[Property]) -> Card:
    """Read one card's properties, whatever program wrote them."""
    card = Card()
    labels = {one.group: _label_text(one.value) for one in properties if one.group and one.name == "X-ABLABEL"}
    formatted = ""
    for one in properties:
        if one.name == "FN":
            formatted = formatted or unescaped(one.value).strip()
            continue
        reader = _READERS.get(one.name)
        if reader is not None:
            reader(card, one, labels.get(one.group, ""))
        elif one.name.startswith("X-") and one.name not in _NOISE:
            card.join(one.name, unescaped(one.value))
    cells = card.cells
    named = any(cells.get(column) for column in ("First Name", "Last Name"))
    if formatted and not named and formatted != cells.get("Organization"):
        cells["Full Name"] = formatted
    return card


def _label_text(value: str) -> str:
    """Return Apple's ``_$!<Home>!$_`` as "Home", any other label as it is."""
    match = re.fullmatch(r"_\$!<(.*)>!\$_", value.strip())
    return match[1] if match else unescaped(value).strip()


def _label(one: Property, given: str, quiet: frozenset[str] = frozenset()) -> str:
    if given:
        return given
    words = [
        _TYPE_NAMES.get(word, word.removeprefix("x-").capitalize())
        for word in one.types
        if word not in _QUIET_TYPES and word not in quiet
    ]
    return " ".join(dict.fromkeys(words))


def _name(card: Card, one: Property, _: str) -> None:
    parts = components(one.value)
    for column, value in zip(("Last Name", "First Name", "Middle Name", "Prefix", "Suffix"), parts, strict=False):
        if value and column not in card.cells:
            card.cells[column] = value.replace(",", " ") if column == "Middle Name" else value


def _organization(card: Card, one: Property, _: str) -> None:
    parts = components(one.value)
    if "Organization" not in card.cells and parts[0]:
        card.cells["Organization"] = parts[0]
    card.join("Department", ", ".join(part for part in parts[1:] if part))


def _phone(card: Card, one: Property, given: str) -> None:
    value = unescaped(one.value).strip()
    if value[:4].lower() == "tel:":
        number, _, rest = value[4:].partition(";")
        extension = re.search(r"(?i)ext=(\d+)", rest)
        value = f"{number} ext. {extension[1]}" if extension else number
    card.number("Phone", {"Label": _label(one, given), "Value": value})


def _mail(card: Card, one: Property, given: str) -> None:
    card.number("E-mail", {"Label": _label(one, given), "Value": unescaped(one.value).strip()})


def _address(card: Card, one: Property, given: str) -> None:
    parts = [part.strip() for part in (*components(one.value), *[""] * 7)]
    card.number(
        "Address",
        {
            "Label": _label(one, given, _QUIET_TYPES_OF_ADDRESSES),
            "Street": parts[2],
            "Extended Address": parts[1],
            "City": parts[3],
            "Region": parts[4],
            "Postal Code": parts[5],
            "Country": parts[6],
            "PO Box": parts[0],
        },
    )


def date_value(one: Property) -> str:
    """Return a date as ISO 8601; without a year as "--MM-DD" (RFC 6350, 4.3.1; Apple writes the year 1604)."""
    text = unescaped(one.value).strip()
    match = re.fullmatch(r"(\d{4}|--)-?(\d{2})-?(\d{2})(?:[T ].*)?", text)
    if match is None:
        return text
    year = match[1]
    omitted = one.parameters.get("X-APPLE-OMIT-YEAR", "1604")
    return f"--{match[2]}-{match[3]}" if year in {"--", omitted, "1604"} else f"{year}-{match[2]}-{match[3]}"


def _birthday(card: Card, one: Property, _: str) -> None:
    card.cells.setdefault("Birthday", date_value(one))


def _anniversary(card: Card, one: Property, _: str) -> None:
    card.cells.setdefault("Anniversary", date_value(one))


def _dated(card: Card, one: Property, given: str) -> None:
    label = _label(one, given)
    if "anniversary" in label.casefold() and "Anniversary" not in card.cells:
        card.cells["Anniversary"] = date_value(one)
    else:
        card.number("Event", {"Label": label, "Value": date_value(one)})


def _related(card: Card, one: Property, given: str) -> None:
    value = unescaped(one.value).strip()
    if not value.lower().startswith("urn:"):
        card.number("Relation", {"Label": _label(one, given), "Value": value})


def _relative(label: str) -> Callable[[Card, Property, str], None]:
    def read(card: Card, one: Property, _: str) -> None:
        card.number("Relation", {"Label": label, "Value": unescaped(one.value).strip()})

    return read


def _site(card: Card, one: Property, given: str) -> None:
    card.number("Website", {"Label": _label(one, given), "Value": unescaped(one.value).strip()})


def _messenger(card: Card, one: Property, given: str) -> None:
    label = _label(one, given) or one.parameters.get("X-SERVICE-TYPE", "") or one.name.removeprefix("X-").capitalize()
    card.number("Messenger", {"Label": label, "Value": unescaped(one.value).strip()})


def _tags(card: Card, one: Property, _: str) -> None:
    for tag in components(one.value, ","):
        card.join("Tags", tag, ", ")


def _gender(card: Card, one: Property, _: str) -> None:
    card.join("Gender", components(one.value)[0])


def _kind(card: Card, one: Property, _: str) -> None:
    card.group_card = card.group_card or one.value.strip().casefold() == "group"


def _joined(column: str) -> Callable[[Card, Property, str], None]:
    def read(card: Card, one: Property, _: str) -> None:
        card.join(column, unescaped(one.value))

    return read


def _once(column: str) -> Callable[[Card, Property, str], None]:
    def read(card: Card, one: Property, _: str) -> None:
        value = unescaped(one.value).strip()
        if value:
            card.cells.setdefault(column, value)

    return read


_READERS: Final[dict[str, Callable[[Card, Property, str], None]]] = {
    "N": _name,
    "ORG": _organization,
    "TEL": _phone,
    "EMAIL": _mail,
    "ADR": _address,
    "BDAY": _birthday,
    "ANNIVERSARY": _anniversary,
    "X-ANNIVERSARY": _anniversary,
    "X-EVOLUTION-ANNIVERSARY": _anniversary,
    "X-KADDRESSBOOK-X-ANNIVERSARY": _anniversary,
    "X-MS-ANNIVERSARY": _anniversary,
    "X-ABDATE": _dated,
    "RELATED": _related,
    "X-ABRELATEDNAMES": _related,
    "X-SPOUSE": _relative("Spouse"),
    "X-EVOLUTION-SPOUSE": _relative("Spouse"),
    "X-KADDRESSBOOK-X-SPOUSESNAME": _relative("Spouse"),
    "X-MS-SPOUSE": _relative("Spouse"),
    "X-MS-CHILD": _relative("Child"),
    "X-MANAGER": _relative("Manager"),
    "X-ASSISTANT": _relative("Assistant"),
    "NOTE": _joined("Notes"),
    "URL": _site,
    "IMPP": _messenger,
    "X-SKYPE": _messenger,
    "X-SKYPE-USERNAME": _messenger,
    "X-JABBER": _messenger,
    "X-SOCIALPROFILE": _messenger,
    "CATEGORIES": _tags,
    "CATEGORY": _tags,
    "NICKNAME": _joined("Nickname"),
    "TITLE": _once("Job Title"),
    "ROLE": _once("Job Title"),
    "UID": _once("UID"),
    "GENDER": _gender,
    "X-GENDER": _gender,
    "KIND": _kind,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "X-PHONETIC-FIRST-NAME": _once("Phonetic First Name"),
    "X-PHONETIC-LAST-NAME": _once("Phonetic Last Name"),
}
