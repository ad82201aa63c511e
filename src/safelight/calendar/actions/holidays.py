"""Holidays are added, filled in for a country, and taken away."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q
from pydantic import Field

from safelight.accounts.models import Location
from safelight.calendar.models import Holiday
from safelight.calendar.queries.setup import FIRST_YEAR, LAST_YEAR, HolidayCard, holiday_card
from safelight.calendar.rules.clock_words import minute_of
from safelight.calendar.rules.holidays import countries, public_holidays
from safelight.calendar.rules.wall import EARLIEST, LATEST
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import current_studio_id


class AddHoliday(Frozen):
    """A day on which a location, or the whole studio, is closed; with times only that part of it."""

    day: date
    name: str = Field(min_length=1, max_length=120)
    location_id: UUID | None = None
    starts: str = Field(default="", max_length=5, examples=["14:00"])
    ends: str = Field(default="", max_length=5, examples=["24:00"])


class WhichHoliday(Frozen):
    """Which holiday."""

    holiday_id: UUID


class FillHolidays(Frozen):
    """The public holidays of a country for some years; ``skip`` are days that stay open."""

    country: str = Field(default="", pattern="^([A-Za-z]{2})?$", description="Empty: the studio's")
    first_year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR)
    last_year: int | None = Field(default=None, ge=FIRST_YEAR, le=LAST_YEAR)
    skip: tuple[date, ...] = Field(default=(), max_length=400)
    location_id: UUID | None = None


class Filled(Frozen):
    """How many holidays were added, and how many stood there already."""

    added: int
    known: int
    holiday_ids: tuple[UUID, ...]


class RemoveHolidays(Frozen):
    """Which holidays."""

    holiday_ids: tuple[UUID, ...] = Field(min_length=1, max_length=500)


class Removed(Frozen):
    """How many holidays were removed."""

    count: int


@action("calendar.add_holiday", permission="calendar.manage", door="POST /holidays")
def add_holiday(context: Context, data: AddHoliday) -> HolidayCard:
    """Close the studio or a location on a day, or for a part of it; bookings that stand stay."""
    _check_place(data.location_id)
    _check_day(data.day)
    starts, ends = _part(data)
    if Holiday.objects.filter(_at(data.location_id), day=data.day, name=data.name).exists():
        message = f"“{data.name}” stands in the list on this day already."
        raise Conflict(message, code="exists", fields={"name": message})
    row = Holiday(day=data.day, name=data.name, location_id=data.location_id, starts_minute=starts, ends_minute=ends)
    row.save(force_insert=True)
    context.subject("holiday", row.id, f"{row.name} on {row.day.isoformat()} is a holiday")
    context.undo_with("calendar.remove_holiday", {"holiday_id": str(row.id)})
    return holiday_card(row)


@action("calendar.remove_holiday", permission="calendar.manage", door="DELETE /holidays/{holiday_id}")
def remove_holiday(context: Context, data: WhichHoliday) -> HolidayCard:
    """Open on a day that was a holiday."""
    row = Holiday.objects.select_related("location").filter(id=data.holiday_id).first()
    if row is None:
        what = "holiday"
        raise NotFound(what)
    card = holiday_card(row)
    row.delete()
    context.subject("holiday", card.id, f"{card.name} on {card.day.isoformat()} is no holiday")
    again = {"day": card.day.isoformat(), "name": card.name, "starts": card.starts, "ends": card.ends}
    context.undo_with(
        "calendar.add_holiday", {**again, **({"location_id": str(card.location_id)} if card.location_id else {})}
    )
    return card


@action("calendar.fill_holidays", permission="calendar.manage", door="POST /holidays/fill", dry_run=True)
def fill_holidays(context: Context, data: FillHolidays) -> Filled:
    """Add a country's public holidays of some years; days that stand in the list already stay as they are."""
    _check_place(data.location_id)
    country = (data.country or context.studio.country).upper()
    last = data.last_year or data.first_year
    if country not in countries():
        message = f"The public holidays of {country} are not known. Add the days one by one, or choose another country."
        raise InvalidInput(message, fields={"country": message})
    if not data.first_year <= last < data.first_year + 20:
        message = "Choose up to twenty years, the last not before the first."
        raise InvalidInput(message, fields={"last_year": message})
    days = [each for year in range(data.first_year, last + 1) for each in public_holidays(country, year)]
    known = set(
        Holiday.objects.filter(_at(data.location_id), day__in=[each.day for each in days]).values_list("day", flat=True)
    )
    wanted = {(each.day, each.name): each for each in days if each.day not in data.skip}
    rows = [
        Holiday(studio_id=current_studio_id(), day=each.day, name=each.name, location_id=data.location_id)
        for each in wanted.values()
        if each.day not in known
    ]
    Holiday.objects.bulk_create(rows)
    context.subject("holiday", rows[0].id if rows else new_id(), f"{len(rows)} public holidays of {country} were added")
    if rows:
        context.undo_with("calendar.remove_holidays", {"holiday_ids": [str(row.id) for row in rows]})
    return Filled(added=len(rows), known=len(wanted) - len(rows), holiday_ids=tuple(row.id for row in rows))


@action("calendar.remove_holidays", permission="calendar.manage", door="POST /holidays/remove")
def remove_holidays(context: Context, data: RemoveHolidays) -> Removed:
    """Remove several holidays at once."""
    rows = Holiday.objects.filter(id__in=data.holiday_ids)
    found = list(rows.values_list("id", flat=True))
    if len(found) < len(set(data.holiday_ids)):
        what = "holiday"
        raise NotFound(what)
    rows.delete()
    context.subject("holiday", found[0], f"{len(found)} holidays were removed")
    return Removed(count=len(found))


def _at(location_id: UUID | None) -> Q:
    return Q(location_id=location_id) if location_id is not None else Q(location_id__isnull=True)


def _check_place(location_id: UUID | None) -> None:
    if location_id is not None and not Location.objects.filter(id=location_id).exists():
        what = "location"
        raise NotFound(what)


def _check_day(day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        message = f"Choose a day between {EARLIEST.year} and {LATEST.year}."
        raise InvalidInput(message, fields={"day": message})


def _part(data: AddHoliday) -> tuple[int | None, int | None]:
    """Return the closed part of the day in minutes, (None, None) for all of it; raises InvalidInput."""
    if not data.starts and not data.ends:
        return None, None
    try:
        starts, ends = minute_of(data.starts or "00:00"), minute_of(data.ends or "24:00")
    except ValueError as error:
        raise InvalidInput(str(error), fields={"starts": str(error)}) from error
    if ends <= starts:
        message = "The end must come after the beginning."
        raise InvalidInput(message, fields={"ends": message})
    return starts, ends
