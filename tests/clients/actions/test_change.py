"""Changing a client: patches are merged field by field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from safelight.clients.actions import ChangedMeanwhile, add, add_custom_field, change
from safelight.clients.models import Client
from safelight.clients.queries import get, list_clients
from safelight.clients.queries.cards import ClientCard
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, ask, find, run
from safelight.foundation.models import JournalEntry, StoredEvent
from safelight.foundation.tenancy import studio_scope


@pytest.fixture
def eva(ana: Context) -> ClientCard:
    """A client with two phones."""
    return run(
        add,
        ana,
        {
            "first_name": "Eva",
            "last_name": "Muster",
            "phones": [{"number": "030 901820", "label": "home"}, {"number": "0151 23456789", "text_consent": True}],
            "emails": [{"address": "eva@example.com"}],
            "tags": ["Old"],
        },
    ).value


def undo(context: Context, step: tuple[str, dict[str, Any]] | None) -> Any:  # noqa: ANN401 - any card
    assert step is not None
    verb = find(step[0])
    assert verb is not None
    return run(verb, context, step[1]).value  # type: ignore[arg-type]


def test_row_event_and_journal_line_say_what_changed(ana: Context, eva: ClientCard) -> None:
    outcome = run(
        change, ana, {"client_id": eva.id, "version": 1, "last_name": "Beispiel", "website": "https://e.example"}
    )
    assert (outcome.value.display_name, outcome.value.version) == ("Eva Beispiel", 2)
    assert ask(list_clients, ana, {"q": "beispiel"}).total == 1
    assert ask(list_clients, ana, {"q": "muster"}).total == 0
    with studio_scope(ana.studio.id):
        line = JournalEntry.objects.get(action="clients.change")
        assert line.changes == {"last_name": ["Muster", "Beispiel"], "website": ["", "https://e.example"]}
        event = StoredEvent.objects.get(name="clients.changed")
        assert event.payload == {"client_id": str(eva.id), "fields": ["last_name", "website"]}


def test_undo_gives_the_values_before(ana: Context, eva: ClientCard) -> None:
    given = {
        "client_id": eva.id, "nickname": "Evi", "birthday": "1990-02-03", "tags": ["New"], "phones": [], "stage": "Lost",
        "source": "Fair", "referred_by": "a neighbour", "kind": "family",
    }  # fmt: skip
    outcome = run(change, ana, given)
    back = undo(ana, outcome.undo)
    same = {"version", "updated_at", "phones"}
    assert back.model_dump(exclude=same) == eva.model_dump(exclude=same)
    assert [(phone.number, phone.label, phone.text_consent) for phone in back.phones] == [
        (phone.number, phone.label, phone.text_consent) for phone in eva.phones
    ]


def test_two_people_change_different_fields_and_both_stay(ana: Context, bo: Context, eva: ClientCard) -> None:
    run(change, ana, {"client_id": eva.id, "version": 1, "nickname": "Evi"})
    card = run(change, bo, {"client_id": eva.id, "version": 1, "job_title": "Baker"}).value
    assert (card.nickname, card.job_title, card.version) == ("Evi", "Baker", 3)


def test_two_people_change_the_same_field_and_hear_both_values(ana: Context, bo: Context, eva: ClientCard) -> None:
    run(change, ana, {"client_id": eva.id, "version": 1, "nickname": "Evi"})
    with pytest.raises(ChangedMeanwhile) as collision:
        run(change, bo, {"client_id": eva.id, "version": 1, "nickname": "Evchen", "job_title": "Baker"})
    assert collision.value.collisions == {"nickname": ("Evi", "Evchen")}
    assert "“Evi”" in collision.value.fields["nickname"]
    assert "“Evchen”" in collision.value.fields["nickname"]
    assert ask(get, ana, {"client_id": eva.id}).job_title == ""
    same = run(change, bo, {"client_id": eva.id, "version": 1, "nickname": "Evi"})
    assert same.value.version == 2, "wishing what stands there is no change"
    assert same.undo is None


def test_custom_fields_are_merged_one_by_one(ana: Context, bo: Context, eva: ClientCard) -> None:
    size = run(add_custom_field, ana, {"label": "Size", "type": "choice", "choices": ["S", "M"]}).value
    fee = run(add_custom_field, ana, {"label": "Fee", "type": "money"}).value
    run(change, ana, {"client_id": eva.id, "version": 1, "custom": {"size": "m"}})
    card = run(change, bo, {"client_id": eva.id, "version": 1, "custom": {str(fee.id): "1.234,50"}}).value
    assert card.custom == {str(size.id): "M", str(fee.id): {"amount": "1234.50", "currency": "EUR"}}
    with pytest.raises(ChangedMeanwhile):
        run(change, bo, {"client_id": eva.id, "version": 1, "custom": {"Size": "S"}})
    with pytest.raises(InvalidInput) as refused:
        run(change, bo, {"client_id": eva.id, "custom": {"Size": "XXL"}})
    assert "“S”, “M”" in refused.value.fields["custom.Size"]
    cleared = run(change, ana, {"client_id": eva.id, "custom": {"Size": None}}).value
    assert cleared.custom == {str(fee.id): {"amount": "1234.50", "currency": "EUR"}}


def test_a_phone_that_stays_keeps_its_id_and_the_date_of_its_consent(ana: Context, eva: ClientCard) -> None:
    later = replace(ana, now=ana.now.replace(year=ana.now.year + 1))
    card = run(
        change,
        later,
        {
            "client_id": eva.id,
            "phones": [
                {"number": "+49 151 23456789", "text_consent": True, "label": "mobile"},
                {"number": "030 1234567", "text_consent": False, "text_consent_how": "on the phone"},
            ],
        },
    ).value
    kept, fresh = card.phones
    assert (kept.id, kept.text_consent_at) == (eva.phones[1].id, eva.phones[1].text_consent_at)
    assert (fresh.text_consent, fresh.text_consent_at, fresh.text_consent_how) == (False, later.now, "on the phone")


def test_a_client_cannot_be_emptied(ana: Context, eva: ClientCard) -> None:
    with pytest.raises(InvalidInput):
        run(change, ana, {"client_id": eva.id, "first_name": None, "last_name": "", "phones": [], "emails": []})
    assert (
        run(change, ana, {"client_id": eva.id, "first_name": None, "last_name": ""}).value.display_name
        == "eva@example.com"
    )


def test_what_does_not_exist_or_is_not_yours_is_answered_alike(ana: Context, dana: Context, eva: ClientCard) -> None:
    for context, identifier in ((dana, eva.id), (ana, dana.studio.id)):
        with pytest.raises(NotFound):
            run(change, context, {"client_id": identifier, "nickname": "x"})
    with studio_scope(ana.studio.id):
        assert Client.objects.get(id=eva.id).nickname == ""


def test_a_version_from_the_future_is_refused(ana: Context, eva: ClientCard) -> None:
    with pytest.raises(InvalidInput):
        run(change, ana, {"client_id": eva.id, "version": 9, "nickname": "x"})


def test_a_removed_client_is_restored_before_it_is_changed(ana: Context, eva: ClientCard) -> None:
    outcome = run(find("clients.remove"), ana, {"client_id": eva.id})  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        run(change, ana, {"client_id": eva.id, "nickname": "x"})
    assert ask(list_clients, ana, {}).total == 0
    assert ask(list_clients, ana, {"removed": True}).total == 1
    assert undo(ana, outcome.undo).removed_at is None
    assert ask(list_clients, ana, {"q": "eva"}).total == 1
