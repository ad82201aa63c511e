"""Jobs: reactions to events and timetables, on the same PostgreSQL and in the same transaction as the data."""

from safelight.foundation.jobs.register import defer, every, every_studio, on, task

__all__ = ["defer", "every", "every_studio", "on", "task"]
