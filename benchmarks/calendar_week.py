"""A full week of the calendar: 12 people and rooms, 600 appointments in the week, and more than a year of them around it.

The server is asked as a browser asks it (session, permission, every query, the JSON), without the network. The drag is
that of a hand in a real browser: from letting go until the page has the news that it is saved, and until the week is
painted anew.

    python -m benchmarks.calendar_week [--rounds 40] [--no-browser]

Target: server at most 80 ms (median) and a number of statements that does not grow; drag to saved at most 300 ms.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from safelight.config.launch.embedded import create_database, drop_database

DATA = Path(os.environ.get("SAFELIGHT_TEST_DATA", Path(__file__).parents[1] / "build" / "test-data"))
SERVER_MS, SAVED_MS, MOST_STATEMENTS = 80, 300, 8
PEOPLE, ROOMS, IN_THE_WEEK, WEEKLY = 8, 4, 600, 200
MAIL, PASSWORD = "ana@studio.example", "correct horse battery"
TITLES = ("Newborn", "Family", "Headshots", "Consultation", "Viewing", "Pick-up", "Passport", "Wedding talk")
COLORS = ("green", "cyan", "violet", "amber", "red", "gray", "blue", "pink")


def main() -> int:
    """Fill a database, measure, print; 1 when a target is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--rounds", type=int, default=40)
    wanted.add_argument("--no-browser", action="store_true", help="measure the server alone")
    chosen = wanted.parse_args()
    name = f"bench_calendar_week_{os.getpid()}"
    address = create_database(DATA, name)
    with tempfile.TemporaryDirectory(prefix="calendar-week-") as data:
        os.environ |= {
            "DATABASE_URL": address.owner_url,
            "DATABASE_APP_URL": address.app_url,
            "SAFELIGHT_DATA": data,
            "DJANGO_SETTINGS_MODULE": "safelight.config.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        }
        import django  # noqa: PLC0415 - the environment above must be set first

        django.setup()
        try:
            monday = _fill()
            missed = _server(monday, chosen.rounds)
            if not chosen.no_browser:
                missed |= _drag(monday, max(5, chosen.rounds // 4))
            return int(missed)
        finally:
            drop_database(DATA, name)


def _fill() -> date:
    """Make the studio through its own actions; returns the Monday of the full week."""
    from safelight.accounts.actions import NewStudio, create_studio  # noqa: PLC0415 - Django is set up by now
    from safelight.accounts.models import User  # noqa: PLC0415
    from safelight.accounts.queries import memberships_of  # noqa: PLC0415
    from safelight.calendar.actions import add_resource, book_appointment  # noqa: PLC0415
    from safelight.calendar.actions.series import book_series  # noqa: PLC0415
    from safelight.clients.actions import add as add_client  # noqa: PLC0415
    from safelight.config.migrating import bring_up_to_date  # noqa: PLC0415
    from safelight.foundation import clock  # noqa: PLC0415
    from safelight.foundation.actions import Conflict, Context, run  # noqa: PLC0415

    began = time.perf_counter()
    bring_up_to_date()
    ana = User.objects.create_user(MAIL, PASSWORD, name="Ana Owner")
    studio = create_studio(NewStudio(name="Atelier Ana", country="DE"), owner_id=ana.id, owner_name=ana.name)
    context = Context(studio=studio, actor=memberships_of(ana.id)[0][1])
    dice = random.Random(7)
    people = [run(add_resource, context, {"kind": "person", "name": f"Person {n}"}).value.id for n in range(PEOPLE)]
    rooms = [run(add_resource, context, {"kind": "room", "name": f"Room {n}"}).value.id for n in range(ROOMS)]
    clients = [run(add_client, context, {"first_name": f"Client{n}", "last_name": "Long"}).value.id for n in range(60)]
    today = clock.local(context.now, studio.zone).date()
    monday = today + timedelta(days=14 - today.weekday())
    # Twelve columns of a day hold 120 quarters of an hour apiece; each appointment takes one quarter of one or two.
    slots = [(day, quarter) for day in range(7) for quarter in range(8 * 4, 20 * 4)]
    made, tried = 0, 0
    while made < IN_THE_WEEK:
        tried += 1
        day, quarter = dice.choice(slots)
        starts = datetime.combine(monday, datetime.min.time()) + timedelta(days=day, minutes=15 * quarter)
        taken = [dice.choice(people), *([dice.choice(rooms)] if dice.getrandbits(1) else [])]
        kind = dice.randrange(len(TITLES))
        data = {
            "starts": starts,
            "minutes": 15,
            "title": TITLES[kind],
            "color": COLORS[kind],
            "client_id": dice.choice(clients),
            "resource_ids": tuple(taken),
        }
        try:
            if made < WEEKLY:
                run(book_series, context, data | {"repeat": {"frequency": "weekly"}})
            else:
                run(book_appointment, context, data)
        except Conflict:
            continue
        made += 1
    print(
        f"filled in {time.perf_counter() - began:.0f} s: {made} appointments in the week, {tried - made} were refused"
    )
    return monday


def _server(monday: date, rounds: int) -> bool:
    from django.db import connection  # noqa: PLC0415 - Django is set up by now
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from safelight.accounts.models import User  # noqa: PLC0415

    browser = Client(SERVER_NAME="localhost")
    browser.force_login(User.objects.get(email=MAIL))
    missed = False
    for view in ("week", "timeline", "day", "month", "agenda"):
        address = (
            f"/calendar/?view={view}&date={monday}"
            if view == "agenda"
            else f"/calendar/range/?view={view}&date={monday}"
        )
        answer = browser.get(address)
        assert answer.status_code == 200, answer.content[:200]  # noqa: PLR2004 - an HTTP status
        with CaptureQueriesContext(connection) as caught:
            browser.get(address)
        own = [each for each in caught if " calendar_" in each["sql"] or '"calendar_' in each["sql"]]
        times = _timed(lambda address=address: browser.get(address), rounds)
        median = statistics.median(times)
        # A month is six such weeks at once, and the agenda a page of its own; the target is the week's.
        late = median > SERVER_MS and view in {"week", "timeline", "day"}
        missed |= late or len(own) > MOST_STATEMENTS
        events = len(answer.json()["events"]) if view != "agenda" else answer.content.count(b"agenda-item ")
        print(
            f"{view:9} {events:5} appointments  median {median:6.1f} ms  p95 {_p95(times):6.1f} ms"
            f"  {len(answer.content) / 1000:6.1f} kB  {len(own)} statements{'  MISSED' if late else ''}"
        )
    tag = browser.get(f"/calendar/range/?view=week&date={monday}")["ETag"]
    same = _timed(
        lambda: browser.get(f"/calendar/range/?view=week&date={monday}", headers={"If-None-Match": tag}), rounds
    )
    print(f"unchanged (304)            median {statistics.median(same):6.1f} ms")
    return missed


def _drag(monday: date, rounds: int) -> bool:
    """Drag appointments in a real browser; True when they are saved too late."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: PLC0415 - Django is set up by now
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415
    from django.core.servers.basehttp import ThreadedWSGIServer  # noqa: PLC0415
    from django.core.servers.basehttp import WSGIRequestHandler as Handler  # noqa: PLC0415
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    class Quiet(Handler):
        def log_message(self, *_: object) -> None: ...

    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        print("no browser here: the drag was not measured")
        return False
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    Thread(target=server.serve_forever, daemon=True).start()
    saved, painted = [], []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page(
            viewport={"width": 1920, "height": 1080}, base_url=f"http://127.0.0.1:{server.server_port}"
        )
        page.set_default_timeout(30_000)
        page.goto("/sign-in/")
        page.fill("input[name=login]", MAIL)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/")
        page.goto(f"/calendar/?view=timeline&date={monday}")
        page.wait_for_selector(".ec-event[data-booking]")
        page.evaluate(_WATCH)
        for _ in range(rounds):
            found = page.evaluate(_FREE)
            if found is None:
                break
            x, y, step = found
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x + step / 2, y, steps=3)
            page.mouse.move(x + step, y, steps=3)
            page.mouse.up()
            told = page.evaluate(_TOLD)
            if told["saved"] is None:
                page.keyboard.press("Escape")
                continue
            saved.append(told["saved"])
            painted.append(told["painted"])
        chromium.close()
    server.shutdown()
    server.server_close()
    if not saved:
        print("no drag was taken: nothing to measure")
        return True
    late = statistics.median(saved) > SAVED_MS
    print(
        f"drag to saved   {len(saved):3} times  median {statistics.median(saved):6.1f} ms  p95 {_p95(saved):6.1f} ms"
        f"   to painted anew median {statistics.median(painted):6.1f} ms{'  MISSED' if late else ''}"
    )
    return late


_WATCH = """() => {
  window.told = {saved: null, painted: null, from: 0};
  addEventListener("pointerup", () => { window.told = {saved: null, painted: null, from: performance.now()}; }, true);
  document.addEventListener("calendar:changed", () => { window.told.saved ??= performance.now() - window.told.from; });
  document.addEventListener("calendar:shown", () => requestAnimationFrame(() => {
    if (window.told.saved !== null) window.told.painted ??= performance.now() - window.told.from;
  }));
}"""
"""Notes when a hand lets go, when the news comes that it is saved, and when the range is painted after that."""
_TOLD = """() => new Promise((answer) => {
  const look = () => (window.told.painted !== null || document.querySelector("#box[open]") ? answer(window.told) : setTimeout(look, 10));
  look();
})"""
"""Answers once the drag was painted, or refused."""
_FREE = """() => {
  const seen = (box) => box.left > 200 && box.right < innerWidth - 200 && box.top > 150 && box.bottom < innerHeight - 120;
  const all = [...document.querySelectorAll(".ec-event[data-booking]:not(.has-repeats)")].map((each) => [each, each.getBoundingClientRect()]);
  const free = all.filter(([, box]) => seen(box)).find(([each, box]) => !all.some(([other, there]) => other !== each &&
    Math.abs(there.top - box.top) < 30 && there.left < box.right + 14 && there.right > box.right + 1) && !each.dataset.dragged);
  if (!free) return null;
  for (const [each] of all) if (each.dataset.booking === free[0].dataset.booking) each.dataset.dragged = "1";
  return [free[1].left + 4, free[1].top + free[1].height / 2, 12];
}"""
"""Finds an appointment with a free quarter of an hour after it."""


def _timed(call: Callable[[], Any], rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    return times


def _p95(times: list[float]) -> float:
    return sorted(times)[max(0, round(len(times) * 0.95) - 1)]


if __name__ == "__main__":
    sys.exit(main())
