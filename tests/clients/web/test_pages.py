"""Every page of the module by role, and with another studio's ids."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client as Browser

from safelight.clients.queries import ClientCard
from tests.clients.web.conftest import PARTIAL, reads

Make = Callable[..., ClientCard]

LOOKING = (
    "/clients/",
    "/clients/rows/",
    "/clients/filters/",
    "/clients/columns/",
    "/clients/views/",
    "/clients/board/",
    "/clients/referrers/?referred_by=e",
    "/clients/new/similar/?first_name=Eva&last_name=Muster",
    "/clients/{id}/",
    "/clients/{id}/blocks/",
    "/clients/{id}/timeline/",
    "/clients/{id}/namesakes/",
)
CHANGING = (
    "/clients/new/",
    "/clients/words/",
    "/clients/{id}/name/",
    "/clients/{id}/contact/",
    "/clients/{id}/sorting/",
    "/clients/{id}/addresses/",
    "/clients/{id}/family/",
    "/clients/{id}/dates/",
    "/clients/{id}/custom/",
    "/clients/{id}/about/",
    "/clients/{id}/stage/",
)
MERGING = ("/clients/duplicates/", "/clients/{id}/merge/", "/clients/{id}/merge/{other}/")
DEFINING = (
    "/clients/settings/stages/",
    "/clients/settings/groups/",
    "/clients/settings/tags/",
    "/clients/settings/sources/",
    "/clients/settings/fields/",
)
POSTED = (
    "/clients/{id}/removal/",
    "/clients/{id}/restoration/",
    "/clients/{id}/notes/",
    "/clients/{id}/notes/{other}/pin/",
    "/clients/{id}/notes/{other}/removal/",
    "/clients/{id}/stage/",
    "/clients/{id}/contact/",
    "/clients/{id}/merge/{other}/",
    "/clients/{id}/merge/{other}/dismissal/",
    "/clients/views/{id}/",
    "/clients/views/{id}/removal/",
    "/clients/undo/{id}/",
    "/clients/settings/stages/{id}/",
    "/clients/settings/groups/{id}/",
    "/clients/settings/tags/{id}/",
    "/clients/settings/sources/{id}/",
    "/clients/settings/fields/{id}/",
)


@pytest.mark.parametrize("headers", [{}, PARTIAL], ids=["page", "partial"])
@pytest.mark.parametrize("address", [*LOOKING, *CHANGING, *MERGING, *DEFINING])
def test_an_owner_reaches_every_page(as_ana: Browser, made: Make, address: str, headers: dict[str, str]) -> None:
    one, other = made(first_name="Eva", last_name="Muster"), made(first_name="Uwe")
    answer = as_ana.get(address.format(id=one.id, other=other.id), headers=headers)
    assert answer.status_code == 200
    assert answer["Cache-Control"].count("no-store") == 1


@pytest.mark.parametrize("address", LOOKING)
def test_a_bookkeeper_looks(as_bookkeeper: Browser, made: Make, address: str) -> None:
    one = made(first_name="Eva", last_name="Muster")
    assert as_bookkeeper.get(address.format(id=one.id)).status_code == 200


@pytest.mark.parametrize("address", [*CHANGING, *MERGING, *DEFINING])
def test_a_bookkeeper_changes_nothing(as_bookkeeper: Browser, made: Make, address: str) -> None:
    one, other = made(first_name="Eva"), made(first_name="Uwe")
    assert as_bookkeeper.get(address.format(id=one.id, other=other.id)).status_code == 403


@pytest.mark.parametrize("address", [*MERGING, *DEFINING])
def test_a_photographer_neither_merges_nor_defines(as_bo: Browser, made: Make, address: str) -> None:
    one, other = made(first_name="Eva"), made(first_name="Uwe")
    assert as_bo.get(address.format(id=one.id, other=other.id)).status_code == 403


@pytest.mark.parametrize("address", [each for each in (*LOOKING, *CHANGING, *MERGING) if "{id}" in each])
def test_a_foreign_id_is_not_there(as_dana: Browser, made: Make, address: str) -> None:
    one, other = made(first_name="Eva"), made(first_name="Uwe")
    foreign = as_dana.get(address.format(id=one.id, other=other.id))
    absent = as_dana.get(address.format(id=uuid4(), other=uuid4()))
    assert foreign.status_code == absent.status_code == 404
    assert b"Eva" not in foreign.content


@pytest.mark.parametrize("address", POSTED)
def test_a_foreign_id_cannot_be_written_to(as_dana: Browser, made: Make, address: str) -> None:
    one, other = made(first_name="Eva"), made(first_name="Uwe")
    given = {"text": "x", "stage": "", "name": "x", "label": "x"}
    foreign = as_dana.post(address.format(id=one.id, other=other.id), given)
    absent = as_dana.post(address.format(id=uuid4(), other=uuid4()), given)
    assert foreign.status_code == absent.status_code
    assert foreign.status_code in {302, 404, 422}
    if foreign.status_code == 302:
        assert foreign["Location"].split("/")[2:3] == absent["Location"].split("/")[2:3]


@pytest.mark.parametrize("address", [*POSTED, "/clients/changes/", "/clients/board/moves/"])
def test_what_changes_something_is_posted(as_ana: Browser, address: str) -> None:
    refused = {200, 404, 405}
    assert as_ana.get(address.format(id=uuid4(), other=uuid4())).status_code in refused


@pytest.mark.parametrize("address", ["/clients/{id}/", "/clients/board/", "/clients/duplicates/"])
def test_pages_cost_the_same_for_one_and_three(as_ana: Browser, made: Make, address: str) -> None:
    full = {
        "last_name": "Muster",
        "stage": "Contacted",
        "phones": [{"number": "030 901820"}],
        "emails": [{"address": "e@example.com"}],
        "tags": ["A"],
    }
    one = made(first_name="Eva", **full)
    made(first_name="Evi", **full)
    few = reads(as_ana, address.format(id=one.id))
    for name in ("Ewa", "Eve"):
        made(first_name=name, **full | {"tags": ["A", "B"]})
    assert len(reads(as_ana, address.format(id=one.id))) == len(few) <= 8
