"""The static gate finds each of fourteen seeded holes, and nothing in the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.security_gate import ROOT, Finding, scan

SEEDS = sorted((Path(__file__).parent / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What the gate finds in all seeds, each a file of its own, in one scan."""
    folder = tmp_path_factory.mktemp("seeds")
    for seed in SEEDS:
        (folder / seed.stem).write_text(seed.read_text(encoding="utf-8"), encoding="utf-8")
    return scan([folder])


def test_there_are_fourteen_seeds() -> None:
    assert len(SEEDS) == 14


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_seeded_hole_is_found(seed: Path, found: list[Finding]) -> None:
    assert any(Path(finding.path).name == seed.stem for finding in found), f"{seed.stem} passed the gate"


@pytest.mark.slow
def test_the_program_itself_passes() -> None:
    assert [f"{finding.path}:{finding.line} {finding.rule}" for finding in scan([ROOT / "src"])] == []
