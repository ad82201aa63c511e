"""Publishing: what is being edited becomes what is sold, as a new version; and what every edit does with it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import F
from pydantic import Field

from safelight.foundation.actions import Context, Frozen, NotFound, Refused, action
from safelight.foundation.ids import new_id
from safelight.pricing.events import PriceListPublished
from safelight.pricing.models import Item, ItemVersion, PriceList, PriceListVersion
from safelight.pricing.queries.cards import PriceListCard
from safelight.pricing.queries.facts import live_facts, packages_with
from safelight.pricing.queries.reading import list_cards
from safelight.pricing.rules.snapshot import to_json


class Publish(Frozen):
    """Which list, and what is said about the new version."""

    list_id: UUID
    note: str = Field(default="", max_length=300)


@action("pricing.publish", permission="pricing.manage", door="POST /price-lists/{list_id}/versions", dry_run=True)
def publish(context: Context, data: Publish) -> PriceListCard:
    """Put what was changed on a price list on sale, as its next version.

    Orders keep the prices of the version they were made with.
    """
    row = locked_list(data.list_id)
    if row.archived_at is not None:
        message = f"“{row.name}” is archived. Restore it first."
        raise Refused(message, code="archived")
    made = publish_changes(context, row, note=data.note)
    text = f"Price list “{row.name}”: version {row.version} is on sale" if made else f"“{row.name}” had nothing new"
    context.subject("price_list", row.id, text)
    return list_cards([row])[0]


def locked_list(list_id: UUID) -> PriceList:
    """Return a list, locked: one change of a list after the other, so that versions follow each other.

    Raises:
        NotFound: there is none.
    """
    row = PriceList.objects.select_for_update().filter(id=list_id).first()
    if row is None:
        what = "price list"
        raise NotFound(what)
    return row


def touched(context: Context, row: PriceList, items: Collection[UUID] | None = None, *, note: str = "") -> None:
    """Note that a locked list was changed; one that does not hold its changes has a new version at once.

    ``items`` are those that changed, where only they and the packages they are in can have other facts now.
    """
    row.changed_at = context.now
    if row.holds_changes or row.archived_at is not None:
        row.waiting = True
        row.save(update_fields=["changed_at", "waiting"])
        return
    affected = None if items is None else {*items, *packages_with(items)}
    publish_changes(context, row, note=note, only=affected)


def publish_changes(
    context: Context, row: PriceList, *, note: str = "", only: Collection[UUID] | None = None
) -> PriceListVersion | None:
    """Make the next version of a locked list out of everything whose facts changed; None when nothing did.

    A first version is made even of an empty list, so that it can be sold from.
    """
    facts = live_facts(row)
    # `only` shortens reading: what it leaves out is as it was published last.
    rows = Item.objects.filter(price_list=row) if only is None else Item.objects.filter(price_list=row, id__in=only)
    items = {item.id: item for item in rows}
    before = {
        known.item_id: known.facts
        for known in ItemVersion.objects.filter(item_id__in=items, version=F("item__published_version"))
    }
    after = {
        identifier: to_json(facts[identifier]) if identifier in facts and not item.inactive else None
        for identifier, item in items.items()
    }
    changed = [identifier for identifier in items if before.get(identifier) != after[identifier]]
    row.waiting = False
    if not changed and row.version:
        row.save(update_fields=["waiting", "changed_at"])
        return None
    row.version += 1
    row.published_at = context.now
    row.save(update_fields=["version", "published_at", "waiting", "changed_at"])
    ItemVersion.objects.bulk_create(
        [
            ItemVersion(
                id=new_id(),
                item_id=identifier,
                version=row.version,
                facts=after[identifier],
                at=context.now,
                studio_id=row.studio_id,
            )
            for identifier in changed
        ]
    )
    gone = [identifier for identifier in changed if after[identifier] is None]
    on_sale = [identifier for identifier in changed if after[identifier] is not None]
    Item.objects.filter(id__in=on_sale).update(published_version=row.version)
    Item.objects.filter(id__in=gone).update(published_version=None)
    made = PriceListVersion(
        id=new_id(),
        price_list=row,
        version=row.version,
        at=context.now,
        by=context.actor.label,
        note=note,
        added=sum(1 for identifier in on_sale if before.get(identifier) is None),
        changed=sum(1 for identifier in on_sale if before.get(identifier) is not None),
        withdrawn=len(gone),
    )
    made.save(force_insert=True)
    context.publish(PriceListPublished(list_id=row.id, version=row.version))
    return made
