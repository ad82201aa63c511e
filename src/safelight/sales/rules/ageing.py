"""How old open amounts are: not due yet, and 1–30, 31–60, 61–90 and more than 90 days over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from safelight.foundation.money import Money


class Bucket(StrEnum):
    """How long over due."""

    CURRENT = "current"
    TO_30 = "days_1_30"
    TO_60 = "days_31_60"
    TO_90 = "days_61_90"
    OVER_90 = "over_90"


_UNTIL: Final = ((0, Bucket.CURRENT), (30, Bucket.TO_30), (60, Bucket.TO_60), (90, Bucket.TO_90))


@dataclass(frozen=True, slots=True)
class Owed:
    """An amount that is open, and the day it is due."""

    due_on: date
    amount: Money


def bucket_of(due: date, today: date) -> Bucket:
    """Return how old an amount due on a day is; on the due day itself it is not over yet."""
    over = (today - due).days
    return next((bucket for until, bucket in _UNTIL if over <= until), Bucket.OVER_90)


def aged(owed: Iterable[Owed], today: date, currency: str) -> dict[Bucket, Money]:
    """Add open amounts of one currency up by age; every bucket is there, and together they are all that is open."""
    found = dict.fromkeys(Bucket, Money.zero(currency))
    for item in owed:
        bucket = bucket_of(item.due_on, today)
        found[bucket] += item.amount
    return found
