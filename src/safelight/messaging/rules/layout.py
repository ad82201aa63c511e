"""From one text to the two parts of a mail: plain text as it is, and HTML of paragraphs, breaks and links."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from typing import Final

from safelight.messaging.rules.links import addresses_in, may_link

# Mail readers know no style sheets worth speaking of: everything stands on the elements, and nothing is fetched.
_PAGE: Final = "margin:0;padding:24px 12px;background:#f6f6f4;color:#1c1c1a;font:16px/1.55 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_SHEET: Final = (
    "max-width:600px;margin:0 auto;background:#ffffff;border:1px solid #e4e4df;border-radius:8px;padding:28px 28px 20px"
)
_TEXT: Final = "margin:0 0 16px"
_LINK: Final = "color:#7a3e12"
_FOOT: Final = "margin:24px 0 0;padding:16px 0 0;border-top:1px solid #e4e4df;color:#5c5c57;font-size:13px"
_NAME: Final = "margin:0 0 20px;font-size:18px;font-weight:600"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; with ``href`` it is a link."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A mail's two parts."""

    text: str
    html: str


def paragraphs(text: str, hosts: Collection[str]) -> list[list[list[Piece]]]:
    """Return a text as paragraphs of lines of pieces; addresses of ``hosts`` are links, all others stay text."""
    parts = [part.strip("\n") for part in text.replace("\r\n", "\n").split("\n\n")]
    return [[_pieces(line, hosts) for line in part.split("\n")] for part in parts if part.strip()]


def laid_out(*, head: str, body: str, foot: str, language: str, hosts: Collection[str]) -> Laid:
    """Return both parts of a mail: ``head`` is the studio's name, ``foot`` its name and address."""
    text = f"{body}\n\n-- \n{foot}\n" if foot else f"{body}\n"
    shown = "".join(f'<p style="{_TEXT}">{_lines(part)}</p>' for part in paragraphs(body, hosts))
    below = "".join(f'<p style="{_FOOT}">{_lines(part)}</p>' for part in paragraphs(foot.replace("\n\n", "\n"), hosts))
    html = (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light"><title></title></head>'
        f'<body style="{_PAGE}"><div style="{_SHEET}"><p style="{_NAME}">{escape(head)}</p>{shown}{below}</div></body></html>\n'
    )
    return Laid(text, html)


def _lines(part: list[list[Piece]]) -> str:
    return "<br>".join("".join(map(_html, line)) for line in part)


def _html(piece: Piece) -> str:
    text = escape(piece.text)
    return f'<a href="{escape(piece.href)}" style="{_LINK}">{text}</a>' if piece.href else text


def _pieces(line: str, hosts: Collection[str]) -> list[Piece]:
    pieces, done = [], 0
    for start, end, address in addresses_in(line):
        if not may_link(address, hosts):
            continue
        if start > done:
            pieces.append(Piece(line[done:start]))
        pieces.append(Piece(address, address))
        done = end
    if done < len(line) or not pieces:
        pieces.append(Piece(line[done:]))
    return pieces
