"""Two hundred people book, move, cancel and hold at once, over HTTP, on six people and four rooms.

A web server as `make run` starts it, and 200 clients with a key of their own each, who try something every few seconds:
book (a person and a room, in any order), move, cancel, hold for a moment. Holds run out all the time (their end is brought
near, so that a minute shows hundreds). Beside them one client frees slots, by cancelling and by letting holds run out, and
measures how soon somebody else can have them.

    python -m benchmarks.booking_rush [--clients 200] [--seconds 60] [--think 4]

Targets: 0 overlaps, 0 deadlocks, every free slot bookable afterwards, a freed slot bookable within 1 s, 99 of 100 answers
within 2 s, at least 600 tries a minute, no answer but those a calendar gives.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg

from safelight.config.launch.embedded import DatabaseAddress, create_database, drop_database

DATA = Path(os.environ.get("SAFELIGHT_TEST_DATA", Path(__file__).parents[1] / "build" / "test-data"))
PEOPLE, ROOMS, DAYS = 6, 4, 3
P99_SECONDS, FREED_SECONDS, TRIES_A_MINUTE = 2.0, 1.0, 600
FIRST = datetime(2031, 3, 3, 8)  # noqa: DTZ001 - a wall clock
SLOTS_A_DAY = 20
EXPECTED = {200, 201, 409}
_OVERLAPS = """
select count(*) from calendar_booking one join calendar_booking other
on one.resource_id = other.resource_id and one.place = other.place and one.id < other.id
and one.starts_at < other.ends_at and other.starts_at < one.ends_at
where one.state in ('held', 'confirmed') and other.state in ('held', 'confirmed')
and (one.state = 'confirmed' or one.held_until > clock_timestamp())
and (other.state = 'confirmed' or other.held_until > clock_timestamp())
"""
_DEADLOCKS = "select deadlocks from pg_stat_database where datname = current_database()"
# The end of some holds is brought near: a booking row and its appointment say the same moment.
_NEAR = """
with near as (
    select id, clock_timestamp() + random() * interval '2 seconds' as at from calendar_appointment
    where status = 'held' and held_until > clock_timestamp() + interval '5 seconds' and title = 'rush' limit 40
), rows as (
    update calendar_booking booking set held_until = near.at from near where booking.appointment_id = near.id
)
update calendar_appointment appointment set held_until = near.at from near where appointment.id = near.id
"""
_END_NOW = """
with ended as (
    update calendar_booking set held_until = clock_timestamp() where appointment_id = %(id)s
)
update calendar_appointment set held_until = clock_timestamp() where id = %(id)s
"""


@dataclass(slots=True)
class Score:
    """What was measured."""

    times: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    freed: list[float] = field(default_factory=list)

    def add(self, verb: str, answer: httpx.Response, seconds: float) -> None:
        """Count an answer."""
        self.times.append(seconds)
        self.answers[f"{verb} {answer.status_code}"] += 1
        if answer.status_code not in EXPECTED:
            self.wrong.append(f"{verb}: {answer.status_code} {answer.text[:200]}")


@dataclass(slots=True)
class Rush:
    """The studio that is rushed: where it is, its resources, and a key for each client."""

    base: str
    people: list[str]
    rooms: list[str]
    keys: list[str]


def main() -> int:
    """Rush, count, print; 1 when a target is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--clients", type=int, default=200)
    wanted.add_argument("--seconds", type=float, default=60)
    wanted.add_argument("--think", type=float, default=4, help="seconds between two tries of a client, on average")
    chosen = wanted.parse_args()
    name = f"bench_booking_rush_{os.getpid()}"
    address = create_database(DATA, name)
    with tempfile.TemporaryDirectory(prefix="booking-rush-") as data:
        os.environ |= {
            "DATABASE_URL": address.owner_url,
            "DATABASE_APP_URL": address.app_url,
            "SAFELIGHT_DATA": data,
            "DJANGO_SETTINGS_MODULE": "safelight.config.settings",
        }
        import django  # noqa: PLC0415 - the environment above must be set first

        django.setup()
        server: subprocess.Popen[bytes] | None = None
        try:
            port = _free_port()
            rush = _fill(chosen.clients, f"http://127.0.0.1:{port}/api/v1")
            server = _serve(port)
            return int(measure(rush, address, seconds=chosen.seconds, think=chosen.think))
        finally:
            if server is not None:
                os.killpg(server.pid, signal.SIGTERM)
                server.wait(20)
            drop_database(DATA, name)


