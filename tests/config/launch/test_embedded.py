"""The embedded server: first start, attaching, crashes, and what it refuses."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg import sql

from safelight.config.launch import cluster, keeper, leftovers, place, roles
from safelight.config.launch.embedded import (
    create_database,
    drop_database,
    ensure_database,
    release_database,
)
from safelight.config.launch.refusal import LaunchRefused

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "safelight.config.launch.embedded", "--data"]
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - stands in for shutil's


def until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    """Wait for a condition; return whether it came true."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def folder_of(data: Path) -> Path:
    """Return the cluster's folder."""
    return Path(cluster.known(data).cluster)


def keeper_of(data: Path) -> psutil.Process:
    """Return the keeper's process."""
    found = [
        process
        for process in psutil.process_iter()
        if process.status() != psutil.STATUS_ZOMBIE
        and keeper.__file__ in process.cmdline()
        and str(data) in process.cmdline()[-1]
    ]
    assert len(found) == 1
    return found[0]


def count(url: str) -> int:
    """Return how many rows the table of these tests has."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert row is not None
    return int(row[0])


@pytest.fixture
def kept(data: Path) -> str:
    """A running server with one acknowledged row; its owner's address."""
    url = ensure_database(data).owner_url
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept (number int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    return url


@pytest.fixture(scope="module")
def running(shared_data: Path) -> Path:
    """A running server that tests only look at."""
    ensure_database(shared_data)
    return shared_data


def test_the_serving_role_is_bound_by_row_level_security(running: Path) -> None:
    with psycopg.connect(ensure_database(running).app_url) as app:
        row = app.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles "
            "WHERE rolname = current_user"
        ).fetchone()
        assert row == (roles.APP, False, False, False, False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("CREATE TABLE mine (number int)")


def test_the_owner_is_no_superuser_and_may_hand_functions_to_the_search_role(running: Path) -> None:
    with psycopg.connect(ensure_database(running).owner_url) as owner:
        row = owner.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert row == (False, False, False)
        owner.execute("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        owner.execute(sql.SQL("ALTER FUNCTION one() OWNER TO {}").format(sql.Identifier(roles.SEARCH)))
        found = owner.execute("SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE proname = 'one'").fetchone()
        assert found == (roles.SEARCH,)
        owner.rollback()


def test_the_server_listens_on_this_machine_alone_and_wants_passwords(running: Path) -> None:
    address = ensure_database(running)
    with psycopg.connect(address.admin_url) as admin:
        shown = {
            name: admin.execute(sql.SQL("SHOW {}").format(sql.SQL(name))).fetchone()
            for name in ("listen_addresses", "unix_socket_directories", "data_checksums", "synchronous_commit", "jit")
        }
        methods = admin.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
        hashed = admin.execute("SELECT bool_and(rolpassword LIKE 'SCRAM-SHA-256$%') FROM pg_authid WHERE rolcanlogin")
        assert hashed.fetchone() == (True,)
    assert shown == {
        "listen_addresses": ("127.0.0.1",),
        "unix_socket_directories": ("",),
        "data_checksums": ("on",),
        "synchronous_commit": ("on",),
        "jit": ("off",),
    }
    assert methods == [("scram-sha-256",)]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(address.app_url.replace(":", ":x", 2).replace("postgresql:x", "postgresql:"))


def test_secrets_are_private(running: Path) -> None:
    assert (place.home_of(running) / "passwords.json").stat().st_mode & 0o777 == 0o600
    assert folder_of(running).stat().st_mode & 0o777 == 0o700
    assert not list(place.home_of(running).glob("first-password*"))


def test_letters_of_all_languages_are_letters(running: Path) -> None:
    with psycopg.connect(ensure_database(running).owner_url) as owner:
        row = owner.execute("SELECT lower('ÄÉŁ'), cardinality(show_trgm('田中')), unaccent('Müller')").fetchone()
    assert row == ("äéł", 3, "Muller")


def test_a_new_database_has_owner_extensions_and_grants_of_the_main_one(running: Path) -> None:
    name = f"other_{secrets.token_hex(4)}"
    address = create_database(running, name)
    with psycopg.connect(address.owner_url) as owner:
        there = {row[0] for row in owner.execute("SELECT extname FROM pg_extension")}
        search = owner.execute("SELECT has_schema_privilege(%s, 'public', 'CREATE')", [roles.SEARCH]).fetchone()
        owner.execute("CREATE TABLE mine (number int)")
    assert set(roles.EXTENSIONS) <= there
    assert search == (True,)
    drop_database(running, name)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(address.owner_url)


def test_addresses_do_not_show_passwords_when_printed(running: Path) -> None:
    assert "postgresql" not in repr(ensure_database(running))


def test_rows_do_not_reach_the_servers_log(running: Path) -> None:
    with psycopg.connect(ensure_database(running).owner_url) as owner:
        owner.execute("CREATE TABLE once (mail text UNIQUE)")
        owner.execute("INSERT INTO once VALUES ('carla@private.example')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            owner.execute("INSERT INTO once VALUES ('carla@private.example')")
    written = "".join(path.read_text(encoding="utf-8") for path in cluster.logs(running).iterdir())
    assert "duplicate key" in written
    assert "carla" not in written


def test_another_process_attaches_and_leaves_the_server_running(data: Path, kept: str) -> None:
    pid = leftovers.find_server(folder_of(data))
    other = subprocess.run([*COMMAND, str(data), "--print-only"], check=True, capture_output=True, text=True)  # noqa: S603
    assert f"DATABASE_URL={kept}\n" in other.stdout
    assert leftovers.find_server(folder_of(data)) == pid
    assert count(kept) == 1


def test_the_server_stops_with_its_last_user(data: Path, kept: str) -> None:
    folder = folder_of(data)
    assert leftovers.find_server(folder) is not None
    assert release_database(data) is True
    assert leftovers.workers_of(folder) == []
    assert count(ensure_database(data).owner_url) == 1


def test_the_server_stops_after_its_only_user_was_killed(data: Path) -> None:
    with subprocess.Popen([*COMMAND, str(data)], stdout=subprocess.PIPE, text=True) as user:  # noqa: S603
        assert user.stdout is not None
        assert user.stdout.readline().startswith("DATABASE_URL=")
        folder = folder_of(data)
        assert leftovers.workers_of(folder)
        user.kill()
    assert until(lambda: not leftovers.workers_of(folder))


def kill_workers(data: Path) -> None:
    """Kill every process of the server; one that ends by itself meanwhile, as its postmaster died, is as gone."""
    for pid in leftovers.workers_of(folder_of(data)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def test_nothing_acknowledged_is_lost_when_the_whole_server_is_killed(data: Path, kept: str) -> None:
    kill_workers(data)
    assert ensure_database(data).owner_url == kept
    assert count(kept) == 1


def test_only_the_postmaster_is_killed(data: Path, kept: str) -> None:
    pid = leftovers.find_server(folder_of(data))
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert count(ensure_database(data).owner_url) == 1
    assert leftovers.find_server(folder_of(data)) not in (None, pid)


def test_everything_is_killed_keeper_and_server(data: Path, kept: str) -> None:
    keeper_of(data).kill()
    kill_workers(data)
    assert count(ensure_database(data).owner_url) == 1
    assert keeper_of(data).is_running()


def test_only_the_keeper_is_killed_the_server_is_kept_again(data: Path, kept: str) -> None:
    keeper_of(data).kill()
    assert until(lambda: count(ensure_database(data).owner_url) == 1)
    assert until(lambda: leftovers.find_server(folder_of(data)) is not None)
    other = subprocess.run([*COMMAND, str(data), "--print-only"], check=True, capture_output=True, text=True)  # noqa: S603
    assert "DATABASE_URL=" in other.stdout
    assert release_database(data) is True


def test_a_stale_pid_file_that_names_a_stranger_does_not_stop_the_start(data: Path, kept: str) -> None:
    release_database(data)
    pid_file = folder_of(data) / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{folder_of(data)}\n", encoding="utf-8")
    assert count(ensure_database(data).owner_url) == 1


def test_a_taken_port_is_left_to_its_new_owner(data: Path, kept: str) -> None:
    release_database(data)
    port = cluster.known(data).port
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        moved = ensure_database(data).owner_url
    assert moved != kept
    assert count(moved) == 1
    assert cluster.known(data).port != port


def test_a_half_made_cluster_is_made_again(data: Path) -> None:
    cluster.make_home(data)
    half = place.home_of(data) / "cluster.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n", encoding="ascii")
    assert ensure_database(data)
    assert not half.exists()


def test_a_moved_data_folder_takes_its_database_along(data: Path, kept: str) -> None:
    release_database(data)
    moved = data.with_name(data.name + "-moved")
    data.rename(moved)
    try:
        assert count(ensure_database(moved).owner_url) == 1
    finally:
        release_database(moved)
        moved.rename(data)


def test_a_missing_cluster_is_not_replaced_by_an_empty_one(data: Path, kept: str) -> None:
    release_database(data)
    folder = folder_of(data)
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(LaunchRefused, match=r"is gone\. Restore it from a backup"):
        ensure_database(data)
    assert not folder.exists()


def test_missing_passwords_are_explained(data: Path, kept: str) -> None:
    release_database(data)
    (place.home_of(data) / "passwords.json").unlink()
    with pytest.raises(LaunchRefused, match=r"passwords\.json is missing"):
        ensure_database(data)


def test_a_full_disk_is_refused_before_anything_is_made(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(10**9, 10**9 - 10**6, 10**6))
    with pytest.raises(LaunchRefused, match=r"is full: 0 MB are free, 300 MB are needed\. Free some space"):
        ensure_database(data)
    assert not folder_of(data).exists()


def test_an_unwritable_data_folder_is_explained() -> None:
    with pytest.raises(LaunchRefused, match=r"cannot be written to .* choose another folder with --data"):
        ensure_database(Path("/proc/safelight"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes to another account")
def test_as_root_a_private_folder_is_not_opened(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = data / "room"
    room.mkdir(mode=0o711)
    private = data / "home"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(place, "REACHABLE", room)
    inside = private / "data"
    try:
        with psycopg.connect(ensure_database(inside).admin_url) as admin:
            row = admin.execute("SHOW data_directory").fetchone()
        assert row is not None
        assert Path(row[0]).is_relative_to(room)
        assert "the database lies in" in capsys.readouterr().err
        assert private.stat().st_mode & 0o777 == 0o700
        assert folder_of(inside).stat().st_uid != 0
    finally:
        release_database(inside)
