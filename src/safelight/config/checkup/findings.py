"""What a check answers."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "problem"]


@dataclass(frozen=True)
class Finding:
    """One line of the report.

    Attributes:
        check: short stable name, for programs that read the report.
        level: `ok`, `warning` (it works, but) or `problem` (it does not work).
        found: what there is.
        advice: what to do; empty when all is well.

    """

    check: str
    level: Level
    found: str
    advice: str = ""


def ok(check: str, found: str) -> Finding:
    """Return a finding that needs nothing done."""
    return Finding(check, "ok", found)


def warning(check: str, found: str, advice: str) -> Finding:
    """Return a finding that should be looked at."""
    return Finding(check, "warning", found, advice)


def problem(check: str, found: str, advice: str) -> Finding:
    """Return a finding that keeps the program from working."""
    return Finding(check, "problem", found, advice)
