"""200,000 clients from a CSV file, against django-import-export on the same file in the same run.

The peer does less: it reads the CSV with tablib, maps eleven columns, and inserts one table in batches of 1,000 by
`use_bulk`, looking each row up by mail address as its documentation says. Ours also reads any file, checks every cell for
card numbers, parses phones and dates, finds duplicates, writes seven tables, search text, a line per row for undo, and
the journal. The peer is given fewer rows and compared by rows per second, since it takes minutes for all.

    python -m benchmarks.import_clients [--rows 200000] [--peer-rows 10000]

Target: at least 10 × the peer's rows per second, never below 2 ×; memory flat (the peak at all rows at most 1.5 × the peak
at a tenth); a trial of 20,000 rows within 10 s.
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
    wanted.add_argument("--child", choices=["ours", "trial", "peer"])
    wanted.add_argument("--file", type=Path)
    chosen = wanted.parse_args()
    if chosen.child:
        print(json.dumps({"ours": _ours, "trial": _trial, "peer": _peer}[chosen.child](chosen.file)))
        return 0
    with tempfile.TemporaryDirectory(prefix="import-clients-") as folder:
        ours = _run("ours", chosen.rows, Path(folder))
        tenth = _run("ours", max(chosen.rows // 10, 1), Path(folder))
        trial = _run("trial", TRIAL_ROWS, Path(folder))
        peer = _run("peer", chosen.peer_rows, Path(folder))
    for name, run in (("ours", ours), ("ours, a tenth", tenth), ("ours, trial", trial), ("django-import-export", peer)):
        speed = run["rows"] / run["seconds"]
        print(
            f"{name}: {run['rows']:,} rows in {run['seconds']:.1f} s, {speed:,.0f} rows/s, {run['cpu']:.1f} CPU-s of Python, {run['mb']} MB"
        )
    ratio = (ours["rows"] / ours["seconds"]) / (peer["rows"] / peer["seconds"])
    memory = ours["mb"] / tenth["mb"]
    print(
        f"import_clients: {ratio:.1f} × django-import-export (target 10, least 2); memory {memory:.2f} × (target 1.5); trial {trial['seconds']:.1f} s (target 10)"
    )
    return int(ratio < LEAST_RATIO or memory > MOST_MEMORY or trial["seconds"] > MOST_SECONDS)


def _run(child: str, rows: int, folder: Path) -> dict[str, Any]:
    path = folder / f"{child}-{rows}.csv"
    _write(path, rows)
    name = f"bench_import_{child}_{os.getpid()}_{rows}"
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


def _measured(rows: int, started: float, cpu: float) -> dict[str, Any]:
    return {
        "rows": rows,
        "seconds": time.perf_counter() - started,
        "cpu": time.process_time() - cpu,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _studio() -> Any:  # noqa: ANN401 - a frozen studio, imported once Django stands
    import django  # noqa: PLC0415 - the child process sets Django up itself

    django.setup()
    from safelight.accounts.actions import NewStudio, create_studio  # noqa: PLC0415 - likewise
    from safelight.config.migrating import bring_up_to_date  # noqa: PLC0415 - likewise

    bring_up_to_date()
    return create_studio(NewStudio(name="Benchmark", country="DE"))


def _import(path: Path, *, trial: bool) -> dict[str, Any]:
    facts = _studio()
    from safelight.config import operator  # noqa: PLC0415 - Django was set up just now
    from safelight.exchange.actions import import_file  # noqa: PLC0415 - likewise

    started, cpu = time.perf_counter(), time.process_time()
    given = {"path": path, "filename": path.name, "choices": {}, "trial": trial}
    done = operator.carry_out(import_file, facts, given)
    assert done.report.created == done.report.rows, done.report
    return _measured(done.report.rows, started, cpu)


def _ours(path: Path) -> dict[str, Any]:
    return _import(path, trial=False)


def _trial(path: Path) -> dict[str, Any]:
    return _import(path, trial=True)


def _peer(path: Path) -> dict[str, Any]:
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
    options = {
        "model": model,
        "fields": tuple(names),
        "import_id_fields": ("email",),
        "use_bulk": True,
        "batch_size": 1000,
        "skip_diff": True,
    }
    resource_type = type("PeerResource", (resources.ModelResource,), {"Meta": type("Meta", (), options)})
    started, cpu = time.perf_counter(), time.process_time()
    dataset = tablib.Dataset()
    with path.open(encoding="utf-8", newline="") as file:
        dataset.load(file, format="csv")
    dataset.headers = names
    result = resource_type().import_data(dataset, dry_run=False, raise_errors=True)
    assert not result.has_errors()
    return _measured(len(dataset), started, cpu)


if __name__ == "__main__":
    sys.exit(main())
