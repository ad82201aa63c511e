"""Style, types, floors: what `make check` asks, asked here too, so that nothing lands without it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports"],
    ],
    ids=" ".join,
)
def test_the_tool_is_content(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 - our own tools
        [BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_a_call_upwards_is_seen(tmp_path: Path) -> None:
    """The floors' contract speaks when the ground floor imports the roof."""
    package = tmp_path / "safelight"
    for name in ("config", "desk", "exchange", "assistant", "clients", "accounts", "foundation"):
        (package / name).mkdir(parents=True)
        (package / name / "__init__.py").write_text('"""A floor."""\n', encoding="utf-8")
    (package / "__init__.py").write_text('"""A house."""\n', encoding="utf-8")
    (package / "foundation" / "__init__.py").write_text("from safelight import clients\n", encoding="utf-8")
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    floors = text[text.index("[tool.importlinter]") : text.index('name = "Rules are pure')].rsplit("[[", 1)[0]
    (tmp_path / "pyproject.toml").write_text(floors, encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own tool
        [BIN / "lint-imports", "--no-cache"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert "safelight.foundation is not allowed to import safelight.clients" in done.stdout
