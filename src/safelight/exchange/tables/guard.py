"""Keeps spreadsheet programs from running text as a formula.

A cell that a spreadsheet would take for a formula gets one leading apostrophe when it is written to a text file, and
the reader takes exactly one off again (OWASP, "CSV Injection").
"""

from __future__ import annotations

import re

_STARTS_LIKE_FORMULA = re.compile(r"[\t\r]|\s*[=+\-@|%＝＋－＠｜％\t\r]")
_GUARDED = re.compile(r"'+(?:[\t\r]|\s*[=+\-@|%＝＋－＠｜％\t\r])")
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+|\d+)?(?:[.,]\d+)?%?")
_PHONE = re.compile(r"\+\d[\d ()./\-\u00a0\u202f]{4,24}")


def guarded(cell: str) -> str:
    """Return the cell as it may be written to a text file; ``unguarded`` gives it back unchanged."""
    if _GUARDED.match(cell):
        return "'" + cell
    if _STARTS_LIKE_FORMULA.match(cell) and not cell.isspace() and not _is_harmless(cell):
        return "'" + cell
    return cell


def unguarded(cell: str) -> str:
    """Take off exactly one guarding apostrophe, if there is one."""
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


def _is_harmless(cell: str) -> bool:
    """Whether it is only a number or a telephone number."""
    digits = any(character.isdigit() for character in cell)
    return digits and bool(_NUMBER.fullmatch(cell) or _PHONE.fullmatch(cell))
