"""What every page needs from the request: menu, person, theme, nonce. Lazy, so that a fragment pays for nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.utils.functional import cached_property

from safelight.foundation.web.navigation import ShownEntry, Visitor, address, menu, visitor
from safelight.foundation.web.theme import COOKIE, THEMES

TABS_ON_A_PHONE = 4


class Furniture:
    """The furniture of one page; templates read it as ``furniture``."""

    def __init__(self, request: HttpRequest) -> None:
        """Remember the request; nothing is asked yet."""
        self._request = request

    @cached_property
    def visitor(self) -> Visitor:
        """Who looks at the page."""
        return visitor(self._request)

    @cached_property
    def menu(self) -> list[ShownEntry]:
        """All entries this person may see."""
        return menu(self._request)

    @cached_property
    def nav(self) -> list[ShownEntry]:
        """The main menu."""
        return [entry for entry in self.menu if entry.place == "main"]

    @cached_property
    def settings_nav(self) -> list[ShownEntry]:
        """Entries about the studio itself."""
        return [entry for entry in self.menu if entry.place == "settings"]

    @cached_property
    def person_nav(self) -> list[ShownEntry]:
        """Entries about the person."""
        return [entry for entry in self.menu if entry.place == "person"]

    @cached_property
    def tabs(self) -> list[ShownEntry]:
        """What fits into the bar at the foot of a phone."""
        return self.nav[:TABS_ON_A_PHONE]

    @cached_property
    def theme_choice(self) -> str:
        """``light``, ``dark`` or ``system``, from the cookie."""
        choice = self._request.COOKIES.get(COOKIE, "system")
        return choice if choice in THEMES else "system"

    @cached_property
    def theme(self) -> str:
        """The name for ``data-theme``; empty when the system decides."""
        return THEMES[self.theme_choice]

    @property
    def nonce(self) -> str:
        """The nonce of this answer's content security policy."""
        # Asked for by str(): the lazy nonce of django-csp calls itself false until somebody reads it.
        return str(getattr(self._request, "csp_nonce", ""))

    @property
    def csrf(self) -> str:
        """The token that scripts send along; reading it also sets its cookie."""
        return get_token(self._request)

    @cached_property
    def sign_in(self) -> str:
        """The path of the sign-in page; a redirect to it means that the session ended."""
        return resolve_url(settings.LOGIN_URL)

    @cached_property
    def sign_out(self) -> str:
        """The address that ends the session, or nothing."""
        return address("account_logout") or address("sign_out")

    @cached_property
    def seat_beat(self) -> str:
        """Where an open page says that its person is still there, or nothing."""
        return address("seat_beat") if self.visitor.studio else ""

    @cached_property
    def import_address(self) -> str:
        """Where a list of clients is brought in, or nothing."""
        return address("imports")

    @cached_property
    def home(self) -> str:
        """The first page."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)


def furniture(request: HttpRequest) -> dict[str, Any]:
    """Context processor: put the furniture into every page."""
    return {"furniture": Furniture(request)}
