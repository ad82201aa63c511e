"""Identifiers: UUID version 7, made by the server or by an offline client, so that rows sort by age."""

from __future__ import annotations

import secrets
import threading
import time
import uuid
from datetime import UTC, datetime

_VERSION = 7
_lock = threading.Lock()
_last_ms = 0
_counter = 0
_COUNTER_BITS = 12
_RANDOM_BITS = 62
# The digit that carries the variant bits 10 (RFC 9562 §4.1); in bulk its other two bits are zero, which leaves 60 random.
_VARIANT = "8"


def new_id() -> uuid.UUID:
    """Return a fresh UUIDv7 (RFC 9562 §5.7), increasing within this process.

    The 12 bits after the time are a counter that starts at a random low value each millisecond, so
    that ids made in one batch keep their order; the last 62 bits are random.
    """
    global _last_ms, _counter  # noqa: PLW0603 - one monotonic source per process is the point
    with _lock:
        now_ms = time.time_ns() // 1_000_000
        if now_ms > _last_ms:
            _last_ms, _counter = now_ms, secrets.randbits(_COUNTER_BITS - 2)
        else:
            _counter += 1
            if _counter >> _COUNTER_BITS:
                _last_ms, _counter = _last_ms + 1, 0
        stamp, count = _last_ms, _counter
    value = stamp << 80 | _VERSION << 76 | count << 64 | 0b10 << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    return uuid.UUID(int=value)


def new_ids(count: int) -> list[uuid.UUID]:
    """Return ``count`` fresh ids in increasing order; for bulk, one draw of randomness for all of them."""
    return [uuid.UUID(int=int(text, 16)) for text in new_id_texts(count)]


def new_id_texts(count: int) -> list[str]:
    """Return ``count`` fresh ids in increasing order as 32 hexadecimal digits, a third of the price of UUID objects.

    For rows that are copied into a table by the ten thousand and whose ids nobody looks at.
    """
    global _last_ms, _counter
    with _lock:
        now_ms = time.time_ns() // 1_000_000
        if now_ms > _last_ms:
            _last_ms, _counter = now_ms, 0
        first = (_last_ms << _COUNTER_BITS) + _counter + 1
        _last_ms, _counter = divmod(first + count - 1, 1 << _COUNTER_BITS)
    noise = secrets.token_hex(8 * count)
    made: list[str] = []
    while len(made) < count:
        # As many as one millisecond's counter still holds share their beginning.
        stamp, counted = divmod(first + len(made), 1 << _COUNTER_BITS)
        beginning = f"{stamp:012x}{_VERSION}"
        until = min(1 << _COUNTER_BITS, counted + count - len(made))
        places = range(len(made) * 16, count * 16, 16)
        made += [
            f"{beginning}{number:03x}{_VARIANT}{noise[place : place + 15]}"
            for number, place in zip(range(counted, until), places, strict=False)
        ]
    return made


def made_at(identifier: uuid.UUID) -> datetime:
    """Return the UTC moment a UUIDv7 was made.

    Raises:
        ValueError: the identifier is not version 7.
    """
    if identifier.version != _VERSION:
        message = f"{identifier} is not a version 7 UUID"
        raise ValueError(message)
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, tz=UTC)
