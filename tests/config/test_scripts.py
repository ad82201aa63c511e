"""The scripts behind `make`: what they do where something is missing."""

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from scripts import run_tests

ROOT = Path(__file__).resolve().parents[2]


class Runs:
    """Stands in for `subprocess.run`: remembers the commands and answers with success."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], **_options: object) -> SimpleNamespace:
        """Remember a command."""
        self.commands.append(command)
        return SimpleNamespace(returncode=0)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    """Run nothing, with neither arguments nor CI."""
    found = Runs()
    monkeypatch.setattr("subprocess.run", found)
    monkeypatch.setattr("sys.argv", ["run_tests.py"])
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("CHROMIUM", raising=False)
    return found


def without_browser(monkeypatch: pytest.MonkeyPatch, *, apt: str | None, uid: int) -> None:
    """Play a machine without a browser."""
    monkeypatch.setattr("shutil.which", lambda name: apt if name == "apt-get" else None)
    monkeypatch.setattr("os.geteuid", lambda: uid)


def test_with_a_browser_everything_runs(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/bin/sh")
    assert run_tests.main() == 0
    ran = [command[command.index("-q") + 1 :] for command in runs.commands]
    assert ran == [["-m", "not browser", "-n", "2"], ["-m", "browser", "-n", "2"]]


def test_root_installs_a_browser_from_the_systems_packages(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    without_browser(monkeypatch, apt="/usr/bin/apt-get", uid=0)
    run_tests.main()
    assert runs.commands[1] == ["/usr/bin/apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]


@pytest.mark.parametrize(("in_ci", "status"), [("", 0), ("false", 0), ("true", 1), ("1", 1)])
def test_without_a_browser_it_is_said_loudly_and_ci_fails(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], in_ci: str, status: int
) -> None:
    without_browser(monkeypatch, apt=None, uid=1000)
    monkeypatch.setenv("CI", in_ci)
    assert run_tests.main() == status
    assert [command[-4:] for command in runs.commands] == [["-m", "not browser", "-n", "2"]]
    assert "BROWSER TESTS WERE LEFT OUT" in capsys.readouterr().err


def test_a_python_that_is_too_old_gets_a_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n', encoding="ascii")
    old.chmod(0o755)
    for name in ("sh", "dirname"):
        (tmp_path / name).symlink_to(f"/bin/{name}" if os.path.exists(f"/bin/{name}") else f"/usr/bin/{name}")  # noqa: PTH110
    copy = tmp_path / "scripts" / "setup"
    copy.parent.mkdir()
    copy.write_bytes((ROOT / "scripts" / "setup").read_bytes())
    done = subprocess.run(  # noqa: S603 - our own script
        ["/bin/sh", str(copy)], check=False, capture_output=True, text=True, env={"PATH": str(tmp_path)}
    )
    assert done.returncode == 2
    assert "needs Python 3.11 or newer; this machine has Python 3.9.2" in done.stderr


def test_the_build_server_does_what_the_readme_says() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -eu" in script
    assert "exec make test" in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
