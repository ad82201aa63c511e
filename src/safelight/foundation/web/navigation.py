"""What modules hang into the shared pages: menu entries, palette commands and searches, design samples.

A module registers in its ``AppConfig.ready``. Registering the very same thing twice is harmless; the same key with
something else is a mistake and raises.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Protocol, TypeAlias, TypeVar

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Words: TypeAlias = "str | Promise"
Place: TypeAlias = Literal["main", "settings", "person"]


class Keyed(Protocol):
    """A thing with a key and a place in an order."""

    @property
    def key(self) -> str:
        """The name no other thing of its kind has."""

    @property
    def order(self) -> int:
        """Lower comes first."""


T = TypeVar("T", bound=Keyed)


class Registry(Generic[T]):
    """Things by key, given back in their order."""

    def __init__(self) -> None:
        """Start empty."""
        self._things: dict[str, T] = {}

    def add(self, thing: T) -> T:
        """Keep a thing.

        Raises:
            ValueError: another thing has this key.
        """
        known = self._things.setdefault(thing.key, thing)
        if known != thing:
            message = f"Two things are registered as “{thing.key}”: {known!r} and {thing!r}. Give one another key."
            raise ValueError(message)
        return thing

    def all(self) -> list[T]:
        """Return everything, lowest order first, then by key."""
        return sorted(self._things.values(), key=lambda thing: (thing.order, thing.key))

    def drop(self, key: str) -> None:
        """Forget a thing; used by tests that registered it."""
        self._things.pop(key, None)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A place in the menu. ``icon`` is a Lucide name; ``place`` says which menu; no permission means everybody."""

    key: str
    label: Words
    icon: str
    url_name: str
    order: int = 100
    permission: str = ""
    place: Place = "main"


@dataclass(frozen=True, slots=True)
class PaletteCommand:
    """Something to do from the palette: an address (``url_name``) or a control of the page to press (a selector)."""

    key: str
    label: Words
    icon: str
    url_name: str = ""
    press: str = ""
    keywords: Words = ""
    shortcut: str = ""
    order: int = 100
    permission: str = ""
    drawer: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One hit of a palette search. With ``initials`` it shows a face (``hue`` 0 to 11), else the icon."""

    label: str
    url: str
    detail: str = ""
    icon: str = "file"
    initials: str = ""
    hue: int = 0
    drawer: bool = False


@dataclass(frozen=True, slots=True)
class PaletteSearch:
    """A search the palette asks, given the request and at least one letter; it answers at most ``limit`` findings."""

    key: str
    label: Words
    search: Callable[[HttpRequest, str], Sequence[Finding]]
    order: int = 100
    permission: str = ""
    limit: int = 7


@dataclass(frozen=True, slots=True)
class DesignSample:
    """A piece shown on the design page: a template of the module and the values it needs."""

    key: str
    title: Words
    template: str
    context: Callable[[], Mapping[str, Any]] = dict
    order: int = 100


def _nothing(permission: str) -> bool:
    return not permission


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at the page, as the furniture needs it. ``key`` separates the drafts of people sharing a machine."""

    signed_in: bool = False
    name: str = ""
    mail: str = ""
    studio: str = ""
    key: str = ""
    demo: bool = False
    may: Callable[[str], bool] = field(default=_nothing)

    @property
    def initials(self) -> str:
        """At most two letters for the face of this person."""
        words = (self.name or self.mail).split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


menu_entries: Registry[MenuEntry] = Registry()
palette_commands: Registry[PaletteCommand] = Registry()
palette_searches: Registry[PaletteSearch] = Registry()
design_samples: Registry[DesignSample] = Registry()


def _user_only(request: HttpRequest) -> Visitor:
    user = getattr(request, "user", None)
    return Visitor(signed_in=True, name=str(user), key=str(user.pk)) if user and user.is_authenticated else Visitor()


_visitor_of: list[Callable[[HttpRequest], Visitor]] = [_user_only]


def plug_visitor(visitor_of: Callable[[HttpRequest], Visitor]) -> None:
    """Let the module that knows people and permissions say who looks; the last one wins."""
    _visitor_of[:] = [visitor_of]


def visitor(request: HttpRequest) -> Visitor:
    """Return who looks at the page; asked once per request."""
    known = getattr(request, "_furniture_visitor", None)
    if not isinstance(known, Visitor):
        known = _visitor_of[0](request)
        request._furniture_visitor = known  # type: ignore[attr-defined]  # noqa: SLF001 - our own mark on the request
    return known


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A menu entry this person may see, with its address."""

    key: str
    label: Words
    icon: str
    url: str
    place: Place


def address(url_name: str) -> str:
    """Return the address behind a name, or nothing where this installation does not have it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def menu(request: HttpRequest) -> list[ShownEntry]:
    """Return the menu of this person, in order. Entries whose address does not exist are left out."""
    who = visitor(request)
    return [
        ShownEntry(entry.key, entry.label, entry.icon, url, entry.place)
        for entry in menu_entries.all()
        if who.may(entry.permission) and (url := address(entry.url_name))
    ]
