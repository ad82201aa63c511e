"""Mail addresses in a cell: one or several, bare or as ``Name <a@b>``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# The form most mail systems accept (a dot-atom of RFC 5322 and a host name with a dot); letters of any script for RFC 6531.
_ADDRESS: Final = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]"
)
_SPLIT: Final = re.compile(
    r"\s*(?::::|[;,|\n])\s*|\s+(?:or|oder|ou|und|and|et|/)\s+|\s+(?=[^\s<>@]+@)|(?<=[a-z])/(?=[^/@]+@)"
)
_NAMED: Final = re.compile(r"^\s*[\"“']?(?P<name>[^<>\"”]*?)[\"”']?\s*<\s*(?P<address>[^<>\s]+)\s*>\s*$")
_LONGEST: Final = 254
_WRONG_HOSTS: Final[dict[str, str]] = {
    "gmial.com": "gmail.com",
    "gmai.com": "gmail.com",
    "gmal.com": "gmail.com",
    "gmail.co": "gmail.com",
    "gmail.cm": "gmail.com",
    "gmail.con": "gmail.com",
    "gnail.com": "gmail.com",
    "gmail.de": "gmail.com",
    "googlemail.de": "googlemail.com",
    "hotmial.com": "hotmail.com",
    "hotmai.com": "hotmail.com",
    "hotmail.con": "hotmail.com",
    "homtail.com": "hotmail.com",
    "yaho.com": "yahoo.com",
    "yahooo.com": "yahoo.com",
    "yahoo.con": "yahoo.com",
    "yhaoo.com": "yahoo.com",
    "outlok.com": "outlook.com",
    "outllook.com": "outlook.com",
    "outlook.con": "outlook.com",
    "iclod.com": "icloud.com",
    "icloud.con": "icloud.com",
    "gmx.ed": "gmx.de",
    "gxm.de": "gmx.de",
    "wbe.de": "web.de",
    "web.ed": "web.de",
    "t-onlin.de": "t-online.de",
    "t-online.ed": "t-online.de",
    "orang.fr": "orange.fr",
    "comcast.ney": "comcast.net",
}


@dataclass(frozen=True, slots=True)
class ReadMails:
    """What a cell holds: addresses, names written beside them, and the pieces that are no address."""

    addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def read_mails(cell: str) -> ReadMails:
    """All mail addresses of a cell, in order, without repeats (letter case of the host lowered, the rest as written)."""
    if _ADDRESS.fullmatch(cell) is not None and len(cell) <= _LONGEST:
        return ReadMails((_tidy(cell),))
    addresses: dict[str, None] = {}
    names: list[str] = []
    unread: list[str] = []
    for piece in _pieces(cell):
        bare = piece.strip("'’` .,;<>()[]\"").removeprefix("mailto:").removeprefix("MAILTO:").removeprefix("Mailto:")
        bare = bare.split("?", 1)[0] if "mailto:" in piece.lower() else bare
        named = _NAMED.match(piece)
        if named is not None:
            bare = named["address"].removeprefix("mailto:")
        if _ADDRESS.fullmatch(bare) is not None and len(bare) <= _LONGEST:
            addresses[_tidy(bare)] = None
            if named is not None and named["name"].strip():
                names.append(named["name"].strip())
        else:
            unread.append(piece)
    return ReadMails(tuple(addresses), tuple(names), tuple(unread))


def looks_like_mail(text: str) -> bool:
    """Whether the whole text is one mail address."""
    return _ADDRESS.fullmatch(text) is not None


def likely_meant(address: str) -> str:
    """The address with a frequent typing slip of the host put right, or an empty string where none is seen."""
    local, _, host = address.rpartition("@")
    right = _WRONG_HOSTS.get(host.lower())
    return f"{local}@{right}" if right else ""


def _pieces(cell: str) -> list[str]:
    """The cell's parts; a comma inside ``"Smith, Anna" <a@b>`` does not part them."""
    if "<" in cell:
        return [piece.strip(" ,;\n") for piece in re.findall(r"[^<>]*<[^<>]*>|[^<>]+", cell) if piece.strip(" ,;\n")]
    return [piece for piece in (part.strip() for part in _SPLIT.split(cell)) if piece]


def _tidy(address: str) -> str:
    local, _, host = address.rpartition("@")
    return address if host.islower() else f"{local}@{host.lower()}"
