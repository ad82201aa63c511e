"""The day report over a ledger of 5,000,000 lines: day totals kept by the writing transactions, against the raw lines.

The lines are written by the run-time role in transactions of many invoices, with every trigger at work as in production
(closed days, balance at commit, numbers, day totals, foreign keys): nothing is switched off and nothing rebuilt.
Times are those of `ask(books.day_totals)` and `ask(books.trial_balance)`: permission, query and finished cards, without
HTTP. Each answer is compared with the sum of the raw lines, row by row, and the raw query's time gives the ratio.

    python -m benchmarks.day_report [--lines 5000000] [--rounds 20] [--keep FOLDER]

Target: every report at most 300 ms (median), equal to the raw sums; the whole ledger verified.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from safelight.config.launch.embedded import create_database, drop_database, ensure_database, sibling

DATA = Path(os.environ.get("SAFELIGHT_TEST_DATA", Path(__file__).parents[1] / "build" / "test-data"))
TARGET_MS = 300
LINES_PER_ENTRY = 5
PER_TRANSACTION = 50_000
FIRST, DAYS = date(2024, 1, 1), 731
CATEGORIES = ("prints", "digital", "albums", "frames", "session_fee", "shipping", "gift", "school")
CURRENCIES = ("EUR", "JPY", "KWD")

# An invoice of four lines and its payment's tender line would need two entries; five lines in one say the same about
# speed: receivable, three categories of income, tax. Locations, days, currencies and amounts are spread by hashing.
_ENTRIES = """
insert into books_entry (id, studio_id, "on", kind, memo, source_kind, source_id, line_count, made_at, made_by)
select md5('entry' || n)::uuid, %(studio)s, %(first)s + (n::bigint * 7919 %% %(days)s)::int, 'invoice',
       'Invoice ' || n, 'invoice', md5('invoice' || n)::uuid, 5, now(), 'Benchmark'
from generate_series(%(from)s, %(to)s) n
"""
_LINES = """
insert into books_line (id, studio_id, entry_id, place, "on", account_id, currency, amount_minor, client_id,
                        document_id, location_id, category, memo)
select gen_random_uuid(), %(studio)s, md5('entry' || n)::uuid, place,
       %(first)s + (n::bigint * 7919 %% %(days)s)::int, (%(accounts)s::uuid[])[case
           when place = 1 then 1 when place = 5 then 2 else 3 + (n * place) %% 8 end],
       (%(currencies)s::text[])[1 + case when n %% 50 < 48 then 0 when n %% 50 = 48 then 1 else 2 end],
       case place when 1 then 3 * (1000 + n %% 90000) + 190 when 5 then -190 else -(1000 + n %% 90000) end,
       md5('client' || n %% 50000)::uuid, md5('invoice' || n)::uuid,
       (%(locations)s::uuid[])[1 + n %% 3],
       case when place in (1, 5) then '' else (%(categories)s::text[])[1 + (n * place) %% 8] end, ''
