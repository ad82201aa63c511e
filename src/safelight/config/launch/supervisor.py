"""One parent for everything: database, migrations, web server and worker."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import threading
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from safelight.config.environment import Environment
from safelight.config.launch import cluster, databases, leftovers
from safelight.config.launch.address import local_url, port_to_listen_on
from safelight.config.launch.children import Child, module_run
from safelight.config.launch.embedded import DatabaseAddress, release_database
from safelight.config.launch.refusal import LaunchRefused

SECONDS_BETWEEN_LOOKS = 0.25
SECONDS_TO_BE_READY = 120.0
CRASHES_BEFORE_GIVING_UP = 3
HTTP_OK = 200


@dataclass(frozen=True)
class Modules:
    """The modules that are run as processes."""

    web: str = "safelight.config.launch.web"
    worker: str = "safelight.config.worker"
    preparation: str = "safelight.config.launch.preparation"


@dataclass(frozen=True)
class Plan:
    """What to start. `say` gets progress for the person (standard error), `announce` the ready lines (output)."""

    environment: Environment
    demo: bool
    say: Callable[[str], None]
    announce: Callable[[str], None]
    modules: Modules = Modules()


class Supervisor:
    """Starts everything, watches over it until it is told to stop, and stops it again."""

    def __init__(self, plan: Plan) -> None:
        """Take the plan; nothing is started yet."""
        self.plan = plan
        self.stopping = threading.Event()
        self.address: DatabaseAddress | None = None
        self.environ: dict[str, str] = {}
        self.children: list[Child] = []
        self.lines: list[str] = []

    def run(self) -> int:
        """Run until SIGINT or SIGTERM; return the exit status.

        Raises:
            LaunchRefused: something keeps it from starting.

        """
        environment = self.plan.environment
        port = port_to_listen_on(environment.host, environment.port)
        with self.told_by_signals():
            try:
                self.address = databases.database_for(environment)
                self.environ = self.child_environ(port)
                self.prepare()
                self.children = [
                    Child(
                        "web server",
                        self.plan.modules.web,
                        ("--host", environment.host, "--port", str(port)),
                    ),
                    Child("worker", self.plan.modules.worker),
                ]
                if not self.stopping.is_set():
                    for child in self.children:
                        child.start(self.environ)
                    self.wait_until_ready(local_url(environment.host, port))
                self.watch()
            finally:
                self.stop()
        return 0

    @contextlib.contextmanager
    def told_by_signals(self) -> Iterator[None]:
        """Turn SIGINT, SIGTERM and a closed terminal into `stopping`; a second Ctrl-C does not cut the stop short."""

        def tell(_number: int, _frame: types.FrameType | None) -> None:
            self.stopping.set()

        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, tell) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def child_environ(self, port: int) -> dict[str, str]:
        """Return the environment of the children: the settings in force, spelled out."""
        environment = self.plan.environment
        address = self.address
        if address is None:
            message = "the database comes first"
            raise RuntimeError(message)
        url = environment.url
        if environment.port == 0 and "SAFELIGHT_URL" not in os.environ:
            url = f"{url.rpartition(':')[0]}:{port}"
        return {
            **os.environ,
            "DATABASE_URL": address.owner_url,
            "DATABASE_APP_URL": address.app_url,
            "DJANGO_SETTINGS_MODULE": databases.SETTINGS_MODULE,
            "SAFELIGHT_DATA": str(environment.data),
            "SAFELIGHT_HOST": environment.host,
            "SAFELIGHT_PORT": str(port),
            "SAFELIGHT_URL": url,
        }

    def prepare(self) -> None:
        """Run migrations, and the demo studio if asked for, in a process of their own that gives its memory back.

        Raises:
            LaunchRefused: they failed.

        """
        arguments = [*module_run(self.plan.modules.preparation), *(["--demo"] if self.plan.demo else [])]
        with subprocess.Popen(  # noqa: S603 - our own module
            arguments,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            output = ""
            while process.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    output, _ = process.communicate(timeout=SECONDS_BETWEEN_LOOKS)
                if self.stopping.is_set():
                    # A migration is a transaction: what was not finished did not happen.
                    process.terminate()
        if self.stopping.is_set():
            return
        if process.returncode != 0:
            sentence = "The database could not be brought up to date; what is wrong is written above."
            raise LaunchRefused(sentence)
        self.lines = json.loads(output)["lines"]

    def wait_until_ready(self, url: str) -> None:
        """Wait for the web server's readiness and announce it.

        Raises:
            LaunchRefused: it crashes again and again, or is not ready after two minutes.

        """
        end = time.monotonic() + SECONDS_TO_BE_READY
        while not self.stopping.is_set():
            if is_ready(url):
                public = self.environ["SAFELIGHT_URL"]
                self.plan.announce(f"Safelight is ready: {public}/")
                for line in self.lines:
                    self.plan.announce(line)
                return
            self.look()
            web = self.children[0]
            if web.backoff.crashes >= CRASHES_BEFORE_GIVING_UP:
                sentence = f"The {web.name} does not start ({web.ending()}); what is wrong is written above."
                raise LaunchRefused(sentence)
            if time.monotonic() > end:
                sentence = f"The web server was not ready after {SECONDS_TO_BE_READY:.0f} seconds; see {url}/readyz."
                raise LaunchRefused(sentence)
            self.stopping.wait(0.1)

    def watch(self) -> None:
        """Watch over the children and the database until it is time to stop."""
        while not self.stopping.wait(SECONDS_BETWEEN_LOOKS):
            self.look()
            self.look_after_database()

    def look(self) -> None:
        """Start crashed children again."""
        for child in self.children:
            sentence = child.look(self.environ)
            if sentence is not None:
                self.plan.say(sentence)

    def look_after_database(self) -> None:
        """Start the embedded server again if it has gone; the children move along if its port changed."""
        environment = self.plan.environment
        if environment.database_url:
            return
        if leftovers.find_server(Path(cluster.known(environment.data.resolve()).cluster)) is not None:
            return
        self.plan.say("The database ended unexpectedly; it is started again.")
        try:
            address = databases.database_for(environment)
        except LaunchRefused as refusal:
            self.plan.say(str(refusal))
            self.stopping.wait(5)
            return
        if address != self.address:
            self.address = address
            self.environ |= {"DATABASE_URL": address.owner_url, "DATABASE_APP_URL": address.app_url}
            for child in self.children:
                child.ask_to_stop()
                child.wait_until_stopped()
                child.start(self.environ)

    def stop(self) -> None:
        """Stop the children, all at once, and then the embedded database if nobody else uses it."""
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.wait_until_stopped()
        if self.address is not None and not self.plan.environment.database_url:
            release_database(self.plan.environment.data)


def is_ready(url: str) -> bool:
    """Whether /readyz answers that everything is there."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == HTTP_OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def supervise(plan: Plan) -> int:
    """Run everything until told to stop; return the exit status.

    Raises:
        LaunchRefused: something keeps it from starting.

    """
    return Supervisor(plan).run()
