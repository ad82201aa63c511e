"""What the doors show of price lists: frozen cards, amounts as decimals in the list's currency."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from safelight.foundation.actions import Frozen
from safelight.pricing.rules.items import CreditRule, ItemKind, TaxClass


class PriceListCard(Frozen):
    """A price list. ``version`` 0 was never published; ``waiting`` says that changes are not on sale yet."""

    id: UUID
    name: str
    description: str
    currency: str
    location_id: UUID | None
    season_from: date | None
    season_until: date | None
    is_default: bool
    minimum_order: Decimal | None
    holds_changes: bool
    version: int
    published_at: datetime | None
    waiting: bool
    items: int
    order: int
    archived: bool


class ChoiceCard(Frozen):
    """An item that may fill a place of a package, for ``surcharge`` per piece."""

    id: UUID
    item_id: UUID
    identifier: str
    name: str
    price: Decimal
    surcharge: Decimal
    preset: bool


class ComponentCard(Frozen):
    """A place of a package: from ``least`` to ``most`` pieces out of its choices, each of ``quantity``."""

    id: UUID
    label: str
    least: int
    most: int
    quantity: int
    choices: tuple[ChoiceCard, ...]


class ItemCard(Frozen):
    """An item as it is being edited; ``cost`` and ``margin`` only for those who may see costs.

    ``on_sale_version`` is the version with which its facts went on sale (None: not on sale). ``parts_value`` is what a
    package's parts cost one by one, with the dearest choices where there is freedom.
    """

    id: UUID
    list_id: UUID
    group_id: UUID | None
    kind: ItemKind
    identifier: str
    name: str
    description: str
    size: str
    width: Decimal | None
    height: Decimal | None
    size_unit: str
    currency: str
    price: Decimal
    cost: Decimal | None
    margin: Decimal | None
    margin_percent: Decimal | None
    vendor: str
    tax_class: TaxClass
    category: str
    discountable: bool
    hidden: bool
    quick_pick: bool
    inactive: bool
    takes_images: bool
    images_included: int
    images_least: int
    images_most: int | None
    extra_image: Decimal | None
    taxed_by_parts: bool
    credit_rule: CreditRule
    credit_percent: Decimal
    credit_days: int | None
    promotion_id: UUID | None
    components: tuple[ComponentCard, ...]
    parts_value: Decimal | None
    order: int
    on_sale_version: int | None
    archived: bool


class GroupCard(Frozen):
    """A heading with its items and the headings below it, in order."""

    id: UUID
    name: str
    parent_id: UUID | None
    order: int
    items: tuple[ItemCard, ...]
    groups: tuple[GroupCard, ...]


class PriceListPage(Frozen):
    """A whole list: headings with their items, and the items under no heading."""

    list: PriceListCard
    groups: tuple[GroupCard, ...]
    items: tuple[ItemCard, ...]


class VersionCard(Frozen):
    """That a list was published, and how many items it added, changed and withdrew."""

    version: int
    at: datetime
    by: str
    note: str
    added: int
    changed: int
    withdrawn: int