from generate_series(%(from)s, %(to)s) n, generate_series(1, 5) place
"""
_RAW = """
select {columns}, line.currency, sum(greatest(amount_minor, 0)), sum(greatest(-amount_minor, 0)), count(*)
from books_line line where line.studio_id = %s and line."on" between %s and %s group by {columns}, line.currency
"""


def main() -> int:
    """Fill the database (or use a kept one), measure, print; 1 when a target is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--lines", type=int, default=5_000_000)
    wanted.add_argument("--rounds", type=int, default=20)
    wanted.add_argument("--keep", type=Path, help="a folder in which the filled database stays for the next run")
    chosen = wanted.parse_args()
    folder = chosen.keep or DATA
    name = "bench_day_report_kept" if chosen.keep else f"bench_day_report_{os.getpid()}"
    marker = folder / "day_report.json"
    known = json.loads(marker.read_text(encoding="utf-8")) if chosen.keep and marker.exists() else None
    address = sibling(ensure_database(folder), name) if known else create_database(folder, name)
    with tempfile.TemporaryDirectory(prefix="day-report-") as data:
        os.environ |= {
            "DATABASE_URL": address.owner_url,
            "DATABASE_APP_URL": address.app_url,
            "SAFELIGHT_DATA": data,
            "DJANGO_SETTINGS_MODULE": "safelight.config.settings",
        }
        import django  # noqa: PLC0415 - the environment above must be set first

        django.setup()
        try:
            studio_id = UUID(known["studio"]) if known else _fill(chosen.lines // LINES_PER_ENTRY)
            if chosen.keep:
                marker.write_text(json.dumps({"studio": str(studio_id)}), encoding="utf-8")
            return _measure(studio_id, chosen.rounds)
        finally:
            if not chosen.keep:
                drop_database(DATA, name)


def _fill(entries: int) -> UUID:
    """Write the invoices of one studio with three locations."""
    from django.db import connection, connections  # noqa: PLC0415 - Django is set up by now

    from safelight.accounts.actions import NewStudio, create_studio  # noqa: PLC0415
    from safelight.accounts.models import Location  # noqa: PLC0415
    from safelight.books.actions.accounts import accounts_for  # noqa: PLC0415
    from safelight.config.migrating import bring_up_to_date  # noqa: PLC0415
    from safelight.foundation.jobs.register import system_context  # noqa: PLC0415
    from safelight.foundation.tenancy import studio_scope  # noqa: PLC0415

    bring_up_to_date()
    studio = create_studio(NewStudio(name="Ledger", country="DE"))
    keys = ["receivable", "tax:DE19", *(f"income:{name}" for name in CATEGORIES)]
    with studio_scope(studio.id):
        accounts = accounts_for(system_context(studio.id, "benchmark"), keys)
        for number in range(3 - Location.objects.count()):
            Location(name=f"Studio {number}").save(force_insert=True)
        locations = list(Location.objects.values_list("id", flat=True)[:3])
    values: dict[str, Any] = {
        "studio": studio.id, "first": FIRST, "days": DAYS, "accounts": [accounts[key].id for key in keys],
        "locations": locations, "currencies": list(CURRENCIES), "categories": list(CATEGORIES),
    }  # fmt: skip
    began = time.perf_counter()
    for start in range(1, entries + 1, PER_TRANSACTION):
        part = {**values, "from": start, "to": min(start + PER_TRANSACTION - 1, entries)}
        with studio_scope(studio.id), connection.cursor() as cursor:
            cursor.execute(_ENTRIES, part)
            cursor.execute(_LINES, part)
    loaded = time.perf_counter()
    with connections["owner"].cursor() as cursor:
        for table in ("books_entry", "books_entrynumber", "books_line", "books_daytotal"):
            cursor.execute(f"vacuum analyze {table}")
    connections["owner"].close()
    rate = entries * LINES_PER_ENTRY / (loaded - began)
    print(f"{entries * LINES_PER_ENTRY:,} lines in {entries:,} entries, all triggers at work: {loaded - began:.0f} s")
    print(f"  {rate:,.0f} lines a second; vacuum {time.perf_counter() - loaded:.0f} s", flush=True)
    return studio.id


def _measure(studio_id: UUID, rounds: int) -> int:
    from django.db import connection  # noqa: PLC0415

    from safelight.books.queries import ask_day_totals, trial_balance, verify  # noqa: PLC0415
    from safelight.foundation.actions import ask  # noqa: PLC0415
    from safelight.foundation.jobs.register import system_context  # noqa: PLC0415
    from safelight.foundation.tenancy import studio_scope  # noqa: PLC0415

    context = system_context(studio_id, "benchmark")
    last = FIRST + timedelta(days=DAYS - 1)
    day, year = FIRST + timedelta(days=400), date(2025, 1, 1)
    missed = False
    for words, since, by in (
        ("one day by account, location, category", (day, day), ("account", "location", "category")),
        ("one month by day and account", (date(2025, 3, 1), date(2025, 3, 31)), ("on", "account")),
        ("one year by location and category", (year, last), ("location", "category")),
        ("all days by account", (FIRST, last), ("account",)),
        ("all days by day", (FIRST, last), ("on",)),
    ):
        asked = {"since": since[0], "until": since[1], "by": by}
        report = ask(ask_day_totals, context, asked)
        took = _times(lambda asked=asked: ask(ask_day_totals, context, asked), rounds)
        with studio_scope(studio_id):
            began = time.perf_counter()
            raw = _raw(connection, studio_id, since, by)
            raw_ms = (time.perf_counter() - began) * 1000
        missed |= _print(words, took, raw_ms, len(report.rows), _same(report.rows, raw, by))
    for words, since in (("trial balance of a year", year), ("trial balance of a month", date(2025, 3, 1))):
        asked = {"since": since, "until": last if since == year else date(2025, 3, 31)}
        took = _times(lambda asked=asked: ask(trial_balance, context, asked), rounds)
        found = ask(trial_balance, context, asked)
        balanced = all(sum(row.closing for row in found.rows if row.currency == each) == 0 for each in found.currencies)
        missed |= _print(words, took, 0, len(found.rows), balanced)
    with studio_scope(studio_id):
        began = time.perf_counter()
        known = verify()
    print(f"verified in {time.perf_counter() - began:.1f} s: {known}")
    return int(missed or not known.whole)


def _raw(connection: Any, studio_id: UUID, days: tuple[date, date], by: tuple[str, ...]) -> dict[Any, tuple[int, ...]]:  # noqa: ANN401 - Django's connection
    names = {"on": 'line."on"', "account": "account_id", "location": "location_id", "category": "category"}
    with connection.cursor() as cursor:
        cursor.execute(_RAW.format(columns=", ".join(names[name] for name in by)), [studio_id, *days])
        return {row[:-3]: tuple(int(value) for value in row[-3:]) for row in cursor.fetchall()}


def _same(rows: Any, raw: dict[Any, tuple[int, ...]], by: tuple[str, ...]) -> bool:  # noqa: ANN401 - the report's rows
    from safelight.foundation.money import Money  # noqa: PLC0415 - Django is set up by now

    names = {"on": "on", "account": "account_id", "location": "location_id", "category": "category"}
    told = {
        (*(getattr(row, names[name]) for name in by), row.currency): (
            Money(row.debit, row.currency).minor,
            Money(row.credit, row.currency).minor,
            row.lines,
        )
        for row in rows
    }
    return told == raw


def _times(call: Callable[[], object], rounds: int) -> list[float]:
    call()
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found)


def _print(words: str, took: list[float], raw_ms: float, rows: int, same: bool) -> bool:  # noqa: FBT001 - a finding
    median, p95 = statistics.median(took), took[min(len(took) - 1, int(len(took) * 0.95))]
    missed = median > TARGET_MS or not same
    ratio = f"raw {raw_ms:,.0f} ms, {raw_ms / median:,.0f}×" if raw_ms else ""
    verdict = "MISSED" if missed else "ok"
    equal = "equal" if same else "DIFFERENT"
    print(f"{words:42} {median:7.1f} ms  p95 {p95:7.1f} ms  {rows:6,} rows  {equal}  {ratio}  {verdict}", flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main())
