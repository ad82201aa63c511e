"""Light, dark or as the system says: kept in a cookie, so that the first paint is already right."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from safelight.foundation.web.access import public

COOKIE = "theme"
THEMES = {"light": "safelight", "dark": "safelight-dark", "system": ""}
A_YEAR = 31_536_000


@public
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back; the way without scripts. An unknown choice means ``system``."""
    choice = request.POST.get("theme", "")
    back = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    answer.set_cookie(
        COOKIE,
        choice if choice in THEMES else "system",
        max_age=A_YEAR,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )
    return answer
