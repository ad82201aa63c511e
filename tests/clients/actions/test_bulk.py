"""Clients in bulk: added, completed, taken back; the importer's way in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from safelight.clients.actions import add, bulk_add, bulk_remove, change, unfill, what_blocks
from safelight.clients.actions.bulk_fill import BulkFill
from safelight.clients.models import Client, NameWord, Phone, TagLink
from safelight.clients.queries import get, list_clients, match_drafts
from safelight.clients.queries.cards import ClientCard
from safelight.clients.rules.draft import (
    AddressDraft,
    ClientDraft,
    EmailDraft,
    PhoneDraft,
    Relationship,
    RelativeDraft,
)
from safelight.foundation.actions import Conflict, Context, ask, run
from safelight.foundation.tenancy import studio_scope

FULL = ClientDraft(
    first_name="Eva",
    last_name="Müller",
    emails=(EmailDraft("eva@example.com"),),
    phones=(PhoneDraft("+4915123456789", text_consent=True),),
    addresses=(AddressDraft(street="Lindenstraße 4", city="Berlin", postal_code="10969"),),
    relatives=(RelativeDraft("Tom", relationship=Relationship.CHILD, birthday=date(2019, 5, 6)),),
    tags=("Newborn",),
    groups=("Club",),
    source="Google",
    stage="Waiting list",
    notes="Line one\nline \\two\ttab",
    custom={"Shirt size": "M"},
    birthday=date(1604, 2, 29),
    birth_year_known=False,
    external_id="A-1",
)


def added(context: Context, *drafts: ClientDraft) -> list[UUID]:
    with studio_scope(context.studio.id):
        return list(bulk_add(context, drafts, chunk=2))


def card(context: Context, identifier: UUID) -> ClientCard:
    return ask(get, context, {"client_id": identifier})


def test_a_draft_arrives_whole(ana: Context) -> None:
    (identifier,) = added(ana, FULL)
    seen = card(ana, identifier)
    assert seen.notes == FULL.notes
    assert seen.stage is not None
    assert (seen.stage.name, seen.stage.kind) == ("Waiting list", "open")
    assert list(seen.custom.values()) == ["M"]
    assert seen.birthday == date(1604, 2, 29)
    assert not seen.birth_year_known
    assert seen.phones[0].text_consent is True
    assert seen.phones[0].text_consent_at is not None
    assert (seen.groups[0].name, seen.tags[0].name, seen.external_id) == ("Club", "Newborn", "A-1")
    assert ask(list_clients, ana, {"q": "newborn tom berlin"}).total == 1


def test_bulk_and_single_make_the_same_row(ana: Context) -> None:
    (bulk,) = added(ana, replace(FULL, stage="", groups=(), custom={}, notes="", birthday=None, birth_year_known=True))
    single = run(
        add,
        ana,
        {
            "first_name": "Eva",
            "last_name": "Müller",
            "emails": [{"address": "eva@example.com"}],
            "phones": [{"number": "0151 23456789", "text_consent": True}],
            "addresses": [{"street": "Lindenstraße 4", "city": "Berlin", "postal_code": "10969"}],
            "family": [{"relationship": "child", "first_name": "Tom", "birthday": "2019-05-06"}],
            "tags": ["Newborn"],
            "source": "Google",
            "external_id": "A-1",
        },
    ).value.id
    made = ("display_name", "sort_key", "city", "name_key", "sound_key")
    with studio_scope(ana.studio.id):
        one, other = Client.objects.get(id=bulk), Client.objects.get(id=single)
        assert [getattr(one, name) for name in made] == [getattr(other, name) for name in made]
        assert one.search == other.search.replace(" 2 ", " 1 ", 1)


def test_numbers_follow_each_other_over_chunks(ana: Context) -> None:
    ids = added(ana, *(ClientDraft(last_name=f"N{place}") for place in range(5)))
    with studio_scope(ana.studio.id):
        assert [Client.objects.get(id=identifier).number for identifier in ids] == [1, 2, 3, 4, 5]
        assert NameWord.objects.count() == 0, "two letters are no word to correct towards"


def test_a_clear_referrer_is_linked_and_an_unclear_one_stays_a_name(ana: Context) -> None:
    ids = added(
        ana,
        ClientDraft(first_name="Ida", last_name="Berg"),
        ClientDraft(first_name="Tim", last_name="Alt", referred_by="Berg, Ida"),
        ClientDraft(first_name="Tom", last_name="Neu", referred_by="the neighbour"),
    )
    referrers = [(card(ana, identifier).referred_by, card(ana, identifier).referred_by_name) for identifier in ids]
    assert referrers[1][0] is not None
    assert referrers[1][0].id == ids[0]
    assert referrers[2] == (None, "the neighbour")


def test_matches_are_found_by_every_key_in_one_query(ana: Context, dana: Context) -> None:
    (known,) = added(ana, FULL)
    drafts = [
        ClientDraft(last_name="X", external_id="A-1"),
        ClientDraft(last_name="X", number="1"),
        ClientDraft(last_name="X", emails=(EmailDraft("EVA@example.com"),)),
        ClientDraft(last_name="X", phones=(PhoneDraft("+4915123456789"),)),
        ClientDraft(first_name="Mueller", last_name="Eva"),
        ClientDraft(first_name="Eva", last_name="Other"),
        ClientDraft(last_name="X", number="9" * 40),
    ]
    with studio_scope(ana.studio.id):
        found = match_drafts(drafts)
    assert [[sorted(match.by) for match in matches] for matches in found] == [
        [["external_id"]], [["number"]], [["email"]], [["phone"]], [["name"]], [], [],
    ]  # fmt: skip
    assert found[0][0].client_id == known
    with studio_scope(dana.studio.id):
        assert match_drafts(drafts) == [()] * 7


def test_filling_completes_without_replacing_and_is_taken_back(ana: Context) -> None:
    ids = added(ana, ClientDraft(first_name="Eva", last_name="Müller", website="https://eva.example", tags=("Old",)))
    before = card(ana, ids[0])
    with studio_scope(ana.studio.id):
        filling = BulkFill(ana)
        (filled,) = filling.fill([(ids[0], replace(FULL, website="https://other.example"))])
        filling.finish()
    seen = card(ana, ids[0])
    assert seen.website == "https://eva.example"
    assert (seen.external_id, seen.phones[0].number, seen.version) == ("A-1", "+4915123456789", 2)
    assert [tag.name for tag in seen.tags] == ["Newborn", "Old"]
    with studio_scope(ana.studio.id):
        again = BulkFill(ana).fill([(ids[0], replace(FULL, website=""))])
        assert again[0].changed == ()
        assert unfill(ana, {ids[0]: filled.undo}) == []
    after = card(ana, ids[0])
    assert after.model_copy(update={"version": 1, "updated_at": before.updated_at}) == before


def test_a_fill_is_not_taken_back_over_a_later_change(ana: Context) -> None:
    ids = added(ana, ClientDraft(first_name="Eva", last_name="Müller"))
    with studio_scope(ana.studio.id):
        (filled,) = BulkFill(ana).fill([(ids[0], FULL)])
    run(change, ana, {"client_id": ids[0], "nickname": "Evi"})
    with studio_scope(ana.studio.id):
        assert unfill(ana, {ids[0]: filled.undo}) == [ids[0]]
        assert Phone.objects.count() == 1


def test_taking_out_leaves_nothing_and_gives_numbers_back(ana: Context) -> None:
    kept = run(add, ana, {"last_name": "Kept"}).value
    ids = added(ana, FULL, ClientDraft(first_name="Tim", last_name="Alt", referred_by="Eva Müller"))
    with studio_scope(ana.studio.id):
        assert bulk_remove(ids) == 2
        assert Client.objects.get().id == kept.id
        assert Phone.objects.count() + TagLink.objects.count() == 0
    assert run(add, ana, {"last_name": "Next"}).value.number == 2


def test_what_was_touched_blocks_and_is_named(ana: Context) -> None:
    ids = added(
        ana, FULL, ClientDraft(first_name="Tim", last_name="Alt"), ClientDraft(first_name="Io", last_name="Neu")
    )
    run(change, ana, {"client_id": ids[0], "nickname": "Evi"})
    run(add, ana, {"last_name": "Friend", "referred_by": str(ids[1])})
    with studio_scope(ana.studio.id):
        assert {(block.display_name, block.reason) for block in what_blocks(ids)} == {
            ("Eva Müller", "it was changed since"),
            ("Tim Alt", "another client names it as referrer since"),
        }
        with pytest.raises(Conflict):
            bulk_remove(ids)
        assert Client.objects.count() == 4


def test_odd_characters_survive_the_copy(ana: Context) -> None:
    texts = ["back\\slash", "\\N", "\\.", "tab\there", "line\nbreak", "quote\"'", "émoji 🎞", "semi;colon,comma"]
    ids = added(ana, *(ClientDraft(last_name="X", notes=text) for text in texts))
    assert [card(ana, identifier).notes for identifier in ids] == texts
