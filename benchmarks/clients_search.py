"""The client list and its search: 1,000,000 clients in one database, 50,000 of them in the studio that asks.

Times are those of `ask(clients.list)`: permission, transaction, every query and the finished cards, without HTTP.

    python -m benchmarks.clients_search [--clients 1000000] [--studio 50000] [--rounds 40] [--keep FOLDER]

Target: median at most 50 ms, p95 at most 120 ms, at most 8 queries.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from safelight.config.launch.embedded import (
    create_database,
    drop_database,
    ensure_database,
    sibling,
)

DATA = Path(os.environ.get("SAFELIGHT_TEST_DATA", Path(__file__).parents[1] / "build" / "test-data"))
MEDIAN_MS, P95_MS, MOST_QUERIES = 50, 120, 8
CHUNK = 5_000
# Every client matches, and every one is counted: shown, without a target.
WORST = "worst case: all 50,000 match"
LASTS = (
    (
        "Smith Johnson Williams Brown Jones Garcia Miller Davis Martinez Lopez Gonzalez Wilson Anderson Taylor Moore Martin"
        " Meier Müller Schmidt Schneider Fischer Weber Wagner Becker Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder"
        " Neumann Schwarz Zimmermann Braun Krüger Hartmann Lange Krause Lehmann Köhler Maier König Kaiser Fuchs Peters Scholz"
        " Dubois Durand Leroy Moreau Laurent Lefebvre Rossi Russo Ferrari Esposito Bianchi Romano Silva Santos Oliveira"
        " Jansen de Vries van Dijk Bakker Visser Novák Kowalski Nielsen Sørensen Østergård Petrov Papadopoulos O'Brien"
    )
    .replace("de Vries", "de-Vries")
    .replace("van Dijk", "van-Dijk")
    .split()
)
SYLLABLES = [
    "ber",
    "ger",
    "hof",
    "stein",
    "mann",
    "feld",
    "bach",
    "wald",
    "brink",
    "holt",
    "land",
    "horst",
    "kamp",
    "lund",
    "gren",
    "son",
    "ström",
    "vik",
    "nak",
    "dal",
]
CITIES = [
    "Berlin",
    "Köln",
    "Hamburg",
    "München",
    "Ulm",
    "Bonn",
    "Leipzig",
    "Wien",
    "Zürich",
    "Graz",
    "Bern",
    "Basel",
    "Mainz",
    "Trier",
    "Essen",
    "Kiel",
]


def main() -> int:
    """Fill the database (or use a kept one), measure, print; 1 when a target is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--clients", type=int, default=1_000_000)
    wanted.add_argument("--studio", type=int, default=50_000)
    wanted.add_argument("--rounds", type=int, default=40)
    wanted.add_argument("--keep", type=Path, help="a folder in which the filled database stays for the next run")
    chosen = wanted.parse_args()
    folder = chosen.keep or DATA
    name = "bench_clients_search_kept" if chosen.keep else f"bench_clients_search_{os.getpid()}"
    marker = folder / "clients_search.json"
    known = json.loads(marker.read_text(encoding="utf-8")) if chosen.keep and marker.exists() else None
    address = create_database(folder, name) if known is None else _address(folder, name)
    with tempfile.TemporaryDirectory(prefix="clients-search-") as data:
        os.environ |= {
            "DATABASE_URL": address.owner_url,
            "DATABASE_APP_URL": address.app_url,
            "SAFELIGHT_DATA": data,
            "DJANGO_SETTINGS_MODULE": "safelight.config.settings",
        }
        import django  # noqa: PLC0415 - the environment above must be set first

        django.setup()
        try:
            studio_id = known["studio"] if known else _fill(chosen.clients, chosen.studio)
            if chosen.keep:
                marker.write_text(json.dumps({"studio": studio_id}), encoding="utf-8")
            return _measure(studio_id, chosen.rounds)
        finally:
            if not chosen.keep:
                drop_database(DATA, name)


def _address(folder: Path, name: str) -> Any:  # noqa: ANN401 - the launcher's own address
    return sibling(ensure_database(folder), name)


