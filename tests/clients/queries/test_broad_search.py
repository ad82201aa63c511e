"""A word that most clients of a large studio have: another way to the same answer."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from safelight.clients.actions import bulk_add, remove
from safelight.clients.queries import list_clients
from safelight.clients.queries.filters import is_broad
from safelight.clients.rules.draft import ClientDraft, EmailDraft
from safelight.clients.rules.searching import literal, read_query
from safelight.foundation.actions import Context, ask, run
from safelight.foundation.tenancy import studio_scope

COUNT = 3_100


@pytest.fixture
def large(ana: Context, dana: Context) -> Context:
    """A studio with 3,100 clients who all have a mail at example.com, and the rival's with one."""
    with studio_scope(ana.studio.id):
        list(
            bulk_add(
                ana,
                [
                    ClientDraft(
                        first_name=f"First{number}",
                        last_name=f"Family{number % 97}",
                        emails=(EmailDraft(f"c{number}@example.com"),),
                        tags=("VIP",) if number % 5 == 0 else (),
                    )
                    for number in range(COUNT)
                ],
            )
        )
    with studio_scope(dana.studio.id):
        list(bulk_add(dana, [ClientDraft(last_name="Rival", emails=(EmailDraft("r@example.com"),))]))
    return ana


def test_broad_words_find_what_rare_ones_would(large: Context, dana: Context) -> None:
    with studio_scope(large.studio.id):
        assert is_broad(read_query("example"))
        assert not is_broad(read_query("first17"))
        assert not is_broad(read_query("example"), removed=True)
    with studio_scope(dana.studio.id):
        assert not is_broad(read_query("example")), "a small studio is quick in either way"
    for sort, key in (("name", "last_name"), ("-number", "number"), ("created", "number"), ("city", "number")):
        first = _asked(large, q="example", sort=sort)
        assert first.total == COUNT
        second = _asked(large, q="example", sort=sort, cursor=first.next)
        assert _asked(large, q="example", sort=sort, offset=50).items == second.items
        shown = [*first.items, *second.items]
        assert len({row.id for row in shown}) == 100
        places = [getattr(row, key) for row in shown]
        assert all((one >= two) if sort.startswith("-") else (one <= two) for one, two in pairwise(places))
    by_change = _asked(large, q="example", sort="changed")
    assert (by_change.total, len(by_change.items)) == (COUNT, 50), "an order without an index counts all the same"
    assert [row.last_name for row in _asked(dana, q="example").items] == ["Rival"]


def test_broad_words_with_a_filter_or_in_the_bin(large: Context) -> None:
    assert _asked(large, q="example", tags=["VIP"]).total == COUNT // 5
    assert _asked(large, q="example first17", tags=["VIP"]).total == len(
        [number for number in range(COUNT) if number % 5 == 0 and "17" in str(number)[:2]]
    )
    row = _asked(large, q="first3099").items[0]
    run(remove, large, {"client_id": row.id})
    assert _asked(large, q="example").total == COUNT - 1
    assert [found.id for found in _asked(large, q="example", removed=True).items] == [row.id]
    behind = _asked(large, q="example", offset=COUNT)
    assert behind.items == ()


@pytest.mark.parametrize("word", ["a_b%c", "\\", "m", "50%", "#12", "straße"])
def test_the_words_between_the_wildcards(word: str) -> None:
    for patterns in read_query(word).patterns:
        for pattern in patterns:
            assert "\\%" not in literal(pattern)
            assert literal(pattern) in pattern.replace("\\%", "%").replace("\\_", "_").replace("\\\\", "\\")


def _asked(context: Context, **filters: Any) -> Any:  # noqa: ANN401 - any filter in, a page out
    return ask(list_clients, context, filters)
