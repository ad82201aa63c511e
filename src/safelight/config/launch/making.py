"""Make the embedded cluster and write the settings of its server."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from safelight.config.launch import place, roles
from safelight.config.launch.failures import explain, refuse_a_full_disk
from safelight.config.launch.passwords import Passwords
from safelight.config.launch.refusal import LaunchRefused

BYTES_FOR_A_FIRST_START = 300 * 1024**2

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


def server_environment() -> dict[str, str]:
    """Return the small environment the server's programs run in: nothing of ours leaks into it."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/nonexistent", "TZ": "UTC"}


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
        file.write(passwords.by_role[roles.ADMIN] + "\n")
    try:
        if account is not None:
            os.chown(fresh, account.uid, account.gid)
            os.chown(password_file, account.uid, account.gid)
        done = subprocess.run(  # noqa: S603 - the programs chosen by whoever installed this
            [
                programs / "initdb",
                f"--pgdata={fresh}",
                f"--username={roles.ADMIN}",
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
