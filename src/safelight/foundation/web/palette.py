"""The command palette: what to do and what to find, grouped, rendered here and walked by `<command-palette>`."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.foundation.web.navigation import (
    Words,
    address,
    menu,
    palette_commands,
    palette_searches,
    visitor,
)

LONGEST_QUERY = 200
MOST_COMMANDS = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the palette."""

    id: str
    label: str
    url: str = ""
    press: str = ""
    detail: str = ""
    icon: str = "file"
    initials: str = ""
    hue: int = 0
    shortcut: str = ""
    drawer: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading."""

    key: str
    label: Words
    hits: tuple[Hit, ...]


def plain(words: object) -> str:
    """Return words without case and accents, for comparing.

    >>> plain("Élodie")
    'elodie'
    """
    split = unicodedata.normalize("NFKD", str(words)).casefold()
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def matches(query: str, *texts: object) -> bool:
    """Say whether every word of the query begins a word of the texts."""
    words = " ".join(plain(text) for text in texts).replace("-", " ").split()
    return all(any(word.startswith(part) for word in words) for part in plain(query).replace("-", " ").split())


def _commands(request: HttpRequest, query: str) -> tuple[Hit, ...]:
    who = visitor(request)
    hits = [
        Hit(f"go-{entry.key}", _("Go to %(place)s") % {"place": entry.label}, url=entry.url, icon=entry.icon)
        for entry in menu(request)
        if matches(query, entry.label, _("Go to %(place)s") % {"place": entry.label})
    ]
    for command in palette_commands.all():
        url = address(command.url_name) if command.url_name else ""
        if not who.may(command.permission) or not (url or command.press):
            continue
        if matches(query, command.label, command.keywords):
            hits.append(
                Hit(
                    f"do-{command.key}",
                    str(command.label),
                    url=url,
                    press=command.press,
                    icon=command.icon,
                    shortcut=command.shortcut,
                    drawer=command.drawer,
                )
            )
    return tuple(hits[:MOST_COMMANDS])


def groups(request: HttpRequest, query: str) -> Sequence[Group]:
    """Return what fits a query, found things before commands; an empty query shows the commands alone."""
    query = query.strip()[:LONGEST_QUERY]
    who = visitor(request)
    found = [
        Group(
            search.key,
            search.label,
            tuple(
                Hit(
                    f"{search.key}-{at}",
                    finding.label,
                    url=finding.url,
                    detail=finding.detail,
                    icon=finding.icon,
                    initials=finding.initials,
                    hue=finding.hue % 12,
                    drawer=finding.drawer,
                )
                for at, finding in enumerate(search.search(request, query)[: search.limit])
            ),
        )
        for search in (palette_searches.all() if query else ())
        if who.may(search.permission)
    ]
    found.append(Group("commands", _("Commands"), _commands(request, query)))
    return [group for group in found if group.hits]


@require_GET
@never_cache
def palette(request: HttpRequest) -> HttpResponse:
    """Answer the lines of the palette to a signed-in person; 401 tells the page that the session ended."""
    if not visitor(request).signed_in:
        return HttpResponse(status=401)
    query = request.GET.get("q", "")
    return render(request, "foundation/palette.html", {"groups": groups(request, query), "query": query.strip()})