def measure(rush: Rush, address: DatabaseAddress, *, seconds: float, think: float) -> bool:
    """Let the clients loose and print what came of it; True when a target is missed."""
    score = Score()
    with psycopg.connect(address.admin_url, autocommit=True) as admin:
        before = _number(admin, _DEADLOCKS)
        began = time.perf_counter()
        asyncio.run(_all(rush, score, admin, seconds, think))
        lasted = time.perf_counter() - began
        overlaps, deadlocks = _number(admin, _OVERLAPS), _number(admin, _DEADLOCKS) - before
    lost = asyncio.run(_lost_slots(rush))
    tries = len(score.times) / lasted * 60
    p99 = sorted(score.times)[int(len(score.times) * 0.99)]
    print(f"{len(score.times)} tries of {len(rush.keys)} clients in {lasted:.0f} s: {tries:.0f} a minute")
    print(
        f"median {statistics.median(score.times) * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, worst {max(score.times):.2f} s"
    )
    print(f"overlaps {overlaps}, deadlocks {deadlocks}, free slots that could not be booked afterwards {lost}")
    print(f"{len(score.freed)} freed slots bookable after {_worst(score.freed):.2f} s at most")
    print(", ".join(f"{name}: {count}" for name, count in sorted(score.answers.items())))
    for line in score.wrong[:10]:
        print(f"unexpected: {line}")
    return bool(
        overlaps
        or deadlocks
        or lost
        or score.wrong
        or not score.freed
        or p99 > P99_SECONDS
        or tries < TRIES_A_MINUTE
        or _worst(score.freed) > FREED_SECONDS
    )


async def _all(rush: Rush, score: Score, admin: psycopg.Connection, seconds: float, think: float) -> None:
    until = time.monotonic() + seconds
    limits = httpx.Limits(max_connections=len(rush.keys) + 10, max_keepalive_connections=len(rush.keys) + 10)
    async with httpx.AsyncClient(base_url=rush.base, timeout=30, limits=limits) as http:
        await asyncio.gather(
            *(_client(http, rush, score, number, until, think) for number in range(1, len(rush.keys))),
            _freer(http, rush, score, admin, until),
            _ender(admin, until),
        )


async def _client(  # noqa: PLR0913, PLR0917 - who, where, until when
    http: httpx.AsyncClient, rush: Rush, score: Score, number: int, until: float, think: float
) -> None:
    """One client: books, moves, cancels, holds, and thinks in between."""
    dice = random.Random(number)
    headers = {"Authorization": f"Bearer {rush.keys[number]}"}
    mine: list[str] = []
    await asyncio.sleep(dice.random() * think)
    while time.monotonic() < until:
        verb = dice.choices(("book", "move", "cancel", "hold"), weights=(40, 25, 20, 15))[0]
        if not mine and verb in {"move", "cancel"}:
            verb = "book"
        data: dict[str, Any] = _wish(dice, rush)
        began = time.perf_counter()
        if verb == "book":
            answer = await http.post("/appointments", json=data, headers=headers)
        elif verb == "hold":
            answer = await http.post("/holds", json=data | {"hold_minutes": 1}, headers=headers)
        elif verb == "move":
            del data["minutes"], data["title"]
            answer = await http.post(f"/appointments/{dice.choice(mine)}/move", json=data, headers=headers)
        else:
            answer = await http.post(f"/appointments/{mine.pop()}/cancel", json={"reason": "rush"}, headers=headers)
        score.add(verb, answer, time.perf_counter() - began)
        if verb == "book" and answer.is_success:
            mine.append(answer.json()["id"])
        await asyncio.sleep(dice.expovariate(1 / think) if think else 0)


def _wish(dice: random.Random, rush: Rush) -> dict[str, Any]:
    """Return a time and a person and a room, in any order."""
    day, slot = dice.randrange(DAYS), dice.randrange(SLOTS_A_DAY)
    starts = FIRST + timedelta(days=day, minutes=30 * slot)
    wanted = dice.sample([dice.choice(rush.people), dice.choice(rush.rooms[1:])], 2)
    return {"starts": starts.isoformat(), "minutes": dice.choice((30, 60)), "resource_ids": wanted, "title": "rush"}


