"""The web server: `python -m safelight.config.launch.web --host HOST --port PORT`."""

import argparse
import importlib
import os
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from safelight.config.launch.orphans import end_with_parent

APPLICATION = "safelight.config.wsgi:application"
MOST_WORKERS = 4
THREADS = 12
"""Requests a worker serves at once: below the size of its pool of database connections (16)."""

WAITING = 48
"""Requests a worker accepts beyond that before connections wait in the system's queue."""

SECONDS_TO_FINISH = 6


def application(target: str) -> Callable[..., Any]:
    """Import the application named `module:name`."""
    module, _, name = target.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def load(parent: int, target: str) -> Callable[..., Any]:
    """Import the application inside a worker process that ends with the server's main process."""
    end_with_parent(parent)
    return application(target)


def load_before_workers() -> None:
    """Import the application once, before workers are forked from this process.

    A program that does not load then ends here, with one explanation instead of one per worker and try; and the
    workers share the memory of all that code. No connection may be shared: any that loading opened is closed.
    """
    application(APPLICATION)
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def workers() -> int:
    """Return how many worker processes to run: one per core up to four."""
    return max(1, min(MOST_WORKERS, os.cpu_count() or 1))


def main() -> None:
    """Serve until SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m safelight.config.launch.web", description=main.__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    chosen = parser.parse_args()
    load_before_workers()
    server = Granian(
        APPLICATION,
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=workers(),
        blocking_threads=THREADS,
        backpressure=THREADS + WAITING,
        backlog=1024,
        # A client that sends its headers slower than this holds no thread any longer.
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        log_level=LogLevels.error,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
    )
    server.serve(target_loader=partial(load, os.getpid()))


if __name__ == "__main__":
    main()
