"""An import from the command line is whole or not there at all, wherever its process is killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from safelight.config.launch.embedded import DatabaseAddress
from safelight.exchange.actions import undo_import
from safelight.exchange.imports import carry_out
from safelight.exchange.models import ImportBatch
from safelight.foundation.actions import Context, run
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.work import Cancelled, Progress
from tests.exchange.imports.importing import csv_of, everything, imported, numbers

ROWS = 10_000
KILLS = 6
_WRITERS = (
    "select count(*) from pg_locks lock join pg_class c on c.oid = lock.relation and c.relname = 'clients_client'"
    " where lock.mode = 'RowExclusiveLock' and lock.database = (select oid from pg_database where datname = current_database())"
)


def command(address: DatabaseAddress, data: Path, *arguments: str) -> subprocess.Popen[str]:
    environ = {
        **os.environ, "DATABASE_URL": address.owner_url, "DATABASE_APP_URL": address.app_url,
        "SAFELIGHT_DATA": str(data), "SAFELIGHT_SECRET_KEY": settings.SECRET_KEY, "PYTHONPATH": "src",
    }  # fmt: skip
    started = [sys.executable, "-m", "safelight.config.cli", "import", *arguments, "--json"]
    return subprocess.Popen(started, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - ourselves


def until(watched: psycopg.Connection[Any], *, writing: bool, process: subprocess.Popen[str] | None = None) -> bool:
    """Wait until somebody writes clients, or nobody does any more; False when the process ended first."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        found = watched.execute(_WRITERS).fetchone()
        assert found is not None
        if bool(found[0]) is writing:
            return True
        if process is not None and process.poll() is not None:
            return False
        time.sleep(0.01)
    pytest.fail("nothing happened for two minutes")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_process_killed_anywhere_leaves_nothing_and_the_next_one_brings_all(
    ana: Context, database_address: DatabaseAddress, tmp_path: Path
) -> None:
    path = tmp_path / "clients.csv"
    path.write_bytes(
        csv_of((f"Given{n}", f"Family{n}", f"p{n}@example.com", "", "", "", f"tag {n % 50}", "") for n in range(ROWS))
    )
    before = everything(ana)
    chance = random.Random(20)
    killed, longest = 0, 1.5
    with psycopg.connect(database_address.admin_url, autocommit=True) as watched:
        while killed < KILLS:
            process = command(database_address, tmp_path, "clients", str(path))
            try:
                assert until(watched, writing=True, process=process)
                time.sleep(chance.uniform(0, longest))
            finally:
                process.send_signal(signal.SIGKILL)
                process.communicate()
            until(watched, writing=False)
            after = everything(ana)
            if after == before:
                killed += 1
                continue
            # It was through before the signal came: then all of it is there. It is taken back, and the next is quicker.
            assert len(after["clients_client"]) == len(after["exchange_importedrow"]) == ROWS
            with studio_scope(ana.studio.id):
                batch = ImportBatch.objects.get(state="done").id
            run(undo_import, ana, {"import_id": batch})
            before, longest = everything(ana), longest / 2
            assert len(before["clients_client"]) == 0
        done = command(database_address, tmp_path, "clients", str(path))
        answer = json.loads(done.communicate()[0])
    assert (done.returncode, answer["created"], answer["failed"]) == (0, ROWS, 0)
    assert numbers(ana) == list(range(1, ROWS + 1))


@pytest.mark.django_db
def test_a_cancelled_run_leaves_nothing(ana: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carry_out, "CHUNK", 2)
    content = csv_of((f"Given{n}", "Berg", "", "", "", "", "VIP", "") for n in range(9))
    before = everything(ana)
    reports = []

    def stopping(_: Progress, done: int, total: int | None = None) -> None:
        reports.append(done)
        if done >= 6:
            raise Cancelled

    monkeypatch.setattr(Progress, "report", stopping)
    for trial in (False, True):
        with pytest.raises(Cancelled):
            imported(ana, content, trial=trial)
    assert reports == [2, 4, 6, 2, 4, 6]
    assert everything(ana) == before
