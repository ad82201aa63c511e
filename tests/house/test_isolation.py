"""Every address and every operation, every method, every role: another studio's ids answer exactly as absent ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client as Browser
from pydantic import BaseModel
from pytest_django import Settings

from safelight.accounts.permissions import BUILT_IN_ROLES
from safelight.clients.actions.dismiss_pair import Pair
from safelight.clients.models import Client
from safelight.foundation import clock
from safelight.foundation.actions import Conflict, Context, Frozen, NotFound, find, queries
from safelight.foundation.api.pace import Pace
from safelight.foundation.api.verbs import Verb, registered
from safelight.foundation.tenancy import studio_scope
from tests.house import walk
from tests.house.comparing import business_models, taken_back
from tests.house.examples import ALSO, EXAMPLES
from tests.house.forms import FORMS
from tests.house.seeded_addresses import anybodys
from tests.house.world import CANARY, World, keep_seats, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Tables that hold no words of a person, so that nothing could be read in an answer.
WITHOUT_WORDS = {
    "accounts.Membership",
    "accounts.Seat",
    "clients.BulkChangeItem",
    "clients.DismissedPair",
    "clients.GroupMembership",
    "clients.TagLink",
    "exchange.ImportFile",
    "foundation.Counter",
    "foundation.JournalLink",
}


@pytest.fixture(autouse=True)
def at_work(world: World, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The walk asks faster than a program may, which would only be told to wait, and sits longer than a silent seat.

    Time stands still, so that “a minute ago” does not become two between an answer and the one it is compared with.
    """
    keep_seats(world)
    monkeypatch.setattr(Pace, "take", lambda *_: None)
    with time_machine.travel(clock.now(), tick=False):
        yield


def test_the_rival_has_rows_of_every_kind_with_the_canary_in_their_words(world: World) -> None:
    wrong = []
    with studio_scope(world.rival.cast.studio.id):
        for model in business_models():
            rows = [str(row).lower() for row in model.objects.values_list()]
            if not rows:
                wrong.append(f"{model._meta.label} has no row; make one in fill() of tests/house/world.py")
            elif model._meta.label not in WITHOUT_WORDS and not any(CANARY in row for row in rows):
                wrong.append(f"{model._meta.label} shows no canary; put the word into its texts in fill()")
    assert not wrong, "\n".join(wrong)


def test_the_walk_goes_where_rows_are(world: World) -> None:
    wrong = walk.unreachable(world, sign_in(world.own, "owner"), walk.addresses())
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", BUILT_IN_ROLES)
def test_pages_answer_foreign_ids_as_absent_ones(world: World, role: str) -> None:
    wrong = walk.pages(world, sign_in(world.own, role), walk.addresses())
    assert not wrong, "\n".join(wrong)


def test_the_forms_work(world: World) -> None:
    wrong = []
    browser = sign_in(world.own, "owner")
    for form in FORMS:
        with taken_back():
            answer = walk.send(world, browser, form, form.data(world.own.ids))
        if answer.status >= 400:
            wrong.append(f"{form.method} {form.address}: {answer}")
    assert not wrong, "\n".join(wrong)


def test_forms_answer_foreign_ids_as_absent_ones(world: World) -> None:
    wrong = walk.forms(world, sign_in(world.own, "owner"), FORMS)
    assert not wrong, "\n".join(wrong)


def test_the_examples_work(world: World) -> None:
    wrong = []
    for verb in registered():
        for data in walk.examples_of(verb, world):
            answer, _ = walk.attempt(world, "owner", verb, data)
            if answer.status >= 300 or not answer.is_kept:
                wrong.append(f"{verb.name}: {answer}")
    assert not wrong, "\n".join(wrong)


def test_examples_are_of_verbs_that_exist() -> None:
    assert {*EXAMPLES, *ALSO} <= {verb.name for verb in registered()}


