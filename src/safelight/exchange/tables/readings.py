"""Tells how sensible a file reads in each legacy encoding, by the letters of languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from charset_normalizer import from_bytes

from safelight.exchange.tables.alphabets import CODE_PAGES, IDEOGRAPHS, LETTERS, MULTIBYTE, SCRIPTS, language_key
from safelight.exchange.tables.vocabulary import speaks_like_header

_HOMELY = 0.6
"""What a reading gains when its language is one of the studio's: enough to settle doubt, not to outweigh nonsense."""
_ACCEPTABLE = -0.5
_WELL_PLACED = re.compile(
    r"(?<=[A-Za-z])’(?=[a-z])|(?<=\s)[–—](?=\s)|(?<=\d)\s?€|€(?=\s?\d)|(?<=\d)°|[“„«](?=\w)|(?<=[\w.!?])[”“»]|(?<=\w)…"
)
"""Marks beyond ASCII where they belong, which speaks for the code page that makes them so."""
_CLEAR_LEAD = 0.15
_CLEAR_SCORE = 0.3


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
        return scores[0][1], scores[0][0] - second < _CLEAR_LEAD or scores[0][0] < _CLEAR_SCORE
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


def _weight(character: str, name: str) -> float:
    """Return how much a character speaks for an encoding: 1 for an everyday one, below 0 for one nobody writes."""
    code = ord(character)
    for first, last, weights in SCRIPTS:
        if first <= code <= last:
            weight = weights.get(name, weights.get("", -0.8))
            return weight if weight is not None else _everyday(character, name)
    return -0.8


def _everyday(character: str, name: str) -> float:
    """Weigh an ideograph or a Korean syllable by where its encoding keeps the common ones."""
    try:
        pair = character.encode(name)
    except UnicodeEncodeError:
        return -0.8
    rare, ranges = IDEOGRAPHS[name]
    if len(pair) == 1 + 1 and all(low <= byte <= high for byte, (low, high) in zip(pair, ranges, strict=True)):
        return 0.95
    return rare
