"""Every business table leaves in an export or stays behind for a stated reason; each kind of gap is found when seeded."""

from __future__ import annotations

from django.db import models
from django.test.utils import isolate_apps

from safelight.accounts.models import Location, Role, Seat
from safelight.exchange.out.completeness import business_models, gaps
from safelight.exchange.out.kinds import all_kinds, left_out
from safelight.exchange.out.record_kinds import RecordKind
from safelight.foundation.tenancy import StudioRow


def test_everything_leaves() -> None:
    assert gaps() == []
    assert len(business_models()) > 20


@isolate_apps("safelight.foundation")
def test_a_forgotten_table_is_found() -> None:
    class Forgotten(StudioRow):
        name = models.TextField()

        class Meta:
            app_label = "foundation"

    assert [sentence for sentence in gaps([*business_models(), Forgotten]) if "Forgotten is in no export" in sentence]


def test_a_kind_that_is_taken_out_of_the_list_is_found() -> None:
    without = [kind for kind in all_kinds() if kind.model is not Location]
    assert any("Location is in no export" in sentence for sentence in gaps(kinds=without))


def test_a_reason_that_says_nothing_is_found() -> None:
    assert any("say why" in sentence for sentence in gaps(behind={**left_out(), Seat: "no"}))


def test_a_table_on_both_lists_is_found() -> None:
    assert "Role is exported and left out." in gaps(
        behind={**left_out(), Role: "because it was once thought to be secret"}
    )


@isolate_apps("safelight.foundation")
def test_a_reference_to_a_table_that_stays_behind_is_found() -> None:
    class Pointing(StudioRow):
        seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", db_constraint=False)

        class Meta:
            app_label = "foundation"

    kind = RecordKind(name="pointing", model=Pointing, sheet="Pointing")
    assert any("points at Seat" in sentence for sentence in gaps(kinds=[*all_kinds(), kind]))
