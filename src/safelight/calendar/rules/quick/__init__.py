"""Quick entry: an appointment in a few words, understood before it is saved. Pure."""

from safelight.calendar.rules.quick.marked import Marked, Part
from safelight.calendar.rules.quick.understanding import Known, KnownKind, Understood, understand

__all__ = ["Known", "KnownKind", "Marked", "Part", "Understood", "understand"]
