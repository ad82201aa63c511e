"""Refusals that belong to HTTP: raised by the API itself, answered like an action's own."""

from __future__ import annotations

from collections.abc import Mapping

from safelight.foundation.actions import ActionError


class HttpRefusal(ActionError):
    """A refusal with headers of its own."""

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the headers beside the sentence."""
        super().__init__(message, code=code, fields=fields)
        self.headers = dict(headers or {})


class Malformed(HttpRefusal):
    """What came is not readable at all: no JSON, no UTF-8, no such header value (RFC 9110 §15.5.1)."""

    status = 400
    code = "malformed"


class NoSuchAddress(HttpRefusal):
    """Nothing is served at this path."""

    status = 404
    code = "no_such_address"


class WrongMethod(HttpRefusal):
    """The path exists, the method does not; ``Allow`` names those that do (RFC 9110 §15.5.6)."""

    status = 405
    code = "wrong_method"


class LengthNeeded(HttpRefusal):
    """A body came without its length (RFC 9110 §15.5.12)."""

    status = 411
    code = "length_needed"


class TooLarge(HttpRefusal):
    """The body is larger than this server reads (RFC 9110 §15.5.14)."""

    status = 413
    code = "too_large"


class WrongType(HttpRefusal):
    """The body is not JSON (RFC 9110 §15.5.16)."""

    status = 415
    code = "wrong_type"


class TooMany(HttpRefusal):
    """This key asked too often; ``Retry-After`` says when to come back (RFC 6585 §4)."""

    status = 429
    code = "too_many"


class Failed(HttpRefusal):
    """An error of the program; the request's name leads to it in the logs."""

    status = 500
    code = "failed"


class Busy(HttpRefusal):
    """The database cannot be reached or gave way to another request; the same request may be sent again."""

    status = 503
    code = "busy"
