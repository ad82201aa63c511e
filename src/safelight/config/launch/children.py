"""The processes under the supervisor: started, watched, started again when they crash, and stopped in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
SECONDS_THAT_COUNT_AS_HEALTHY = 60.0


def module_run(module: str) -> list[str]:
    """Return the command that runs `module` as a child which ends when this process ends."""
    return [sys.executable, "-m", "safelight.config.launch.child", str(os.getpid()), module]


@dataclass
class Backoff:
    """How long to wait before a crashed process is started again: doubling, and forgotten after a healthy minute."""

    pause: float = FIRST_PAUSE
    crashes: int = 0

    def after_crash(self, ran_seconds: float) -> float:
        """Count a crash after `ran_seconds` and return the pause in seconds."""
        if ran_seconds >= SECONDS_THAT_COUNT_AS_HEALTHY:
            self.pause = FIRST_PAUSE
            self.crashes = 0
        self.crashes += 1
        pause = self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        return pause


@dataclass
class Child:
    """One module run as a process.

    Attributes:
        name: shown to the person, such as “web server”.
        module: what is run with `python -m`.
        arguments: its arguments.
        seconds_to_stop: after SIGTERM, before its whole process group is killed.

    """

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    seconds_to_stop: float = 9.0
    backoff: Backoff = field(default_factory=Backoff)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    start_again_at: float | None = None

    def start(self, environ: Mapping[str, str]) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        self.process = subprocess.Popen(  # noqa: S603 - our own modules
            [*module_run(self.module), *self.arguments],
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            # The one line on standard output is the supervisor's.
            stdout=sys.stderr.fileno(),
            start_new_session=True,
        )
        self.started = time.monotonic()
        self.start_again_at = None

    def look(self, environ: Mapping[str, str]) -> str | None:
        """Start the process again if its pause is over; return a sentence if it has just crashed."""
        now = time.monotonic()
        if self.start_again_at is not None:
            if now >= self.start_again_at:
                self.start(environ)
            return None
        if self.process is None or self.process.poll() is None:
            return None
        self.end_group()
        pause = self.backoff.after_crash(now - self.started)
        self.start_again_at = now + pause
        return f"The {self.name} ended unexpectedly ({self.ending()}); it is started again in {pause:g} s."

    def ending(self) -> str:
        """Return how the process ended, in words."""
        status = None if self.process is None else self.process.returncode
        if status is not None and status < 0:
            return signal.Signals(-status).name
        return f"exit status {status}"

    def ask_to_stop(self) -> None:
        """Send SIGTERM if it runs."""
        self.start_again_at = None
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait_until_stopped(self) -> None:
        """Wait for the end after `ask_to_stop`; kill what stays."""
        if self.process is None:
            return
        try:
            self.process.wait(self.seconds_to_stop)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self.end_group()
            self.process.wait()
            self.process = None

    def end_group(self) -> None:
        """Kill what is left of the process's session."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
