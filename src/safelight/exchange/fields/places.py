"""Addresses of a row: from the parts its columns gave to :class:`AddressDraft`."""

from __future__ import annotations

from typing import Final

from safelight.clients.rules.draft import AddressDraft, ClientKind, ContactLabel
from safelight.exchange.fields.row import Key, Row, Surroundings
from safelight.exchange.fields.values.addresses import AddressParts, mended_postal_code, split_address, split_place
from safelight.exchange.fields.values.countries import country_of
from safelight.exchange.fields.values.text import one_line, says_nothing_new
from safelight.exchange.fields.values.words import label_of

# Where the house number stands before the street (Unicode CLDR and Universal Postal Union address formats).
_NUMBER_FIRST: Final = frozenset({"US", "CA", "GB", "IE", "AU", "NZ", "FR", "LU", "ZA", "IN", "PR", "MC"})
_ALONE: Final = frozenset({"US", "PR", "MX"})


def addresses_of(row: Row, kind: ClientKind, around: Surroundings) -> tuple[AddressDraft, ...]:
    """The row's addresses, without repeats."""
    found: dict[AddressDraft, None] = {}
    for key in {**row.places, **dict.fromkeys(row.place_dates)}:
        address = _address(row, key, kind, around)
        if address is not None:
            found[address] = None
    return tuple(found)


def _address(row: Row, key: Key, kind: ClientKind, around: Surroundings) -> AddressDraft | None:  # noqa: C901 - one part after the other
    parts = row.places.get(key, {})
    starts_on = row.place_dates.get(key)
    country = _country(row, parts.get("country", ""))
    street, street2 = parts.get("street", ""), parts.get("street2", "")
    city, region, postal = parts.get("city", ""), parts.get("region", ""), parts.get("postal_code", "")
    if "city_postal" in parts:
        place = split_place(parts["city_postal"]) or AddressParts(city=one_line(parts["city_postal"]))
        city, region, postal = _filled(row, (city, place.city), (region, place.region), (postal, place.postal_code))
        country = country or place.country
    if "full" in parts:
        whole = _whole(
            row, parts["full"], street, street2, city, region, postal, parts.get("country", ""), parts.get("po_box", "")
        )
        if whole is not None:
            street = street or whole.street
            if not says_nothing_new(whole.street2, street2):
                street2 = ", ".join(part for part in (whole.street2, street2) if part)
            city, region, postal = _filled(row, (city, whole.city), (region, whole.region), (postal, whole.postal_code))
            country = country or whole.country
    if number := parts.get("house_number"):
        street = (
            f"{number} {street}".strip()
            if (country or around.country) in _NUMBER_FIRST
            else f"{street} {number}".strip()
        )
    box = parts.get("po_box", "")
    for extra in (f"PO Box {box}" if box.isdigit() else box, parts.get("street3", "")):
        if extra and not street:
            street = extra
        elif extra:
            street2 = f"{street2}, {extra}" if street2 else extra
    if "\n" in street:
        street, _, rest = street.partition("\n")
        street2 = ", ".join(part for part in (one_line(rest), street2) if part)
    # Four digits are a whole code in the neighbours of most five-digit countries: mend only where the row says
    # which country it is, or the studio's country has no such neighbour.
    habit = around.country if around.country in _ALONE and not parts.get("country") else ""
    postal, mended = mended_postal_code(postal, country or habit) if postal else ("", False)
    if mended:
        row.say("", "info", "postal_code_mended", f"The postal code was completed with its leading zero: {postal}.")
    label = _label(row, key, kind)
    if not (street or street2 or city or region or postal or country):
        if starts_on is not None:
            row.keep("New address from", starts_on.isoformat())
        return None
    return AddressDraft(
        street, one_line(street2), one_line(city), one_line(region), one_line(postal), country, label, starts_on
    )


def _whole(row: Row, text: str, *parts: str) -> AddressParts | None:  # noqa: PLR0911 - a table of cases
    """What an address in one cell adds to the parts; kept in the notes where both are there and differ."""
    if not any(parts):
        split = split_address(text)
        if split is not None:
            return split
        first, _, rest = text.partition("\n")
        return AddressParts(street=first, street2=one_line(rest))
    if says_nothing_new(text, *parts):
        return None
    street = parts[0]
    split = split_address(text)
    if street:
        # The same address once more, with more of it: what the columns do not say is taken from it.
        if split is not None and split.street == one_line(street):
            return split
        row.keep("Address as written", text)
        return None
    # "Address" beside City and ZIP columns: the street, perhaps with the city once more behind it.
    if split is not None and says_nothing_new(f"{split.city} {split.region} {split.postal_code}", *parts):
        return AddressParts(split.street, split.street2, country=split.country)
    first, _, rest = text.partition("\n")
    return AddressParts(street=first, street2=one_line(rest))


def _filled(row: Row, *pairs: tuple[str, str]) -> tuple[str, ...]:
    """Of each pair the column's own text, else the one found; a found one that differs is kept in the notes."""
    for said, found in pairs:
        if said and found and not says_nothing_new(found, said):
            row.keep("Address as written", found)
    return tuple(said or found for said, found in pairs)


def _country(row: Row, text: str) -> str:
    if not text:
        return ""
    country = country_of(text)
    if not country:
        row.unread("", "country_unknown", text, "is not the name of a country this program knows.", what="Country")
    return country


def _label(row: Row, key: Key, kind: ClientKind) -> ContactLabel:
    if key[0]:
        return ContactLabel(key[0])
    default = ContactLabel.WORK if kind is ClientKind.ORGANIZATION else ContactLabel.HOME
    text = row.labels.pop(("address", key[1]), "") if key[1] else ""
    if not text:
        return default
    label = label_of(text)
    if label is None:
        row.keep("Kind of address", text)
    return label or ContactLabel.OTHER
