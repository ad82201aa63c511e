"""The scaffold: what it writes passes the gate, and its tests say what is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import new_action

ROOT = Path(__file__).parents[2]
RUFF = Path(sys.executable).parent / "ruff"
ARCHIVE = ["clients.archive_now", "--permission", "clients.edit", "--door", "POST /clients/{client_id}/archive"]
SORT = ["clients.sort", "--permission", "clients.tidy", "--door", "POST /clients/order"]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house with a module and a matrix."""
    for folder in ("", "config", "clients", "clients/actions"):
        (tmp_path / "src/safelight" / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "src/safelight" / folder / "__init__.py").write_text('"""A module."""\n', encoding="utf-8")
    # The gate sorts imports by what it finds, so the foundation must be there.
    (tmp_path / "src/safelight/foundation").symlink_to(ROOT / "src/safelight/foundation")
    matrix = (ROOT / "src/safelight/config/permissions.csv").read_text(encoding="utf-8")
    (tmp_path / "src/safelight/config/permissions.csv").write_text(matrix, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("arguments", [ARCHIVE, SORT], ids=["with a record", "without"])
def test_what_it_writes_passes_the_gate(house: Path, arguments: list[str]) -> None:
    assert new_action.main(arguments, house) == 0
    written = [str(path) for path in house.rglob("*.py") if "archive_now" in path.name or "sort" in path.name]
    assert len(written) == 2
    for command in (
        ["check", "--config", f"{ROOT}/pyproject.toml"],
        ["format", "--check", "--config", f"{ROOT}/pyproject.toml"],
    ):
        done = subprocess.run(  # noqa: S603 - the gate itself
            [RUFF, *command, "--no-cache", *written], capture_output=True, text=True, check=False, cwd=house
        )
        assert done.returncode == 0, done.stdout


def test_the_action_names_its_door_and_its_fields(house: Path) -> None:
    new_action.main(ARCHIVE, house)
    text = (house / "src/safelight/clients/actions/archive_now.py").read_text(encoding="utf-8")
    assert '@action("clients.archive_now", permission="clients.edit", door="POST /clients/{client_id}/archive")' in text
    assert "class ArchiveNowClient(Frozen):" in text
    assert "    client_id: UUID\n" in text


def test_it_says_what_else_to_fill(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_action.main(ARCHIVE, house)
    known = capsys.readouterr().out
    new_action.main(SORT, house)
    fresh = capsys.readouterr().out
    assert "actions/__init__.py" in known
    assert "permissions.csv" not in known
    assert "permissions.csv: a row for the new permission clients.tidy" in fresh


def test_it_overwrites_nothing(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_action.main(ARCHIVE, house)
    target = house / "src/safelight/clients/actions/archive_now.py"
    target.write_text("mine", encoding="utf-8")
    assert new_action.main(ARCHIVE, house) == 2
    assert target.read_text(encoding="utf-8") == "mine"
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("place", "wrong"), [(0, "Clients"), (0, "clients"), (2, "edit"), (4, "GET /clients"), (4, "clients")]
)
def test_a_wrong_wish_is_refused(house: Path, place: int, wrong: str) -> None:
    with pytest.raises(SystemExit) as ended:
        new_action.main([*ARCHIVE[:place], wrong, *ARCHIVE[place + 1 :]], house)
    assert ended.value.code == 2
    assert new_action.main(["nowhere.do", *ARCHIVE[1:]], house) == 2
