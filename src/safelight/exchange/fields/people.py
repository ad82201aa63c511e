"""Names and family of a row: from cells to the client's name, kind and relatives."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from safelight.clients.rules.draft import ClientKind, Relationship, RelativeDraft
from safelight.exchange.fields.row import Key, Row, Surroundings
from safelight.exchange.fields.values.mails import looks_like_mail
from safelight.exchange.fields.values.names import NameParts, split_couple, split_name
from safelight.exchange.fields.values.text import says_nothing_new
from safelight.exchange.fields.values.words import kind_of, relationship_of

_MAYBE_COUPLE: Final = re.compile(r"[&+\s]")
_NAME_FIELDS: Final = ("prefix", "first_name", "middle_name", "last_name", "suffix", "nickname")


class Named(NamedTuple):
    """The client's names, kind and, of a couple, the partner's names."""

    kind: ClientKind
    prefix: str
    first: str
    middle: str
    last: str
    suffix: str
    nickname: str
    organization: str
    partner: tuple[str, str] | None


def name_of(row: Row) -> Named:
    """The client's name from all name cells; a whole name counts only where the parts are missing."""
    values = row.values
    first, last = values.get("first_name", ""), values.get("last_name", "")
    organization = values.get("organization", "")
    if particle := values.get("last_name_particle"):
        last = f"{particle} {last}".strip()
    whole = _whole_name(row, first, last)
    kind = _said_kind(row)
    if whole is not None:
        parts, text = whole
        if parts.organization and organization and parts.organization != organization:
            row.keep("Name", text)
        organization = organization or parts.organization
        partner = (parts.partner_first, parts.partner_last) if parts.partner_first else None
        kind = kind or (parts.kind if parts.kind is not ClientKind.PERSON else None)
        return Named(
            kind or _kind(parts.first or parts.last, organization),
            parts.prefix or values.get("prefix", ""),
            parts.first,
            _joined(row, values.get("middle_name", ""), parts.middle),
            parts.last,
            _joined(row, values.get("suffix", ""), parts.suffix),
            values.get("nickname", "") or parts.nickname,
            organization,
            partner,
        )
    couple = split_couple(first) if _MAYBE_COUPLE.search(first) else None
    partner = None
    if couple is not None:
        first, other = couple
        lasts = split_couple(last)
        last, partner_last = lasts or (last, last)
        partner = (other, partner_last)
        kind = kind or ClientKind.FAMILY
    return Named(
        kind or _kind(first or last, organization),
        values.get("prefix", ""),
        first,
        values.get("middle_name", ""),
        last,
        values.get("suffix", ""),
        values.get("nickname", ""),
        organization,
        partner,
    )


def relatives_of(row: Row, named: Named, around: Surroundings) -> tuple[RelativeDraft, ...]:
    """The client's relatives: the couple's second half, numbered relatives, and children listed in one cell."""
    found: list[RelativeDraft] = []
    if named.partner is not None:
        found.append(RelativeDraft(named.partner[0], named.partner[1], Relationship.PARTNER))
    for key in {**row.people, **dict.fromkeys(row.people_birthdays)}:
        relative = _relative(row, key, around)
        if relative is None:
            continue
        twin = next((one for one in found if _same(one, relative)), None)
        if twin is not None:
            found.remove(twin)
        found.append(relative)
    for name, birthday in row.children:
        first, last = _first_and_last(name)
        if not any(one.first_name == first and one.relationship is Relationship.CHILD for one in found):
            found.append(RelativeDraft(first, last, Relationship.CHILD, birthday))
        elif birthday is not None:
            row.keep("Child", f"{name} {birthday.isoformat()}")
    return tuple(found)


def _whole_name(row: Row, first: str, last: str) -> tuple[NameParts, str] | None:
    """The whole name taken apart where there are no parts; one that adds words to the parts is kept in the notes."""
    whole: tuple[NameParts, str] | None = None
    for field, last_first in (("full_name", False), ("full_name_last_first", True)):
        text = row.values.get(field, "").replace("\n", ", ")
        if not text:
            continue
        known = [row.values.get(name, "") for name in (*_NAME_FIELDS, "last_name_particle", "organization")]
        if whole is not None:
            known.append(whole[1])
        if first or last or whole is not None:
            if not says_nothing_new(text, *known):
                row.keep("Name as written", text)
        else:
            whole = split_name(text, last_first=last_first), text
    if whole is None and not first and not last and row.names_of_mails and "organization" not in row.values:
        whole = split_name(row.names_of_mails[0]), row.names_of_mails[0]
    for name in row.names_of_mails:
        if not says_nothing_new(name, first, last, whole[1] if whole else "", row.values.get("organization", "")):
            row.keep("Name beside a mail address", name)
    return whole


def _joined(row: Row, said: str, split: str) -> str:
    if said and split and said != split:
        row.keep("Name", split)
    return said or split


def _said_kind(row: Row) -> ClientKind | None:
    text = row.values.get("kind")
    if not text:
        return None
    kind = kind_of(text)
    if kind is None:
        row.add_custom("Kind of client", text)
    return kind


def _kind(person: str, organization: str) -> ClientKind:
    return ClientKind.ORGANIZATION if organization and not person else ClientKind.PERSON


def _relative(row: Row, key: Key, around: Surroundings) -> RelativeDraft | None:
    parts = row.people.get(key, {})
    label = row.labels.pop(("relative", key[1]), "") if not key[0] else ""
    relationship = Relationship(key[0]) if key[0] else relationship_of(label)
    birthday = row.people_birthdays.get(key)
    first, last = parts.get("first_name", ""), parts.get("last_name", "")
    name = parts.get("name", "")
    if name and not first:
        first, split_last = _first_and_last(name)
        if last and not says_nothing_new(name, first, last):
            row.keep("Relative", name)
        last = last or split_last
    elif name and not says_nothing_new(name, first, last):
        row.keep("Relative", name)
    what = (relationship or Relationship.OTHER).value.capitalize()
    if label and relationship is None:
        row.keep(f"Relative {first or last}".strip(), label)
    if not first and not last:
        _keep_nameless(row, what, parts, birthday)
        return None
    email, phone = parts.get("email", ""), parts.get("phone", "")
    if email and not looks_like_mail(email):
        row.keep(f"Mail of {first or last}", email)
        email = ""
    number = around.phones.e164(phone) if phone else ""
    if phone and not number:
        row.keep(f"Phone of {first or last}", phone)
    if not first:
        first, last = last, ""
    return RelativeDraft(first, last, relationship or Relationship.OTHER, birthday, email, number)


def _keep_nameless(row: Row, what: str, parts: dict[str, str], birthday: date | None) -> None:
    for part, text in parts.items():
        row.keep(f"{what}, {part}", text)
    if birthday is not None:
        row.keep(f"{what}, birthday", birthday.isoformat())
    row.say(
        "",
        "warning",
        "relative_without_name",
        f"A family member ({what.lower()}) has no name; the rest is kept in the notes.",
    )


def _first_and_last(name: str) -> tuple[str, str]:
    """First names and last name of a relative; titles and suffixes stay where they stand."""
    parts = split_name(name)
    if parts.kind is not ClientKind.PERSON or parts.nickname:
        return name, ""
    first = " ".join(part for part in (parts.prefix, parts.first, parts.middle) if part)
    last = " ".join(part for part in (parts.last, parts.suffix) if part)
    return (first, last) if first else (last, "")


def _same(one: RelativeDraft, other: RelativeDraft) -> bool:
    return (
        one.relationship is other.relationship
        and one.first_name == other.first_name
        and one.last_name in {other.last_name, ""}
    )
