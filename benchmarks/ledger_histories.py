"""5,000 random histories of money in EUR, JPY and KWD: after every step the ledger is in balance and as it should be.

A history is one client's: invoices whole and in parts, retainers, payments, bounced and refunded ones, credit notes, gift
cards, credit, write-offs. It is the long form of ``tests/sales/test_histories.py`` and uses the same steps.

    python -m benchmarks.ledger_histories [--histories 5000] [--steps 12] [--processes 2] [--seed 1]

Exit status 1 at the first history that goes wrong; its seed is printed, so that it can be lived again.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from safelight.config.launch.embedded import create_database, drop_database

DATA = Path(os.environ.get("SAFELIGHT_TEST_DATA", Path(__file__).parents[1] / "build" / "test-data"))
# One studio's ledger is summed up after every step, so a studio lives some histories only.
STUDIO_LIVES = 25


def main() -> int:
    """Make a database, let processes live their share, and say how it went."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--histories", type=int, default=5_000)
    wanted.add_argument("--steps", type=int, default=12)
    wanted.add_argument("--processes", type=int, default=2)
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--share", help="for the processes that this one starts")
    chosen = wanted.parse_args()
    if chosen.share:
        first, last = map(int, chosen.share.split("-"))
        return _live(range(first, last), chosen.steps)
    name = f"bench_ledger_histories_{os.getpid()}"
    address = create_database(DATA, name)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="ledger-histories-") as data:
        os.environ |= {
            "DATABASE_URL": address.owner_url,
            "DATABASE_APP_URL": address.app_url,
            "SAFELIGHT_DATA": data,
            "DJANGO_SETTINGS_MODULE": "safelight.config.settings",
        }
        try:
            _migrate()
            each = -(-chosen.histories // chosen.processes)
            running = []
            for process in range(chosen.processes):
                first = chosen.seed + process * each
                last = min(first + each, chosen.seed + chosen.histories)
                command = [sys.executable, "-m", "benchmarks.ledger_histories", "--steps", str(chosen.steps)]
                running.append(subprocess.Popen([*command, "--share", f"{first}-{last}"]))  # noqa: S603 - ourselves
            codes = [process.wait() for process in running]
        finally:
            drop_database(DATA, name)
    print(
        f"{chosen.histories:,} histories in {time.perf_counter() - began:.0f} s: {'WRONG' if any(codes) else 'all right'}"
    )
    return int(any(codes))


def _migrate() -> None:
    import django  # noqa: PLC0415 - the environment must be set first

    django.setup()
    from django.db import connections  # noqa: PLC0415 - Django is set up by now

    from safelight.config.migrating import bring_up_to_date  # noqa: PLC0415

    bring_up_to_date()
    connections.close_all()


def _live(seeds: range, steps: int) -> int:
    import django  # noqa: PLC0415 - the environment is set by the process that started this one

    django.setup()
    from safelight.accounts.actions import NewStudio, create_studio  # noqa: PLC0415 - Django is set up by now
    from safelight.foundation import clock  # noqa: PLC0415
    from safelight.foundation.actions import Context  # noqa: PLC0415
    from safelight.foundation.actions.context import system_actor  # noqa: PLC0415
    from tests.sales import making  # noqa: PLC0415
    from tests.sales.histories import STEPS, live  # noqa: PLC0415

    done: Counter[str] = Counter()
    context: Context | None = None
    for count, seed in enumerate(seeds):
        if context is None or count % STUDIO_LIVES == 0:
            studio = create_studio(
                NewStudio(name=f"Studio {seed}", country=random.Random(seed).choice(["DE", "US", "GB"]))
            )
            context = Context(studio=studio, actor=system_actor(), now=clock.now())
        wishes = random.Random(seed).choices(STEPS, k=steps)
        try:
            done += live(context, making.client(context, f"Client {seed}"), seed, wishes)
        except AssertionError as wrong:
            print(f"history {seed}: {wrong}", flush=True)
            return 1
    refused = sum(number for name, number in done.items() if "refused" in name)
    print(
        f"{len(seeds):,} histories, {sum(done.values()):,} steps ({refused:,} refused): {dict(done.most_common(8))}",
        flush=True,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
