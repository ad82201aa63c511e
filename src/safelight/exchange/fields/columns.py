"""What is done with the cell of one column: a function for every target, made once for a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from safelight.clients.rules.draft import ContactLabel
from safelight.exchange.fields.mapping import ColumnMapping
from safelight.exchange.fields.row import FoundEmail, FoundPhone, Row, Surroundings
from safelight.exchange.fields.targets import CUSTOM, IGNORE, Target, parse_target, target_words
from safelight.exchange.fields.values.dates import DateOrder, ReadDate, is_empty_date, order_of_country, read_date
from safelight.exchange.fields.values.mails import likely_meant, read_mails
from safelight.exchange.fields.values.text import one_line, shortened
from safelight.exchange.fields.values.words import yes_or_no

Handler = Callable[[Row, str], None]

_LIST: Final = re.compile(r"\s*(?:[,;|\n]|:::)\s*")
_CHILDREN: Final = re.compile(r"\s*(?:[,;/\n]|\s&\s|\s\+\s|\s(?:and|und|et|en|y|e)\s)\s*")
_WHOLE_NUMBER: Final = re.compile(r"^(\d+)[.,]0+$")
# A date behind or in brackets behind a child's name: "Emma (2.3.2015)", "Max *4/5/2018", "Lena - May 2016".
_CHILD: Final = re.compile(r"^(?P<name>[^\d(*]+?)[\s(*:–-]+(?P<rest>\(?.*\d.*)$")
_ONE_LINE: Final = frozenset(
    {
        "prefix",
        "first_name",
        "middle_name",
        "last_name",
        "last_name_particle",
        "suffix",
        "nickname",
        "organization",
        "job_title",
    }
)


def handler_of(column: ColumnMapping, around: Surroundings, *, several_notes: bool) -> Handler | None:
    """The function that puts a cell of ``column`` into a row; None for a column that is left out."""
    target = parse_target(column.target)
    order = column.date_order or order_of_country(around.country)
    if column.target == IGNORE:
        return _unseen(column) if column.unseen else None
    if target.part == "label":
        return _label(target)
    special: dict[str, Callable[[], Handler]] = {
        "email": lambda: _email(column, target),
        "phone": lambda: _phone(column, target, around),
        "address": lambda: _place(column, target, order, around),
        "relative": lambda: _relative(column, target, order, around),
        "birthday": lambda: _part_of_birthday(target) if target.part else _date(column, target.field, order, around),
        "anniversary": lambda: _date(column, target.field, order, around),
        "since": lambda: _date(column, target.field, order, around),
        "do_not_contact": lambda: _flag(column, target.field),
        "text_consent": lambda: _flag(column, target.field),
        "tags": lambda: _list(lambda row: row.tags),
        "groups": lambda: _groups,
        "notes": lambda: _notes(column, several=several_notes),
        "children": lambda: _children(column, order, around),
        "website": lambda: _numbered(target, order, column),
        "event": lambda: _numbered(target, order, column),
        CUSTOM: lambda: _numbered(target, order, column) if target.group else _custom(target.label),
    }
    make = special.get(target.field)
    return make() if make is not None else _single(column, target.field)


def read_day(text: str, order: DateOrder, around: Surroundings) -> ReadDate | None:
    """The date of a cell in a file's surroundings."""
    return read_date(text, order, pivot=around.pivot)


def _unseen(column: ColumnMapping) -> Handler:
    def put(row: Row, text: str) -> None:
        row.keep(column.column, text)
        row.say(
            column.column,
            "info",
            "column_not_mapped",
            "The column seemed empty and goes to no field; its text is kept in the notes.",
        )

    return put


def _single(column: ColumnMapping, field: str) -> Handler:
    flat = field in _ONE_LINE
    number = field in {"number", "external_id"}

    def put(row: Row, text: str) -> None:
        if flat and "\n" in text:
            text = text.replace("\n", " ")
        if number and (match := _WHOLE_NUMBER.match(text)) is not None:
            text = match[1]
        if row.values.setdefault(field, text) != text:
            row.keep(column.column, text)

    return put


def _label(target: Target) -> Handler:
    key = (target.field, target.group)

    def put(row: Row, text: str) -> None:
        row.labels[key] = text

    return put


def _email(column: ColumnMapping, target: Target) -> Handler:
    label = ContactLabel(target.label) if target.label else None

    def put(row: Row, text: str) -> None:
        read = read_mails(text)
        for address in read.addresses:
            row.emails.append(FoundEmail(address, label, target.group))
            if meant := likely_meant(address):
                row.say(
                    column.column,
                    "warning",
                    "email_slip",
                    f"“{address}” may be a slip for “{meant}”. It was not changed.",
                )
        row.names_of_mails.extend(read.names)
        for piece in read.unread:
            row.unread(column.column, "email_invalid", piece, "is not a mail address.", what="Mail")

    return put


