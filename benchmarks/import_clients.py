"""200,000 clients from a CSV file, against django-import-export on such a file in the same run.

The peer runs twice. "As it comes" is a ModelResource with `import_id_fields` and nothing else set, which saves row by row;
"bulk" is its fastest documented way: `use_bulk` in batches of 1,000 with `skip_diff`. Both read the CSV with tablib, map
eleven columns of text into one table and look each row up by mail address. Ours also reads any file, checks every cell
for card numbers, parses phones and dates, finds duplicates by five keys, writes seven tables under row-level security,
search text, a line per row for undo, and the journal. The peer is given fewer rows and compared by rows per second,
since it takes minutes for all; its speed does not depend on their number.

    python -m benchmarks.import_clients [--rows 200000] [--peer-rows 10000]

The sides run one after the other, the peer both before and after ours, so that a machine that is busy at one end of the
run does not favour anybody. Processor time (Python, and the database's process that serves it) is printed beside the
wall clock, for busy machines.

Targets: at least 2 × bulk; at least 10 × as it comes; memory flat (the peak at all rows at most 1.5 × the peak at a tenth);
a trial of 20,000 rows within 10 s; rows known already passed over at least as fast as new ones come in.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from safelight.config.launch.embedded import create_database, drop_database

DATA = Path(os.environ.get("SAFELIGHT_TEST_DATA", Path(__file__).parents[1] / "build" / "test-data"))
TRIAL_ROWS = 20_000
LEAST, MOST_MEMORY, MOST_SECONDS = 2, 1.5, 10
LEAST_RATIO, MOST_MEMORY, MOST_SECONDS = 2, 1.5, 10
FIRST = [
    "Anna",
    "Ben",
    "Clara",
    "David",
    "Emma",
    "Finn",
    "Greta",
    "Hugo",
    "Ida",
    "Jonas",
    "Klara",
    "Leon",
    "Mia",
    "Noah",
    "Olga",
    "Paul",
    "Romy",
    "Sven",
    "Tina",
    "Uwe",
]
LAST = [a + b for a in ("Berg", "Stein", "Wald", "Bach", "Feld", "Hof") for b in ("mann", "er", "bauer", "lein", "ke")]
HEADER = (
    "First Name",
    "Last Name",
    "Email",
    "Mobile Phone",
    "Street",
    "City",
    "Zip",
    "Country",
    "Birthday",
    "Tags",
    "Notes",
)


def main() -> int:
    """Run both sides and print the ratios; 1 when a target is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--rows", type=int, default=200_000)
    wanted.add_argument("--peer-rows", type=int, default=10_000)
    wanted.add_argument("--child", choices=list(_SIDES))
    wanted.add_argument("--file", type=Path)
    chosen = wanted.parse_args()
    if chosen.child:
        print(json.dumps(_SIDES[chosen.child](chosen.file)))
        return 0
    with tempfile.TemporaryDirectory(prefix="import-clients-") as folder:
        place, peer_rows = Path(folder), chosen.peer_rows
        default, bulk = [_run("peer-default", peer_rows // 2, place)], [_run("peer-bulk", peer_rows, place)]
        ours = _run("ours", chosen.rows, place)
        default.append(_run("peer-default", peer_rows // 2, place))
        bulk.append(_run("peer-bulk", peer_rows, place))
        tenth = _run("ours", max(chosen.rows // 10, 1), place)
        trial = _run("trial", TRIAL_ROWS, place)
        again = _run("again", max(chosen.rows // 10, 1), place)
    runs = [
        ("ours", ours), ("ours, a tenth", tenth), ("ours, trial", trial), ("ours, the same rows again", again),
        *(("django-import-export as it comes", run) for run in default),
        *(("django-import-export bulk", run) for run in bulk),
    ]  # fmt: skip
    for name, run in runs:
        print(
            f"{name}: {run['rows']:,} rows in {run['seconds']:.1f} s, {_speed(run):,.0f} rows/s;"
            f" {_processor(run):.0f} µs of processor a row ({run['cpu']:.1f} s Python, {run['database']:.1f} s database),"
            f" {run['mb']} MB"
        )
    as_it_comes, in_bulk = (_speed(ours) / max(map(_speed, side)) for side in (default, bulk))
    memory = ours["mb"] / tenth["mb"]
    print(
        f"import_clients: {as_it_comes:.1f} × django-import-export as it comes (target 10), {in_bulk:.1f} × its bulk mode"
        f" (target 2); by processor time {min(map(_processor, default)) / _processor(ours):.1f} × and"
        f" {min(map(_processor, bulk)) / _processor(ours):.1f} ×; memory {memory:.2f} × (target 1.5);"
        f" trial {trial['seconds']:.1f} s (target 10); known rows {_speed(again):,.0f} rows/s"
    )
    return int(in_bulk < LEAST or memory > MOST_MEMORY or trial["seconds"] > MOST_SECONDS)


def _speed(run: dict[str, Any]) -> float:
    return float(run["rows"] / run["seconds"])


def _processor(run: dict[str, Any]) -> float:
    return float((run["cpu"] + run["database"]) / run["rows"] * 1e6)


def _run(child: str, rows: int, folder: Path) -> dict[str, Any]:
    path = folder / f"{child}-{rows}.csv"
    _write(path, rows)
    name = f"bench_import_{child.replace('-', '_')}_{os.getpid()}_{rows}"
    address = create_database(DATA, name)
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-m", "benchmarks.import_clients", "--child", child, "--file", str(path)],
            env={
                **os.environ, "DATABASE_URL": address.owner_url, "DATABASE_APP_URL": address.app_url,
                "SAFELIGHT_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "safelight.config.settings",
            },
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        drop_database(DATA, name)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _write(path: Path, rows: int) -> None:
    chance = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            first, last = chance.choice(FIRST), chance.choice(LAST)
            birthday = f"{chance.randint(1950, 2010)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            writer.writerow(
                [
                    first, last, f"{first}.{last}{number}@example.com".lower(), f"0151 {20_000_000 + number}",
                    f"Hauptstr. {chance.randint(1, 200)}", "Dresden", f"{chance.randint(1000, 99_999):05}", "Germany",
                    birthday, chance.choice(["family", "newborn", ""]), "" if number % 5 else "Likes black & white",
                ]
            )  # fmt: skip


class _Watch:
    """Wall clock, processor time of this process, and of the database's process that serves it (Linux only, else 0)."""

    def __init__(self) -> None:
        from django.db import connection  # noqa: PLC0415 - Django was set up just now

        with connection.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            self._backend = int(cursor.fetchone()[0])
        self._database = self._database_seconds()
        self._started, self._cpu = time.perf_counter(), time.process_time()

    def read(self, rows: int) -> dict[str, Any]:
        return {
            "rows": rows,
            "seconds": time.perf_counter() - self._started,
            "cpu": time.process_time() - self._cpu,
            "database": self._database_seconds() - self._database,
            "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }

    def _database_seconds(self) -> float:
        try:
            figures = Path(f"/proc/{self._backend}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(figures[11]) + int(figures[12])) / os.sysconf("SC_CLK_TCK")


def _studio() -> Any:  # noqa: ANN401 - a frozen studio, imported once Django stands
    import django  # noqa: PLC0415 - the child process sets Django up itself

    django.setup()
    from safelight.accounts.actions import NewStudio, create_studio  # noqa: PLC0415 - likewise
    from safelight.config.migrating import bring_up_to_date  # noqa: PLC0415 - likewise

    bring_up_to_date()
    return create_studio(NewStudio(name="Benchmark", country="DE"))


def _import(path: Path, *, trial: bool = False, times: int = 1) -> dict[str, Any]:
    facts = _studio()
    from safelight.config import operator  # noqa: PLC0415 - Django was set up just now
    from safelight.exchange.actions import import_file  # noqa: PLC0415 - likewise

    given = {"path": path, "filename": path.name, "choices": {}, "trial": trial}
    for _ in range(times):
        watch = _Watch()
        done = operator.carry_out(import_file, facts, given)
        found = watch.read(done.report.rows)
    assert (done.report.created if times == 1 else done.report.skipped) == done.report.rows, done.report
    return found


def _ours(path: Path) -> dict[str, Any]:
    return _import(path)


def _trial(path: Path) -> dict[str, Any]:
    return _import(path, trial=True)


def _again(path: Path) -> dict[str, Any]:
    return _import(path, times=2)


def _peer_bulk(path: Path) -> dict[str, Any]:
    return _peer(path, {"use_bulk": True, "batch_size": 1000, "skip_diff": True})


def _peer_default(path: Path) -> dict[str, Any]:
    return _peer(path, {})


def _peer(path: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Run django-import-export into a plain table of its own, made for this process alone."""
    import django  # noqa: PLC0415 - the child process sets Django up itself
    from django.conf import settings  # noqa: PLC0415 - likewise

    settings.INSTALLED_APPS.append("import_export")
    settings.DATABASES["default"] = {**settings.DATABASES["owner"]}
    django.setup()
    import tablib  # noqa: PLC0415 - the peer's, only here
    from django.db import connection, models  # noqa: PLC0415 - Django was set up just now
    from import_export import resources  # noqa: PLC0415 - the peer's, only here

    names = [name.lower().replace(" ", "_") for name in HEADER]
    fields = {name: models.TextField(blank=True) for name in names}
    fields["email"] = models.TextField(blank=True, db_index=True)
    meta = type("Meta", (), {"app_label": "foundation"})
    model = type("PeerClient", (models.Model,), {**fields, "__module__": __name__, "Meta": meta})
    with connection.schema_editor() as editor:
        editor.create_model(model)
    meta = type("Meta", (), {"model": model, "fields": tuple(names), "import_id_fields": ("email",), **options})
    resource_type = type("PeerResource", (resources.ModelResource,), {"Meta": meta})
    watch = _Watch()
    dataset = tablib.Dataset()
    with path.open(encoding="utf-8", newline="") as file:
        dataset.load(file, format="csv")
    dataset.headers = names
    result = resource_type().import_data(dataset, dry_run=False, raise_errors=True)
    assert not result.has_errors()
    return watch.read(len(dataset))


_SIDES = {"ours": _ours, "trial": _trial, "again": _again, "peer-bulk": _peer_bulk, "peer-default": _peer_default}

if __name__ == "__main__":
    sys.exit(main())
