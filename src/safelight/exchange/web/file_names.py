"""File names of downloads, in any script, safe on every system."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 120
# Control and formatting characters (they can turn the reading direction and hide an ending), and what Windows forbids.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|%;]')


def safe_name(wished: str, suffix: str) -> str:
    """Return ``wished.suffix`` without anything a file system or a header would stumble over."""
    kept = "".join(letter for letter in wished if unicodedata.category(letter)[0] != "C")
    kept = _FORBIDDEN.sub(" ", kept)
    kept = re.sub(r"\s+", " ", kept).strip(" .")[:LONGEST_NAME].strip(" .")
    return f"{kept or 'Safelight'}.{suffix}"
