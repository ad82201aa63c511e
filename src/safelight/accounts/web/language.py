"""The language a page is written in: the person's choice, else what the browser asks for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

SESSION_KEY = "language"
COOKIE = "language"


class LanguageMiddleware:
    """Activates the language for the length of a request.

    The person's choice is kept in the session when they sign in or change it, so that no page asks the database
    for it; before signing in a cookie holds it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Remember the next layer."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language found."""
        with translation.override(language_of(request)):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            answer = self._next(request)
            answer.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        patch_vary_headers(answer, ("Accept-Language",))
        return answer


def language_of(request: HttpRequest) -> str:
    """Return the language of a request: session, cookie, browser, in this order."""
    known = {code for code, _ in settings.LANGUAGES}
    for choice in (request.session.get(SESSION_KEY, ""), request.COOKIES.get(COOKIE, "")):
        if choice in known:
            return str(choice)
    return translation.get_language_from_request(request)
