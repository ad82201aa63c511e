"""An import is taken back whole, or not at all and in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from safelight.clients.actions import add, add_note, change, merge, remove, tag
from safelight.clients.models import Client
from safelight.exchange.actions import undo_import
from safelight.exchange.imports import carry_out
from safelight.foundation.actions import Conflict, Context, NotFound, run
from safelight.foundation.tenancy import studio_scope
from tests.exchange.imports.importing import csv_of, everything, imported, names, numbers, sums

# The words of names stay for the correction of typing errors, as they do when a client is removed; every studio has
# its default stages once somebody asks for them.
_STAY = ("clients_nameword", "clients_stage")
FULL = (
    "First name",
    "Last name",
    "Email",
    "Mobile",
    "Street",
    "City",
    "Tags",
    "Groups",
    "Source",
    "Notes",
    "Shirt size",
    "Child 1",
)
NEW = ("Tom", "Alt", "tom@example.com", "0170 1234567", "Am Markt 1", "Kiel", "VIP", "Club", "Fair", "tall", "M", "Ole")
EVA = (
    "Eva",
    "Berg",
    "eva@example.com",
    "0151 23456789",
    "Lindenstr. 4",
    "Berlin",
    "VIP",
    "Club",
    "Google",
    "nice",
    "S",
    "Mia",
)


def clients_of(context: Context) -> dict[str, list[str]]:
    return everything(context, only="clients_", but=_STAY, moves=False)


def take_back(context: Context, batch: UUID | None) -> None:
    run(undo_import, context, {"import_id": batch})


@pytest.mark.parametrize("chunk", [1, 2, 2000])
def test_undoing_leaves_everything_as_it_was(ana: Context, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carry_out, "CHUNK", chunk)
    run(
        add,
        ana,
        {"first_name": "Eva", "last_name": "Berg", "emails": [{"address": "eva@example.com"}], "tags": ["Old"]},
    )
    run(
        add,
        ana,
        {
            "first_name": "Ute",
            "last_name": "Kept",
            "website": "https://kept.example",
            "phones": [{"number": "030 901820"}],
            "notes": "before",
        },
    )
    before = clients_of(ana)
    rows = [
        NEW,
        (*EVA[:3], "", "", "", "first", "", "", "", "", ""),
        EVA,
        (*EVA[:2], "eva@example.com", "", "Ring 9", "Ulm", "second", "", "", "and more", "", "Ida"),
        (*NEW[:3], "", "Gasse 2", "Bonn", "third", "", "", "merged", "", ""),
        ("Ute", "Kept", "", "030 901820", "", "", "", "", "Fair", "after", "", ""),
    ]
    done = imported(ana, csv_of(rows, FULL))
    assert sums(done) == (1, 4, 1, 0, 0)
    assert clients_of(ana) != before
    take_back(ana, done.batch)
    assert clients_of(ana) == before
    assert numbers(ana) == [1, 2]
    # The very same file comes in again afterwards, with the same outcome.
    again = imported(ana, csv_of(rows, FULL))
    assert sums(again) == (1, 4, 1, 0, 0)
    take_back(ana, again.batch)
    assert clients_of(ana) == before


def test_numbers_have_no_gap_after_an_undo_and_after_a_failure(ana: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    done = imported(ana, csv_of([(f"Given{n}", "Berg", *[""] * 6) for n in range(5)]))
    take_back(ana, done.batch)
    monkeypatch.setattr(carry_out, "CHUNK", 2)
    monkeypatch.setattr(carry_out.ImportRun, "_keep_the_planner_informed", _fail)
    with pytest.raises(ConnectionError):
        imported(ana, csv_of([(f"Given{n}", "Berg", *[""] * 6) for n in range(5)]))
    monkeypatch.undo()
    imported(ana, csv_of([(f"Given{n}", "Berg", *[""] * 6) for n in range(3)]))
    assert numbers(ana) == [1, 2, 3]


def _fail(_: object) -> None:
    message = "the database went away"
    raise ConnectionError(message)


def _changed(ana: Context, one: UUID) -> None:
    run(change, ana, {"client_id": one, "nickname": "T"})


def _noted(ana: Context, one: UUID) -> None:
    run(add_note, ana, {"client_id": one, "text": "called"})


def _merged(ana: Context, one: UUID) -> None:
    other = run(add, ana, {"first_name": "Thomas", "last_name": "Alt"}).value
    run(merge, ana, {"client_id": one, "other_id": other.id})


def _merged_away(ana: Context, one: UUID) -> None:
    other = run(add, ana, {"first_name": "Thomas", "last_name": "Alt"}).value
    run(merge, ana, {"client_id": other.id, "other_id": one})


def _tagged(ana: Context, one: UUID) -> None:
    run(tag, ana, {"client_id": one, "tags": ["Friend"]})


def _referred(ana: Context, one: UUID) -> None:
    run(add, ana, {"last_name": "Friend", "referred_by": str(one)})


def _removed(ana: Context, one: UUID) -> None:
    run(remove, ana, {"client_id": one})


@pytest.mark.parametrize(
    ("touch", "why"),
    [
        (_changed, "changed"), (_noted, "note"), (_merged, "merged"), (_merged_away, "merged"), (_tagged, "changed"),
        (_referred, "referrer"), (_removed, "changed"),
    ],
)  # fmt: skip
def test_what_was_touched_keeps_the_whole_import_and_says_why(
    ana: Context, touch: Callable[[Context, UUID], None], why: str
) -> None:
    done = imported(ana, csv_of([NEW, ("Ida", "Neu", *[""] * 10)], FULL))
    with studio_scope(ana.studio.id):
        one = Client.objects.get(last_name="Alt").id
    touch(ana, one)
    before = everything(ana)
    with pytest.raises(Conflict) as refused:
        take_back(ana, done.batch)
    assert refused.value.code == "touched"
    assert "cannot be undone" in refused.value.message
    assert "Tom Alt (number 1)" in refused.value.message
    assert why in refused.value.message
    assert everything(ana) == before


def test_a_completed_client_that_was_changed_since_keeps_the_whole_import(ana: Context) -> None:
    eva = run(add, ana, {"first_name": "Eva", "last_name": "Berg", "emails": [{"address": "eva@example.com"}]}).value
    done = imported(ana, csv_of([NEW, EVA], FULL))
    run(change, ana, {"client_id": eva.id, "nickname": "Evi"})
    before = everything(ana)
    with pytest.raises(Conflict, match=r"Eva Berg \(number 1\): it was changed since"):
        take_back(ana, done.batch)
    assert everything(ana) == before


def test_what_somebody_uses_of_what_the_import_made_stays(ana: Context) -> None:
    done = imported(ana, csv_of([NEW], FULL))
    run(add, ana, {"last_name": "Other", "tags": ["VIP"], "custom": {"Shirt size": "L"}})
    take_back(ana, done.batch)
    assert names(ana) == ["Other"]
    held: dict[str, Any] = everything(ana, only="clients_")
    assert (len(held["clients_tag"]), len(held["clients_customfield"])) == (1, 1)
    assert (len(held["clients_group"]), len(held["clients_source"])) == (0, 0)


def test_an_import_is_undone_once_and_by_its_own_studio(ana: Context, dana: Context) -> None:
    done = imported(ana, csv_of([NEW], FULL))
    with pytest.raises(NotFound):
        take_back(dana, done.batch)
    take_back(ana, done.batch)
    with pytest.raises(Conflict, match="undone already"):
        take_back(ana, done.batch)
