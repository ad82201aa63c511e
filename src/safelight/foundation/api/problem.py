"""Refusals as ``application/problem+json`` (RFC 9457), the one form of every error of the API."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from safelight.foundation.actions import ActionError
from safelight.foundation.api.refusals import HttpRefusal
from safelight.foundation.callers import UnknownCaller

MEDIA_TYPE = "application/problem+json"
TITLES = {
    HTTPStatus.CONFLICT: "Conflict",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Not accepted",
    HTTPStatus.UNAUTHORIZED: "A key is needed",
    HTTPStatus.FORBIDDEN: "Not allowed",
}


def problem(refusal: ActionError, request_id: str) -> dict[str, Any]:
    """Return the members of the problem document.

    ``type`` stays ``about:blank`` (RFC 9457 §4.2.1): programs tell problems apart by ``code``.
    """
    status = HTTPStatus(refusal.status)
    return {
        "type": "about:blank",
        "title": TITLES.get(status, status.phrase),
        "status": int(status),
        "detail": refusal.message,
        "code": refusal.code,
        "fields": refusal.fields,
        "request_id": request_id,
    }


def problem_response(refusal: ActionError, request_id: str) -> HttpResponse:
    """Return the answer to a refused request, with the headers its status asks for."""
    response = HttpResponse(
        json.dumps(problem(refusal, request_id), ensure_ascii=False), status=refusal.status, content_type=MEDIA_TYPE
    )
    if isinstance(refusal, UnknownCaller):
        # RFC 6750 §3: a client is told which scheme is spoken here.
        response.headers["WWW-Authenticate"] = 'Bearer realm="Safelight"'
    if isinstance(refusal, HttpRefusal):
        for name, value in refusal.headers.items():
            response.headers[name] = value
    return response


# The JSON schema of what `problem` returns.
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Why nothing was done (RFC 9457).",
    "required": ["type", "title", "status", "detail", "code", "fields", "request_id"],
    "properties": {
        "type": {"type": "string", "description": "Always about:blank; tell problems apart by code."},
        "title": {"type": "string", "description": "The kind of problem in a few words."},
        "status": {"type": "integer", "description": "The HTTP status once more."},
        "detail": {"type": "string", "description": "A sentence for people: what is wrong and what to do."},
        "code": {"type": "string", "description": "A stable word for programs, such as invalid or not_found."},
        "fields": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "Field path (emails.0.address) to what is wrong with it.",
        },
        "request_id": {"type": "string", "description": "The name of this request in the logs and the journal."},
    },
}
