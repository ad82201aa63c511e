"""Splits a vCard file into properties: unfolding, parameters, quoted-printable (RFC 2426, RFC 6350, vCard 2.1)."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_START = re.compile(r"(?:(?P<group>[\w-]+)\.)?(?P<name>[A-Za-z][\w-]*)[ \t]*(?P<rest>[;:].*)", re.DOTALL)
_PICTURES = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-ABCROP-RECTANGLE", "X-IMAGEHASH"})
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_LONGEST = 1_000_000

BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})


@dataclass(frozen=True, slots=True)
class Property:
    """One property: ``name`` in capitals, ``types`` in lower case, ``value`` still with its escapes."""

    line: int
    group: str
    name: str
    types: tuple[str, ...]
    parameters: dict[str, str]
    value: str


def unfolded(lines: Iterable[str]) -> Iterator[tuple[int, str]]:  # noqa: C901 - a small state machine
    """Stream (line it starts in, logical line); picture data is cut off, not kept.

    Lines that belong to nothing else (a note whose line breaks were not escaped) join the line before them.
    """
    start = 0
    parts: list[str] = []
    length = 0
    printable = base64 = picture = False
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\n")
        soft = printable and bool(parts) and parts[-1].endswith("=")
        if soft:
            parts[-1] = parts[-1][:-1]
            line = line.removeprefix(" ") if line.startswith(" ") and not line.startswith("  ") else line
        folded = bool(parts) and not soft and line[:1] in {" ", "\t"}
        if folded:
            line = line[1:]
        opens = None if soft or folded else _START.fullmatch(line)
        if opens is None and parts:
            if base64 and not (soft or folded) and not _BASE64.fullmatch(line):
                base64 = False
            if not (picture or base64 or soft or folded):
                if not line.strip():
                    continue
                line = "\\n" + line
            if not picture and length < _LONGEST:
                parts.append(line)
                length += len(line)
            continue
        if parts:
            yield start, "".join(parts)
        parts = []
        if opens is None:
            continue
        head = opens["rest"].split(":", 1)[0].upper()
        printable = "QUOTED-PRINTABLE" in head
        base64 = "BASE64" in head or "ENCODING=B" in head
        picture = opens["name"].upper() in _PICTURES
        start, parts, length = number, [line[:200] if picture else line], len(line)
    if parts:
        yield start, "".join(parts)


def parse_property(number: int, line: str, encoding: str) -> Property | None:
    """Parse a logical line; None when it is not a property.

    ``encoding`` is that of the file, used for quoted-printable values that name no character set.
    """
    opens = _START.fullmatch(line)
    if opens is None:
        return None
    head, value = _split_value(opens["rest"])
    types: list[str] = []
    parameters: dict[str, str] = {}
    for piece in _split_outside_quotes(head, ";"):
        key, equals, content = piece.partition("=")
        key = key.strip().upper()
        if not key:
            continue
        if not equals:
            if key in BARE_ENCODINGS:
                parameters["ENCODING"] = key
            else:
                types.append(key.lower())
        elif key == "TYPE":
            types.extend(
                word.strip().strip('"').lower() for word in re.split(r"[,;]", content.strip('"')) if word.strip()
            )
        else:
            parameters[key] = _caret_decoded(content.strip().strip('"'))
    coding = parameters.get("ENCODING", "").upper()
    charset = parameters.get("CHARSET", "")
    if coding == "QUOTED-PRINTABLE":
        value = _from_bytes(quopri.decodestring(value.encode("utf-8", "replace")), charset, encoding)
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    elif coding in {"B", "BASE64"} and opens["name"].upper() not in _PICTURES:
        try:
            value = _from_bytes(binascii.a2b_base64(re.sub(r"\s", "", value)), charset, encoding)
        except (binascii.Error, ValueError):
            value = ""
    return Property(number, opens["group"] or "", opens["name"].upper(), tuple(types), parameters, value)


def _split_value(rest: str) -> tuple[str, str]:
    """Split ``;A=b:value`` at the first colon outside quotation marks."""
    quoted = False
    for place, sign in enumerate(rest):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return rest[:place], rest[place + 1 :]
    head, _, value = rest.partition(":")
    return head, value


def _split_outside_quotes(text: str, mark: str) -> list[str]:
    if '"' not in text:
        return text.split(mark)
    pieces = [""]
    quoted = False
    for sign in text:
        if sign == '"':
            quoted = not quoted
        if sign == mark and not quoted:
            pieces.append("")
        else:
            pieces[-1] += sign
    return pieces


def _caret_decoded(text: str) -> str:
    """Undo RFC 6868 escapes of parameter values."""
    if "^" not in text:
        return text
    return re.sub(r"\^([n^'])", lambda found: {"n": "\n", "^": "^", "'": '"'}[found[1]], text)


def _from_bytes(data: bytes, charset: str, encoding: str) -> str:
    for name in (charset.strip(), "utf-8", encoding, "cp1252"):
        if not name:
            continue
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("latin-1")


def unescaped(value: str) -> str:
    r"""Undo ``\n``, ``\,``, ``\;``, ``\:`` and ``\\``; any other backslash stays."""
    if "\\" not in value:
        return value
    return re.sub(r"\\([nN,;:\\])", lambda found: "\n" if found[1] in "nN" else found[1], value)


def components(value: str, mark: str = ";") -> list[str]:
    """Split a structured value at ``mark`` where it is not escaped, and undo the escapes."""
    if "\\" not in value:
        return [part.strip() for part in value.split(mark)]
    parts = [""]
    escaped = False
    for sign in value:
        if escaped:
            parts[-1] += "\\" + sign
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == mark:
            parts.append("")
        else:
            parts[-1] += sign
    if escaped:
        parts[-1] += "\\"
    return [unescaped(part).strip() for part in parts]
