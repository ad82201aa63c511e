"""Random histories: the ledger balances at every step, and holds exactly what a model that only adds says.

``LEDGER_HISTORIES=5000`` runs as many as a release should see (a quarter of an hour).
"""

from __future__ import annotations

import os
import random

from django.db import transaction

from safelight.books.queries import verify
from safelight.foundation.actions import Context
from tests.books.histories import History

HISTORIES = int(os.environ.get("LEDGER_HISTORIES", "25"))
STEPS = 14


def test_random_histories_balance_at_every_step(books: Context) -> None:
    seen: set[str] = set()
    for seed in range(HISTORIES):
        with transaction.atomic():
            history = History(books, random.Random(seed))
            for _ in range(STEPS):
                history.step()
                history.check()
            found = verify()
            assert found.whole, (seed, history.done, found)
            seen.update(history.done)
            transaction.set_rollback(True)
    assert len(seen) == 15
