"""What is handed to the ledger, and when it is an entry: balanced per currency, at least two lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from safelight.foundation.money import Money

LONGEST_MEMO = 300
LONGEST_CATEGORY = 60
MOST_LINES = 5_000
MOST_MINOR = 10**15
"""No line is larger than this many minor units, so that no sum of lines leaves 64 bits."""
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class NewLine:
    """One debit (amount above zero) or credit (below) of an entry.

    ``account`` is the key of an account; ``document_id`` the invoice or order whose open amount the line counts
    towards; ``category`` what reports sort by, such as the kind of item sold.
    """

    account: str
    amount: Money
    client_id: UUID | None = None
    document_id: UUID | None = None
    location_id: UUID | None = None
    category: str = ""
    memo: str = ""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A balanced booking on a day of the studio's calendar.

    ``kind`` says what happened (``invoice``, ``payment`` …); ``source_kind`` and ``source_id`` name the row that
    caused it, so that the entry leads back there. Lines of nothing are left away when it is recorded.
    """

    on: date
    kind: str
    memo: str
    source_kind: str
    source_id: UUID | None
    lines: tuple[NewLine, ...] = field(default=())


def sums(lines: Iterable[NewLine]) -> dict[str, Money]:
    """Return what lines add up to per currency."""
    found: dict[str, Money] = {}
    for line in lines:
        currency = line.amount.currency
        found[currency] = found.get(currency, Money.zero(currency)) + line.amount
    return found


def problems(entry: NewEntry) -> Mapping[str, str]:
    """Return what keeps this from being an entry: a sentence per field path; nothing when it is one."""
    found: dict[str, str] = {}
    for name in ("kind", "source_kind"):
        if not _SLUG.fullmatch(getattr(entry, name)):
            found[name] = "This is a short word in small letters, such as “invoice”."
    if len(entry.memo) > LONGEST_MEMO:
        found["memo"] = f"This holds at most {LONGEST_MEMO} characters."
    if len(entry.lines) > MOST_LINES:
        found["lines"] = f"An entry has at most {MOST_LINES:,} lines."
    elif sum(1 for line in entry.lines if line.amount) < 2:  # noqa: PLR2004 - double entry
        found["lines"] = "An entry needs at least two lines with an amount: what is debited and what is credited."
    for place, line in enumerate(entry.lines):
        found |= {f"lines.{place}.{path}": sentence for path, sentence in _problems_of(line)}
    off = [total for total in sums(entry.lines).values() if total]
    if off and "lines" not in found:
        found["lines"] = " ".join(_off_by(total) for total in off)
    return found


def mirrored(lines: Iterable[NewLine]) -> tuple[NewLine, ...]:
    """Return the lines that take others back: the same with the sign turned."""
    return tuple(
        NewLine(
            line.account,
            -line.amount,
            line.client_id,
            line.document_id,
            line.location_id,
            line.category,
            line.memo,
        )
        for line in lines
    )


def merged(lines: Iterable[NewLine]) -> tuple[NewLine, ...]:
    """Return lines with those that differ in nothing but their amount added up; what adds up to nothing vanishes."""
    found: defaultdict[tuple[object, ...], list[NewLine]] = defaultdict(list)
    for line in lines:
        key = (
            line.account,
            line.amount.currency,
            line.client_id,
            line.document_id,
            line.location_id,
            line.category,
            line.memo,
        )
        found[key].append(line)
    added = []
    for same in found.values():
        first = same[0]
        total = sum((line.amount for line in same[1:]), first.amount)
        if total:
            added.append(
                NewLine(
                    first.account,
                    total,
                    first.client_id,
                    first.document_id,
                    first.location_id,
                    first.category,
                    first.memo,
                )
            )
    return tuple(added)


def _problems_of(line: NewLine) -> Iterator[tuple[str, str]]:
    if abs(line.amount.minor) > MOST_MINOR:
        yield "amount", "This amount is larger than the ledger holds."
    if len(line.category) > LONGEST_CATEGORY:
        yield "category", f"This holds at most {LONGEST_CATEGORY} characters."
    if len(line.memo) > LONGEST_MEMO:
        yield "memo", f"This holds at most {LONGEST_MEMO} characters."


def _off_by(total: Money) -> str:
    more, less = ("debits", "credits") if total.minor > 0 else ("credits", "debits")
    return f"The {more} are {abs(total.amount)} {total.currency} more than the {less}; both must be equal."
