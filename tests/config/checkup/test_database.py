"""Looking at a database: an empty one, and one that breaks the pattern."""

from pathlib import Path

import psycopg
import pytest

from safelight.config.checkup import database
from safelight.config.launch.embedded import DatabaseAddress, create_database, drop_database, ensure_database

pytestmark = pytest.mark.slow


def levels(address: DatabaseAddress) -> dict[str, str]:
    """Return the level of each check."""
    return {finding.check: finding.level for finding in database.look(address)}


def test_a_new_database_only_lacks_its_tables(shared_data: Path) -> None:
    assert levels(ensure_database(shared_data)) == {
        "server": "ok",
        "extensions": "ok",
        "row-level security": "ok",
        "worker": "warning",
        "roles": "ok",
    }


def test_what_is_wrong_is_found(shared_data: Path) -> None:
    address = create_database(shared_data, "wrong")
    try:
        with psycopg.connect(address.admin_url) as admin:
            admin.execute("DROP EXTENSION citext")
        with psycopg.connect(address.owner_url) as owner:
            owner.execute("CREATE TABLE shots (studio_id int)")
            owner.execute("ALTER TABLE shots ENABLE ROW LEVEL SECURITY")
        found = levels(DatabaseAddress(address.owner_url, address.owner_url, address.admin_url))
        assert {check for check, level in found.items() if level == "problem"} == {
            "extensions",
            "row-level security",
            "roles",
        }
        with psycopg.connect(address.owner_url) as owner:
            owner.execute("ALTER TABLE shots FORCE ROW LEVEL SECURITY")
        assert levels(address)["row-level security"] == "ok"
    finally:
        drop_database(shared_data, "wrong")


def test_the_workers_sign_of_life(shared_data: Path) -> None:
    address = create_database(shared_data, "working")
    try:
        with psycopg.connect(address.owner_url) as owner:
            owner.execute("CREATE TABLE procrastinate_workers (last_heartbeat timestamptz)")
            owner.execute("CREATE TABLE procrastinate_jobs (status text, scheduled_at timestamptz)")
            assert database.worker(owner).found == "not running, and no job waits"
            owner.execute("INSERT INTO procrastinate_jobs VALUES ('todo', now() - interval '1 hour')")
            assert database.worker(owner).level == "warning"
            owner.execute("INSERT INTO procrastinate_workers VALUES (now() - interval '20 seconds')")
            assert database.worker(owner).found.startswith("at work, last sign of life")
            owner.commit()
    finally:
        drop_database(shared_data, "working")
