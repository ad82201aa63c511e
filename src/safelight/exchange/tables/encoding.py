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

from charset_normalizer import from_bytes

from safelight.exchange.tables.alphabets import CODE_PAGES, LETTERS, MULTIBYTE, language_key
from safelight.exchange.tables.shape import NoteBook, Unreadable
from safelight.exchange.tables.vocabulary import speaks_like_header

_BLOCK = 1024 * 1024
_SAMPLE = 48 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HOMELY = 0.6
"""What a reading gains when its language is one of the studio's: enough to settle doubt, not to outweigh nonsense."""

_WELL_PLACED = re.compile(
    r"(?<=[A-Za-z])’(?=[a-z])|(?<=\s)[–—](?=\s)|(?<=\d)\s?€|€(?=\s?\d)|(?<=\d)°|[“„«](?=\w)|(?<=[\w.!?])[”“»]|(?<=\w)…"
)
"""Marks beyond ASCII where they belong, which speaks for the code page that makes them so."""

_FEW_BYTES_WRONG = 0.02
_ACCEPTABLE = -0.5


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over the bytes of a file has found."""

    utf8_errors: int
    utf8_letters: int
    sample: bytes
    lines: int
    size: int
    head: bytes


def find_encoding(survey: Survey, languages: Sequence[str], wanted: str | None, notes: NoteBook) -> str:
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
    return sum(1 for one, two in zip(low, high, strict=True) if two == 0 and (one >= 0x20 or one in b"\r\n\t"))


def best_reading(sample: bytes, languages: Sequence[str]) -> tuple[str, bool]:
    """Return the encoding in which ``sample`` (lines with bytes beyond ASCII) reads best, and whether it is doubtful."""
    home = {language_key(tag) for tag in languages}
    scores: list[tuple[float, str]] = []
    for name, language in MULTIBYTE:
        text = _strictly(sample, name)
        if text is not None:
            scores.append(
                (
                    _east_asian_score(text, name, home) + (_HOMELY if language in home else 0.0) + _header_words(text),
                    name,
                )
            )
    for place, (name, tongues) in enumerate(CODE_PAGES):
        text = _strictly(sample, name)
        if text is not None:
            scores.append((_alphabet_score(text, tongues, home) - place * 0.01 + _header_words(text), name))
    scores.sort(reverse=True)
    if scores and scores[0][0] > _ACCEPTABLE:
        second = next((score for score, name in scores[1:] if not _same(sample, name, scores[0][1])), -9.0)
        return scores[0][1], scores[0][0] - second < 0.15 or scores[0][0] < 0.3  # noqa: PLR2004 - found on real samples
    guess = from_bytes(sample[:8192]).best()
    name = guess.encoding if guess is not None else "cp1252"
    return ("cp1252" if name in {"ascii", "utf_8", "utf_16", "utf_32"} else name), True


def _header_words(text: str) -> float:
    """Return what a reading gains when words in it are known from column headers."""
    words = {word for word in re.findall(r"[^\W\d_]{2,}", text[:4096]) if not word.isascii()}
    return 0.25 if any(speaks_like_header(word) for word in words) else 0.0


def _same(sample: bytes, one: str, two: str) -> bool:
    return sample.decode(one, "replace") == sample.decode(two, "replace")


def _strictly(sample: bytes, name: str) -> str | None:
    """Decode, forgiving at most one broken line in fifty (cut characters, stray bytes)."""
    try:
        return sample.decode(name)
    except UnicodeDecodeError:
        pass
    good: list[str] = []
    bad = 0
    lines = sample.split(b"\n")
    for line in lines:
        try:
            good.append(line.decode(name))
        except UnicodeDecodeError:
            bad += 1
    return "\n".join(good) if bad * 50 <= len(lines) else None


def _alphabet_score(text: str, tongues: Sequence[str], home: set[str]) -> float:
    """Score a single-byte reading: the share of foreign letters its best language writes, less what looks wrong."""
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return 0.0
    total = len(foreign)
    folded = [character.lower() if character != "İ" else character for character in foreign]
    letters = [
        character
        for character in folded
        if character.isalpha() or "\u0e31" <= character <= "\u0e4e" or "\u064b" <= character <= "\u0652"
    ]
    neutral = sum(1 for character in folded if character in "–—’‘“”„…€°·\u00a0«»©®™§²³´")
    placed = sum(map(len, _WELL_PLACED.findall(text)))
    best = -9.0
    for tongue in tongues:
        alphabet = LETTERS[tongue]
        known = sum(1 for character in letters if character in alphabet)
        share = (known + 0.9 * min(neutral, max(known, placed))) / total
        best = max(best, share + (_HOMELY * max(0.0, share - 0.7) / 0.3 if tongue in home else 0.0))
    wrong = total - len(letters) - neutral
    odd = len(re.findall(r"(?<=[a-z])[^\x00-\x7f\W\d_](?=[a-z])", text)) and sum(
        1 for found in re.finditer(r"(?<=[a-z])([^\x00-\x7f\W\d_])", text) if found[1].isupper()
    )
    wedged = len(re.findall(r"(?<=[A-Za-z])[^\w\s\x00-\x7f’‘´](?=[a-z])", text))
    swapped = len(re.findall(r"[а-яёіїα-ωά-ώ][А-ЯЁІЇΑ-Ω]|[А-ЯЁΑ-ΩΆ-Ώ]{2}[а-яёα-ωά-ώ]", text))
    crowd = 0
    if text and "a" <= max(letters or " ") <= "\u024f":
        crowd = len(re.findall(r"[\u00c0-\u024f]{3,}", text))
    lonely = sum(
        1 for found in re.finditer(r"(?<![^\W_])[^\W\d_](?![^\W_])", text) if found[0] > "\x7f" and found[0].isupper()
    )
    mixed = len(re.findall(r"[A-Za-z][\u0370-\u0e7f]|[\u0370-\u0e7f][A-Za-z]", text))
    if re.search(r"[а-яёα-ω]", text) and not re.search(r"[А-ЯЁΑ-Ω]", text):
        # Lists have capital letters; Hebrew read as Cyrillic or Greek has none.
        best -= 0.3
    controls = sum(1 for character in foreign if "\x80" <= character <= "\x9f")
    return (
        best
        - (
            0.7 * wrong
            + 1.5 * odd
            + 1.5 * wedged
            + 3.0 * swapped
            + 3.0 * crowd
            + 3.0 * controls
            + 1.5 * mixed
            + 0.6 * lonely
        )
        / total
    )


def _east_asian_score(text: str, name: str, home: set[str]) -> float:
    """Score a multi-byte reading by how common its characters are and how they sit among Latin letters."""
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return -9.0
    total = len(foreign)
    points = sum(_weight(character, name) for character in foreign)
    if "ja" in home:
        # Half-width katakana is rare, and other code pages look like it; in a Japanese studio it is what it seems.
        points += 0.9 * sum(1 for character in foreign if "\uff61" <= character <= "\uff9f")
    wedged = len(
        re.findall(r"(?<=[A-Za-z])[^\x00-\x7f](?=[a-z])|(?<=[A-Z][a-z])[^\x00-\x7f]\b|\b[^\x00-\x7f](?=[a-z]{2})", text)
    )
    return points / total - 2.5 * wedged / total


def _weight(character: str, name: str) -> float:  # noqa: PLR0911 - one line per script reads best
    code = ord(character)
    if 0x3040 <= code <= 0x30FF:
        return 1.1 if name in {"cp932", "euc_jp"} else 0.1
    if 0xAC00 <= code <= 0xD7A3:
        if name != "cp949":
            return -0.5
        lead = character.encode("cp949")
        return 1.0 if lead[0] >= 0xB0 and lead[1] >= 0xA1 else -0.6
    if 0x4E00 <= code <= 0x9FFF:
        return _ideograph(character, name)
    if 0x3000 <= code <= 0x303F or 0xFF00 <= code <= 0xFF60:
        return 0.7
    if 0xFF61 <= code <= 0xFF9F:
        return -0.1
    if 0x2010 <= code <= 0x2027:
        return 0.4
    return -0.8


def _ideograph(character: str, name: str) -> float:
    try:
        pair = character.encode(name)
    except UnicodeEncodeError:
        return -0.8
    if len(pair) != 2:  # noqa: PLR2004 - a pair of bytes is the ordinary ideograph
        return -0.8
    lead, trail = pair
    if name == "cp932":
        return 0.95 if 0x88 <= lead <= 0x97 else 0.25
    if name == "gb18030":
        return 0.95 if 0xB0 <= lead <= 0xD7 and trail >= 0xA1 else -0.2
    if name == "cp950":
        return 0.95 if 0xA4 <= lead <= 0xC6 else 0.1
    if name == "euc_jp":
        return 0.9 if 0xB0 <= lead <= 0xCF else 0.2
    return -0.2
