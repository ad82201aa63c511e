"""The garbage collector kept calm while a file comes in."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Rows become some fifty objects each, none of them in a circle; looking for circles every 700 objects, as Python does
# by itself, took an eighth of an import's time. Ten thousand rows between two looks keep the memory flat all the same.
_SELDOM: Final = 100_000

_lock = threading.Lock()
_calm = 0
_usual = gc.get_threshold()


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Collect circles seldom while inside; the last one to leave, of all threads, restores what was."""
    global _calm, _usual  # noqa: PLW0603 - the collector is one for the whole process
    with _lock:
        if _calm == 0:
            _usual = gc.get_threshold()
            gc.set_threshold(max(_SELDOM, _usual[0]), *_usual[1:])
        _calm += 1
    try:
        yield
    finally:
        with _lock:
            _calm -= 1
            if _calm == 0:
                gc.set_threshold(*_usual)
