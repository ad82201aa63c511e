"""Make, start, recover and prepare the embedded cluster; `embedded.py` holds the locks while this works."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from safelight.config.launch import keeper, leftovers, place, roles
from safelight.config.launch.refusal import LaunchRefused

ADMIN = "postgres"
PREPARED = 1
"""Version of `prepare`: a cluster prepared by an older one is prepared again."""

SECONDS_FOR_A_START = 120.0
BYTES_FOR_A_FIRST_START = 300 * 1024**2
BYTES_FOR_A_START = 48 * 1024**2
PORTS = range(21000, 31000)
"""Below the ports that systems give to outgoing connections."""

OWN_SETTINGS = "safelight.conf"
SERVER_SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "password_encryption": "'scram-sha-256'",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "128MB",
    "work_mem": "8MB",
    "synchronous_commit": "on",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_analyze_scale_factor": "0.02",
    "autovacuum_naptime": "20s",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "lc_messages": "'C'",
    # A week of logs, and never a row's content in them: no statements, no DETAIL lines.
    "logging_collector": "on",
    "log_directory": "'log'",
    "log_filename": "'server-%a.log'",
    "log_rotation_age": "1d",
    "log_truncate_on_rotation": "on",
    "log_checkpoints": "off",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


@dataclass(frozen=True)
class Passwords:
    """The passwords of the cluster's roles, by role."""

    by_role: dict[str, str]

    def url(self, role: str, port: int, database: str) -> str:
        """Return the address of `database` for `role`."""
        return f"postgresql://{role}:{self.by_role[role]}@127.0.0.1:{port}/{database}"

    def __repr__(self) -> str:
        """Hide the passwords."""
        return "Passwords(…)"


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


def refuse_a_full_disk(folder: Path, needed: int) -> None:
    """Stop before a full disk can hurt the database.

    Raises:
        LaunchRefused: fewer than `needed` bytes are free where `folder` lies.

    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        sentence = (
            f"The disk that holds {folder} is full: {free // 1024**2} MB are free, {needed // 1024**2} MB are needed. "
            "Free some space, or choose a folder on another disk with --data."
        )
        raise LaunchRefused(sentence)


def load_passwords(data_dir: Path) -> Passwords | None:
    """Return the kept passwords, or None before the first start."""
    path = place.home_of(data_dir) / "passwords.json"
    try:
        kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        sentence = f"{path} cannot be read ({error}). Restore this file from a backup of the data folder."
        raise LaunchRefused(sentence) from error
    return Passwords(kept)


def make_passwords(data_dir: Path) -> Passwords:
    """Draw the passwords and keep them in a file only this account reads."""
    drawn = {role: secrets.token_urlsafe(32) for role in (ADMIN, roles.OWNER, roles.APP)}
    path = place.home_of(data_dir) / "passwords.json"
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(drawn, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return Passwords(drawn)


def server_environment() -> dict[str, str]:
    """Return the small environment the server's programs run in: nothing of ours leaks into it."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/nonexistent", "TZ": "UTC"}


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
    if where.prepared != PREPARED:
        prepare(passwords, where.port)
        place.remember(data_dir, place.Place(where.cluster, where.port, PREPARED))
    return passwords


