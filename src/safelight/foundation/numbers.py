"""Human numbers: 1, 2, 3 … per studio and series, without gaps."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import current_studio_id


def take_numbers(series: str, count: int = 1) -> range:
    """Return the next ``count`` numbers of a series; the series stays locked until the transaction ends.

    A rolled-back transaction gives its numbers back, so there are never gaps; the price is that writers
    of one series in one studio wait for each other. Take numbers as late as possible.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into foundation_counter (id, studio_id, series, value) values (%s, %s, %s, %s)"
            " on conflict (studio_id, series) do update set value = foundation_counter.value + excluded.value"
            " returning value",
            [new_id(), current_studio_id(), series, count],
        )
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)


def give_back_numbers(series: str, numbers: Collection[int]) -> int:
    """Take the newest numbers of a series back, as far as they are all among ``numbers``; returns how many.

    For rows that are deleted as if they had never been: a number below one that stays is not given out again.
    """
    with connection.cursor() as cursor:
        cursor.execute("select value from foundation_counter where series = %s for update", [series])
        found = cursor.fetchone()
        if found is None:
            return 0
        last = int(found[0])
        value = last
        while value in numbers:
            value -= 1
        cursor.execute("update foundation_counter set value = %s where series = %s", [value, series])
    return last - value
