"""Filling a text: ``{{ client.first_name }}`` and nothing else.

The language has no tags, no filters, no expressions and no attributes: a name in braces is looked up in an allow-list
and replaced by text that was written out before. ``{{ client.first_name|friend }}`` says what stands there when the
value is empty. Where the value goes it stays a value: it is never read again as a text to fill.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

LONGEST_SUBJECT: Final = 300
LONGEST_BODY: Final = 20_000

_PLACE: Final = re.compile(r"\{\{([^{}\n]*)\}\}")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
_BRACES: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")


def fields_in(text: str) -> list[str]:
    """Return the names of the merge fields in a text, in order, each once."""
    return list(dict.fromkeys(match[1].partition("|")[0].strip() for match in _PLACE.finditer(text)))


def problems(text: str, allowed: Iterable[str]) -> list[str]:
    """Return what is wrong with a text, one sentence each: unknown fields (with what was perhaps meant), odd braces."""
    known = list(allowed)
    found = []
    for name in fields_in(text):
        if name in known:
            continue
        near = get_close_matches(name, known, n=1)
        meant = f" Did you mean {{{{{near[0]}}}}}?" if near else ""
        shown = name if _NAME.fullmatch(name) else name[:40] or " "
        found.append(f"There is no merge field {{{{{shown}}}}} here.{meant}")
    if found:
        found.append("Allowed are: " + ", ".join(f"{{{{{name}}}}}" for name in known) + ".")
    if _BRACES.search(_PLACE.sub("", text)):
        found.append(
            "Double braces stand for merge fields alone, as in {{client.first_name}}; some do not close or open."
        )
    return found


def filled(text: str, values: Mapping[str, str], optional: Iterable[str] = ()) -> str:
    """Return the text with every merge field replaced.

    A line that has optional fields, all of them empty, is left out: “Place: {{appointment.place}}” without a place.

    Raises:
        KeyError: a field that is not among the values; texts are checked with :func:`problems` before they are kept.
    """
    may_be_empty = set(optional)
    lines = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        asked = [name for name in fields_in(line) if name in may_be_empty]
        without = [name for name in asked if not values[name] and not _has_fallback(line, name)]
        if asked and len(without) == len(asked):
            continue
        lines.append(_PLACE.sub(lambda match: _value(match[1], values), line).rstrip())
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def filled_line(text: str, values: Mapping[str, str]) -> str:
    """Return a subject with every merge field replaced: one line, no blanks around, of a length mail readers show."""
    line = _PLACE.sub(lambda match: _value(match[1], values), text)
    return " ".join(line.split())[:LONGEST_SUBJECT]


def _value(inside: str, values: Mapping[str, str]) -> str:
    name, _, fallback = inside.partition("|")
    return values[name.strip()] or fallback.strip()


def _has_fallback(line: str, name: str) -> bool:
    return any(
        match[1].partition("|")[0].strip() == name and match[1].partition("|")[2].strip()
        for match in _PLACE.finditer(line)
    )
