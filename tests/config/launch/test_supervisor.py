"""One parent over everything: ready line, crashes, signals, and the death of the parent itself."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from safelight.config.launch import cluster, leftovers

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
READY = re.compile(r"^Safelight is ready: (http://127\.0\.0\.1:\d+)/$")


def until(condition: Callable[[], bool], seconds: float = 25) -> bool:
    """Wait for a condition; return whether it came true."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def is_gone(pid: int) -> bool:
    """Whether a process has ended (collected or not)."""
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def environ(data: Path, port: int) -> dict[str, str]:
    """Return the environment of a start."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SAFELIGHT_", "DATABASE_"))}
    return {**clean, "SAFELIGHT_DATA": str(data), "SAFELIGHT_PORT": str(port), "PYTHONUNBUFFERED": "1"}


@contextmanager
def started(data: Path, *arguments: str, port: int = 0) -> Iterator[subprocess.Popen[str]]:
    """Start the supervisor with stand-ins."""
    with subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.config.launch.stand_ins.up", *arguments],
        cwd=ROOT,
        env=environ(data, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.communicate(timeout=60)


def ready_url(process: subprocess.Popen[str]) -> str:
    """Wait for the ready line; return the address in it."""
    assert process.stdout is not None
    line = process.stdout.readline().rstrip("\n")
    found = READY.match(line)
    if found is None:
        process.kill()
        assert process.stderr is not None
        pytest.fail(f"{line!r}\n{process.stderr.read()}")
    return found[1]


def fetch(url: str) -> str:
    """Return the body of a page, or nothing if it cannot be had."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
            return str(answer.read().decode())
    except OSError:
        return ""


def worker_of(data: Path) -> int:
    """Return the worker's process number once it runs."""
    path = data / "worker.pid"
    assert until(path.exists)
    return int(path.read_text(encoding="ascii"))


def everything_of(data: Path, parent: int) -> list[int]:
    """Return the numbers of all processes of a running installation but the parent."""
    children = [child.pid for child in psutil.Process(parent).children(recursive=True)]
    return [*children, *leftovers.workers_of(Path(cluster.known(data).cluster))]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ready_line_and_a_clean_stop(data: Path, number: signal.Signals) -> None:
    with started(data, "--demo") as process:
        url = ready_url(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "safelight_owner safelight_app --demo\n"
        assert fetch(f"{url}/").isdigit()
        processes = everything_of(data, process.pid)
        begin = time.monotonic()
        process.send_signal(number)
        rest, _ = process.communicate(timeout=30)
        assert time.monotonic() - begin < 8
        assert rest == ""
    assert process.returncode == 0
    assert all(is_gone(pid) for pid in processes)
    assert leftovers.workers_of(Path(cluster.known(data).cluster)) == []


def test_a_crashed_child_is_started_again(data: Path) -> None:
    with started(data) as process:
        url = ready_url(process)
        before = fetch(f"{url}/")
        fetch(f"{url}/crash")
        assert until(lambda: fetch(f"{url}/") not in ("", before))
        worker = worker_of(data)
        os.kill(worker, signal.SIGKILL)
        assert until(lambda: worker_of(data) != worker)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    assert "The web server ended unexpectedly (exit status 3); it is started again in 0.5 s." in said
    assert "The worker ended unexpectedly (SIGKILL)" in said


def test_a_killed_database_is_started_again(data: Path) -> None:
    with started(data) as process:
        ready_url(process)
        folder = Path(cluster.known(data).cluster)
        before = leftovers.find_server(folder)
        for pid in leftovers.workers_of(folder):
            os.kill(pid, signal.SIGKILL)
        assert until(lambda: leftovers.find_server(folder) not in (None, before))
        assert process.poll() is None


def test_the_parent_is_killed_everything_ends_and_the_next_start_works(data: Path) -> None:
    with started(data) as process:
        ready_url(process)
        worker_of(data)
        processes = everything_of(data, process.pid)
        process.kill()
        assert until(lambda: all(is_gone(pid) for pid in processes))
    with started(data) as process:
        assert fetch(ready_url(process)).isdigit()


def test_everything_is_killed_and_the_next_start_works(data: Path) -> None:
    with started(data) as process:
        port = int(ready_url(process).rpartition(":")[2])
        worker_of(data)
        for pid in [process.pid, *everything_of(data, process.pid)]:
            # Some end by themselves as soon as their parent is gone.
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    with started(data, port=port) as process:
        assert fetch(ready_url(process)).isdigit()


def test_a_child_that_does_not_end_is_ended(data: Path) -> None:
    with started(data, "worker=stubborn") as process:
        ready_url(process)
        worker = worker_of(data)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 0
    assert is_gone(worker)


def test_a_web_server_that_never_starts_is_given_up(data: Path) -> None:
    with started(data, "web=broken") as process:
        out, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert out == ""
    assert "refused: The web server does not start (exit status 1)" in said
    assert leftovers.workers_of(Path(cluster.known(data).cluster)) == []


def test_a_failed_migration_is_told(data: Path) -> None:
    with started(data, "preparation=broken") as process:
        _, said = process.communicate(timeout=60)
    assert "refused: The database could not be brought up to date" in said


def test_a_taken_port_is_told_before_anything_starts(data: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with started(data, port=port) as process:
            _, said = process.communicate(timeout=60)
    assert f"refused: Port {port} on 127.0.0.1 is taken by another program" in said
    assert f"--port {port + 1}" in said
    assert not (data / "postgres").exists()


def test_two_installations_share_one_database(data: Path) -> None:
    with started(data) as first:
        ready_url(first)
        with started(data) as second:
            ready_url(second)
        assert second.returncode == 0
        assert leftovers.find_server(Path(cluster.known(data).cluster)) is not None
