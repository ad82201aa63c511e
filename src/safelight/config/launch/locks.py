"""Advisory file locks: the kernel drops them when their process ends, however it ends."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from safelight.config.launch.refusal import LaunchRefused

SECONDS_BETWEEN_TRIES = 0.05


def open_lock(path: Path) -> int:
    """Open (and if need be make) a lock file, and return its descriptor.

    Raises:
        LaunchRefused: the file belongs to another account.

    """
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError as error:
        sentence = (
            f"{path} cannot be opened: the data folder belongs to another account. "
            "Start Safelight with the account that started it first, or choose another folder with --data."
        )
        raise LaunchRefused(sentence) from error


def take(descriptor: int, kind: int, seconds: float) -> bool:
    """Try for `seconds` to lock `descriptor` (kind: fcntl.LOCK_SH or LOCK_EX); return whether it was granted."""
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return True


@contextlib.contextmanager
def alone(path: Path, seconds: float) -> Iterator[None]:
    """Hold `path` exclusively.

    Raises:
        LaunchRefused: another process held it for all of `seconds`.

    """
    descriptor = open_lock(path)
    try:
        if not take(descriptor, fcntl.LOCK_EX, seconds):
            sentence = (
                f"Another Safelight has been starting the database for {seconds:.0f} seconds (lock {path}). "
                "Wait for it, or end that process and try again."
            )
            raise LaunchRefused(sentence)
        yield
    finally:
        os.close(descriptor)
