"""End a process whose parent has gone: nothing may keep a port or a connection after `kill -9` of the parent."""

import ctypes
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_TO_END = 6.0


def end_with_parent(parent: int) -> None:
    """Make this process get SIGTERM when its parent ends, and end it by force if that is not heeded.

    Linux sends the signal itself; elsewhere, and for the time before this call, the parent's number is looked at
    every second.

    Args:
        parent: the parent's process number, as the parent knew it.

    """
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    threading.Thread(target=_watch, args=(parent,), name="parent-watch", daemon=True).start()


def _watch(parent: int) -> None:
    """Wait until `parent` is no longer the parent of this process."""
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    os._exit(1)
