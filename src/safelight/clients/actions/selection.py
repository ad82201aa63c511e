"""Which clients a change of many means: those named, or everything that a filter shows."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from pydantic import Field

from safelight.clients.models import Client
from safelight.clients.queries.filters import ClientFilters
from safelight.clients.queries.list import meant
from safelight.foundation.actions import Context, Frozen, InvalidInput

MOST_IDS: Final = 5_000


class Selection(Frozen):
    """Which clients: ``ids``, or everything that ``filter`` shows."""

    ids: tuple[UUID, ...] | None = Field(default=None, min_length=1, max_length=MOST_IDS)
    filter: ClientFilters | None = None

    def require_one(self) -> None:
        """Check that the clients are named in one way.

        Raises:
            InvalidInput: in none, or in both.
        """
        if (self.ids is None) == (self.filter is None):
            message = "Say which clients: either “ids” or “filter”."
            raise InvalidInput(message, fields={"ids": message})


def select(cursor: Any, context: Context, data: Selection, *, in_bin: bool = True) -> int:  # noqa: ANN401 - Django's cursor wrapper
    """Lock the clients that are meant in a temporary table, in the order of their ids, and return how many.

    Without ``in_bin`` those who are removed already are left out of what a filter shows, too.
    """
    cursor.execute("create temporary table if not exists many_selected (id uuid primary key) on commit drop")
    cursor.execute(
        "create temporary table if not exists many_steps (client_id uuid, field text, step jsonb) on commit drop"
    )
    cursor.execute("truncate many_selected, many_steps")
    clients = (
        Client.objects.filter(id__in=data.ids or (), removed_at=None)
        if data.filter is None
        else meant(data.filter, context.studio)
    )
    if not in_bin:
        clients = clients.filter(removed_at=None)
    statement, values = clients.order_by("id").select_for_update().values("id").query.sql_with_params()
    cursor.execute(f"insert into many_selected (id) select id from ({statement}) as meant", values)  # noqa: S608 - Django's own SQL
    count = int(cursor.rowcount)
    cursor.execute("analyze many_selected")
    return count
