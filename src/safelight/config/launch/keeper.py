"""Keep one PostgreSQL server while anybody uses it.

This file is run as a script by `embedded.py`, isolated and with the standard library only, so that it starts in a few
milliseconds and stays small. Every process that uses the database holds a shared lock on one file. The kernel drops
such a lock when its process ends, however it ends: once this keeper is granted the exclusive lock, nobody is left and
the server is stopped. That needs no counting, no time-outs and no clean-up after `kill -9`.
"""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import TypedDict

FAST_SHUTDOWN = signal.SIGINT
IMMEDIATE_SHUTDOWN = signal.SIGQUIT
SECONDS_FOR_A_FAST_SHUTDOWN = 25.0
SECONDS_BETWEEN_LOOKS = 0.2
PR_SET_PDEATHSIG = 1


class Order(TypedDict):
    """What to keep: all paths absolute; `uid` and `gid` are None when no other account is needed."""

    postgres: str
    cluster: str
    users_lock: str
    keeper_lock: str
    log: str
    uid: int | None
    gid: int | None
    adopt: int | None
    environment: dict[str, str]


def stop_when_unused(users_lock: str, stop: Callable[[], None]) -> None:
    """Block until no process holds the shared lock, then call `stop`; the exclusive lock is kept until this ends."""
    lock = os.open(users_lock, os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    stop()


def die_with_parent() -> Callable[[], None]:
    """Return what a child calls before it becomes the server, so that the kernel stops it if this keeper is killed."""
    if not sys.platform.startswith("linux"):
        return lambda: None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, int(FAST_SHUTDOWN), 0, 0, 0)


def is_alive(pid: int) -> bool:
    """Whether the process `pid` exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def adopt(order: Order, pid: int) -> int:
    """Keep a server that runs already (its first keeper was killed): stop it when nobody uses it any more."""
    watcher = threading.Thread(
        target=stop_when_unused, args=(order["users_lock"], lambda: os.kill(pid, FAST_SHUTDOWN)), daemon=True
    )
    watcher.start()
    while is_alive(pid):
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return 0


def start(order: Order) -> int:
    """Start the server, wait for its end and return its exit status."""
    log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    server = subprocess.Popen(  # noqa: S603 - the order comes from our own launcher
        [order["postgres"], "-D", order["cluster"]],
        cwd="/",
        env=order["environment"],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        user=order["uid"],
        group=order["gid"],
        extra_groups=None if order["uid"] is None else [],
        # Sending the keeper's whole session a signal must not reach the server: it stops in its own order.
        start_new_session=True,
        preexec_fn=die_with_parent(),  # noqa: PLW1509 - no thread runs yet
    )

    def stop() -> None:
        server.send_signal(FAST_SHUTDOWN)
        try:
            server.wait(SECONDS_FOR_A_FAST_SHUTDOWN)
        except subprocess.TimeoutExpired:
            server.send_signal(IMMEDIATE_SHUTDOWN)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: server.send_signal(FAST_SHUTDOWN))
    threading.Thread(target=stop_when_unused, args=(order["users_lock"], stop), daemon=True).start()
    return server.wait()


def main() -> int:
    """Read the order from the first argument and keep the server until its end."""
    order: Order = json.loads(sys.argv[1])
    pid = order["adopt"]
    only_one = os.open(order["keeper_lock"], os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(only_one, fcntl.LOCK_EX | (0 if pid is None else fcntl.LOCK_NB))
    except BlockingIOError:
        return 0
    return start(order) if pid is None else adopt(order, pid)


if __name__ == "__main__":
    sys.exit(main())
