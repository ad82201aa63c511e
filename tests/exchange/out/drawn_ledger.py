"""Drawn entries of the ledger: the database takes an entry only whole, so its lines are drawn with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from hypothesis import strategies as st

from safelight.accounts.models import Location
from safelight.books.models import Account, Entry, EntryNumber, Line
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import current_studio_id

Made = dict[type[models.Model], list[UUID]]
AMOUNTS = st.integers(1, 2**40)


def draw_entries(draw: Any, value: Any, made: Made, count: int) -> None:  # noqa: ANN401 - hypothesis' own draw
    """Write balanced entries with drawn texts, one that takes another back among them; note the rows in ``made``.

    ``value`` draws what a field may hold.
    """
    for _ in range(count):
        amounts = draw(st.lists(AMOUNTS, min_size=1, max_size=3))
        taken_back = made[Entry][:1] if len(made[Entry]) == 1 else []
        entry = Entry(**_drawn(draw, value, Entry, {"id", "line_count", "reverses"}), line_count=len(amounts) + 1)
        entry.reverses_id = taken_back[0] if taken_back else None
        with transaction.atomic(), connection.cursor() as cursor:
            entry.save(force_insert=True)
            currency = draw(st.sampled_from(["EUR", "JPY", "KWD"]))
            for place, minor in enumerate([*amounts, -sum(amounts)], 1):
                line = Line(
                    **_drawn(draw, value, Line, {"id", "entry", "place", "on", "account", "currency", "amount_minor", "location"}),
                    studio_id=current_studio_id(), entry=entry, place=place, on=entry.on, currency=currency,
                    account_id=draw(st.sampled_from(made[Account])), amount_minor=minor,
                    location_id=draw(st.none() | st.sampled_from(made[Location])),
                )  # fmt: skip
                line.save(force_insert=True)
                made[Line].append(line.id)
            cursor.execute("set constraints all immediate")
            cursor.execute("set constraints all deferred")
        made[Entry].append(entry.id)
        made[EntryNumber].append(EntryNumber.objects.get(entry_id=entry.id).id)


def _drawn(draw: Any, value: Any, model: type[models.Model], known: set[str]) -> dict[str, Any]:  # noqa: ANN401
    fields = [item for item in model._meta.concrete_fields if item.name not in known | {"studio_id"}]
    found = {item.name: None if item.null and draw(st.booleans()) else value(draw, item) for item in fields}
    return {"id": new_id(), **found}
