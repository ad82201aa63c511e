"""Half-open spans of time and what can be done with them: pure, for anything that can be ordered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

Span: TypeAlias = tuple[datetime, datetime]


def meets(one: Span, other: Span) -> bool:
    """Say whether two spans share an instant; touching ends do not."""
    return one[0] < other[1] and other[0] < one[1]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the same time as few spans, in order; empty spans are left out."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def minus(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Return what is left of ``spans`` where nothing of ``taken`` lies."""
    left: list[Span] = []
    blocks = merged(taken)
    for start, end in merged(spans):
        at = start
        for block_start, block_end in blocks:
            if block_end <= at or block_start >= end:
                continue
            if block_start > at:
                left.append((at, block_start))
            at = max(at, block_end)
        if at < end:
            left.append((at, end))
    return left


def common(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    """Return the time that lies in both."""
    first, second = merged(one), merged(other)
    found: list[Span] = []
    here = there = 0
    while here < len(first) and there < len(second):
        start = max(first[here][0], second[there][0])
        end = min(first[here][1], second[there][1])
        if start < end:
            found.append((start, end))
        if first[here][1] <= second[there][1]:
            here += 1
        else:
            there += 1
    return found


def clipped(spans: Iterable[Span], window: Span) -> list[Span]:
    """Return what of the spans lies inside the window."""
    return common(spans, [window])


def covers(spans: Iterable[Span], wish: Span) -> bool:
    """Say whether one of the merged spans holds all of the wish."""
    return any(start <= wish[0] and wish[1] <= end for start, end in merged(spans))
