"""The journal: append-only, hash-chained per studio by the database at commit, verified by a command."""

from safelight.foundation.journal.record import record
from safelight.foundation.journal.verify import Break, verify

__all__ = ["Break", "record", "verify"]
