"""A trial says exactly what a run then does, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safelight.exchange.actions.carry_out_import import Imported
from safelight.exchange.imports import carry_out
from safelight.foundation.actions import Context
from tests.conftest import Cast
from tests.exchange.imports.importing import HEADER, csv_of, everything, imported, sums

# What the journal and its counter hold: that a file was tried is written down, and nothing else.
_JOURNAL = ("foundation_journalentry", "foundation_journalhead", "foundation_counter")
_CELL = {
    "First name": st.sampled_from(["", "Eva", "Tom", "Ida", "Evi & Max", "Łucja"]),
    "Last name": st.sampled_from(["", "Berg", "Stein", "O'Hara-" + "x" * 130]),
    "Email": st.sampled_from(
        ["", "eva@example.com", "TOM@Example.com", "family@example.com", "no mail", "a@b.de; c@d.de"]
    ),
    "Mobile": st.sampled_from(["", "0151 23456789", "+1 212 555 0123", "12", "0151 23456789 / 030 901820"]),
    "Street": st.sampled_from(["", "Lindenstraße 4", "Am Markt 1"]),
    "City": st.sampled_from(["", "Berlin", "10115 Berlin"]),
    "Tags": st.sampled_from(["", "VIP", "VIP, newborn", "#new"]),
    "Notes": st.sampled_from(["", "Likes black & white", "4111 1111 1111 1111", "line\nbreak"]),
}
_ROWS = st.lists(st.tuples(*(_CELL[name] for name in HEADER)), min_size=1, max_size=9).filter(
    lambda rows: any(any(row) for row in rows)
)
_POLICY = st.sampled_from(["fill", "fill", "skip", "create"])


def told(done: Imported) -> dict[str, Any]:
    return {
        **done.report.model_dump(exclude={"seconds"}),
        "issues": [issue.model_dump() for issue in done.issues],
        "understood": done.understood.model_dump(),
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=_ROWS, rows=_ROWS, policy=_POLICY, chunk=st.sampled_from([1, 3, 2000]))
def test_a_trial_foretells_the_run_and_leaves_nothing(
    cast: Cast, before: list[tuple[str, ...]], rows: list[tuple[str, ...]], policy: str, chunk: int
) -> None:
    ana = cast.as_("ana")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(carry_out, "CHUNK", chunk)
        imported(ana, csv_of(before))
        held = everything(ana, but=_JOURNAL)
        foretold = imported(ana, csv_of(rows), trial=True, on_match=policy)
        assert everything(ana, but=_JOURNAL) == held
        assert foretold.batch is None
        done = imported(ana, csv_of(rows), on_match=policy)
    # Numbers of clients that the file itself brings are not known before; a trial numbers them elsewhere.
    assert unnumbered(told(done)) == unnumbered(told(foretold))


def unnumbered(found: dict[str, Any]) -> dict[str, Any]:
    for issue in found["issues"]:
        words = issue["message"].split("number ")
        issue["message"] = "number ".join([words[0], *(part.partition(")")[2] for part in words[1:])])
    return found


def test_a_trial_writes_one_line_into_the_journal_and_no_event(ana: Context) -> None:
    def held() -> dict[str, int]:
        return {table: len(rows) for table, rows in everything(ana).items()}

    imported(ana, csv_of([("Eva", "Berg", "eva@example.com", "", "", "", "VIP", "")]))
    before = held()
    imported(ana, csv_of([("Tom", "Berg", "tom@example.com", "", "", "", "new", "")]), trial=True)
    after = held()
    assert {table: after[table] - before[table] for table in after if after[table] != before[table]} == {
        "foundation_journalentry": 1
    }


def test_a_trial_that_breaks_off_leaves_nothing(ana: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(ana)
    real: Callable[..., Any] = carry_out.match_drafts
    calls = []

    def breaking(*given: Any) -> Any:  # noqa: ANN401 - as the real one
        calls.append(1)
        if len(calls) > 1:
            message = "the database went away"
            raise ConnectionError(message)
        return real(*given)

    monkeypatch.setattr(carry_out, "match_drafts", breaking)
    monkeypatch.setattr(carry_out, "CHUNK", 1)
    rows = [(f"Given{n}", "Berg", "", "", "", "", "", "") for n in range(3)]
    for trial in (True, False):
        calls.clear()
        with pytest.raises(ConnectionError):
            imported(ana, csv_of(rows), trial=trial)
    assert everything(ana) == before
    monkeypatch.undo()
    assert sums(imported(ana, csv_of(rows))) == (3, 0, 0, 0, 0)
