"""An import is whole or not there at all, whoever is killed; and whoever else looks at it meanwhile gets an answer."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app

from safelight.clients.models import Client as StudioClient
from safelight.config.launch.embedded import DatabaseAddress
from safelight.exchange.models import ImportBatch, ImportedRow
from safelight.foundation.actions import Context
from safelight.foundation.jobs.upkeep import revive
from safelight.foundation.tenancy import studio_scope
from tests.exchange.web.conftest import plain, words

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROWS = 20_000


@contextmanager
def worker(address: DatabaseAddress, data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process of its own on the test database, ended with the block."""
    environ = {
        **os.environ, "DATABASE_URL": address.owner_url, "DATABASE_APP_URL": address.app_url, "SAFELIGHT_DATA": str(data),
        "SAFELIGHT_SECRET_KEY": settings.SECRET_KEY, "PYTHONPATH": "src",
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "safelight.config.worker"], env=environ)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def begun(ana: Context, import_id: UUID, rows: int, seconds: float = 60) -> None:
    """Wait until the worker has reported so many rows."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with studio_scope(ana.studio.id):
            work = ImportBatch.objects.select_related("work").get(id=import_id).work
        assert work is not None
        assert work.state not in {"done", "failed", "cancelled"}, f"it was {work.state} too early: {work.message}"
        if work.state == "running" and work.done >= rows:
            return
        time.sleep(0.02)
    pytest.fail("the worker did not begin")


def counts(ana: Context) -> tuple[int, int, str]:
    with studio_scope(ana.studio.id):
        return StudioClient.objects.count(), ImportedRow.objects.count(), ImportBatch.objects.get().state


async def reap() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as one:
        async with one.open_async():
            await revive(timestamp=0)


def test_a_worker_killed_half_way_leaves_nothing_and_the_next_one_finishes_all(
    as_ana: Client, ana: Context, database_address: DatabaseAddress, work: Callable[[], None], tmp_path: Path
) -> None:
    page = as_ana.post("/exchange/import/", {"file": plain(ROWS)})["Location"]
    as_ana.post(f"{page}run/")
    import_id = UUID(page.rstrip("/").rpartition("/")[2])
    with worker(database_address, tmp_path) as process:
        begun(ana, import_id, 4000)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert counts(ana) == (0, 0, "read")
    assert "Working on" in words(as_ana.get(page)), "the page still watches"
    # The worker stopped beating long ago, as the reaper sees it.
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_workers set last_heartbeat = now() - interval '10 minutes'")
    asyncio.run(reap())
    work()
    assert counts(ana) == (ROWS, ROWS, "done")
    assert "20,000 clients were created" in words(as_ana.get(page))


def test_a_running_import_is_stopped_from_the_page_and_answers_other_windows_meanwhile(
    as_ana: Client, ana: Context, database_address: DatabaseAddress, tmp_path: Path
) -> None:
    page = as_ana.post("/exchange/import/", {"file": plain(ROWS)})["Location"]
    as_ana.post(f"{page}run/")
    import_id = UUID(page.rstrip("/").rpartition("/")[2])
    with worker(database_address, tmp_path):
        begun(ana, import_id, 2000)
        since = time.monotonic()
        refused = as_ana.post(f"{page}undo/")
        assert refused.status_code == 409
        assert "Only an import that has run can be undone." in words(refused)
        changed = as_ana.post(page, {"columns": "0" * 16})
        assert changed.status_code == 409
        assert time.monotonic() - since < 2, "nobody waits for the run"
        assert as_ana.post(f"{page}stop/").status_code == 302
        end = time.monotonic() + 30
        while "It was stopped; nothing of it was kept." not in words(as_ana.get(page)):
            assert time.monotonic() < end
            time.sleep(0.1)
    assert counts(ana) == (0, 0, "read")


def test_a_file_locked_by_another_window_is_refused_in_words(
    as_ana: Client, ana: Context, database_address: DatabaseAddress
) -> None:
    page = as_ana.post("/exchange/import/", {"file": plain(2)})["Location"]
    with psycopg.connect(database_address.admin_url) as other:
        other.execute("select 1 from exchange_importbatch for update")
        since = time.monotonic()
        answer = as_ana.post(f"{page}run/")
        assert 2 < time.monotonic() - since < 8
        other.rollback()
    assert answer.status_code == 409
    assert "in another window" in words(answer)
    assert as_ana.post(f"{page}run/").status_code == 302, "the connection is as it was"
