"""Whether the session still lives: asked by a page that was told it had ended, after signing in in another tab."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.foundation.web.access import public
from safelight.foundation.web.navigation import visitor


@public
@require_GET
@never_cache
def session_probe(request: HttpRequest) -> JsonResponse:
    """Answer a fresh form token to a signed-in person (200), nothing to others (401)."""
    if not visitor(request).signed_in:
        return JsonResponse({}, status=401)
    return JsonResponse({"token": get_token(request)})
