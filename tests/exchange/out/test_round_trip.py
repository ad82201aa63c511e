"""Archive → empty studio → archive again: equal, over generated studios with every kind of record."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from safelight.accounts.models import Location
from safelight.exchange.archive_in import restore_archive
from safelight.exchange.out.archive.write import write_archive
from safelight.exchange.out.kinds import all_kinds
from safelight.foundation.actions import Context
from safelight.foundation.tenancy import studio_scope
from tests.exchange.out.comparing import content, translated, unordered
from tests.exchange.out.generated import NOT_DRAWN, fill

# A found counterexample is printed with all its draws; shrinking it would take minutes of database work.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


class _Undo(Exception):
    pass


@settings(max_examples=8, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(draws=st.data(), rows=st.integers(0, 2))
def test_an_archive_read_and_written_again_is_equal(ana: Context, draws: st.DataObject, rows: int) -> None:
    try:
        with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
            _round_trip(ana, draws, rows, Path(folder))
            raise _Undo  # noqa: TRY301 - takes the drawn rows back
    except _Undo:
        pass


def _round_trip(ana: Context, draws: Any, rows: int, folder: Path) -> None:  # noqa: ANN401 - hypothesis' data object
    with studio_scope(ana.studio.id):
        fill(draws.draw, rows)
    first = write_archive(ana.studio, folder / "first.zip")
    back = restore_archive(folder / "first.zip")
    second = write_archive(back.studio, folder / "second.zip")
    assert not back.ids_kept, "the studio still lives here, so its ids are taken"
    assert first == second
    expected = translated(content(folder / "first.zip"), ana.studio.id, back.studio.id)
    assert unordered(content(folder / "second.zip")) == unordered(expected)


def test_every_kind_is_in_the_property(ana: Context) -> None:
    found: dict[str, int] = {}

    @settings(
        max_examples=12,
        deadline=None,
        database=None,
        derandomize=True,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )
    @given(draws=st.data())
    def draw_some(draws: st.DataObject) -> None:
        try:
            with transaction.atomic(), studio_scope(ana.studio.id):
                found.update(fill(draws.draw, 3))
                raise _Undo  # noqa: TRY301 - takes the drawn rows back
        except _Undo:
            pass

    draw_some()
    assert {kind.name for kind in all_kinds()} - NOT_DRAWN == found.keys()


def test_a_changed_value_is_noticed(ana: Context, tmp_path: Path) -> None:
    """The comparison itself can fail."""
    write_archive(ana.studio, tmp_path / "first.zip")
    back = restore_archive(tmp_path / "first.zip")
    with studio_scope(back.studio.id):
        Location.objects.update(city="Elsewhere")
    write_archive(back.studio, tmp_path / "second.zip")
    expected = translated(content(tmp_path / "first.zip"), ana.studio.id, back.studio.id)
    assert unordered(content(tmp_path / "second.zip")) != unordered(expected)
