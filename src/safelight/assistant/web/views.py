"""The server over HTTP: the protocol's streamable HTTP transport with one JSON answer per request.

No session is kept and no stream is offered, which the transport allows (MCP 2025-11-25 “Transports”: a server may
answer a POST with application/json, and a GET with 405), so that it runs in the same web process as the pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from asgiref.sync import async_to_sync
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from safelight.assistant.server import server_for
from safelight.foundation import clock
from safelight.foundation.actions import Context, Forbidden
from safelight.foundation.api.failures import refusal_of
from safelight.foundation.api.pace import Pace
from safelight.foundation.api.problem import problem_response
from safelight.foundation.api.reading import bearer_token, bounded_body
from safelight.foundation.api.refusals import WrongMethod
from safelight.foundation.api.verbs import Verb, served
from safelight.foundation.callers import callers
from safelight.foundation.web.access import public
from safelight.foundation.web.request_id import request_id

ALLOWED = "POST, OPTIONS"
_pace = Pace()


# Only a bearer key in a header opens this, which no browser sends by itself: there is nothing to forge.
# ast-grep-ignore: csrf-exempt
@csrf_exempt
@public
def mcp(request: HttpRequest) -> HttpResponse:
    """Answer one message of the protocol."""
    name = request_id(request)
    try:
        response = _answer(request, served())
    except Exception as error:  # noqa: BLE001 - the last door: every failure gets the same form
        response = problem_response(refusal_of(error, name), name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, verbs: Sequence[Verb]) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ALLOWED})
    if request.method != "POST":
        message = "Send protocol messages with POST; no stream and no session is kept here."
        raise WrongMethod(message, headers={"Allow": ALLOWED})
    _check_origin(request)
    context = callers().of_bearer(bearer_token(request), request_id(request))
    _pace.take((context.studio.id, context.actor.kind, context.actor.id))
    return async_to_sync(_exchange)(verbs, context, _scope(request), bounded_body(request))


def _check_origin(request: HttpRequest) -> None:
    """Refuse messages that a foreign page made a browser send (MCP 2025-11-25 “Transports”, security warning)."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.get_host()}":
        message = "Messages from pages of other sites are not answered."
        raise Forbidden(message)


def _scope(request: HttpRequest) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": b"",
        "headers": [(name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in request.headers.items()],
    }


async def _exchange(verbs: Sequence[Verb], context: Context, scope: dict[str, Any], body: bytes) -> HttpResponse:
    """Hand one request to the protocol's own server and collect its one answer."""
    server = server_for(verbs, lambda: replace(context, now=clock.now()))
    manager = StreamableHTTPSessionManager(app=server, json_response=True, stateless=True)
    response = HttpResponse()
    parts: list[bytes] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:  # noqa: ANN401 - an ASGI message
        if message["type"] == "http.response.start":
            response.status_code = message["status"]
            for name, text in message["headers"]:
                response.headers[name.decode("latin-1")] = text.decode("latin-1")
        else:
            parts.append(message.get("body", b""))

    async with manager.run():
        await manager.handle_request(scope, receive, send)
    response.content = b"".join(parts)
    return response
