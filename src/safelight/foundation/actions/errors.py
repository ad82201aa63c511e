"""How an action says no. Each kind has one HTTP status, used alike by pages, API and MCP."""

from __future__ import annotations

from collections.abc import Mapping


class ActionError(Exception):
    """An action was not carried out; nothing was changed.

    ``code`` is stable for programs, ``message`` is a sentence for people, ``fields`` maps a field path
    (``emails.0.address``) to what is wrong with it.
    """

    status = 400
    code = "refused"

    def __init__(self, message: str, *, code: str = "", fields: Mapping[str, str] | None = None) -> None:
        """Keep the sentence, the code and the field errors."""
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.fields = dict(fields or {})


class InvalidInput(ActionError):
    """The input does not have the form the action needs."""

    status = 422
    code = "invalid"


class Refused(ActionError):
    """The input is well formed but a rule of the studio forbids it."""

    status = 422
    code = "refused"


class NotFound(ActionError):
    """There is no such row in this studio; a row of another studio is answered in the very same way."""

    status = 404
    code = "not_found"

    def __init__(self, what: str = "record") -> None:
        """Name the kind of thing that was not found."""
        super().__init__(f"There is no such {what}. It may have been removed, or the address is mistyped.")


class Forbidden(ActionError):
    """The person or key may not do this."""

    status = 403
    code = "forbidden"


class Conflict(ActionError):
    """Somebody else changed the same thing meanwhile, or the thing is in a state that forbids this."""

    status = 409
    code = "conflict"


class KeyReused(ActionError):
    """An idempotency key came again with another body."""

    status = 422
    code = "key_reused"
