"""What a studio sorts its clients by: added, renamed, ordered, archived, brought back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from safelight.clients.queries import ClientCard

Make = Callable[..., ClientCard]


def change_address(page: str, kind: str) -> str:
    found = re.search(rf'action="(/clients/settings/{kind}/[0-9a-f-]+/)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("kind", "given", "renamed"),
    [
        ("groups", {"name": "Club", "color": "blue", "description": "U12"}, {"name": "Club 2", "color": "red"}),
        ("sources", {"name": "Fair", "color": ""}, {"name": "Trade fair"}),
        ("fields", {"label": "Place", "type": "choice", "choices": "Park\nLake"}, {"label": "Spot", "help": "Where?"}),
    ],
)
def test_an_entry_lives(as_ana: Browser, kind: str, given: dict[str, str], renamed: dict[str, str]) -> None:
    address = f"/clients/settings/{kind}/"
    assert as_ana.post(address, given)["Location"] == address
    page = as_ana.get(address).content.decode()
    first = given.get("name") or given["label"]
    assert f'value="{first}"' in page
    change = change_address(page, kind)
    as_ana.post(change, renamed)
    second = renamed.get("name") or renamed["label"]
    page = as_ana.get(address).content.decode()
    assert f'value="{second}"' in page
    as_ana.post(change, {"archived": "yes"})
    page = as_ana.get(address).content.decode()
    assert f'value="{second}"' not in page
    assert "Bring back" in page
    as_ana.post(change, {"archived": "no"})
    assert f'value="{second}"' in as_ana.get(address).content.decode()


def test_what_exists_is_said_and_kept(as_ana: Browser) -> None:
    as_ana.post("/clients/settings/groups/", {"name": "Club"})
    answer = as_ana.post("/clients/settings/groups/", {"name": "club", "description": "kept"})
    assert answer.status_code == 422
    assert "exists already" in answer.content.decode()
    assert 'value="kept"' in answer.content.decode()
    wrong = as_ana.post("/clients/settings/fields/", {"label": "Place", "type": "choice", "choices": ""})
    assert wrong.status_code == 422
    assert 'value="Place"' in wrong.content.decode()


def test_tags_are_made_by_using_them(as_ana: Browser, made: Make) -> None:
    made(first_name="Eva", tags=["VIP"])
    page = as_ana.get("/clients/settings/tags/").content.decode()
    assert "1 client" in page
    assert 'id="add-name"' not in page
    as_ana.post(change_address(page, "tags"), {"name": "Very important", "color": "violet"})
    assert "Very important" in as_ana.get("/clients/").content.decode()
    assert as_ana.post("/clients/settings/tags/", {"name": "Nothing"}).status_code == 200


def test_stages_move_and_are_kept_while_in_use(as_ana: Browser, made: Make) -> None:
    made(first_name="Eva", stage="Contacted")
    address = "/clients/settings/stages/"
    page = as_ana.get(address).content.decode()
    order = re.findall(r'name="stage" value="([0-9a-f-]+)"', page)
    as_ana.post("/clients/settings/stages/order/", {"stage": order[0], "way": "down"})
    moved = re.findall(r'name="stage" value="([0-9a-f-]+)"', as_ana.get(address).content.decode())
    assert moved[:2] == [order[1], order[0]]
    as_ana.post(f"{address}{order[1]}/", {"archived": "yes"})
    kept = as_ana.get(address).content.decode()
    assert "Move them to another stage first" in kept
    assert 'value="Contacted"' in kept


def test_the_first_page_of_the_settings(as_ana: Browser) -> None:
    assert as_ana.get("/clients/settings/")["Location"] == "/clients/settings/stages/"
