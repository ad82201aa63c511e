"""Appointments that come again: booked, changed from a day on, ended, and made further into the future."""

from safelight.calendar.actions.series.book import BookSeries, NewSeries, Repeat, SeriesMade, book_series, start_series
from safelight.calendar.actions.series.change import ChangeSeries, change_series
from safelight.calendar.actions.series.end import EndSeries, ResumeSeries, end_series, resume_series
from safelight.calendar.actions.series.extend import Extended, extend_series

__all__ = [
    "BookSeries",
    "ChangeSeries",
    "EndSeries",
    "Extended",
    "NewSeries",
    "Repeat",
    "ResumeSeries",
    "SeriesMade",
    "book_series",
    "change_series",
    "end_series",
    "extend_series",
    "resume_series",
    "start_series",
]
