"""Turn what PostgreSQL says when it does not start into sentences that say what to do."""

import shutil
from pathlib import Path

from safelight.config.launch import place
from safelight.config.launch.refusal import LaunchRefused


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
