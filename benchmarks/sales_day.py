"""Sales figures over 5,000,000 invoice lines: read from the rollup that triggers keep, checked against the raw sums.

Times are those of `ask(sales.days)`: permission, transaction, every query and the finished cards, without HTTP.

    python -m benchmarks.sales_day [--lines 5000000] [--rounds 15]

Target: at most 300 ms for every report (median), and no difference between the rollup and the lines.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

import psycopg

from safelight.config.launch.embedded import DatabaseAddress, create_database, drop_database

DATA = Path(os.environ.get("SAFELIGHT_TEST_DATA", Path(__file__).parents[1] / "build" / "test-data"))
TARGET_MS = 300
CHUNK = 250_000
LINES_EACH = 4
DAYS = 730

# Documents of two years over three places, five kinds with twelve categories; every twentieth is in another currency.
_INVOICES = """
insert into sales_invoice (id, studio_id, number, label, order_id, client_id, payer_id, location_id, currency, language,
    issued_on, issued_at, issued_by, due_on, terms, seller, addressee, about, purchase_order, message, exemption,
    tax_included, taxes, listed_minor, reduction_minor, reward_minor, net_minor, tax_minor, gross_minor, entry_id)
select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, %(studio)s, n, n::text, %(studio)s, %(studio)s,
    %(studio)s, (%(places)s::uuid[])[1 + n %% 3], case when n %% 20 = 0 then 'JPY' else 'EUR' end, 'en',
    date '2025-01-01' + (n * %(days)s / %(invoices)s)::int, now(), '', date '2025-02-01', '', '{}', '{}', '{}', '', '', '',
    true, '[]', 0, 0, 0, 0, 0, 0, %(studio)s
from generate_series(%(first)s::bigint, %(last)s::bigint) n
"""
_LINES = """
insert into sales_invoiceline (id, studio_id, invoice_id, position, order_line_id, kind, category, name, description, parts,
    is_part, quantity, unit_minor, listed_minor, reduction_minor, reward_minor, net_minor, taxes, tax_minor, gross_minor,
    cost_minor)
select ('00000000-0000-7000-9000-' || lpad(to_hex(n * 8 + place), 12, '0'))::uuid, %(studio)s,
    ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, place, %(studio)s,
    (array['print', 'package', 'service', 'digital_file', 'session_fee'])[1 + (n * 7 + place) %% 12 %% 5],
    'category ' || (n * 7 + place) %% 12, 'A line', '', '[]', false, 1 + n %% 4, 1000 + n %% 977, 1000 + n %% 977,
    n %% 50, 0, 950 + n %% 911, '[]', 180 + n %% 13, 1130 + n %% 911 + n %% 13, 300
from generate_series(%(first)s::bigint, %(last)s::bigint) n, generate_series(0, %(each)s - 1) place
"""


def main() -> int:
    """Fill a database, measure, compare, print; 1 when a target is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--lines", type=int, default=5_000_000)
    wanted.add_argument("--rounds", type=int, default=15)
    chosen = wanted.parse_args()
    name = f"bench_sales_day_{os.getpid()}"
    address = create_database(DATA, name)
    with tempfile.TemporaryDirectory(prefix="sales-day-") as data:
        os.environ |= {
            "DATABASE_URL": address.owner_url,
            "DATABASE_APP_URL": address.app_url,
            "SAFELIGHT_DATA": data,
            "DJANGO_SETTINGS_MODULE": "safelight.config.settings",
        }
        import django  # noqa: PLC0415 - the environment above must be set first

        django.setup()
        try:
            studio_id = _studio()
            _fill(address, studio_id, chosen.lines)
            return _measure(studio_id, chosen.rounds)
        finally:
            drop_database(DATA, name)


def _studio() -> UUID:
    from safelight.accounts.actions import NewStudio, create_studio  # noqa: PLC0415 - Django is set up by now
    from safelight.config.migrating import bring_up_to_date  # noqa: PLC0415

    bring_up_to_date()
    return create_studio(NewStudio(name="Studio", country="DE")).id


def _fill(address: DatabaseAddress, studio_id: UUID, lines: int) -> None:
    """Write documents with the trigger of the day figures alone: what they point at is not what is measured."""
    invoices = lines // LINES_EACH
    places = [UUID(int=number) for number in (1, 2, 3)]
    began = time.perf_counter()
    with psycopg.connect(address.admin_url, autocommit=True) as raw:
        raw.execute("alter table sales_invoiceline enable always trigger sales_day_of_invoices")
        raw.execute("set session_replication_role = replica")
        for first in range(1, invoices + 1, CHUNK // LINES_EACH):
            values = {
                "studio": studio_id,
                "places": places,
                "days": DAYS,
                "invoices": invoices + 1,
                "first": first,
                "last": min(first + CHUNK // LINES_EACH - 1, invoices),
                "each": LINES_EACH,
            }
            raw.execute(_INVOICES, values)
            raw.execute(_LINES, values)
        raw.execute("vacuum analyze sales_daysale")
        raw.execute("vacuum analyze sales_invoiceline")
        raw.execute("vacuum analyze sales_invoice")
        rows = raw.execute("select count(*), sum(lines) from sales_daysale").fetchone()
    assert rows is not None
    print(
        f"{rows[1]:,} lines of {invoices:,} invoices in {rows[0]:,} rows of the rollup, {time.perf_counter() - began:.0f} s"
    )


def _measure(studio_id: UUID, rounds: int) -> int:
    from safelight.foundation.actions import ask  # noqa: PLC0415 - Django is set up by now
    from safelight.foundation.jobs.register import system_context  # noqa: PLC0415
    from safelight.foundation.tenancy import studio_scope  # noqa: PLC0415
    from safelight.sales.queries import days, differences  # noqa: PLC0415

    context = system_context(studio_id, "benchmark")
    missed = False
    year = {"since": "2025-01-01", "until": "2025-12-31"}
    both = {"since": "2025-01-01", "until": "2026-12-31"}
    for words, request in (
        ("one day by category", {"since": "2025-06-17", "until": "2025-06-17", "by": ["category"]}),
        ("a month by day", {"since": "2025-06-01", "until": "2025-06-30", "by": ["day"]}),
        (
            "a month by day, place and kind",
            {"since": "2025-06-01", "until": "2025-06-30", "by": ["day", "location", "kind"]},
        ),
        ("a year by month and category", {**year, "by": ["month", "category"]}),
        ("two years by day", {**both, "by": ["day"]}),
        ("two years by place and category", {**both, "by": ["location", "category"]}),
    ):
        times = []
        rows = 0
        for _ in range(rounds):
            began = time.perf_counter()
            rows = len(ask(days, context, request).rows)
            times.append((time.perf_counter() - began) * 1000)
        median = statistics.median(times)
        missed = missed or median > TARGET_MS
        print(f"{words:32} median {median:6.1f} ms  {rows:5} rows{'   MISSED' if median > TARGET_MS else ''}")
    began = time.perf_counter()
    with studio_scope(studio_id):
        wrong = differences()
    print(f"raw sums of every line: {wrong} differences, {time.perf_counter() - began:.1f} s")
    return int(missed or wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