def as_account(account: place.Account | None) -> dict[str, object]:
    """Return the arguments of `subprocess` that change to `account`."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def make_cluster(folder: Path, programs: Path, account: place.Account | None, passwords: Passwords) -> None:
    """Run `initdb` beside `folder` and move the finished cluster there, so that a half-made one is never used.

    Raises:
        LaunchRefused: initdb failed.

    """
    refuse_a_full_disk(folder.parent, BYTES_FOR_A_FIRST_START)
    fresh = folder.with_name("cluster.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    password_file = folder.with_name("first-password")
    password_file.unlink(missing_ok=True)
    descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(passwords.by_role[ADMIN] + "\n")
    try:
        if account is not None:
            os.chown(fresh, account.uid, account.gid)
            os.chown(password_file, account.uid, account.gid)
        done = subprocess.run(  # noqa: S603 - the programs chosen by whoever installed this
            [
                programs / "initdb",
                f"--pgdata={fresh}",
                f"--username={ADMIN}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                *locale_options(programs),
                "--data-checksums",
                "--no-instructions",
            ],
            check=False,
            cwd="/",
            env=server_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **as_account(account),  # type: ignore[call-overload]
        )
        if done.returncode != 0:
            sentence = explain(done.stderr, fresh)
            raise LaunchRefused(sentence)
        with (fresh / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"\ninclude_if_exists '{OWN_SETTINGS}'\n")
        fresh.rename(folder)
    finally:
        password_file.unlink(missing_ok=True)
        shutil.rmtree(fresh, ignore_errors=True)


def locale_options(programs: Path) -> list[str]:
    """Return initdb's locale: letters of all languages are letters, and sorting never changes with the system.

    From version 17 on PostgreSQL brings such a locale itself; before that, and for the character classes pg_trgm asks
    the system about, it is the C library's.
    """
    system = "C.UTF-8" if sys.platform.startswith("linux") else "en_US.UTF-8"
    version = subprocess.run(  # noqa: S603 - the programs chosen by whoever installed this
        [programs / "postgres", "--version"], check=True, capture_output=True, text=True, cwd="/"
    ).stdout.split()[2]
    if int(version.split(".")[0]) < 17:  # noqa: PLR2004 - the version that brought the builtin provider
        return [f"--locale={system}"]
    return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", f"--lc-ctype={system}"]


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


def write_settings(folder: Path, port: int, account: place.Account | None) -> None:
    """Write the settings the server reads at its start."""
    path = folder / OWN_SETTINGS
    lines = [f"{name} = {value}\n" for name, value in {**SERVER_SETTINGS, "port": str(port)}.items()]
    fresh = path.with_suffix(".new")
    fresh.write_text("".join(lines), encoding="utf-8")
    fresh.chmod(0o600)
    if account is not None:
        os.chown(fresh, account.uid, account.gid)
    fresh.replace(path)


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
    return subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-I", "-S", keeper.__file__, json.dumps(order)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


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
            with psycopg.connect(passwords.url(ADMIN, port, "postgres"), connect_timeout=3) as connection:
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


def last_words(data_dir: Path, folder: Path) -> str:
    """Return the end of what the server wrote before it gave up."""
    written = [place.home_of(data_dir) / "start.log"]
    written += sorted(folder.glob("log/*"), key=lambda path: path.stat().st_mtime)[-1:]
    return "\n".join(path.read_text(encoding="utf-8", errors="replace")[-2000:] for path in written if path.exists())


def explain(words: str, folder: Path) -> str:
    """Turn what PostgreSQL wrote into a sentence that says what to do."""
    if "No space left on device" in words:
        return f"The disk that holds {folder} is full. Free some space and start again; no data is lost."
    if "could not map anonymous shared memory" in words or "Cannot allocate memory" in words:
        return "There is not enough free memory for the database (it needs about 400 MB). Close other programs."
    if "Permission denied" in words:
        return f"The database may not work in {folder} (permission denied). Its account must own this folder."
    if "database files are incompatible with server" in words:
        return (
            f"The database in {folder} was made by another version of PostgreSQL. Use that version with "
            "SAFELIGHT_POSTGRES_BIN, export everything, and import it into a new data folder."
        )
    telling = [line for line in words.splitlines() if "FATAL" in line or "PANIC" in line or "error" in line.lower()]
    last = (telling or words.splitlines() or ["it said nothing"])[-1].strip()
    return f"The database in {folder} does not start: {last} (see {folder / 'log'})"


def prepare(passwords: Passwords, port: int) -> None:
    """Make the roles, the extensions and the main database; running it again changes nothing."""
    with psycopg.connect(passwords.url(ADMIN, port, "postgres"), autocommit=True) as connection:
        for role, rights in (
            (roles.OWNER, sql.SQL("LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE CREATEDB")),
            (roles.APP, sql.SQL("LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB")),
            (roles.SEARCH, sql.SQL("NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB")),
        ):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
            connection.execute(sql.SQL("ALTER ROLE {} {}").format(sql.Identifier(role), rights))
            if role in passwords.by_role:
                connection.execute(
                    sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), passwords.by_role[role])
                )
        connection.execute(
            sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(sql.Identifier(roles.SEARCH), sql.Identifier(roles.OWNER))
        )
        # Only the three roles may connect, to any database.
        connection.execute("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC")
    with psycopg.connect(passwords.url(ADMIN, port, "template1"), autocommit=True) as connection:
        # What template1 has, every database made later has too: the main one, those of tests, restored ones.
        for extension in roles.EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        connection.execute(
            sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(sql.Identifier(roles.SEARCH))
        )
    with psycopg.connect(passwords.url(ADMIN, port, "postgres"), autocommit=True) as connection:
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [roles.DATABASE]).fetchone()
        if not exists:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(roles.DATABASE), sql.Identifier(roles.OWNER)
                )
            )
