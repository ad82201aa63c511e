"""Seats as browsers meet them: a real server, forty clients, a third of them crashing; and a server that is killed."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

import httpx
import pytest
from django.conf import settings
from django.db import connection

from safelight.accounts.models import Membership, Role, Seat, Studio, User
from safelight.config.launch.embedded import DatabaseAddress
from safelight.foundation.tenancy import studio_scope
from tests.conftest import PASSWORD, Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).parents[2]
CLIENTS, SEATS, SECONDS = 40, 5, 10
# As short_lease.py sets it in the server's process; importing that here would shorten it for all other tests.
LEASE = 2
Server: TypeAlias = "subprocess.Popen[bytes]"


@pytest.fixture
def start(database_address: DatabaseAddress, tmp_path: Path) -> Iterator[Callable[[str, int], Server]]:
    """Start web servers on the test database; whatever still runs at the end is killed."""
    running: list[Server] = []

    def begin(addresses: str, port: int) -> Server:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.accounts.besieged_settings",
            "TEST_ADDRESSES": addresses,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DATABASE_URL": database_address.owner_url,
            "DATABASE_APP_URL": database_address.app_url,
            "SAFELIGHT_SECRET_KEY": settings.SECRET_KEY,
            "SAFELIGHT_DATA": str(tmp_path),
        }
        command = [sys.executable, "-m", "safelight.config.launch.web", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)  # noqa: S603 - our own server
        running.append(server)
        wait_for(port, server)
        return server

    yield begin
    for server in running:
        kill(server)


def wait_for(port: int, server: Server) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended by itself"
        try:
            if httpx.get(f"http://127.0.0.1:{port}/open/", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the server did not answer within 30 seconds")


def kill(server: Server) -> None:
    """Kill -9 the server with all its workers."""
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def crew(cast: Cast) -> list[User]:
    """Forty photographers of Ana's studio, which has five seats."""
    one = User.objects.create_user("p0@studio.example", PASSWORD, name="P 0")
    others = [User(email=f"p{n}@studio.example", name=f"P {n}", password=one.password) for n in range(1, CLIENTS)]
    people = [one, *User.objects.bulk_create(others)]
    with studio_scope(cast.studio.id):
        Studio.objects.update(seats=SEATS)
        role = Role.objects.get(key="photographer")
        for person in people:
            Membership(user=person, role=role, joined_at=one.date_joined).save(force_insert=True)
    return people


class Browser:
    """A browser with a real sign-in, without a page open in between."""

    def __init__(self, port: int, person: User) -> None:
        """Sign in."""
        self.http = httpx.Client(
            # A connection per request: a kept one that the server has dropped would lie about unclosed.
            base_url=f"http://127.0.0.1:{port}",
            timeout=30,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self.http.get("/sign-in/")
        answer = self.post("/sign-in/", {"login": person.email, "password": PASSWORD})
        assert answer.status_code == 302, answer.status_code

    def post(self, address: str, fields: dict[str, str] | None = None) -> httpx.Response:
        """Send a form with its token."""
        token = {"X-CSRFToken": self.http.cookies.get("safelight-csrf", "")}
        return self.http.post(address, data=fields or {}, headers=token)

    def works(self) -> bool:
        """Open a page: True with a seat, False on the way to the page of the seats; anything else is a fault."""
        answer = self.http.get("/who/")
        assert answer.status_code in {200, 302}, answer.status_code
        assert answer.status_code == 200 or answer.headers["Location"].startswith("/seat/"), answer.headers["Location"]
        return answer.status_code == 200


def test_never_more_than_five_of_forty_work(cast: Cast, crew: list[User], start: Callable[[str, int], Server]) -> None:
    port = free_port()
    start("tests.accounts.short_lease", port)
    stop = threading.Event()
    samples: list[int] = []
    entered, waited, crashed = [0], [0], [0]

    def sample() -> None:
        try:
            while not stop.is_set():
                with studio_scope(cast.studio.id), connection.cursor() as cursor:
                    cursor.execute(
                        "select count(*) from accounts_seat where device is not null"
                        " and beat_at > clock_timestamp() - make_interval(secs => %s)",
                        [LEASE],
                    )
                    samples.append(cursor.fetchone()[0])
                time.sleep(0.002)
        finally:
            connection.close()

    def visit(number: int) -> None:
        chance = random.Random(number)
        while not stop.is_set():
            browser = Browser(port, crew[number])
            while not stop.is_set() and not browser.works():
                waited[0] += 1
                assert "people can work at once" in browser.http.get("/seat/").text
                time.sleep(chance.uniform(0.2, 0.6))
            entered[0] += 1
            for _ in range(chance.randrange(4)):
                time.sleep(chance.uniform(0.05, 0.3))
                browser.post("/seat/beat/")
            if chance.random() < 0.3:
                crashed[0] += 1
            else:
                browser.post("/sign-out/")
            browser.http.close()

    with ThreadPoolExecutor(CLIENTS + 1) as pool:
        watching = pool.submit(sample)
        visits = [pool.submit(visit, number) for number in range(CLIENTS)]
        time.sleep(SECONDS)
        stop.set()
        for each in (watching, *visits):
            each.result()
    over = [count for count in samples if count > SEATS]
    assert over == [], f"{len(over)} of {len(samples)} samples above {SEATS}"
    assert max(samples) == SEATS, "the seats were never all in use, so nothing was proven"
    assert len(samples) > 200
    assert entered[0] > SEATS
    assert waited[0]
    assert crashed[0]


def test_holders_keep_their_seats_when_the_server_is_killed(
    cast: Cast, crew: list[User], start: Callable[[str, int], Server]
) -> None:
    port = free_port()
    server = start("tests.accounts.addresses", port)
    browsers = [Browser(port, person) for person in crew[:12]]
    holders = [browser for browser in browsers if browser.works()]
    waiting = [browser for browser in browsers if browser not in holders]
    assert (len(holders), len(waiting)) == (SEATS, 7)
    with studio_scope(cast.studio.id):
        before = dict(Seat.objects.values_list("number", "device"))
    kill(server)
    start("tests.accounts.addresses", port)
    with ThreadPoolExecutor(12) as pool:
        hoping = [pool.submit(browser.works) for browser in waiting]
        kept = [pool.submit(browser.works) for browser in holders]
        assert [each.result() for each in hoping] == [False] * 7
        assert [each.result() for each in kept] == [True] * SEATS
    with studio_scope(cast.studio.id):
        assert dict(Seat.objects.values_list("number", "device")) == before
    holders[0].post("/sign-out/")
    assert waiting[0].works(), "signing out lets the next one in at once"