def _phone(column: ColumnMapping, target: Target, around: Surroundings) -> Handler:
    label = ContactLabel(target.label) if target.label else None
    reader = around.phones

    def put(row: Row, text: str) -> None:
        read = reader.read(text)
        for phone in read.phones:
            row.phones.append(FoundPhone(phone, label, target.group))
            if phone.repaired:
                row.say(column.column, "info", "phone_repaired", f"“{shortened(text)}” was read as {phone.number}.")
        for piece in read.unread:
            row.unread(column.column, "phone_invalid", piece, "is not a phone number that exists.", what="Phone")
        for remark in read.remarks:
            row.keep("Phone", remark)

    return put


def _place(column: ColumnMapping, target: Target, order: DateOrder, around: Surroundings) -> Handler:
    key, part = (target.label, target.group), target.part

    def put(row: Row, text: str) -> None:
        if part == "starts_on":
            read = read_day(text, order, around)
            if read is None:
                row.unread(column.column, "date_invalid", text, "is not a date.", what=column.column)
            else:
                row.place_dates[key] = read.day
            return
        place = row.places.get(key)
        if place is None:
            row.places[key] = {part: text}
        elif place.setdefault(part, text) != text:
            row.keep(column.column, text)

    return put


def _relative(column: ColumnMapping, target: Target, order: DateOrder, around: Surroundings) -> Handler:
    key, part = (target.label, target.group), target.part

    def put(row: Row, text: str) -> None:
        if part == "birthday":
            read = read_day(text, order, around)
            if read is not None:
                row.people_birthdays[key] = read.day
            elif not is_empty_date(text):
                row.unread(column.column, "date_invalid", text, "is not a date.", what=target_words(column.target))
            return
        if row.people.setdefault(key, {}).setdefault(part, text) != text:
            row.keep(column.column, text)

    return put


def _date(column: ColumnMapping, field: str, order: DateOrder, around: Surroundings) -> Handler:
    def put(row: Row, text: str) -> None:
        read = read_day(text, order, around)
        if read is None:
            if is_empty_date(text):
                row.say(column.column, "info", "date_empty", f"“{shortened(text)}” stands for no date.")
            else:
                row.unread(column.column, "date_invalid", text, "is not a date that exists.", what=column.column)
        elif row.dates.setdefault(field, (read.day, read.year_known)) != (read.day, read.year_known):
            row.keep(column.column, text)

    return put


def _part_of_birthday(target: Target) -> Handler:
    field = f"birthday.{target.part}"

    def put(row: Row, text: str) -> None:
        row.values[field] = text

    return put


def _flag(column: ColumnMapping, field: str) -> Handler:
    def put(row: Row, text: str) -> None:
        answer = yes_or_no(text)
        if answer is None:
            row.unread(column.column, "yes_no_unclear", text, "says neither yes nor no.", what=column.column)
        else:
            row.flags[field] = answer or row.flags.get(field, False)

    return put


def _list(of: Callable[[Row], list[str]]) -> Handler:
    def put(row: Row, text: str) -> None:
        of(row).extend(piece for piece in _LIST.split(text) if piece)

    return put


def _groups(row: Row, text: str) -> None:
    for piece in _LIST.split(text):
        # Google writes its own groups with a star; "myContacts" means no more than "is a contact".
        name = piece.removeprefix("* ").strip()
        if name and name != "myContacts":
            row.groups.append(name)


def _notes(column: ColumnMapping, *, several: bool) -> Handler:
    def put(row: Row, text: str) -> None:
        row.notes.append(f"{column.column}: {text}" if several and column.column else text)

    return put


def _children(column: ColumnMapping, order: DateOrder, around: Surroundings) -> Handler:
    def put(row: Row, text: str) -> None:
        pieces = [piece for piece in _CHILDREN.split(text) if piece.strip(" .")]
        if read_day(text, order, around) is not None or any(
            not any(letter.isalpha() for letter in piece) for piece in pieces
        ):
            row.keep(column.column, text)
            return
        unclear = False
        for piece in pieces:
            match = _CHILD.match(piece)
            if match is None:
                row.children.append((one_line(piece.strip()), None))
                continue
            read = read_day(match["rest"].strip(" ()*.–-:"), order, around)
            row.children.append((match["name"].strip(), read.day if read else None))
            unclear = unclear or read is None
        if unclear:
            row.keep(column.column, text)

    return put


def _numbered(target: Target, order: DateOrder, column: ColumnMapping) -> Handler:
    key = (target.field, target.group)

    def put(row: Row, text: str) -> None:
        row.numbered[key] = (column.column, text)
        row.orders[key] = order

    return put


def _custom(label: str) -> Handler:
    def put(row: Row, text: str) -> None:
        row.add_custom(label, text)

    return put
