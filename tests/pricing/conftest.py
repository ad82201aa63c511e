"""A price list as small studios have it, and doing and taking back by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from safelight.foundation.actions import Context, Outcome, find, run
from safelight.pricing.queries import ComponentCard, ItemCard, PriceListCard
from tests.house.doing import do

Undo = Callable[[Context, Outcome[Any]], Any]


@dataclass(frozen=True)
class Shop:
    """A list with a print in a group, files, an album and a package of them."""

    list: PriceListCard
    group: Any
    print: ItemCard
    files: ItemCard
    album: ItemCard
    package: ItemCard

    @property
    def place(self) -> ComponentCard:
        """Where files or an album are chosen."""
        return self.package.components[1]


def new_item(context: Context, list_id: object, name: str, price: str, **more: Any) -> ItemCard:  # noqa: ANN401
    """Add an item to a list."""
    made = do(context, "pricing.add_item", list_id=list_id, name=name, price=price, **{"kind": "print", **more})
    assert isinstance(made, ItemCard)
    return made


@pytest.fixture
def shop(ana: Context) -> Shop:
    """Ana's list; its currency is the euro, tax is included."""
    listed = do(ana, "pricing.add_list", name="Portraits")
    group = do(ana, "pricing.add_group", list_id=listed.id, name="Prints")
    paper = new_item(ana, listed.id, "Print", "45", cost="6", identifier="P-8x10", group_id=group.id, vendor="Lab")
    files = new_item(ana, listed.id, "All files", "300", kind="digital_file", cost="0")
    album = new_item(ana, listed.id, "Album", "400", kind="product", cost="120")
    package = new_item(ana, listed.id, "Family package", "350", kind="package", quick_pick=True)
    package = do(
        ana,
        "pricing.set_components",
        item_id=package.id,
        components=[
            {"label": "Prints", "least": 2, "most": 2, "choices": [{"item_id": paper.id}]},
            {
                "label": "Keepsake",
                "choices": [{"item_id": files.id, "preset": True}, {"item_id": album.id, "surcharge": "100"}],
            },
        ],
    )
    return Shop(listed, group, paper, files, album, package)


@pytest.fixture
def undo() -> Undo:
    """Take something back by the way it offered."""

    def take_back(context: Context, outcome: Outcome[Any]) -> Any:  # noqa: ANN401 - any card
        assert outcome.undo is not None
        verb = find(outcome.undo[0])
        assert verb is not None
        return run(verb, context, outcome.undo[1]).value  # type: ignore[arg-type]  # every way back is an action

    return take_back
