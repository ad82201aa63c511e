"""One action: permission, input, one transaction, one journal line, its events, one answer per key."""

from __future__ import annotations

import pytest

from safelight.accounts.models import Location
from safelight.foundation.actions import (
    Action,
    Context,
    Forbidden,
    InvalidInput,
    KeyReused,
    Refused,
    run,
)
from safelight.foundation.models import IdempotencyRecord, JournalEntry, StoredEvent
from safelight.foundation.tenancy import studio_scope
from tests.foundation.actions.conftest import Made, Name

Make = Action[Name, Made]


def counts(context: Context) -> tuple[int, int, int]:
    with studio_scope(context.studio.id):
        return (
            Location.objects.filter(name="Annex").count(),
            JournalEntry.objects.filter(action="sample.make").count(),
            StoredEvent.objects.filter(name="sample.made").count(),
        )


def test_change_journal_line_and_event_come_together(make: Make, ana: Context) -> None:
    outcome = run(make, ana, {"name": " Annex "})
    assert outcome.value.name == "Annex", "text is stripped"
    assert counts(ana) == (1, 1, 1)
    with studio_scope(ana.studio.id):
        line = JournalEntry.objects.get(action="sample.make")
    assert (line.actor_label, line.subject_id, line.changes) == ("Ana Owner", outcome.value.id, {"name": ["", "Annex"]})


def test_a_refusal_leaves_nothing_behind(make: Make, ana: Context) -> None:
    with pytest.raises(Refused) as refusal:
        run(make, ana, {"name": "Annex", "then_fail": True}, key="k1")
    assert refusal.value.fields == {"name": "No."}
    assert counts(ana) == (0, 0, 0)
    with studio_scope(ana.studio.id):
        assert not IdempotencyRecord.objects.exists(), "the key of a refused request may be used again"


def test_without_the_permission_nothing_is_even_read(make: Make, bo: Context) -> None:
    with pytest.raises(Forbidden, match=r"studio\.manage"):
        run(make, bo, {"nonsense": 1})
    assert counts(bo) == (0, 0, 0)


def test_wrong_input_names_each_field(make: Make, ana: Context) -> None:
    with pytest.raises(InvalidInput) as refusal:
        run(make, ana, {"then_fail": "perhaps", "colour": "red"})
    assert set(refusal.value.fields) == {"name", "then_fail", "colour"}
    assert refusal.value.fields["name"] == "This is needed."


def test_a_dry_run_answers_and_takes_everything_back(make: Make, ana: Context) -> None:
    outcome = run(make, ana, {"name": "Annex"}, dry_run=True)
    assert outcome.dry_run
    assert outcome.value.name == "Annex"
    assert counts(ana) == (0, 0, 0)


def test_the_same_key_and_body_give_the_same_answer_once(make: Make, ana: Context) -> None:
    first = run(make, ana, {"name": "Annex"}, key="k1")
    again = run(make, ana, {"name": "Annex"}, key="k1")
    assert again.repeated
    assert again.value == first.value
    assert counts(ana) == (1, 1, 1)


def test_the_same_key_with_another_body_is_refused(make: Make, ana: Context) -> None:
    run(make, ana, {"name": "Annex"}, key="k1")
    with pytest.raises(KeyReused):
        run(make, ana, {"name": "Attic"}, key="k1")


def test_keys_of_two_people_do_not_meet(make: Make, ana: Context, dana: Context) -> None:
    run(make, ana, {"name": "Annex"}, key="k1")
    assert not run(make, dana, {"name": "Annex"}, key="k1").repeated
    assert counts(ana) == counts(dana) == (1, 1, 1)
