"""Which addresses in a message become links: those of the installation and of the studio's own websites alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final
from urllib.parse import urlsplit

_URL: Final = re.compile(r"https?://[^\s<>\"'“”«»]+", re.IGNORECASE)
_BEHIND: Final = ".,;:!?)]}…"
_HOST: Final = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def addresses_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield every web address of a text with its place; punctuation that ends a sentence is not part of it."""
    for match in _URL.finditer(text):
        address = match[0]
        while (
            address and address[-1] in _BEHIND and not (address[-1] == ")" and address.count("(") >= address.count(")"))
        ):
            if address.endswith("}}"):
                break
            address = address[:-1]
        yield match.start(), match.start() + len(address), address


def may_link(address: str, hosts: Collection[str]) -> bool:
    """Say whether an address may become a link: its host is one of ``hosts`` or below one; never with a name in it.

    ``hosts`` are lower-case host names; one with a port (``127.0.0.1:8000``) allows that port over plain http too.
    """
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.password is not None or "\\" in address or not address.isascii():
        return False
    if port is not None and f"{host}:{port}" in hosts:
        return parts.scheme in {"http", "https"}
    if port not in {None, 443} or parts.scheme != "https":
        return False
    return any(host == known or host.endswith(f".{known}") for known in hosts if ":" not in known)


def problems(text: str, hosts: Collection[str]) -> list[str]:
    """Return a sentence for every address of a text that leads elsewhere or has a merge field inside."""
    found = []
    for _, _, address in addresses_in(text):
        if "{{" in address or "}}" in address:
            found.append("A merge field cannot be a part of a web address: put the whole address there.")
        elif not may_link(address, hosts):
            found.append(
                f"“{address[:80]}” leads to another website. Messages link to the studio's own websites alone: add its"
                " host name under Message settings if it is one of them."
            )
    return list(dict.fromkeys(found))


def host_of(text: str) -> str:
    """Return the host name that a person typed, also when they pasted a whole address.

    Raises:
        ValueError: it is none; the sentence says what one looks like.
    """
    wanted = text.strip().lower()
    if "//" in wanted:
        wanted = urlsplit(wanted).hostname or ""
    wanted = wanted.split("/", 1)[0].removeprefix("www.").rstrip(".")
    try:
        wanted = wanted.encode("idna").decode() if not wanted.isascii() else wanted
    except UnicodeError:
        wanted = ""
    if not _HOST.fullmatch(wanted):
        message = f"“{text.strip()[:80]}” is not a host name. It should look like studio.example."
        raise ValueError(message)
    return wanted
