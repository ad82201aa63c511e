"""Python, packages, pages and disk: what can be looked at without a database."""

import os
import shutil
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

from safelight.config.checkup import frontend
from safelight.config.checkup.findings import Finding, ok, problem, warning

OLDEST_PYTHON = (3, 11)
ROOM_WANTED = 5 * 1024**3
ROOM_NEEDED = 256 * 1024**2
GIGABYTE = 1024**3
SHOWN = 5


def python() -> Finding:
    """Look at the Python this runs under."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return problem("python", f"Python {version}", "Install Python 3.11 or newer and run `make setup`.")
    return ok("python", f"Python {version} in {sys.prefix}")


def locked(text: str) -> dict[str, str]:
    """Return the versions a lock file asks of this machine, by package."""
    versions = {}
    for line in text.splitlines():
        if not line or line.startswith((" ", "#", "-")):
            continue
        try:
            wanted = Requirement(line.rstrip("\\ "))
        except InvalidRequirement:
            continue
        if wanted.marker is None or wanted.marker.evaluate():
            versions[wanted.name] = next((part.version for part in wanted.specifier), "")
    return versions


def packages(root: Path | None) -> Finding:
    """Compare the installed packages with the lock file of the checkout `root`."""
    if root is None:
        return ok("packages", f"Safelight {metadata.version('safelight')}, installed as a package")
    wrong = []
    wanted = locked((root / "requirements" / "run.txt").read_text(encoding="utf-8"))
    for name, version in wanted.items():
        try:
            there = metadata.version(name)
        except metadata.PackageNotFoundError:
            there = "nothing"
        if there != version:
            wrong.append(f"{name}: {there} instead of {version}")
    if wrong:
        more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        return problem("packages", "; ".join(wrong[:SHOWN]) + more, "Run `make setup`.")
    return ok("packages", f"{len(wanted)} packages as locked")


def pages(root: Path | None, package: Path) -> Finding:
    """Look at the built style sheet and page script."""
    built = package / "foundation" / "static" / "foundation" / "dist" / "manifest.json"
    if not built.is_file():
        return problem("pages", "the style sheet and page script were not built", "Run `make setup`.")
    if root is not None and not frontend.is_current(root):
        return warning("pages", "the built pages are older than their sources", "Run `make setup`.")
    return ok("pages", "style sheet and page script are built and current")


def data_folder(folder: Path) -> Finding:
    """Try to write to the data folder."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"probe")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return problem(
            "data",
            f"{folder} cannot be written to ({error.strerror})",
            "Give this account the right to write there, or choose another folder with --data or SAFELIGHT_DATA.",
        )
    return ok("data", f"{folder} can be written to")


def room(folder: Path) -> Finding:
    """Look at the free space where the data folder lies."""
    usage = shutil.disk_usage(folder)
    found = f"{usage.free / GIGABYTE:.1f} GB of {usage.total / GIGABYTE:.1f} GB are free"
    if usage.free < ROOM_NEEDED:
        return problem("disk", found, "Free some space: below 48 MB the database does not start.")
    if usage.free < ROOM_WANTED:
        return warning("disk", found, "Free some space, or move the data folder to a larger disk.")
    return ok("disk", found)
