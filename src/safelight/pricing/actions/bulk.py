"""Many items of a list at once, for imports: the same checks as by hand, few statements, one new version.

No public door: the caller's own action is the one journal line. Usage::

    bulk = BulkItems(context, list_id)
    group_id = bulk.group(("Prints", "Large"))
    known = bulk.find(identifier="P-8X10", name="Print")
    if known is None:
        made = bulk.add({"kind": ItemKind.PRINT, "name": "Print", "price": Decimal(45), "group_id": group_id})
    else:
        before = bulk.change(known, {"price": Decimal(50)})
    bulk.finish(note="Imported")
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from safelight.foundation.actions import ActionError, Conflict, Context, InvalidInput, NotFound
from safelight.foundation.cards import ADVICE, holds_card
from safelight.foundation.ids import new_id
from safelight.pricing.actions.items import AddItem, check, search_of
from safelight.pricing.actions.packages import ComponentInput, SetComponents, check_components, write_components
from safelight.pricing.actions.publishing import locked_list, touched
from safelight.pricing.models import Choice, Component, Item, ItemGroup
from safelight.pricing.queries.amounts import major, minor
from safelight.pricing.rules.items import ItemKind
from safelight.pricing.rules.searching import folded

_AMOUNTS = {"price": "price_minor", "cost": "cost_minor", "extra_image": "extra_image_minor"}
_ENUMS = {"kind", "tax_class", "credit_rule"}
_DEFAULTS = {
    name: field.default
    for name, field in AddItem.model_fields.items()
    if name not in {"list_id", "kind", "name", "price"}
}


class BulkItems:
    """A locked list and everything of it in memory; nothing is written before :meth:`finish` but groups.

    ``values`` have the fields and types of ``AddItem``; the caller has read them into types and checked their lengths
    (``AddItem`` does that). Every refusal leaves the item out and the rest as it is.
    """

    def __init__(self, context: Context, list_id: UUID) -> None:
        """Lock the list and read it: three statements.

        Raises:
            NotFound: there is no such list.
        """
        self.context = context
        self.price_list = locked_list(list_id)
        self.may_cost = context.actor.may("pricing.costs")
        rows = list(Item.objects.filter(price_list=self.price_list, archived_at=None).order_by("order", "id"))
        self._rows = {row.id: row for row in rows}
        self._by_identifier = {row.identifier_key: row.id for row in rows if row.identifier_key}
        self._by_name: dict[str, list[UUID]] = defaultdict(list)
        self._last: dict[UUID | None, int] = defaultdict(int)
        for row in rows:
            self._by_name[folded(row.name)].append(row.id)
            self._last[row.group_id] = max(self._last[row.group_id], row.order)
        self._groups = {
            (row.parent_id, folded(row.name)): row.id
            for row in ItemGroup.objects.filter(price_list=self.price_list).order_by("order", "id")
        }
        self._group_ids = set(self._groups.values())
        self._made: dict[UUID, Item] = {}
        self._changed: dict[UUID, Item] = {}
        self._components: dict[UUID, tuple[ComponentInput, ...]] = {}

    @property
    def currency(self) -> str:
        """The list's currency, in which all amounts are."""
        return self.price_list.currency

    def group(self, path: Sequence[str]) -> UUID | None:
        """Return the heading at a path such as ``("Prints", "Large")``, made where it is missing; None for no path."""
        parent: UUID | None = None
        for name in path:
            key = (parent, folded(name))
            known = self._groups.get(key)
            if known is None:
                order = sum(1 for above, _ in self._groups if above == parent) + 1
                row = ItemGroup(
                    id=new_id(),
                    price_list=self.price_list,
                    parent_id=parent,
                    name=" ".join(name.split())[:120],
                    order=order,
                )
                row.save(force_insert=True)
                known = self._groups[key] = row.id
                self._group_ids.add(known)
            parent = known
        return parent

    def find(self, *, identifier: str = "", name: str = "") -> UUID | None:
        """Return the item with this identifier; without one, the only item of this name."""
        if identifier:
            return self._by_identifier.get(identifier.casefold())
        named = self._by_name.get(folded(name), [])
        return named[0] if len(named) == 1 else None

    def values_of(self, item_id: UUID) -> dict[str, Any]:
        """Return an item's values as ``AddItem`` takes them, to compare with or to set back."""
        row = self._row(item_id)
        found: dict[str, Any] = {}
        for name in ("kind", "name", "price", *_DEFAULTS):
            value = getattr(row, _AMOUNTS.get(name, name))
            found[name] = major(value, self.currency) if name in _AMOUNTS else value
        return found

    def add(self, values: Mapping[str, Any]) -> UUID:
        """Add an item, last under its heading; returns its id.

        Raises:
            InvalidInput: a value does not fit; Conflict: the identifier is taken; NotFound: no such heading.
        """
        given = {**_DEFAULTS, **values}
        if given["discountable"] is None:
            given["discountable"] = given["kind"] not in {ItemKind.GIFT_CARD, ItemKind.SHIPPING}
        row = Item(
            id=new_id(),
            studio_id=self.price_list.studio_id,
            price_list=self.price_list,
            created_at=self.context.now,
            changed_at=self.context.now,
        )
        try:
            self._set(row, given)
        except ActionError:
            self._identify(row, "")
            raise
        self._last[row.group_id] += 1
        row.order = self._last[row.group_id]
        self._rows[row.id] = self._made[row.id] = row
        self._by_name[folded(row.name)].append(row.id)
        return row.id

    def change(self, item_id: UUID, values: Mapping[str, Any]) -> dict[str, Any]:
        """Change what differs; returns the old values of what changed, nothing when all was so already.

        Raises:
            as :meth:`add`; the item is as it was then.
        """
        row = self._row(item_id)
        before = self.values_of(item_id)
        old = {name: before[name] for name in values}
        try:
            self._set(row, values)
        except ActionError:
            self._set(row, old)
            raise
        after = self.values_of(item_id)
        changed = {name: before[name] for name in values if before[name] != after[name]}
        if changed and item_id not in self._made:
            row.changed_at = self.context.now
            self._changed[item_id] = row
        return changed

    def consist_of(self, package_id: UUID, components: tuple[ComponentInput, ...]) -> None:
        """Say what a package consists of; written and checked by :meth:`finish`, when all items are there."""
        self._row(package_id)
        self._components[package_id] = components

    def archive(self, item_ids: Iterable[UUID]) -> tuple[UUID, ...]:
        """Take items off the list, as an undone import does; returns those that stay because a package holds them."""
        wanted = set(item_ids) & set(self._rows)
        held = set(
            Choice.objects.filter(item_id__in=wanted, component__package__archived_at=None)
            .exclude(component__package_id__in=wanted)
            .values_list("item_id", flat=True)
        )
        for item_id in wanted - held:
            row = self._rows[item_id]
            row.archived_at = row.changed_at = self.context.now
            self._changed[item_id] = row
        return tuple(sorted(held))

    def finish(self, note: str = "") -> int:
        """Write everything and publish it once, unless the list holds its changes; returns the list's version.

        Raises:
            InvalidInput: what a package is to consist of does not go together.
        """
        Item.objects.bulk_create(list(self._made.values()), batch_size=500)
        columns = [
            field.name
            for field in Item._meta.concrete_fields  # noqa: SLF001 - Django's documented Meta API
            if field.name not in {"id", "studio_id", "price_list", "created_at", "published_version"}
        ]
        Item.objects.bulk_update(list(self._changed.values()), columns, batch_size=500)
        for package_id, components in self._components.items():
            wanted = SetComponents(item_id=package_id, components=components)
            row = self._rows[package_id]
            known = {one.id: one for one in Component.objects.filter(package_id=package_id)}
            check_components(wanted, row, self.price_list, set(known))
            write_components(wanted, row, self.price_list, known)
        if self._made or self._changed or self._components:
            touched(self.context, self.price_list, note=note)
        return self.price_list.version

    def _row(self, item_id: UUID) -> Item:
        row = self._rows.get(item_id)
        if row is None:
            what = "item"
            raise NotFound(what)
        return row

    def _set(self, row: Item, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            if isinstance(value, str) and holds_card(value):
                raise InvalidInput(ADVICE, code="card_number", fields={name: ADVICE})
            if name == "cost" and not self.may_cost:
                self.context.require("pricing.costs")
            if name == "group_id" and value is not None and value not in self._group_ids:
                what = "item group"
                raise NotFound(what)
            if name in _AMOUNTS:
                setattr(row, _AMOUNTS[name], minor(value, self.currency, name))
            elif name in _ENUMS:
                setattr(row, name, str(getattr(value, "value", value)))
            elif name == "identifier":
                self._identify(row, value)
            else:
                setattr(row, name, value)
        check(row)
        row.search = search_of(row)

    def _identify(self, row: Item, identifier: str) -> None:
        key = identifier.casefold()
        other = self._by_identifier.get(key) if key else None
        if other is not None and other != row.id:
            message = f"“{self._rows[other].name}” has the identifier {identifier} already."
            raise Conflict(message, code="exists", fields={"identifier": message})
        if self._by_identifier.get(row.identifier_key) == row.id:
            del self._by_identifier[row.identifier_key]
        row.identifier, row.identifier_key = identifier, key
        if key:
            self._by_identifier[key] = row.id
