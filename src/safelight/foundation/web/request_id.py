"""A name for each request, in its answer, its log lines and its journal lines."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from safelight.foundation.ids import new_id

log = logging.getLogger("safelight.requests")
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    """Takes a proxy's ``X-Request-ID`` if it is harmless, makes one otherwise, and logs slow or failed requests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Name the request; the route, never the address, goes to the log."""
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _GIVEN.fullmatch(given) else new_id().hex
        request.META["SAFELIGHT_REQUEST_ID"] = request_id
        started = time.perf_counter()
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id
        match = request.resolver_match
        log.log(
            logging.WARNING if response.status_code >= 500 else logging.DEBUG,  # noqa: PLR2004 - server errors
            "request answered",
            extra={
                "request_id": request_id,
                "method": request.method,
                "route": match.route if match else "",
                "status_code": response.status_code,
                "duration_ms": round((time.perf_counter() - started) * 1000, 1),
            },
        )
        return response


def request_id(request: HttpRequest) -> str:
    """Return the request's name."""
    return str(request.META.get("SAFELIGHT_REQUEST_ID", ""))
