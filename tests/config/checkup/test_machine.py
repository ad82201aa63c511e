"""Looking at Python, packages, pages and disk."""

from collections import namedtuple
from pathlib import Path

import pytest

from safelight.config.checkup import frontend, machine

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - stands in for shutil's
LOCK = """\
click==8.1 \\
    --hash=sha256:aa
pywin32==312 ; sys_platform == 'win32' \\
    --hash=sha256:bb
# a remark
psycopg[binary]==3.2 ; python_version >= '3.11'
"""


def checkout(folder: Path) -> Path:
    """Make a small checkout with a front end."""
    (folder / "requirements").mkdir()
    (folder / "requirements" / "run.txt").write_text(LOCK, encoding="utf-8")
    (folder / "frontend" / "node_modules").mkdir(parents=True)
    (folder / "frontend" / "app.ts").write_text("1", encoding="utf-8")
    (folder / "src" / "safelight" / "templates").mkdir(parents=True)
    (folder / "src" / "safelight" / "templates" / "page.html").write_text("<p>", encoding="utf-8")
    built = frontend.built_folder(folder)
    built.mkdir(parents=True)
    (built / "manifest.json").write_text("{}", encoding="utf-8")
    (built / frontend.STAMP).write_text(frontend.fingerprint(folder), encoding="utf-8")
    return folder


def test_a_lock_asks_for_what_this_machine_needs() -> None:
    assert machine.locked(LOCK) == {"click": "8.1", "psycopg": "3.2"}


def test_packages_other_than_locked_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"click": "8.1", "psycopg": "3.1"}
    monkeypatch.setattr("importlib.metadata.version", there.__getitem__)
    finding = machine.packages(checkout(tmp_path))
    assert (finding.level, finding.found) == ("problem", "psycopg: 3.1 instead of 3.2")
    there["psycopg"] = "3.2"
    assert machine.packages(tmp_path).level == "ok"


@pytest.mark.parametrize("changed", ["frontend/app.ts", "frontend/new.css", "src/safelight/templates/page.html"])
def test_pages_older_than_their_sources_are_noticed(tmp_path: Path, changed: str) -> None:
    root = checkout(tmp_path)
    package = root / "src" / "safelight"
    assert machine.pages(root, package).level == "ok"
    (root / changed).write_text("2", encoding="utf-8")
    assert machine.pages(root, package).level == "warning"


def test_what_the_build_makes_and_installs_does_not_count(tmp_path: Path) -> None:
    root = checkout(tmp_path)
    (root / "frontend" / "node_modules" / "other.js").write_text("2", encoding="utf-8")
    (frontend.built_folder(root) / "app.css").write_text("2", encoding="utf-8")
    assert frontend.is_current(root)


def test_pages_that_were_never_built_are_a_problem(tmp_path: Path) -> None:
    finding = machine.pages(None, tmp_path)
    assert (finding.level, finding.advice) == ("problem", "Run `make setup`.")


@pytest.mark.parametrize(("free", "level"), [(10 * 1024**3, "ok"), (10**9, "warning"), (10**6, "problem")])
def test_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, level: str) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(10**12, 0, free))
    assert machine.room(tmp_path).level == level


def test_a_folder_that_cannot_be_written_to() -> None:
    assert machine.data_folder(Path("/proc")).level == "problem"


def test_this_python_will_do() -> None:
    assert machine.python().level == "ok"
