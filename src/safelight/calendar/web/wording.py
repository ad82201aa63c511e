"""Days and times in the reader's words: the page's language, the studio's country, the clock of a zone."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from babel.core import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time

from safelight.calendar.rules.words import day_words, span_words
from safelight.clients.web.wording import reading_locale, show_day
from safelight.foundation import clock
from safelight.foundation.actions import StudioFacts

__all__ = ["day_words", "first_weekday", "reading_locale", "show_day", "span_words"]

MINUTES_OF_AN_HOUR = 60


def show_time(moment: datetime, zone: str, studio: StudioFacts) -> str:
    """Return the time of day that the clock of ``zone`` shows: ``09:30`` or ``9:30 AM``."""
    return _plain(format_time(clock.local(moment, zone).replace(tzinfo=None), "short", locale=reading_locale(studio)))


def show_times(starts: datetime, ends: datetime, zone: str, studio: StudioFacts) -> str:
    """Return a span within a day as ``09:30–11:00``; one that ends on another day names that day too."""
    first, last = clock.local(starts, zone), clock.local(ends, zone)
    if first.date() == (last - timedelta(microseconds=1)).date():
        locale = reading_locale(studio)
        span = format_interval(first.replace(tzinfo=None), last.replace(tzinfo=None), _clock(locale), locale=locale)
        return _plain(span)
    return f"{show_time(starts, zone, studio)} – {show_weekday(last.date(), studio)}, {show_time(ends, zone, studio)}"


def _clock(locale: Locale) -> str:
    """Return the skeleton of a time of day with twelve or with twenty-four hours (Unicode TR 35), as people read it."""
    # What stands in quotes is meant as it stands: Canadian French writes 9 h 30.
    pattern = re.sub("'[^']*'", "", str(locale.time_formats["short"].pattern))
    return "hm" if "h" in pattern or "K" in pattern else "Hm"


def show_span(starts: datetime, ends: datetime, zone: str, studio: StudioFacts) -> str:
    """Return a span with its day: ``Tue, 24 Nov 2026, 09:30–11:00``."""
    day = clock.local(starts, zone).date()
    return f"{show_date(day, studio)}, {show_times(starts, ends, zone, studio)}"


def show_days(first: date, last: date, studio: StudioFacts) -> str:
    """Return whole days, both inclusive: ``Tue, 24 Nov 2026`` or both ends of them."""
    if first == last:
        return show_date(first, studio)
    return f"{show_date(first, studio)} – {show_date(last, studio)}"


def show_date(day: date, studio: StudioFacts) -> str:
    """Return a day with its weekday and year: ``Tue, 24 Nov 2026``."""
    return _plain(format_skeleton("yMMMEd", day, locale=reading_locale(studio)))


def show_weekday(day: date, studio: StudioFacts) -> str:
    """Return a day of about now: ``Tue 24 Nov``."""
    return _plain(format_skeleton("MMMEd", day, locale=reading_locale(studio)))


def show_long(day: date, studio: StudioFacts) -> str:
    """Return a day in full: ``Tuesday, 24 November 2026``."""
    return _plain(format_date(day, "full", locale=reading_locale(studio)))


def title_of(view: str, first: date, until: date, studio: StudioFacts) -> str:
    """Return what stands above a view of the days from ``first`` up to ``until``, the latter not included."""
    locale = reading_locale(studio)
    if view == "month":
        return _plain(format_skeleton("yMMMM", first, locale=locale))
    if view == "day":
        return show_long(first, studio)
    return _plain(format_interval(first, until - timedelta(days=1), "yMMMd", locale=locale))


def show_length(minutes: int) -> str:
    """Return a length as ``1:30 h`` or ``45 min``: symbols of the SI brochure, the same in every language."""
    hours, rest = divmod(minutes, MINUTES_OF_AN_HOUR)
    if not hours:
        return f"{rest} min"
    return f"{hours}:{rest:02} h" if rest else f"{hours} h"


def first_weekday(locale: Locale) -> int:
    """Return the day on which a week begins where people read this way: 0 is Monday."""
    return int(locale.first_week_day)


def browser_locale(studio: StudioFacts) -> str:
    """Return the reading locale as browsers name it: ``en-US``."""
    return str(reading_locale(studio)).replace("_", "-")


def _plain(text: str) -> str:
    # CLDR puts narrow and thin spaces between a time and its half of the day; forms and searches want plain ones.
    return str(text).replace("\u202f", " ").replace("\u2009", " ")
