"""Forms that a page of another site sends: refused by what the browser itself says, besides the form's token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from safelight.foundation.web.errors import answer

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# W3C Fetch Metadata: "none" is the person's own doing; "same-site" is another host below the same domain.
_ELSEWHERE = frozenset({"cross-site", "same-site"})


class OtherSitesMiddleware:
    """Refuses what a browser sends in a person's name for a page that is not ours.

    The form token does the same; this holds where a token got out. Doors for programs believe a key and no session,
    and carry Django's ``csrf_exempt``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Remember the next layer."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hand the request on."""
        return self._next(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let a request pass, or refuse it; what it carried is shown without a button to send it again."""
        if request.method in _SAFE or getattr(view, "csrf_exempt", False):
            return None
        if request.headers.get("Sec-Fetch-Site") not in _ELSEWHERE:
            return None
        return answer(
            request,
            403,
            title=_("This form came from another site"),
            detail=_("Nothing was changed. Open Safelight itself and do it there."),
            code="other_site",
        )
