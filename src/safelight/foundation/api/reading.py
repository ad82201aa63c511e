"""Reading a request into a verb's input: path, query string, JSON body and the headers that matter."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError
from pydantic import BaseModel

from safelight.foundation.actions import InvalidInput, check_json
from safelight.foundation.api.plain_json import check_values, read_object, read_value
from safelight.foundation.api.refusals import LengthNeeded, Malformed, TooLarge, WrongType
from safelight.foundation.api.verbs import DRY_RUN, Shape
from safelight.foundation.callers import UnknownCaller

LONGEST_KEY = 255
_KEY = re.compile(rf"[\x21-\x7e]{{1,{LONGEST_KEY}}}")
_MOST_PARAMETERS = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request asks for: checked input, and how to carry it out."""

    data: BaseModel
    key: str
    dry_run: bool


def bearer_token(request: HttpRequest) -> str:
    """Return the token of ``Authorization: Bearer …`` (RFC 6750 §2.1).

    Raises:
        UnknownCaller: there is none.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or not token.isascii() or not token.isprintable():
        message = (
            "Send an API key of the studio in the header “Authorization: Bearer …”. "
            "Its owner makes one in the settings or with “safelight token create”."
        )
        raise UnknownCaller(message)
    return token


def read_wish(request: HttpRequest, shape: Shape, path: Mapping[str, str]) -> Wish:
    """Read what a request wants of a verb.

    Raises:
        ActionError: with the status that says what is wrong with the request.
    """
    query = _query(request)
    is_read = shape.door.method == "GET"
    key, dry_run = ("", False) if is_read else (_key(request), _dry_run(query, shape))
    rest = _from_query(query, shape) if is_read else _from_body(request, shape.extra_bytes)
    _no_stray_parameters(query, is_read=is_read)
    given_twice = sorted(set(rest) & set(shape.path))
    if given_twice:
        raise _invalid(dict.fromkeys(given_twice, "This stands in the address already."))
    data = {**rest, **{name: shape.path[name].read(text) for name, text in path.items()}}
    check_values(data)
    return Wish(check_json(shape.verb.input, json.dumps(data)), key, dry_run)


def _query(request: HttpRequest) -> dict[str, list[str]]:
    # Django's own reading replaces bytes that are no UTF-8; a door for programs says so instead.
    try:
        pairs = parse_qsl(
            request.META.get("QUERY_STRING", ""),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_PARAMETERS,
        )
    except ValueError:
        message = f"The query string must be UTF-8 with at most {_MOST_PARAMETERS} parameters."
        raise Malformed(message) from None
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        found[name].append(value)
    return dict(found)


def _from_query(query: dict[str, list[str]], shape: Shape) -> dict[str, Any]:
    """Take the verb's own parameters out of the query; what is left over is unknown."""
    data: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, field in shape.rest.items():
        values = query.pop(name, None)
        if values is None:
            continue
        if field.is_list:
            data[name] = [field.read(text) for text in values]
        elif len(values) > 1:
            wrong[name] = "Give this once."
        elif field.is_json and values[0][:1] in {"{", "["}:
            data[name] = read_value(values[0])
        else:
            data[name] = field.read(values[0])
    if wrong:
        raise _invalid(wrong)
    return data


def _no_stray_parameters(query: Mapping[str, list[str]], *, is_read: bool) -> None:
    if query:
        sentence = "There is no such field." if is_read else "There is no such parameter; fields go into the body."
        raise _invalid(dict.fromkeys((name.replace("\0", "?") for name in query), sentence))


def _dry_run(query: dict[str, list[str]], shape: Shape) -> bool:
    if not shape.can_dry_run or DRY_RUN not in query:
        return False
    values = query.pop(DRY_RUN)
    if values not in (["true"], ["false"]):
        raise _invalid({DRY_RUN: "Say true or false."})
    return values == ["true"]


def _key(request: HttpRequest) -> str:
    """Return the ``Idempotency-Key``, or nothing.

    The header's form follows draft-ietf-httpapi-idempotency-key-header; quotes of a structured string are part
    of the key.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return ""
    if not _KEY.fullmatch(key):
        message = f"An Idempotency-Key is 1 to {LONGEST_KEY} visible ASCII characters without spaces."
        raise Malformed(message)
    return key


def _from_body(request: HttpRequest, extra_bytes: int) -> dict[str, Any]:
    if request.META.get("HTTP_TRANSFER_ENCODING") and not request.META.get("CONTENT_LENGTH"):
        message = "Send the body in one piece with its Content-Length."
        raise LengthNeeded(message)
    body = bounded_body(request, extra_bytes)
    if not body:
        return {}
    _check_type(request)
    return read_object(body)


def bounded_body(request: HttpRequest, extra_bytes: int = 0) -> bytes:
    """Read the body, at most ``DATA_UPLOAD_MAX_MEMORY_SIZE`` and ``extra_bytes``.

    Raises:
        TooLarge: it is longer; nothing of it was read.
        Malformed: it is shorter than announced.
    """
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    most = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) + extra_bytes
    if length > most:
        message = f"The body is larger than the {most} bytes that are read here. Send less at once."
        raise TooLarge(message)
    try:
        body = request.read(length)
    except UnreadablePostError:
        body = b""
    if len(body) < length:
        message = "The body ended before its announced length."
        raise Malformed(message)
    return bytes(body)


def _check_type(request: HttpRequest) -> None:
    header = Message()
    header["Content-Type"] = request.META.get("CONTENT_TYPE") or "none/none"
    charset = str(header.get_param("charset") or "utf-8").lower()
    if header.get_content_type() != "application/json" or charset not in {"utf-8", "utf8"}:
        message = "Send the body as “Content-Type: application/json” in UTF-8."
        raise WrongType(message)
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        message = "Send the body uncompressed."
        raise WrongType(message)


def _invalid(fields: Mapping[str, str]) -> InvalidInput:
    return InvalidInput("Some fields need another value: " + ", ".join(sorted(fields)) + ".", fields=fields)
