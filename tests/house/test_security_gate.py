"""The static gate finds each of fourteen seeded holes, and nothing in the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.security_gate import ROOT, scan

SEEDS = sorted((Path(__file__).parent / "seeds").glob("*.txt"))


def test_there_are_fourteen_seeds() -> None:
    assert len(SEEDS) == 14


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_seeded_hole_is_found(seed: Path, tmp_path: Path) -> None:
    (tmp_path / seed.stem).write_text(seed.read_text(encoding="utf-8"), encoding="utf-8")
    assert scan([tmp_path]), f"{seed.stem} passed the gate"


def test_the_program_itself_passes() -> None:
    assert [f"{finding.path}:{finding.line} {finding.rule}" for finding in scan([ROOT / "src"])] == []
