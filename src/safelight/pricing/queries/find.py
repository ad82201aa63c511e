"""Finding items by what people type, and the quick picks of a list: what sellers need at the counter."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, Page, query
from safelight.pricing.models import Item
from safelight.pricing.queries.cards import ItemCard
from safelight.pricing.queries.reading import load_items
from safelight.pricing.rules.items import ItemKind
from safelight.pricing.rules.searching import words


class FindItems(Frozen):
    """What was typed: words of names, an identifier, a size in any notation. Empty: everything, quick picks first.

    ``on_sale`` leaves out what cannot be sold now; ``hidden`` shows items that are hidden from clients too.
    """

    q: str = Field(default="", max_length=200)
    list_id: UUID | None = None
    kind: tuple[ItemKind, ...] = Field(default=(), max_length=20)
    on_sale: bool = True
    hidden: bool = True
    quick_picks: bool = False
    limit: int = Field(default=20, ge=1, le=200)


@query("pricing.find", permission="pricing.view", door="GET /items")
def find(context: Context, data: FindItems) -> Page[ItemCard]:
    """Find items of price lists by a few letters, an identifier or a size; an exact identifier comes first."""
    found = Item.objects.filter(archived_at=None, price_list__archived_at=None)
    if data.list_id is not None:
        found = found.filter(price_list_id=data.list_id)
    if data.kind:
        found = found.filter(kind__in=[kind.value for kind in data.kind])
    if data.on_sale:
        found = found.filter(published_version__isnull=False, inactive=False)
    if not data.hidden:
        found = found.filter(hidden=False)
    if data.quick_picks:
        found = found.filter(quick_pick=True)
    typed = data.q.strip()
    for word in words(typed):
        found = found.filter(search__contains=word)
    total = found.count()
    exact = typed.casefold()
    rows = list(found.order_by("-quick_pick", "price_list__order", "order", "id")[: data.limit])
    if exact:
        named = list(found.filter(identifier_key=exact)[: data.limit])
        known = {row.id for row in named}
        rows = [*named, *(row for row in rows if row.id not in known)][: data.limit]
    return Page(items=tuple(load_items(context, rows)), total=total)
