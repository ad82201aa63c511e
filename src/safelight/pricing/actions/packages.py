"""What a package consists of, set as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field, model_validator

from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.ids import new_id
from safelight.pricing.actions.items import locked_item
from safelight.pricing.actions.publishing import touched
from safelight.pricing.models import Choice, Component, Item, PriceList
from safelight.pricing.queries.amounts import Amount, read
from safelight.pricing.queries.cards import ItemCard
from safelight.pricing.queries.facts import packages_with
from safelight.pricing.queries.reading import item_cards
from safelight.pricing.rules.items import ItemKind

# A gift card is a liability and a promotion no thing: neither has a share of a package's price.
_NEVER_INSIDE = frozenset({ItemKind.GIFT_CARD.value, ItemKind.PROMOTION.value, ItemKind.SHIPPING.value})


class ChoiceInput(Frozen):
    """An item that may fill a place, for a surcharge per piece; ``preset`` is taken when nobody chooses."""

    item_id: UUID
    surcharge: Amount = Decimal(0)
    preset: bool = False


class ComponentInput(Frozen):
    """A place of a package; ``id`` keeps a place that is there already, so that baskets which name it stay right."""

    id: UUID | None = None
    label: str = Field(min_length=1, max_length=120)
    least: int = Field(default=1, ge=0, le=10_000)
    most: int = Field(default=1, ge=1, le=10_000)
    quantity: int = Field(default=1, ge=1, le=10_000)
    choices: tuple[ChoiceInput, ...] = Field(min_length=1, max_length=200)

    @model_validator(mode="after")
    def _sense(self) -> ComponentInput:
        if self.least > self.most:
            message = "At least more than at most makes no sense."
            raise ValueError(message)
        return self


class SetComponents(Frozen):
    """A package and everything it consists of, in order."""

    item_id: UUID
    components: tuple[ComponentInput, ...] = Field(max_length=100)


@action("pricing.set_components", permission="pricing.manage", door="PUT /items/{item_id}/components")
def set_components(context: Context, data: SetComponents) -> ItemCard:
    """Say what a package consists of: its places, their choices, and how many pieces each takes."""
    row, price_list = locked_item(data.item_id)
    if row.kind != ItemKind.PACKAGE.value:
        message = f"“{row.name}” is no package."
        raise InvalidInput(message, code="no_package", fields={"item_id": message})
    before = _shown(context, row, price_list)
    known = {component.id: component for component in Component.objects.filter(package=row)}
    check_components(data, row, price_list, set(known))
    write_components(data, row, price_list, known)
    touched(context, price_list, [row.id])
    context.subject("item", row.id, f"Package “{row.name}” consists of other things now")
    context.changed({"components": [before, _shown(context, row, price_list)]})
    context.undo_with("pricing.set_components", {"item_id": str(row.id), "components": before})
    row.refresh_from_db(fields=["published_version"])
    return item_cards(context, [row], {price_list.id: price_list})[0]


def write_components(data: SetComponents, row: Item, price_list: PriceList, known: Mapping[UUID, Component]) -> None:
    """Write checked places and their choices in the place of the ``known`` ones."""
    kept = {one.id for one in data.components if one.id is not None}
    Choice.objects.filter(component_id__in=known).delete()
    Component.objects.filter(id__in=set(known) - kept).delete()
    for order, given in enumerate(data.components, start=1):
        component = known.get(given.id) if given.id else None
        is_new = component is None
        component = component or Component(id=new_id(), package=row)
        component.label, component.least, component.most = given.label, given.least, given.most
        component.quantity, component.order = given.quantity, order
        component.save(force_insert=is_new)
        Choice.objects.bulk_create(
            [
                Choice(
                    id=new_id(),
                    studio_id=row.studio_id,
                    component=component,
                    item_id=choice.item_id,
                    surcharge_minor=read(
                        choice.surcharge, price_list.currency, f"components.{order - 1}.choices.{place}.surcharge"
                    ).minor,
                    preset=choice.preset,
                    order=place + 1,
                )
                for place, choice in enumerate(given.choices)
            ]
        )


def check_components(data: SetComponents, package: Item, price_list: PriceList, known: set[UUID]) -> None:
    """Refuse places of other packages, items of other lists, circles, and what cannot lie in a package.

    Raises:
        InvalidInput: with the field; NotFound: an item or a place that is not there.
    """
    wanted = {choice.item_id for component in data.components for choice in component.choices}
    items = {row.id: row for row in Item.objects.filter(id__in=wanted, price_list=price_list, archived_at=None)}
    circle = {package.id, *packages_with([package.id])}
    ids = [component.id for component in data.components if component.id is not None]
    if len(set(ids)) != len(ids):
        message = "A place of the package is named twice."
        raise InvalidInput(message, fields={"components": message})
    if not set(ids) <= known:
        what = "component"
        raise NotFound(what)
    for place, component in enumerate(data.components):
        chosen = [choice.item_id for choice in component.choices]
        path = f"components.{place}.choices"
        if len(set(chosen)) != len(chosen):
            message = f"“{component.label}” names an item twice."
            raise InvalidInput(message, fields={path: message})
        for number, identifier in enumerate(chosen):
            item = items.get(identifier)
            if item is None:
                what = "item"
                raise NotFound(what)
            message = ""
            if identifier in circle:
                message = f"“{item.name}” contains “{package.name}”; a package cannot contain itself."
            elif item.kind in _NEVER_INSIDE:
                message = f"“{item.name}” cannot be part of a package."
            if message:
                raise InvalidInput(message, fields={f"{path}.{number}.item_id": message})


def _shown(context: Context, row: Item, price_list: PriceList) -> list[dict[str, Any]]:
    """What the package consists of as the input takes it; ids are left out, for undoing makes places anew."""
    card = item_cards(context, [row], {price_list.id: price_list})[0]
    return [
        {
            **component.model_dump(mode="json", include={"label", "least", "most", "quantity"}),
            "choices": [
                choice.model_dump(mode="json", include={"item_id", "surcharge", "preset"})
                for choice in component.choices
            ],
        }
        for component in card.components
    ]
