"""Duplicates: found while typing and in the review list."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelight.clients.actions import add, bulk_add, dismiss_pair, merge, recall_pair, remove
from safelight.clients.queries import duplicates, similar
from safelight.clients.rules.draft import AddressDraft, ClientDraft, EmailDraft, PhoneDraft
from safelight.foundation.actions import Context, InvalidInput, ask, run
from safelight.foundation.tenancy import studio_scope

PEOPLE = [
    ClientDraft(first_name="William", last_name="Smith", emails=(EmailDraft("w.smith@example.com"),)),
    ClientDraft(first_name="Bill", last_name="Smith"),
    ClientDraft(first_name="Anna", last_name="Müller", phones=(PhoneDraft("+4930901820"),)),
    ClientDraft(
        first_name="Anna",
        last_name="Mueller",
        addresses=(AddressDraft("Lindenstr. 4", city="Berlin", postal_code="10969"),),
    ),
    ClientDraft(first_name="Peter", last_name="Müller", phones=(PhoneDraft("+4930901820"),)),
    ClientDraft(first_name="Ida", last_name="Berg", emails=(EmailDraft("i.berg@gmail.com"),)),
    ClientDraft(first_name="", last_name="", emails=(EmailDraft("iberg+photos@googlemail.com"),)),
    ClientDraft(first_name="Nobody", last_name="Else"),
]


@pytest.fixture
def full(ana: Context) -> Context:
    """Ana's studio with people who look alike."""
    with studio_scope(ana.studio.id):
        list(bulk_add(ana, PEOPLE))
    return ana


def pairs(context: Context) -> set[tuple[str, str]]:
    page = ask(duplicates, context, {})
    assert page.total == len(page.items)
    return {(pair.first.display_name, pair.second.display_name) for pair in page.items}


ALL = {
    ("William Smith", "Bill Smith"),
    ("Anna Müller", "Anna Mueller"),
    ("Ida Berg", "iberg+photos@googlemail.com"),
}


def test_the_review_list_holds_likely_pairs_and_no_families(full: Context, dana: Context) -> None:
    assert pairs(full) == ALL
    assert all(pair.reasons and 0.5 <= pair.score <= 1 for pair in ask(duplicates, full, {}).items)
    assert pairs(dana) == set()


def test_a_dismissed_pair_stays_away_until_it_is_recalled(full: Context) -> None:
    pair = ask(duplicates, full, {}).items[0]
    ids = {"client_id": pair.second.id, "other_id": pair.first.id}
    assert run(dismiss_pair, full, ids).undo is not None
    run(dismiss_pair, full, ids)
    assert len(pairs(full)) == 2
    run(recall_pair, full, ids)
    assert pairs(full) == ALL
    with pytest.raises(InvalidInput):
        run(dismiss_pair, full, {"client_id": pair.first.id, "other_id": full.studio.id})


def test_merged_and_removed_clients_leave_the_list(full: Context) -> None:
    one, two, _ = ask(duplicates, full, {}).items
    run(merge, full, {"client_id": one.first.id, "other_id": one.second.id})
    run(remove, full, {"client_id": two.first.id})
    assert len(pairs(full)) == 1


def test_the_review_list_is_paged_and_narrowed(full: Context) -> None:
    first = ask(duplicates, full, {"limit": 2})
    assert (len(first.items), first.next, first.total) == (2, "2", 3)
    assert len(ask(duplicates, full, {"limit": 2, "offset": 2}).items) == 1
    one = first.items[0].first.id
    assert [pair.first.id for pair in ask(duplicates, full, {"client_id": one}).items] == [one]


def test_a_key_that_many_share_makes_no_pairs(ana: Context) -> None:
    with studio_scope(ana.studio.id):
        list(
            bulk_add(
                ana, [ClientDraft(first_name="Team", last_name="Mail", emails=(EmailDraft("all@example.com"),))] * 20
            )
        )
    assert pairs(ana) == set()


@pytest.mark.parametrize(
    ("typed", "likeliest"),
    [
        ({"first_name": "Bill", "last_name": "Smith"}, "Bill Smith"),
        ({"first_name": "Will", "last_name": "Smyth"}, "William Smith"),
        ({"first_name": "Müller", "last_name": "Anna"}, "Anna Müller"),
        ({"emails": ["ib.erg@gmail.com"]}, "Ida Berg"),
        ({"phones": ["030/90 18 20"], "first_name": "Anna", "last_name": "Müller"}, "Anna Müller"),
        (
            {"first_name": "A", "last_name": "Mueller", "street": "Lindenstraße 4", "postal_code": "10969"},
            "Anna Mueller",
        ),
    ],
)
def test_found_while_typing(full: Context, dana: Context, typed: dict[str, object], likeliest: str) -> None:
    found = ask(similar, full, typed).items
    assert likeliest in {item.client.display_name for item in found[:2]}
    assert found[0].reasons
    assert ask(similar, dana, typed).items == ()


def test_half_a_name_finds_nobody_yet(full: Context) -> None:
    assert ask(similar, full, {"first_name": "Anna"}).items == ()
    assert ask(similar, full, {"phones": ["03"], "emails": [""]}).items == ()


def test_the_number_of_queries_does_not_grow(ana: Context) -> None:
    counts = []
    for _ in range(3):
        run(add, ana, {"first_name": "Anna", "last_name": "Same"})
        with CaptureQueriesContext(connection) as captured:
            ask(similar, ana, {"first_name": "Anna", "last_name": "Same"})
            ask(duplicates, ana, {})
        counts.append(sum("set_config" not in query["sql"] for query in captured))
    assert counts[1] == counts[2] <= 8 + 4
