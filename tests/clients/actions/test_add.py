"""Adding one client: row, made columns, event, journal line, numbers."""

from __future__ import annotations

import pytest

from safelight.clients.actions import add
from safelight.clients.models import Client, Phone
from safelight.clients.queries import get
from safelight.foundation.actions import Conflict, Context, Forbidden, InvalidInput, NotFound, ask, run
from safelight.foundation.ids import new_id
from safelight.foundation.models import JournalEntry, StoredEvent
from safelight.foundation.tenancy import studio_scope

EVA = {
    "first_name": "Eva",
    "last_name": "Müller",
    "phones": [{"number": "030 901820", "label": "home"}, {"number": "+1 (212) 555-0123"}],
    "emails": [{"address": "Eva.Mueller@example.com"}],
    "addresses": [{"street": "Lindenstraße 4", "postal_code": "10969", "city": "Berlin"}],
    "family": [{"relationship": "child", "first_name": "Tom", "birthday": "2019-05-06"}],
    "tags": ["Newborn", "VIP"],
    "source": "Google",
    "stage": "Contacted",
}


def test_everything_said_stands_on_the_card(ana: Context) -> None:
    card = run(add, ana, EVA).value
    assert (card.number, card.version, card.display_name) == (1, 1, "Eva Müller")
    assert [phone.number for phone in card.phones] == ["+4930901820", "+12125550123"]
    assert [phone.display for phone in card.phones] == ["030 901820", "+1 212-555-0123"]
    assert [tag.name for tag in card.tags] == ["Newborn", "VIP"]
    assert card.family[0].first_name == "Tom"
    assert card.source is not None
    assert card.stage is not None
    assert (card.source.name, card.stage.name, card.stage.kind) == ("Google", "Contacted", "open")
    assert ask(get, ana, {"client_id": card.id}) == card


def test_row_event_and_journal_line_are_written_together(ana: Context) -> None:
    outcome = run(add, ana, EVA)
    card = outcome.value
    with studio_scope(ana.studio.id):
        row = Client.objects.get(id=card.id)
        assert (row.name_key, row.sort_key, row.city) == ("eva muller", "muller eva", "Berlin")
        assert "#vip; " in row.search
        line = JournalEntry.objects.get(subject_id=card.id)
        assert (line.action, line.summary) == ("clients.add", "Eva Müller was added")
        assert StoredEvent.objects.get(name="clients.added").payload == {"client_id": str(card.id)}
    assert outcome.undo == ("clients.remove", {"client_id": str(card.id)})


def test_numbers_have_no_gaps_after_a_refusal(ana: Context) -> None:
    assert run(add, ana, {"last_name": "One"}).value.number == 1
    with pytest.raises(InvalidInput):
        run(add, ana, {"last_name": "Two", "source": "", "stage": "No such stage"})
    assert run(add, ana, {"last_name": "Three"}).value.number == 2


def test_trying_out_leaves_nothing_behind(ana: Context) -> None:
    assert run(add, ana, EVA, dry_run=True).value.number == 1
    with studio_scope(ana.studio.id):
        assert Client.objects.count() == 0
        assert Phone.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({}, "last_name"),
        ({"last_name": "A", "phones": [{"number": "call me"}]}, "phones.0.number"),
        ({"last_name": "A", "emails": [{"address": "nobody"}]}, "emails.0.address"),
        ({"last_name": "A", "notes": "card 4111 1111 1111 1111"}, "notes"),
        ({"last_name": "A", "custom": {"Shoe": "4"}}, "custom.Shoe"),
        ({"last_name": "A" * 121}, "last_name"),
        ({"last_name": "A", "surname": "B"}, "surname"),
        ({"last_name": "A", "family": [{"first_name": "x", "linked_id": str(new_id())}]}, "family"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(ana: Context, given: dict[str, object], path: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        run(add, ana, given)
    assert path in refused.value.fields


def test_a_photographer_may_not_define_a_group_on_the_way(bo: Context) -> None:
    with pytest.raises(InvalidInput) as refused:
        run(add, bo, {"last_name": "A", "groups": ["Club"]})
    assert "groups" in refused.value.fields


def test_an_id_made_offline_is_kept_and_not_taken_twice(ana: Context) -> None:
    identifier = new_id()
    assert run(add, ana, {"id": identifier, "last_name": "A"}).value.id == identifier
    with pytest.raises(Conflict):
        run(add, ana, {"id": identifier, "last_name": "B"})


def test_an_id_that_another_studio_has_is_free_here(ana: Context, dana: Context) -> None:
    """Were it refused, the refusal would tell that it exists there."""
    theirs = run(add, dana, {"last_name": "Theirs"}).value
    ours = run(add, ana, {"id": theirs.id, "last_name": "Ours"}).value
    assert ours.id == theirs.id
    assert ask(get, ana, {"client_id": ours.id}).last_name == "Ours"
    assert ask(get, dana, {"client_id": theirs.id}).last_name == "Theirs"


def test_the_rival_sees_nothing(ana: Context, dana: Context) -> None:
    card = run(add, ana, EVA).value
    with pytest.raises(NotFound):
        ask(get, dana, {"client_id": card.id})


def test_a_bookkeeper_may_not_add(ana: Context) -> None:
    looking = Context(
        studio=ana.studio, actor=type(ana.actor)("person", ana.actor.id, "B", frozenset({"clients.view"}))
    )
    with pytest.raises(Forbidden):
        run(add, looking, {"last_name": "A"})
