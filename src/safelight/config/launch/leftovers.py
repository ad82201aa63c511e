"""What a killed server leaves behind, and how the way is made free for the next start.

PostgreSQL refuses to start while `postmaster.pid` names a process that exists. After `kill -9` that number may belong
to a zombie nobody has collected yet, or to a stranger. The file is removed only when no process works in the
cluster any more: two servers on one cluster would destroy it.
"""

import contextlib
import os
import signal
import time
from pathlib import Path

import psutil

from safelight.config.launch.refusal import LaunchRefused

SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_FOR_ORPHANS = 20.0


def works_in(process: psutil.Process, cluster: Path) -> bool:
    """Whether `process` is alive and works in the folder `cluster` (every process of a server does)."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()) == cluster
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        # Somebody else's process: not the server of a cluster that belongs to this account.
        return False


def find_server(cluster: Path) -> int | None:
    """Return the process number of the server that runs on `cluster`, or None."""
    try:
        first = (cluster / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0]
        pid = int(first)
    except (FileNotFoundError, ValueError):
        return None
    except PermissionError as error:
        sentence = f"{cluster} cannot be read: it belongs to another account. Start Safelight with that account."
        raise LaunchRefused(sentence) from error
    try:
        process = psutil.Process(pid)
    except psutil.NoSuchProcess:
        return None
    return pid if works_in(process, cluster) else None


def workers_of(cluster: Path) -> list[int]:
    """Return the numbers of all live processes that work in `cluster`."""
    return [process.pid for process in psutil.process_iter() if works_in(process, cluster)]


def clear(cluster: Path, seconds_for_server: float) -> None:
    """Wait for the last processes of an ended server, end those that stay, and remove a stale `postmaster.pid`.

    Args:
        cluster: the cluster's folder.
        seconds_for_server: how long a server that is stopping may take.

    Raises:
        LaunchRefused: processes of the old server cannot be ended.

    """
    pid_file = cluster / "postmaster.pid"
    if not pid_file.exists():
        return
    end = time.monotonic() + seconds_for_server
    while find_server(cluster) is not None and time.monotonic() < end:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    # Workers of a killed server notice its end by themselves, usually at once.
    end = time.monotonic() + SECONDS_FOR_ORPHANS
    asked = time.monotonic() + SECONDS_FOR_ORPHANS / 2
    while orphans := workers_of(cluster):
        if time.monotonic() > end:
            sentence = (
                f"Processes {', '.join(map(str, orphans))} of an earlier database server in {cluster} do not end. "
                "End them (`kill -9`) and start again."
            )
            raise LaunchRefused(sentence)
        if time.monotonic() > asked:
            for pid in orphans:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGQUIT)
        time.sleep(SECONDS_BETWEEN_LOOKS)
    pid_file.unlink(missing_ok=True)
