"""The one view behind every address of the API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from safelight.foundation.actions import (
    Action,
    Context,
    Empty,
    Outcome,
    Query,
    ask,
    permit,
    run,
)
from safelight.foundation.api.failures import refusal_of
from safelight.foundation.api.pace import Pace
from safelight.foundation.api.problem import problem_response
from safelight.foundation.api.reading import Wish, bearer_token, read_wish
from safelight.foundation.api.refusals import NoSuchAddress, WrongMethod
from safelight.foundation.api.verbs import METHODS, Shape, is_closed
from safelight.foundation.callers import callers
from safelight.foundation.web.request_id import request_id

REPLAY_HEADER = "Idempotent-Replay"
DRY_RUN_HEADER = "Dry-Run"
UNDO_HEADER = "Safelight-Undo"
_LONGEST_UNDO = 4096
_pace = Pace()


class Endpoint:
    """Answers the methods of one path.

    It carries ``csrf_exempt`` because the only thing it believes is a bearer key in a header, which no browser
    sends by itself; a signed-in session opens nothing here, so there is nothing to forge.
    """

    csrf_exempt: ClassVar[bool] = True

    def __init__(self, path: str, shapes: Mapping[str, Shape], pace: Pace = _pace) -> None:
        """Serve ``shapes`` by method."""
        self.path, self.shapes, self.pace = path, shapes, pace

    @property
    def allowed(self) -> str:
        """The value of ``Allow``."""
        methods = [method for method in METHODS if method in self.shapes]
        return ", ".join([*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"])

    def __call__(self, request: HttpRequest, **path: str) -> HttpResponse:
        """Answer a request; a refusal of any kind is a problem document."""
        name = request_id(request)
        try:
            response = self.answer(request, path)
        except Exception as error:  # noqa: BLE001 - the last door: every failure gets the same form
            response = problem_response(refusal_of(error, name), name)
        response.headers["Cache-Control"] = "no-store"
        return response

    def answer(self, request: HttpRequest, path: Mapping[str, str]) -> HttpResponse:
        """Carry a request out.

        Raises:
            ActionError: it is refused.
        """
        method = "GET" if request.method == "HEAD" else request.method or ""
        if method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": self.allowed})
        shape = self.shapes.get(method)
        if shape is None:
            message = f"{request.method} is not possible here. These are: {self.allowed}."
            raise WrongMethod(message, headers={"Allow": self.allowed})
        context = callers().of_bearer(bearer_token(request), request_id(request))
        self.pace.take((context.studio.id, context.actor.kind, context.actor.id))
        permit(shape.verb, context)
        return _carry_out(shape, context, read_wish(request, shape, path))


def no_such_address(request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001 - the path that was asked for
    """Answer every other path below the API in its own form."""
    message = "Nothing is served at this address. The list of addresses is at /api/v1/openapi.json."
    return problem_response(NoSuchAddress(message), request_id(request))


no_such_address.csrf_exempt = True  # type: ignore[attr-defined]  # Django's own mark; it changes nothing


def _carry_out(shape: Shape, context: Context, wish: Wish) -> HttpResponse:
    verb = shape.verb
    if isinstance(verb, Query):
        return _response(verb, ask(verb, context, wish.data))
    outcome = run(verb, context, wish.data, key=wish.key, dry_run=wish.dry_run)
    response = _response(verb, outcome.value)
    if outcome.repeated:
        response.headers[REPLAY_HEADER] = "true"
    if outcome.dry_run:
        response.headers[DRY_RUN_HEADER] = "true"
    undo = _undo(outcome)
    if undo:
        response.headers[UNDO_HEADER] = undo
    return response


def _response(verb: Action[BaseModel, BaseModel] | Query[BaseModel, BaseModel], value: BaseModel) -> HttpResponse:
    if verb.output is Empty:
        return HttpResponse(status=204)
    return HttpResponse(value.model_dump_json(), content_type="application/json")


def _undo(outcome: Outcome[BaseModel]) -> str:
    """Return the verb that takes this back, as JSON in ASCII; a header is no place for a long one."""
    if outcome.undo is None or is_closed(outcome.undo[0]):
        return ""
    name, data = outcome.undo
    text = json.dumps({"name": name, "data": data}, separators=(",", ":"), default=str)
    return text if len(text) <= _LONGEST_UNDO else ""