def _fill(clients: int, in_studio: int) -> str:
    """Make the studios with the product's own bulk door; the search index is built once at the end."""
    from django.db import connections  # noqa: PLC0415 - Django is set up by now

    from safelight.accounts.actions import NewStudio, create_studio  # noqa: PLC0415
    from safelight.clients.actions import BulkAdd  # noqa: PLC0415
    from safelight.config.migrating import bring_up_to_date  # noqa: PLC0415
    from safelight.foundation.actions import Context  # noqa: PLC0415
    from safelight.foundation.actions.context import system_actor  # noqa: PLC0415
    from safelight.foundation.tenancy import studio_scope  # noqa: PLC0415

    bring_up_to_date()
    owner = connections["owner"]
    began = time.perf_counter()
    with owner.cursor() as cursor:
        cursor.execute("select indexdef from pg_indexes where indexname = 'client_search'")
        definition = cursor.fetchone()[0]
        cursor.execute("drop index client_search")
    dice, asked = random.Random(7), ""
    for number in range(clients // in_studio):
        studio = create_studio(NewStudio(name=f"Studio {number}", country="DE"))
        # The studio that asks lies in the middle of the table, not at its end.
        asked = str(studio.id) if number <= clients // in_studio // 2 else asked
        with studio_scope(studio.id), BulkAdd(Context(studio=studio, actor=system_actor())) as adding:
            for _ in range(in_studio // CHUNK):
                adding.add([_draft(dice) for _ in range(CHUNK)])
    loaded = time.perf_counter()
    with owner.cursor() as cursor:
        cursor.execute("set maintenance_work_mem = '512MB'")
        cursor.execute(definition)
        for table in ("client", "phone", "email", "address", "taglink", "nameword"):
            cursor.execute(f"vacuum analyze clients_{table}")
    owner.close()
    print(f"{clients:,} clients in {loaded - began:.0f} s, index and vacuum {time.perf_counter() - loaded:.0f} s")
    return asked


def _draft(dice: random.Random) -> Any:  # noqa: ANN401 - a client draft
    from safelight.clients.rules import draft  # noqa: PLC0415
    from safelight.clients.rules.nicknames import known_first_names  # noqa: PLC0415

    first = dice.choice(known_first_names()).title()
    last = dice.choice(LASTS) if dice.random() < 0.5 else "".join(dice.choices(SYLLABLES, k=2)).title()  # noqa: PLR2004 - half
    return draft.ClientDraft(
        first_name=first,
        last_name=last,
        emails=(draft.EmailDraft(f"{first}.{last}{dice.randrange(1000)}@example.com".lower()),),
        phones=(draft.PhoneDraft(f"+491{dice.randrange(50, 80)}{dice.randrange(10**7, 10**8)}"),),
        addresses=(
            draft.AddressDraft(
                street=f"{dice.choice(SYLLABLES).title()}weg {dice.randrange(99)}",
                city=dice.choice(CITIES),
                postal_code=f"{dice.randrange(10**5):05}",
                country="DE",
            ),
        ),
        tags=tuple(dice.sample(("Newborn", "Wedding", "School", "VIP", "Family"), k=dice.randrange(3))),
        notes="Prefers mornings and natural light." if dice.random() < 0.2 else "",  # noqa: PLR2004 - one in five
    )


def _measure(studio_id: str, rounds: int) -> int:
    from uuid import UUID  # noqa: PLC0415

    from django.db import connection  # noqa: PLC0415

    from safelight.clients.queries import find, list_clients, similar  # noqa: PLC0415
    from safelight.foundation.actions import ask  # noqa: PLC0415
    from safelight.foundation.jobs.register import system_context  # noqa: PLC0415

    context = system_context(UUID(studio_id), "benchmark")
    deep = ask(list_clients, context, {"limit": 80, "offset": 24_000}).next
    missed = False
    for words, asking, requests in _cases(deep):
        verb = {"list": list_clients, "find": find, "similar": similar}[asking]
        times: list[float] = []
        cpu: list[float] = []
        queries, total = 0, None
        for request in _repeated(requests, rounds):
            counted = _Counter()
            began, began_cpu = time.perf_counter(), time.process_time()
            with connection.execute_wrapper(counted):
                answer = ask(verb, context, request)
            times.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - began_cpu) * 1000)
            queries, total = max(queries, counted.count), getattr(answer, "total", None)
        median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        over = words != WORST and (median > MEDIAN_MS or p95 > P95_MS or queries > MOST_QUERIES)
        missed = missed or over
        print(
            f"{words:34} median {median:6.1f} ms  p95 {p95:6.1f} ms  python {statistics.median(cpu):5.1f} ms"
            f"  queries {queries:2}  last total {total}{'   MISSED' if over else ''}"
        )
    return int(missed)


class _Counter:
    """Counts statements; those of the studio's scope are counted too."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], *parts: Any) -> Any:  # noqa: ANN401 - Django's wrapper protocol
        self.count += 1
        return execute(*parts)


def _cases(deep: str | None) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    yield "first page of 80", "list", [{"limit": 80}]
    yield "page 300 by cursor", "list", [{"limit": 80, "cursor": deep}]
    yield "offset 24,000", "list", [{"limit": 80, "offset": 24_000}]
    yield "newest first", "list", [{"limit": 80, "sort": "-created"}]
    yield "by city", "list", [{"limit": 80, "sort": "city"}]
    yield "tag and city", "list", [{"limit": 80, "tags": ["VIP"], "city": "Ulm"}]
    yield "typing m, me, mei, meie, meier", "list", [{"q": text} for text in ("m", "me", "mei", "meie", "meier")]
    yield "narrow: first and last name", "list", [{"q": text} for text in ("anna meier", "müller hans", "petrov ivan")]
    yield "a phone, its last digits", "list", [{"q": text} for text in ("0151 234", "+49 152 77", "4711", "55 66 7")]
    yield "broad: mar", "list", [{"q": "mar"}]
    yield "broad: a city", "list", [{"q": "berlin"}]
    yield WORST, "list", [{"q": "example"}]
    yield "broad and a tag", "list", [{"q": "berlin", "tags": ["VIP"]}]
    yield "typing errors", "list", [{"q": text} for text in ("Jonh Smtih", "Zimermann", "Schroedr anna", "Mayerr")]
    yield "nothing at all", "list", [{"q": text} for text in ("qqxzzy", "0999 9999 999")]
    yield "palette", "find", [{"q": text} for text in ("mei", "anna", "4711")]
    yield (
        "similar while typing",
        "similar",
        [
            {"first_name": "Hans", "last_name": "Meyer", "phones": ["0151 23456789"]},
            {"first_name": "Bill", "last_name": "Smith", "emails": ["bill.smith12@example.com"]},
        ],
    )


def _repeated(requests: list[dict[str, Any]], rounds: int) -> Iterator[dict[str, Any]]:
    for number in range(max(rounds, len(requests))):
        yield requests[number % len(requests)]


if __name__ == "__main__":
    sys.exit(main())
