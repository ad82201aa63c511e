"""Finding a session by a few letters, for the palette and for fields that name a session."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, Value, When
from pydantic import Field

from safelight.foundation.actions import Context, Frozen, Page, query
from safelight.shoots.queries.cards import ShootState
from safelight.shoots.queries.filters import ShootFilters, filtered
from safelight.shoots.queries.reading import state_of

_LONGEST_NUMBER: Final = 12


class FindShoots(Frozen):
    """What was typed; with ``client_id`` only that client's sessions, also for nothing typed."""

    q: str = Field(default="", max_length=200)
    client_id: UUID | None = None
    limit: int = Field(default=8, ge=1, le=30)


class ShootHit(Frozen):
    """A session as a suggestion."""

    id: UUID
    number: int
    title: str
    client: str = ""
    type: str
    color: str = ""
    state: ShootState
    starts_at: datetime | None = None


@query("shoots.find", permission="shoots.view", door="GET /shoot-suggestions")
def find(context: Context, data: FindShoots) -> Page[ShootHit]:
    """Find sessions by a few letters: a number typed whole comes first, then open ones, the newest first."""
    typed = data.q.strip()
    if not typed and data.client_id is None:
        return Page[ShootHit](items=(), total=0)
    number = typed.removeprefix("#")
    exact = int(number) if number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER else None
    rank = Case(
        When(number=exact if exact is not None else -1, then=Value(0)),
        When(Q(finished_at=None, cancelled_at=None), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = (
        filtered(ShootFilters(q=typed, client_id=data.client_id), context)
        .select_related("type", "client")
        .annotate(rank=rank)
        .order_by("rank", F("starts_at").desc(nulls_first=True), "-id")[: data.limit]
    )
    hits = tuple(
        ShootHit(
            id=row.id,
            number=row.number,
            title=row.title,
            client=row.client.display_name if row.client else "",
            type=row.type.name,
            color=row.type.color,
            state=state_of(row),
            starts_at=row.starts_at,
        )
        for row in rows
    )
    return Page(items=hits, total=len(hits))