async def _freer(http: httpx.AsyncClient, rush: Rush, score: Score, admin: psycopg.Connection, until: float) -> None:
    """Free slots of a room of its own, and measure how soon another can have them."""
    owner, other = ({"Authorization": f"Bearer {rush.keys[number]}"} for number in (0, 1))
    turn = 0
    while time.monotonic() < until:
        turn += 1
        slot = {
            "starts": (FIRST + timedelta(days=40 + turn)).isoformat(),
            "minutes": 60,
            "resource_ids": [rush.rooms[0]],
        }
        by_hold = bool(turn % 2)
        door, more = ("/holds", {"hold_minutes": 5}) if by_hold else ("/appointments", {})
        taken = await http.post(door, json=slot | more, headers=owner)
        if not taken.is_success:
            score.wrong.append(f"taking a free slot: {taken.status_code} {taken.text[:200]}")
            return
        refused = await http.post("/appointments", json=slot, headers=other)
        if refused.status_code != httpx.codes.CONFLICT:
            score.wrong.append(f"a taken slot was not refused: {refused.status_code}")
        if by_hold:
            await asyncio.to_thread(admin.execute, _END_NOW, {"id": taken.json()["id"]})
        else:
            await http.post(f"/appointments/{taken.json()['id']}/cancel", json={}, headers=owner)
        began = time.perf_counter()
        while not (await http.post("/appointments", json=slot, headers=other)).is_success:
            if time.perf_counter() - began > 10 * FREED_SECONDS:
                break
        score.freed.append(time.perf_counter() - began)
        await asyncio.sleep(0.5)


async def _ender(admin: psycopg.Connection, until: float) -> None:
    """Let holds run out all the time."""
    while time.monotonic() < until:
        await asyncio.to_thread(admin.execute, _NEAR)
        await asyncio.sleep(1)


async def _lost_slots(rush: Rush) -> int:
    """Book every half hour that the calendar shows as free; returns how many were refused all the same."""
    headers = {"Authorization": f"Bearer {rush.keys[0]}"}
    lost = 0
    async with httpx.AsyncClient(base_url=rush.base, timeout=30, headers=headers) as http:
        for person in rush.people[:2]:
            wish = {"resource_ids": [person], "minutes": 30, "step": 30, "keep_hours": "false", "limit": 60}
            days = {
                "first_day": FIRST.date().isoformat(),
                "last_day": (FIRST + timedelta(days=DAYS)).date().isoformat(),
            }
            found = (await http.get("/free-times", params=wish | days)).json()["times"]
            for each in found:
                data = {"starts": each["starts"], "minutes": 30, "resource_ids": [person]}
                lost += not (await http.post("/appointments", json=data)).is_success
    return lost


def _fill(clients: int, base: str) -> Rush:
    """Make the studio, its resources and a key for each client, through their own actions."""
    from safelight.accounts.actions import NewKey, NewStudio, create_key, create_studio  # noqa: PLC0415 - Django is set up by now
    from safelight.accounts.models import User  # noqa: PLC0415
    from safelight.accounts.queries import memberships_of  # noqa: PLC0415
    from safelight.config.migrating import bring_up_to_date  # noqa: PLC0415
    from safelight.foundation.actions import Context  # noqa: PLC0415

    bring_up_to_date()
    ana = User.objects.create_user("ana@studio.example", "correct horse battery", name="Ana Owner")
    studio = create_studio(NewStudio(name="Atelier Ana", country="DE"), owner_id=ana.id, owner_name=ana.name)
    context = Context(studio=studio, actor=memberships_of(ana.id)[0][1])
    return fill(context, clients, base, lambda number: NewKey(name=f"client {number}", role="manager"), create_key)


def fill(context: Any, clients: int, base: str, new_key: Any, create_key: Any) -> Rush:  # noqa: ANN401 - Django is set up by the caller
    """Make resources and keys in a studio."""
    from safelight.calendar.actions import add_resource  # noqa: PLC0415 - Django is set up by now
    from safelight.foundation.actions import run  # noqa: PLC0415

    people = [run(add_resource, context, {"kind": "person", "name": f"Person {n}"}).value.id for n in range(PEOPLE)]
    rooms = [run(add_resource, context, {"kind": "room", "name": f"Room {n}"}).value.id for n in range(ROOMS + 1)]
    keys = [run(create_key, context, new_key(number)).value.token for number in range(clients + 1)]
    return Rush(base, [str(each) for each in people], [str(each) for each in rooms], keys)


def _serve(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "safelight.config.launch.web", "--port", str(port)]
    # Each refusal is a line of the log; nobody reads two thousand of them here.
    server = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own server
    for _ in range(600):
        assert server.poll() is None, "the server ended by itself"
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2).is_success:
                return server
        except httpx.TransportError:
            time.sleep(0.1)
    sys.exit("The server did not answer within a minute.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _number(admin: psycopg.Connection, statement: Any) -> int:  # noqa: ANN401 - a literal statement
    row = admin.execute(statement).fetchone()
    assert row is not None
    return int(row[0])


def _worst(values: list[float]) -> float:
    return max(values, default=0.0)


if __name__ == "__main__":
    sys.exit(main())
