"""PostgreSQL's last words become sentences that say what to do."""

from pathlib import Path

import pytest

from safelight.config.launch.failures import explain

FOLDER = Path("/srv/data/postgres/cluster")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ('FATAL:  could not write to file "pg_wal/x": No space left on device', "Free some space and start again"),
        ("FATAL:  could not map anonymous shared memory: Cannot allocate memory", "Close other programs"),
        ('FATAL:  could not open file "base/1": Permission denied', "must own this folder"),
        ("FATAL:  database files are incompatible with server", "another version of PostgreSQL"),
        ("LOG:  starting\nFATAL:  something new\nLOG:  shut down", "does not start: FATAL:  something new"),
        ("", "it said nothing"),
    ],
)
def test_explain(words: str, sentence: str) -> None:
    assert sentence in explain(words, FOLDER)
