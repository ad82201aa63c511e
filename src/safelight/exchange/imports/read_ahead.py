"""Reading the next chunk while the database is busy with this one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


@contextmanager
def read_ahead(items: Iterator[Item]) -> Iterator[Iterator[Item]]:
    """Give the items of an iterator, the next one being made in a thread meanwhile.

    Order and exceptions are those of the iterator; at most one item waits. The iterator must not touch the database,
    whose connections belong to threads.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="read-ahead") as pool:
        yield _ahead(pool, items)


def _ahead(pool: ThreadPoolExecutor, items: Iterator[Item]) -> Iterator[Item]:
    done = object()
    waiting: Future[Item | object] = pool.submit(next, items, done)
    while True:
        item = waiting.result()
        if item is done:
            return
        waiting = pool.submit(next, items, done)
        yield item  # type: ignore[misc]  # only ``done`` is no Item
