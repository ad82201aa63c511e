"""1,000,000 records of one studio to Excel, against the fastest writer bare on the same rows in the same run.

Bare means: rustpy-xlsxwriter is handed ready-made dictionaries of the very values our export wrote, with nothing to
fetch, check or convert. Each side runs in its own process, alternately; the medians are compared.

    python -m benchmarks.excel_out [--rows 1000000] [--rounds 3]

Target: ours at most 1.3 × bare, at most 300 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from safelight.config.launch.embedded import create_database, drop_database

DATA = Path(os.environ.get("SAFELIGHT_TEST_DATA", Path(__file__).parents[1] / "build" / "test-data"))
SAMPLE = 20_000
TARGET_RATIO, TARGET_MB = 1.3, 300


def main() -> int:
    """Make the studio, run both sides alternately, print the ratios; 1 when a target is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--rows", type=int, default=1_000_000)
    wanted.add_argument("--rounds", type=int, default=3)
    wanted.add_argument("--child", choices=["fill", "ours", "bare"])
    chosen = wanted.parse_args()
    if chosen.child:
        print(json.dumps(_child(chosen.child, chosen.rows)))
        return 0
    name = f"bench_excel_out_{os.getpid()}"
    address = create_database(DATA, name)
    with tempfile.TemporaryDirectory(prefix="excel-out-") as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": address.owner_url,
            "DATABASE_APP_URL": address.app_url,
            "SAFELIGHT_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "safelight.config.settings",
        }
        try:
            return _compare(chosen.rows, chosen.rounds, environment)
        finally:
            drop_database(DATA, name)


def _compare(rows: int, rounds: int, environment: dict[str, str]) -> int:
    made = _run("fill", rows, environment)
    print(f"studio with {made['rows']:,} records in {made['seconds']:.0f} s")
    ours, bare = [], []
    for number in range(1, rounds + 1):
        ours.append(_run("ours", rows, environment))
        bare.append(_run("bare", rows, environment))
        for label, run in (("ours", ours[-1]), ("bare", bare[-1])):
            print(
                f"round {number} {label}: {run['rows']:,} rows, {run['seconds']:.1f} s, {run['cpu']:.1f} CPU-s,"
                f" {run['mb']} MB memory, file {run['size'] / 2**20:.0f} MB"
            )
    wall = statistics.median(r["seconds"] for r in ours) / statistics.median(r["seconds"] for r in bare)
    cpu = statistics.median(r["cpu"] for r in ours) / statistics.median(r["cpu"] for r in bare)
    memory = max(r["mb"] for r in ours)
    print(
        f"excel_out: {wall:.2f} × bare by the clock, {cpu:.2f} × by CPU time (target {TARGET_RATIO}); {memory} MB (target {TARGET_MB})"
    )
    return int(wall > TARGET_RATIO or memory > TARGET_MB)


def _run(side: str, rows: int, environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.excel_out", "--child", side, "--rows", str(rows)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1])  # noqa: S603 - our own program
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _child(side: str, rows: int) -> dict[str, Any]:
    import django  # noqa: PLC0415 - settings are chosen by the parent

    django.setup()
    from benchmarks import excel_rows  # noqa: PLC0415 - models need settings

    started, cpu = time.perf_counter(), time.process_time()
    if side == "fill":
        return {"rows": excel_rows.fill(rows), "seconds": time.perf_counter() - started}
    with tempfile.TemporaryDirectory(prefix="excel-out-") as folder:
        target = Path(folder) / "all.xlsx"
        if side == "ours":
            written = excel_rows.export(target)
        else:
            sheets = excel_rows.sample(SAMPLE)
            started, cpu = time.perf_counter(), time.process_time()
            written = _write_bare(target, sheets)
        return {
            "rows": written,
            "seconds": time.perf_counter() - started,
            "cpu": time.process_time() - cpu,
            "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "size": target.stat().st_size,
        }


def _write_bare(target: Path, sheets: list[tuple[str, int, list[dict[str, object]]]]) -> int:
    from rustpy_xlsxwriter import FastExcel  # noqa: PLC0415 - measured bare, so imported bare

    book = FastExcel(target)
    for title, count, ready in sheets:
        rows: Iterator[dict[str, object]] = islice(cycle(ready), count)
        book.sheet(title, rows)
    book.save()
    return sum(count for _, count, _ in sheets)


if __name__ == "__main__":
    sys.exit(main())
