"""Looking through the studio for clients who may be one, and keeping what was found for the review list.

What is kept follows from the clients alone, so it is no deed of anybody: it has no journal line and no door.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import Q

from safelight.clients.actions.saving import save_new
from safelight.clients.models import FoundPair, PairSearch
from safelight.clients.queries.pairs import Alike, changed_since, find_pairs
from safelight.foundation.actions import Context
from safelight.foundation.tenancy import studio_scope

MOST_COMPARED: Final = 30_000
MOST_KEPT: Final = 5_000
"""A studio with more pairs than that begins with these, the likeliest."""
_CHUNK: Final = 2_000


def look_for_pairs(context: Context, *, everything: bool = False) -> bool:
    """Bring the kept pairs up to date; with ``everything``, from the beginning. Says whether there was anything to do.

    A studio that somebody is looking through already is left to them.
    """
    with studio_scope(context.studio.id):
        with connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"pairs {context.studio.id}"])
            if not cursor.fetchone()[0]:
                return False
        moment = _moment(context)
        search = PairSearch.objects.first()
        changed = changed_since(search) if search and not everything else None
        if changed == []:
            return False
        if changed is None:
            FoundPair.objects.all().delete()
            _keep(find_pairs(MOST_COMPARED)[:MOST_KEPT])
        else:
            FoundPair.objects.filter(Q(first_id__in=changed) | Q(second_id__in=changed)).delete()
            _keep(find_pairs(MOST_COMPARED, changed))
        search = search or PairSearch()
        search.found_at = moment
        search.save()
    return True


def _moment(context: Context) -> datetime:
    """Return the moment from which on a change may have been missed: the start of the oldest transaction still open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select min(xact_start) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        )
        oldest: datetime | None = cursor.fetchone()[0]
    return min(context.now, oldest) if oldest else context.now


def _keep(found: list[Alike]) -> None:
    for start in range(0, len(found), _CHUNK):
        save_new(
            [
                FoundPair(
                    first_id=pair.first_id,
                    second_id=pair.second_id,
                    score=round(pair.likeness.score * 1000),
                    reasons=list(pair.likeness.reasons),
                )
                for pair in found[start : start + _CHUNK]
            ]
        )
