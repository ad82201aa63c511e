"""The programs studios come from: the headers each writes, and the ones that give it away."""

from __future__ import annotations

from typing import Final

from safelight.exchange.fields.headers.programs import crm, mail, shops, studios
from safelight.exchange.fields.headers.programs.program import Program

PROGRAMS: Final[tuple[Program, ...]] = (*mail.PROGRAMS, *crm.PROGRAMS, *shops.PROGRAMS, *studios.PROGRAMS)

__all__ = ["PROGRAMS", "Program"]
