"""Finds out what separates the cells of a text file."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from safelight.exchange.tables.quoting import Dialect, split_records

SAMPLE_LINES = 400

_USUAL = ("\t", ";", "|", ",")
_RARE = ("\x1f", "\x01", "\u00a6", "^", "~", ":", "\u060c", "\uff0c", "\u3001")
_NAMED = re.compile(r'\s*"?sep=(?P<delimiter>.)"?\s*$', re.IGNORECASE)
_EDGES = 2
_TOO_SELDOM = 0.3
_MOSTLY_SINGLE = 0.6
_RARE_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class _Fit:
    score: float
    share: float
    single: float
    accidents: int
    width: int


def named_delimiter(line: str) -> str | None:
    r"""Return the separator a first line like ``sep=;`` names, which Excel writes and obeys."""
    if line.strip("\r\n").casefold() in {"sep=\t", '"sep=\t"'}:
        return "\t"
    match = _NAMED.match(line)
    return match["delimiter"] if match else None


def find_dialect(lines: list[str], delimiter: str | None) -> Dialect:
    """Find the dialect of a file from its first lines (each ending in a line feed); a given delimiter is kept."""
    sample = lines[:SAMPLE_LINES]
    if delimiter is not None:
        return _refined(sample, Dialect(delimiter))
    text = "".join(sample)
    best: tuple[float, Dialect] | None = None
    singles = 0.0
    for candidate in (*_USUAL, *_RARE):
        if candidate not in text:
            continue
        dialect = Dialect(candidate)
        fit = _fit(sample, dialect)
        singles = max(singles, fit.single)
        score = fit.score
        if re.search(f'"{re.escape(candidate)}"', text):
            score += 0.5
        if candidate in _RARE:
            score -= 0.35
        if fit.width > 1 and (best is None or score > best[0] + 0.02):
            best = (score, replace(dialect, width=fit.width))
    if best is None:
        return Dialect(",", width=1)
    chosen = _fit(sample, best[1])
    enough = sum(1 for line in sample if line.strip()) > _EDGES
    lines_of_text = enough and chosen.share < _TOO_SELDOM and chosen.single > _MOSTLY_SINGLE
    if lines_of_text or (best[1].delimiter in _RARE and chosen.share < _RARE_SHARE):
        return Dialect("", width=1)
    return _refined(sample, best[1])


def _fit(sample: list[str], dialect: Dialect) -> _Fit:
    accidents: list[int] = []
    widths = [
        len(cells)
        for _, cells in split_records(sample, dialect, accidents.append)
        if any(cell.strip() for cell in cells)
    ]
    if not widths:
        return _Fit(0.0, 0.0, 1.0, 0, 1)
    counts = Counter(width for width in widths if width > 1)
    total = len(widths)
    if not counts:
        return _Fit(0.0, 0.0, 1.0, len(accidents), 1)
    width, often = max(counts.items(), key=lambda item: (item[1], item[0]))
    share = often / total
    near = sum(number for size, number in counts.items() if abs(size - width) <= 1) / total
    score = 0.8 * share + 0.2 * near + min(width, 12) * 0.01 - 0.3 * len(accidents) / total
    return _Fit(score, share, counts_single(widths), len(accidents), width)


def counts_single(widths: list[int]) -> float:
    """Return the share of records that have one cell only."""
    return sum(1 for width in widths if width == 1) / len(widths)


def _refined(sample: list[str], dialect: Dialect) -> Dialect:
    """Settle the quotation mark, backslash escapes and blanks before marks by trying them on the sample."""
    base = _fit(sample, dialect)
    dialect = replace(dialect, width=base.width)
    text = "".join(sample)
    mark = re.escape(dialect.delimiter)
    variants: list[Dialect] = []
    if "\\" in text:
        variants.append(replace(dialect, backslash=True))
    if re.search(f'(?<!")"{mark} +"(?!")', text):
        variants.append(replace(dialect, skip_spaces=True))
    if '"' not in text and text.count(f"'{dialect.delimiter}'") >= max(1, len(sample) // 2):
        variants.append(replace(dialect, quote="'"))
    for variant in variants:
        fit = _fit(sample, variant)
        fewer_accidents = fit.accidents < base.accidents and fit.share >= base.share
        more_even = fit.accidents <= base.accidents and fit.share > base.share
        if fewer_accidents or more_even or (variant.quote == "'" and fit.accidents == 0):
            base, dialect = fit, replace(variant, width=fit.width)
    return dialect
