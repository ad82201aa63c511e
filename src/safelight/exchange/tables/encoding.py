"""Finds the encoding of a text file by asking which reading makes sense in a language.

charset-normalizer is asked last: on short Shift-JIS, Big5 and code-page files it guesses wrongly more often than the
scoring here, which knows the studio's languages.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from safelight.exchange.tables.readings import best_reading
from safelight.exchange.tables.shape import NoteBook, Unreadable

_BLOCK = 1024 * 1024
_SAMPLE = 48 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FEW_BYTES_WRONG = 0.02


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over the bytes of a file has found."""

    utf8_errors: int
    utf8_letters: int
    sample: bytes
    lines: int
    size: int
    head: bytes


def find_encoding(  # noqa: PLR0911 - one answer per line, from certain to guessed
    survey: Survey, languages: Sequence[str], wanted: str | None, notes: NoteBook
) -> str:
    """Return the codec name for a surveyed file; a wanted encoding is used as it is.

    Raises Unreadable when the wanted encoding has no codec.
    """
    if wanted:
        return _codec(wanted)
    for mark, name in _BOMS:
        if survey.head.startswith(mark):
            return name
    wide = _utf16(survey.head)
    if wide:
        return wide
    if not survey.utf8_errors:
        if b"\x1b$" in survey.head or b"\x1b(J" in survey.head:
            return "iso2022_jp"
        return "utf-8"
    if survey.utf8_letters and survey.utf8_errors / survey.utf8_letters <= _FEW_BYTES_WRONG:
        notes.add(
            "mixed_encoding",
            f"The file is UTF-8, but {survey.utf8_errors} characters in it are not; they were read as Windows-1252.",
            level="warning",
        )
        return "utf-8"
    best, doubtful = best_reading(survey.sample, languages)
    if doubtful:
        notes.add(
            "encoding_guessed",
            f"The file does not say which character encoding it uses; {best} fits best. "
            "If names look wrong, choose another encoding.",
            level="warning",
        )
    return best


def survey_bytes(path: Path) -> Survey:
    """Pass once over a file: is it UTF-8, how many lines, and the lines that tell code pages apart."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    errors = letters = lines = size = 0
    head = b""
    sample: list[bytes] = []
    taken = 0
    empty = re.compile(rb"(?:\r\n?|\n)+[\r\n]*")
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            head = head or block[:65536]
            size += len(block)
            lines += len(empty.findall(block)) if b"\r" in block else block.count(b"\n") - block.count(b"\n\n")
            if block.isascii():
                decoder.decode(block)
                continue
            text = decoder.decode(block)
            wrong = len(re.findall("[\udc80-\udcff]", text))
            errors += wrong
            letters += len(re.findall("[^\x00-\x7f\udc80-\udcff]", text))
            if taken < _SAMPLE:
                for line in re.findall(rb"[^\r\n]*[\x80-\xff][^\r\n]*", block):
                    sample.append(line[:2000])
                    taken += len(sample[-1])
                    if taken >= _SAMPLE:
                        break
    tail = decoder.decode(b"", final=True)
    errors += len(tail)
    return Survey(errors, letters, b"\n".join(sample), lines + 1, size, head)


def _codec(wanted: str) -> str:
    try:
        found = codecs.lookup(wanted)
    except (LookupError, ValueError, TypeError):
        found = None
    if found is None or not getattr(found, "_is_text_encoding", True):
        raise Unreadable(
            code="unknown_encoding",
            message=f"There is no character encoding called “{wanted[:40]}”. Choose one from the list.",
        )
    return {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}.get(found.name, found.name)


def _utf16(head: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte of line ends and separators is NUL."""
    piece = head[: len(head) // 2 * 2][:16384]
    if len(piece) < 4:  # noqa: PLR2004 - two characters are the least that can be told apart
        return None
    even, odd = piece[0::2], piece[1::2]
    scores = {
        "utf-16-le": _plain_pairs(even, odd),
        "utf-16-be": _plain_pairs(odd, even),
    }
    name = max(scores, key=lambda key: scores[key])
    other = min(scores.values())
    if scores[name] < 2 or scores[name] <= 3 * other:  # noqa: PLR2004 - one stray NUL is an accident
        return None
    try:
        text = piece.decode(name, "strict")
    except UnicodeDecodeError:
        try:
            text = piece[:-2].decode(name, "strict")
        except UnicodeDecodeError:
            return None
    controls = sum(1 for character in text if character < " " and character not in "\r\n\t")
    return name if controls <= len(text) // 50 else None


def _plain_pairs(low: bytes, high: bytes) -> int:
    return sum(1 for one, two in zip(low, high, strict=True) if two == 0 and (chr(one) >= " " or one in b"\r\n\t"))
