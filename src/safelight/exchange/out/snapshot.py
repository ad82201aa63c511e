"""One unchanging view of a studio, and rows that stream out of it in constant memory."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql

from safelight.foundation.tenancy import studio_scope

ROWS_AT_ONCE = 4_000
_WAITING = 3
_SECONDS_BETWEEN_LOOKS = 0.2

Block = list[tuple[Any, ...]]


@contextmanager
def snapshot(studio_id: UUID) -> Iterator[None]:
    """See one studio as it is at this moment, however long the reading takes; nothing can be written.

    Inside a transaction that is already open (an action, a test) its own rules hold.
    """
    if connection.in_atomic_block:
        with studio_scope(studio_id):
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
            # A cursor is planned for its first tenth by default, which chooses joins that crawl through the rest.
            cursor.execute("set local cursor_tuple_fraction = 1; set local enable_nestloop = off; set local jit = off")
        with studio_scope(studio_id):
            yield


def count(statement: sql.Composed) -> int:
    """Run a counting statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def stream(statement: sql.Composed, *, rows_at_once: int = ROWS_AT_ONCE) -> Generator[Block, None, None]:
    """Yield blocks of rows of a statement through a server-side cursor.

    A reading thread stays a few blocks ahead, so that the database works while the caller writes. At most
    ``_WAITING`` + 2 blocks are in memory. The caller must not write through the same connection meanwhile, and
    closes the generator when it stops early: left to the end of the program, its thread may die holding the connection.
    """
    with connection.chunked_cursor() as cursor:
        raw = cursor.cursor
        raw.execute(statement, binary=True)
        blocks: queue.Queue[Block | BaseException] = queue.Queue(maxsize=_WAITING)
        stop = threading.Event()

        def read() -> None:
            try:
                while not stop.is_set():
                    block: Block = raw.fetchmany(rows_at_once)
                    _hand_over(blocks, block, stop)
                    if not block:
                        return
            except BaseException as error:  # noqa: BLE001 - told to the caller, who raises it
                _hand_over(blocks, error, stop)

        reader = threading.Thread(target=read, name="export reader", daemon=True)
        reader.start()
        try:
            while True:
                taken = blocks.get()
                if isinstance(taken, BaseException):
                    raise taken
                if not taken:
                    return
                yield taken
        finally:
            stop.set()
            reader.join()


def _hand_over(blocks: queue.Queue[Block | BaseException], block: Block | BaseException, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            blocks.put(block, timeout=_SECONDS_BETWEEN_LOOKS)
        except queue.Full:
            continue
        return
