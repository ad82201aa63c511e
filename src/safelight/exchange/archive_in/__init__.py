"""Everything back: reads a complete archive into an empty studio."""

from safelight.exchange.archive_in.people import ArrivedPerson
from safelight.exchange.archive_in.restore import Restored, restore_archive

__all__ = ["ArrivedPerson", "Restored", "restore_archive"]