@pytest.mark.parametrize("role", BUILT_IN_ROLES)
def test_operations_answer_foreign_ids_as_absent_ones(world: World, role: str) -> None:
    wrong = walk.operations(world, role, registered())
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", BUILT_IN_ROLES)
def test_lists_never_show_the_rival(world: World, role: str) -> None:
    asked = []
    headers = {"Authorization": f"Bearer {world.bearers[role]}"}
    for query in queries().values():
        if query.door and not query.door.parameters:
            door = f"/api/v1{query.door.path}"
            words: list[dict[str, str]] = [{}, {"q": CANARY}] if "q" in query.input.model_fields else [{}]
            asked += [(query.name, Browser().get(door, each, headers=headers)) for each in words]
    browser = sign_in(world.own, role)
    fixed = [route for route in walk.routes() if not walk.parameters_of(route)]
    asked += [
        (f"/{route}", browser.get(f"/{route}")) for route in fixed if not route.startswith(("api/v1/", "sign-out/"))
    ]
    wrong = []
    for name, answer in asked:
        body = b"".join(answer) if answer.streaming else answer.content
        # What was looked for is shown again as it was written.
        if answer.status_code >= 500 or CANARY in body.decode("utf-8", "replace").replace(f"“{CANARY}”", "").lower():
            wrong.append(f"{name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    assert len(asked) > 40


@pytest.mark.parametrize(
    ("breach", "sentence"),
    [
        ("leaks", "a foreign id answers 200, an absent one 404"),
        ("leaks", "shows the rival's rows"),
        ("tells", "a foreign id answers 403, an absent one 404"),
        ("whispers", "differ: …'Not yours.' against …'Not there.'"),
        ("hurts", "the rival's clients_client changed"),
        ("welcomes", "answers [200], which is no refusal"),
    ],
)
def test_a_seeded_address_is_caught(world: World, settings: Settings, breach: str, sentence: str) -> None:
    settings.ROOT_URLCONF = "tests.house.seeded_addresses"
    seeded = [(route, names) for route, names in walk.addresses() if route.startswith(f"seeded/{breach}/")]
    wrong = walk.pages(world, sign_in(world.own, "owner"), seeded)
    assert any(sentence in line for line in wrong), wrong


def test_an_address_with_an_unknown_parameter_says_what_to_add(world: World, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.house.seeded_addresses"
    seeded = [(route, names) for route, names in walk.addresses() if "gadget_id" in names]
    with pytest.raises(AssertionError, match=r"names “gadget_id”.* Make such a row in fill\(\)"):
        walk.pages(world, sign_in(world.own, "owner"), seeded)


def _seeded(name: str, perform: Callable[[Context, Any], BaseModel]) -> Verb:
    """Return a verb that does something else; without a door it is called itself."""
    verb = find(name)
    assert verb is not None
    return replace(verb, door=None, perform=perform)


def test_a_seeded_verb_is_caught(world: World) -> None:
    def tells(_: Context, data: Pair) -> BaseModel:
        if anybodys(data.other_id):
            message = "That client is of another studio."
            raise Conflict(message)
        what = "client"
        raise NotFound(what)

    wrong = walk.operations(world, "owner", [_seeded("clients.dismiss_pair", tells)])
    assert wrong == ["clients.dismiss_pair other_id: a foreign id answers 409, an absent one 404"]


def test_a_verb_that_keeps_any_id_is_caught(world: World) -> None:
    def keeps(_: Context, data: Pair) -> BaseModel:
        Client.objects.filter(id=data.client_id).update(referred_by_id=data.other_id)
        return Frozen()

    wrong = walk.operations(world, "owner", [_seeded("clients.dismiss_pair", keeps)])
    sentence = "clients.dismiss_pair other_id: is accepted, and refused by the database only when it is to be kept"
    assert sentence in wrong


def test_a_verb_with_an_id_in_no_example_says_what_to_add(world: World) -> None:
    class WithGadget(Frozen):
        client_id: UUID
        other_id: UUID
        gadget_id: UUID

    verb = replace(_seeded("clients.dismiss_pair", lambda *_: Frozen()), input=WithGadget)
    with pytest.raises(AssertionError, match=r"takes an id in gadget_id\. Give EXAMPLES"):
        walk.operations(world, "owner", [verb])
