"""Make, start, recover and prepare the embedded cluster; `embedded.py` holds the locks while this works."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from safelight.config.launch import keeper, leftovers, place, roles
from safelight.config.launch.failures import explain, last_words, refuse_a_full_disk
from safelight.config.launch.making import make_cluster, server_environment, write_settings
from safelight.config.launch.passwords import Passwords, load_passwords, make_passwords
from safelight.config.launch.refusal import LaunchRefused

SECONDS_FOR_A_START = 120.0
BYTES_FOR_A_START = 48 * 1024**2
PORTS = range(21000, 31000)
"""Below the ports that systems give to outgoing connections."""

_keepers: list[subprocess.Popen[bytes]] = []
"""Keepers that this process started: it collects those that have ended."""


def users_lock(data_dir: Path) -> Path:
    """Return the file that every user of the server holds a shared lock on."""
    return place.home_of(data_dir) / "users.lock"


def known(data_dir: Path) -> place.Place:
    """Return the remembered place, or where a cluster would be made."""
    return place.recall(data_dir) or place.Place(str(place.home_of(data_dir) / "cluster"))


def logs(data_dir: Path) -> Path:
    """Return the folder of the server's logs."""
    return Path(known(data_dir).cluster) / "log"


def make_home(data_dir: Path) -> None:
    """Make the data folder and the server's folder in it.

    Raises:
        LaunchRefused: the folder cannot be made or written to.

    """
    # As root the server's own account must pass through; what is private in the folder has its own mode.
    mode = 0o711 if os.geteuid() == 0 else 0o700
    try:
        data_dir.mkdir(mode=mode, parents=True, exist_ok=True)
        home = place.home_of(data_dir)
        home.mkdir(mode=mode, exist_ok=True)
        probe = home / f".probe-{os.getpid()}"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        sentence = (
            f"The data folder {data_dir} cannot be written to ({error.strerror}). "
            "Give this account the right to write there, free some space, "
            "or choose another folder with --data or SAFELIGHT_DATA."
        )
        raise LaunchRefused(sentence) from error


def ready(data_dir: Path, chosen: str | None) -> Passwords:
    """Bring the server to where it accepts connections, and return its passwords; the caller holds both locks.

    Raises:
        LaunchRefused: with what is wrong and what to do.

    """
    where = place.recall(data_dir)
    passwords = load_passwords(data_dir)
    if where is None:
        where = place.Place(str(place.choose_cluster(data_dir)))
        place.remember(data_dir, where)
    folder = Path(where.cluster)
    made = (folder / "PG_VERSION").exists()
    if where.prepared and not made:
        sentence = (
            f"The database is missing: {folder} is gone. Restore it from a backup. "
            f"To begin anew without its data, delete {place.home_of(data_dir)}."
        )
        raise LaunchRefused(sentence)
    if passwords is None:
        if made:
            sentence = (
                f"{place.home_of(data_dir) / 'passwords.json'} is missing, so nobody can sign in to the database in "
                f"{folder}. Restore this file from a backup of the data folder."
            )
            raise LaunchRefused(sentence)
        passwords = make_passwords(data_dir)
    account = place.account_for(folder)
    if not made:
        make_cluster(folder, place.reachable_programs(place.programs(chosen), account), account, passwords)
    server = leftovers.find_server(folder)
    if server is not None and where.port and wait_until_ready(data_dir, passwords, where.port, server, None):
        adopt_if_alone(data_dir, folder, server)
    else:
        leftovers.clear(folder, SECONDS_FOR_A_START)
        bin_folder = place.reachable_programs(place.programs(chosen), account)
        where = start(data_dir, where, bin_folder, account, passwords)
    if where.prepared != roles.PREPARED:
        roles.prepare(
            passwords.url(roles.ADMIN, where.port, "postgres"),
            passwords.url(roles.ADMIN, where.port, "template1"),
            passwords.by_role,
        )
        place.remember(data_dir, place.Place(where.cluster, where.port, roles.PREPARED))
    return passwords


def free_port(preferred: int) -> int:
    """Return `preferred` if nothing listens there, else another free port on 127.0.0.1."""
    candidates = [preferred] if preferred else []
    candidates += [secrets.choice(PORTS) for _ in range(50)]
    for port in candidates:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    sentence = "No free port was found on 127.0.0.1 for the database; end programs that hold many ports."
    raise LaunchRefused(sentence)


def start(
    data_dir: Path, where: place.Place, programs: Path, account: place.Account | None, passwords: Passwords
) -> place.Place:
    """Start the server under a keeper and wait until it accepts connections.

    Raises:
        LaunchRefused: it does not start.

    """
    folder = Path(where.cluster)
    refuse_a_full_disk(folder, BYTES_FOR_A_START)
    where = place.with_port(where, free_port(where.port))
    place.remember(data_dir, where)
    write_settings(folder, where.port, account)
    start_log = place.home_of(data_dir) / "start.log"
    start_log.unlink(missing_ok=True)
    process = run_keeper(data_dir, folder, programs / "postgres", account, None)
    if wait_until_ready(data_dir, passwords, where.port, None, process):
        return where
    process.terminate()
    raise LaunchRefused(explain(last_words(data_dir, folder), folder))


def run_keeper(
    data_dir: Path, folder: Path, postgres: Path, account: place.Account | None, adopted: int | None
) -> subprocess.Popen[bytes]:
    """Start the keeper, in a session of its own so that Ctrl-C does not reach it."""
    order: keeper.Order = {
        "postgres": str(postgres),
        "cluster": str(folder),
        "users_lock": str(users_lock(data_dir)),
        "keeper_lock": str(place.home_of(data_dir) / "keeper.lock"),
        "log": str(place.home_of(data_dir) / "start.log"),
        "uid": account.uid if account else None,
        "gid": account.gid if account else None,
        "adopt": adopted,
        "environment": server_environment(),
    }
    process = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-I", "-S", keeper.__file__, json.dumps(order)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _keepers[:] = [one for one in _keepers if one.poll() is None]
    _keepers.append(process)
    return process


def adopt_if_alone(data_dir: Path, folder: Path, server: int) -> None:
    """Give a running server a new keeper; that one ends at once if the first is still there."""
    run_keeper(data_dir, folder, Path("postgres"), None, server)


def wait_until_ready(
    data_dir: Path, passwords: Passwords, port: int, server: int | None, process: subprocess.Popen[bytes] | None
) -> bool:
    """Wait until the server on `port` accepts connections; return False when it (or its keeper) ends before.

    Raises:
        LaunchRefused: something else answers on that port, or recovery takes longer than two minutes.

    """
    folder = Path(known(data_dir).cluster)
    end = time.monotonic() + SECONDS_FOR_A_START
    problem = ""
    while time.monotonic() < end:
        try:
            with psycopg.connect(passwords.url(roles.ADMIN, port, "postgres"), connect_timeout=3) as connection:
                answer = connection.execute("SHOW data_directory").fetchone()
            return answer is not None and Path(answer[0]) == folder
        except psycopg.OperationalError as error:
            problem = str(error).strip()
        if process is not None and process.poll() is not None:
            return False
        if server is not None and leftovers.find_server(folder) != server:
            return False
        if "password authentication failed" in problem:
            sentence = (
                f"The database in {folder} refuses the password kept in {place.home_of(data_dir)}. "
                "Restore passwords.json from a backup of the data folder."
            )
            raise LaunchRefused(sentence)
        time.sleep(0.03)
    sentence = f"The database in {folder} did not answer within {SECONDS_FOR_A_START:.0f} seconds: {problem}"
    raise LaunchRefused(sentence)
