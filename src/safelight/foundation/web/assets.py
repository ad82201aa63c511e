"""Where the built front end lies: reads the manifest that the build wrote beside its hashed files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

DIST = Path(__file__).resolve().parent.parent / "static" / "foundation" / "dist"
FOLDER = "foundation/dist/"
# The one font file every page needs at once; the other scripts are fetched only by pages that use them.
EAGER_FONT = "inter-latin-wght-normal"


class FrontEndMissing(Exception):
    """The front end was not built, or the entry is not in it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One built entry; paths are relative to the static folder."""

    script: str
    styles: tuple[str, ...]
    fonts: tuple[str, ...]


def read_manifest(path: Path) -> dict[str, Entry]:
    """Return the entries of a Vite manifest by the name of their source.

    Raises:
        FrontEndMissing: there is no manifest, or it is not readable.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = (
            f"The front end is not built: {path} is missing or unreadable. "
            "Run `make setup`, or `npm install && npm run build` in the folder frontend."
        )
        raise FrontEndMissing(message) from error
    return {
        source: Entry(
            script=FOLDER + chunk["file"],
            styles=tuple(FOLDER + name for name in chunk.get("css", ())),
            fonts=tuple(FOLDER + name for name in chunk.get("assets", ()) if EAGER_FONT in name),
        )
        for source, chunk in raw.items()
        if chunk.get("isEntry")
    }


@lru_cache(maxsize=8)
def _remembered(path: Path) -> dict[str, Entry]:
    return read_manifest(path)


def entry(source: str) -> Entry:
    """Return a built entry; read anew each time while developing, once otherwise.

    Raises:
        FrontEndMissing: not built, or no such entry.
    """
    path = DIST / "manifest.json"
    entries = read_manifest(path) if settings.DEBUG else _remembered(path)
    if source not in entries:
        message = f"The front end has no entry {source}; it has {', '.join(sorted(entries)) or 'none'}. Build it again."
        raise FrontEndMissing(message)
    return entries[source]


def tags(source: str, nonce: str = "") -> SafeString:
    """Return the HTML that loads an entry: its font, its style sheets, its script (a module, so it never blocks)."""
    built = entry(source)
    guard = format_html(' nonce="{}"', nonce) if nonce else ""
    parts = (
        format_html_join(
            "",
            '<link rel="preload" as="font" type="font/woff2" href="{}" crossorigin>',
            ((static(name),) for name in built.fonts),
        ),
        format_html_join("", '<link rel="stylesheet" href="{}"{}>', ((static(n), guard) for n in built.styles)),
        format_html('<script type="module" src="{}"{}></script>', static(built.script), guard),
    )
    return format_html_join("", "{}", ((part,) for part in parts))
