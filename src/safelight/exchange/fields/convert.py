"""From the cells of a row to a :class:`ClientDraft`.

A mapping is compiled once into a :class:`Converter`; converting a typical row then costs some tens of
microseconds. Nothing that stands in a mapped cell is dropped: what fits no field goes into the notes, and is said.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from safelight.clients.rules.draft import ClientDraft, ContactLabel, EmailDraft, PhoneDraft
from safelight.exchange.fields.cards import card_issue
from safelight.exchange.fields.columns import Handler, handler_of, read_day
from safelight.exchange.fields.issues import Converted, Issue
from safelight.exchange.fields.mapping import ColumnMapping, FieldMapping
from safelight.exchange.fields.people import name_of, relatives_of
from safelight.exchange.fields.places import addresses_of
from safelight.exchange.fields.row import Row, Surroundings
from safelight.exchange.fields.values.countries import language_of
from safelight.exchange.fields.values.dates import NO_YEAR, DateOrder, read_date
from safelight.exchange.fields.values.phones import PhoneReader
from safelight.exchange.fields.values.text import cleaned
from safelight.exchange.fields.values.words import label_of
from safelight.foundation.cards import SHORTEST, without_cards

_EXCEL_PIVOT = 29


class Converter:
    """A mapping made ready for many rows. Not changed by converting; one instance may serve a whole file."""

    def __init__(  # noqa: PLR0913 - all but two are named and have a default
        self,
        mapping: FieldMapping,
        *,
        country: str,
        languages: Sequence[str] = (),
        date_order: DateOrder | None = None,
        year: int | None = None,
        confirmed: Collection[str] = (),
    ) -> None:
        """Prepare the columns.

        Args:
            mapping: the columns in file order.
            country: the studio's, ISO 3166-1 alpha-2; numbers without country code are read as its.
            languages: the studio's, ISO 639.
            date_order: overrides what the mapping found for its columns.
            year: the current year: two-digit years after it are of the last century (None: 29, as Excel does).
            confirmed: headers of columns whose long numbers a person said are no cards; they are kept masked.
        """
        self.mapping = mapping
        pivot = _EXCEL_PIVOT if year is None else year % 100
        self._around = Surroundings(country.upper(), tuple(languages), pivot, PhoneReader(country))
        several_notes = sum(column.target == "notes" for column in mapping.columns) > 1
        self._columns = tuple(column.column for column in mapping.columns)
        self._handlers: tuple[Handler | None, ...] = tuple(
            handler_of(_with_order(column, date_order), self._around, several_notes=several_notes)
            for column in mapping.columns
        )
        self._confirmed = frozenset(confirmed)

    def convert(self, cells: Sequence[str]) -> Converted:
        """The draft of one row and what is to be said about it; never raises for what a cell holds.

        Rows with fewer cells than columns are read as if the rest were empty; text in cells beyond the last
        column is kept in the notes.
        """
        row = Row()
        refusals: list[Issue] = []
        handlers = self._handlers
        for index, cell in enumerate(cells):
            if not cell:
                continue
            text = cleaned(cell)
            if not text:
                continue
            if len(text) >= SHORTEST:
                column = self._columns[index] if index < len(handlers) else f"Column {index + 1}"
                refusal = card_issue(column, text, confirmed=column in self._confirmed)
                if refusal is not None:
                    refusals.append(refusal)
                    continue
                if column in self._confirmed:
                    text = without_cards(text)
            if refusals:
                continue
            if index >= len(handlers):
                row.keep(f"Column {index + 1}", text)
                row.say(
                    "",
                    "warning",
                    "extra_cell",
                    f"The row has a cell beyond the last column (number {index + 1}); it is kept in the notes.",
                )
                continue
            handler = handlers[index]
            if handler is not None:
                handler(row, text)
        return Converted(None, tuple(refusals)) if refusals else self._finished(row)

    def _finished(self, row: Row) -> Converted:
        values = row.values
        named = name_of(row)
        relatives = (
            relatives_of(row, named, self._around)
            if row.people or row.children or row.people_birthdays or named.partner
            else ()
        )
        emails = _emails(row) if row.emails else ()
        phones = _phones(row)
        if not (named.first or named.last or named.organization or emails or phones or named.nickname):
            row.say(
                "",
                "error",
                "empty_client",
                "The row has no name, organization, mail address or phone number to know a client by.",
            )
            return Converted(None, tuple(row.issues))
        addresses = addresses_of(row, named.kind, self._around) if row.places or row.place_dates else ()
        if "birthday.day" in values or "birthday.month" in values or "birthday.year" in values:
            _birthday_of_parts(row)
        website = self._numbered(row) if row.numbered else ""
        language = values.get("language", "")
        if language and not (code := language_of(language)):
            row.keep("Language", language)
            language = ""
        elif language:
            language = code
        if row.labels:
            _keep_labels(row)
        birthday, year_known = row.dates.get("birthday", (None, True))
        notes = row.notes + row.kept
        draft = ClientDraft(
            kind=named.kind,
            prefix=named.prefix,
            first_name=named.first,
            middle_name=named.middle,
            last_name=named.last,
            suffix=named.suffix,
            nickname=named.nickname,
            organization=named.organization,
            job_title=values.get("job_title", ""),
            emails=emails,
            phones=phones,
            addresses=addresses,
            relatives=relatives,
            birthday=birthday,
            birth_year_known=year_known,
            anniversary=row.dates["anniversary"][0] if "anniversary" in row.dates else None,
            website=website,
            language=language,
            source=values.get("source", ""),
            referred_by=values.get("referred_by", ""),
            stage=values.get("stage", ""),
            do_not_contact=row.flags.get("do_not_contact", False),
            tags=tuple(dict.fromkeys(row.tags)),
            groups=tuple(dict.fromkeys(row.groups)),
            notes="\n".join(notes),
            external_id=values.get("external_id", ""),
            number=values.get("number", ""),
            since=row.dates["since"][0] if "since" in row.dates else None,
            custom=row.custom,
        )
        return Converted(draft, tuple(row.issues))

    def _numbered(self, row: Row) -> str:
        """Websites, dates and custom fields that stand in pairs of a label column and a value column; the website."""
        website = ""
        for key, (column, text) in row.numbered.items():
            field, number = key
            label = row.labels.pop(key, "")
            if field == "website" and not website:
                website = text
                if label and label_of(label) is None:
                    row.add_custom("Kind of website", label)
            elif field == "website":
                row.add_custom(f"Website ({label})" if label else f"Website {number or 2}", text)
            elif field == "event" and label_is_anniversary(label) and "anniversary" not in row.dates:
                read = read_day(text, row.orders[key], self._around)
                if read is None:
                    row.unread(column, "date_invalid", text, "is not a date that exists.", what=label)
                else:
                    row.dates["anniversary"] = (read.day, read.year_known)
            else:
                row.add_custom(label or column, text)
        return website


def convert_row(
    mapping: FieldMapping,
    cells: Sequence[str],
    *,
    country: str,
    languages: Sequence[str] = (),
    date_order: DateOrder | None = None,
) -> Converted:
    """One row converted; for many rows make a :class:`Converter` and keep it."""
    return _converter(mapping, country, tuple(languages), date_order).convert(cells)


def label_is_anniversary(label: str) -> bool:
    """Whether a date's label means a wedding day (``Anniversary``, ``Jahrestag``)."""
    return any(
        word in label.casefold()
        for word in ("annivers", "wedding", "jahrestag", "hochzeit", "mariage", "aniversario", "jubileum")
    )


