"""The migrated database that test runs copy is never an old one."""

from __future__ import annotations

from pathlib import Path

from tests.migrated import fingerprint


def test_every_change_of_a_migration_asks_for_another_database(tmp_path: Path) -> None:
    first, called = tmp_path / "clients/migrations/0001_initial.py", tmp_path / "foundation/tenancy/sql.py"
    for path in (first, called):
        path.parent.mkdir(parents=True)
        path.write_text("one", encoding="ascii")
    seen = [fingerprint(tmp_path)]
    for path in (first, called, tmp_path / "clients/migrations/0002_more.py"):
        path.write_text("two", encoding="ascii")
        seen.append(fingerprint(tmp_path))
    (tmp_path / "clients/models.py").write_text("three", encoding="ascii")
    assert len(set(seen)) == 4
    assert fingerprint(tmp_path) == seen[-1], "other files change nothing"
