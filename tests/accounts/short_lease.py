"""The addresses of these tests with a lease of two seconds, for a server process that forty clients besiege."""

from __future__ import annotations

from safelight.accounts.actions import seats
from safelight.accounts.queries import seats as seat_queries
from safelight.accounts.queries import standing
from tests.accounts.addresses import handler400, handler403, handler404, handler500, urlpatterns

LEASE, BEAT = 2, 0.4

for module, name in ((seats, "_TAKE_FREE"), (seats, "_BEAT"), (seat_queries, "_HOLDERS")):
    setattr(module, name, getattr(module, name).replace("120 seconds", f"{LEASE} seconds"))
standing.BEAT_SECONDS = BEAT  # type: ignore[assignment]  # shortened in this process alone

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
