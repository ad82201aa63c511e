"""Values as a spreadsheet can hold them.

Facts relied on (ECMA-376 and Microsoft, "Excel specifications and limits"): a cell holds at most 32,767 UTF-16
units of text; dates begin in 1900; numbers are doubles, exact for whole numbers up to 2**53. Control characters are
escaped by the writers themselves (``_x0001_``).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from safelight.exchange.out.columns import CellKind

Cell = str | int | float | bool | date | Decimal | None
LONGEST = 32_767
FIRST_YEAR = 1900
EXACT = 2**53
CUT = " … (cut here: a cell holds no more; the archive has the whole text)"


def fit_text(value: object) -> object:
    """Return text that a cell can hold; what is cut off is said in the cell itself."""
    # Only characters beyond the first plane count double, so half the limit is always safe and cheap to ask.
    if not isinstance(value, str) or len(value) <= LONGEST // 2:
        return value
    if units(value) <= LONGEST:
        return value
    room, used, end = LONGEST - len(CUT), 0, 0
    for character in value:
        used += 1 + (ord(character) > 0xFFFF)  # noqa: PLR2004 - the first plane ends here
        if used > room:
            break
        end += 1
    return value[:end] + CUT


def units(value: str) -> int:
    """Count the UTF-16 units of a text."""
    return len(value.encode("utf-16-le", "surrogatepass")) // 2


def fit_date(value: object) -> object:
    """Return a date as it is, or as ISO text when it lies before the first year a spreadsheet knows."""
    return value.isoformat() if isinstance(value, date) and value.year < FIRST_YEAR else value


def fit_integer(value: object) -> object:
    """Return a whole number, or its digits as text when a double would change them."""
    return str(value) if isinstance(value, int) and abs(value) > EXACT else value


def fit_number(value: object) -> object:
    """Return a number, or its digits as text when a double would change them or there is no such number."""
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            return str(value)
        return float(value) if Decimal(repr(float(value))) == value else str(value)
    return fit_integer(value)


FITTING: dict[CellKind, Callable[[object], object]] = {
    "text": fit_text,
    "long": fit_text,
    "integer": fit_integer,
    "number": fit_number,
    "date": fit_date,
    "moment": fit_date,
}