@lru_cache(maxsize=8)
def _converter(
    mapping: FieldMapping, country: str, languages: tuple[str, ...], date_order: DateOrder | None
) -> Converter:
    return Converter(mapping, country=country, languages=languages, date_order=date_order)


def _with_order(column: ColumnMapping, date_order: DateOrder | None) -> ColumnMapping:
    return column if date_order is None else replace(column, date_order=date_order)


def _label_for(row: Row, field: str, group: int, value: str, said: ContactLabel | None) -> ContactLabel | None:
    """The label of the column, else of its label column; a label that is none of ours is kept with the value."""
    text = row.labels.get((field, group)) if group else None
    if not text:
        return said
    label = label_of(text)
    if label is None:
        row.keep(value, text)
        return said or ContactLabel.OTHER
    return label


def _emails(row: Row) -> tuple[EmailDraft, ...]:
    """The row's mail addresses without repeats; the first without a label is the main one."""
    found: dict[str, EmailDraft] = {}
    for email in row.emails:
        key = email.address.casefold()
        label = _label_for(row, "email", email.group, email.address, email.label)
        if label not in _EMAIL_LABELS:
            label = None
        known = found.get(key)
        if known is None or (known.label is ContactLabel.MAIN and label):
            found[key] = EmailDraft(email.address, label or ContactLabel.MAIN)
    for group in {email.group for email in row.emails}:
        row.labels.pop(("email", group), None)
    return tuple(found.values())


def _phones(row: Row) -> tuple[PhoneDraft, ...]:
    """The row's phones without repeats, each labelled by its column, label column, cell words or number plan."""
    consent = row.flags.get("text_consent")
    if not row.phones:
        if consent is not None:
            row.keep("Agreed to text messages", "yes" if consent else "no")
        return ()
    found: dict[tuple[str, str], PhoneDraft] = {}
    for entry in row.phones:
        phone = entry.phone
        said = phone.label if phone.labelled else entry.label
        label = _label_for(row, "phone", entry.group, phone.number, said)
        key = (phone.number, phone.extension)
        if key not in found:
            found[key] = PhoneDraft(
                phone.number, label or phone.label, phone.extension, None if label is ContactLabel.FAX else consent
            )
    for group in {entry.group for entry in row.phones}:
        row.labels.pop(("phone", group), None)
    return tuple(found.values())


def _birthday_of_parts(row: Row) -> None:
    """A birthday from columns of its own for day, month and year."""
    parts = {part: row.values.get(f"birthday.{part}", "") for part in ("day", "month", "year")}
    day, month, year = (parts[part].removesuffix(".0") for part in ("day", "month", "year"))
    whole = f"{day} {month} {year}".strip() if not month.isdigit() else f"{year or NO_YEAR}-{month}-{day}"
    read = read_date(whole, DateOrder.DAY_FIRST) if day and month else None
    if read is not None and "birthday" not in row.dates:
        row.dates["birthday"] = (read.day, read.year_known)
    elif set(parts.values()) - {"", "0"}:
        row.keep("Birthday as written", " ".join(f"{part} {text}" for part, text in parts.items() if text))


def _keep_labels(row: Row) -> None:
    """Label cells without a value say little, but are kept unless they are just a kind of phone or mail."""
    for (field, number), text in row.labels.items():
        if label_of(text) is None:
            row.keep(f"Label of {field} {number}", text)


_EMAIL_LABELS = frozenset(
    {ContactLabel.MAIN, ContactLabel.HOME, ContactLabel.WORK, ContactLabel.BILLING, ContactLabel.OTHER}
)
