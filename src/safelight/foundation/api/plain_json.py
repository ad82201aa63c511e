"""Reading JSON from strangers: whatever a database or a program could stumble over is refused before it gets there.

RFC 8259 leaves duplicate names, huge numbers and lone surrogates to each reader (§4, §6, §8.2); RFC 7493 (I-JSON)
forbids them, and so does this reader. NUL is refused because PostgreSQL text cannot hold it.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from safelight.foundation.actions import InvalidInput
from safelight.foundation.api.refusals import Malformed

MOST_LEVELS = 32
LARGEST = 2**63 - 1
_LONGEST_NUMBER = 60
_EXACT = 2**53


def read_object(body: bytes) -> dict[str, Any]:
    """Read a JSON object.

    Raises:
        Malformed: it is no UTF-8, no JSON, or no object.
        InvalidInput: a value in it can be stored nowhere.
    """
    value = read_value(_text(body))
    if not isinstance(value, dict):
        message = "Send one JSON object in braces, such as {}."
        raise Malformed(message)
    return value


def read_value(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """Read any JSON value; see :func:`read_object`."""
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_number, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        message = f"This is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        raise Malformed(message) from None
    except RecursionError:
        raise _too_deep() from None
    check_values(value)
    return value


def check_values(value: Any, path: tuple[str, ...] = ()) -> None:  # noqa: ANN401 - any JSON value
    """Look at every string and number of a value.

    Raises:
        Malformed: it is nested too deeply.
        InvalidInput: a string holds NUL or half a character, or a whole number is beyond 64 bits.
    """
    if len(path) > MOST_LEVELS:
        raise _too_deep()
    if isinstance(value, str):
        _check_string(value, path)
    elif isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        raise _bad(path, "This number is too large.")
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_string(key, path)
            check_values(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            check_values(item, (*path, str(index)))


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"The body must be UTF-8; byte {error.start + 1} is not."
        raise Malformed(message) from None


def _check_string(value: str, path: tuple[str, ...]) -> None:
    if "\0" in value:
        raise _bad(path, "Text cannot hold the character NUL.")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise _bad(path, "This text holds half a character (a lone surrogate).")


def _bad(path: tuple[str, ...], sentence: str) -> InvalidInput:
    # The keys of the path may themselves be what cannot be written.
    where = ".".join(path).encode("utf-8", "replace").decode().replace("\0", "?") or "body"
    return InvalidInput(f"{where}: {sentence}", fields={where: sentence})


def _too_deep() -> Malformed:
    return Malformed(f"This is nested deeper than {MOST_LEVELS} levels.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "A name stands twice in one object; each may stand once."
        raise Malformed(message)
    return found


def _no_constant(name: str) -> Any:  # noqa: ANN401 - never returns
    message = f"{name} is no JSON number."
    raise Malformed(message)


def _integer(digits: str) -> int:
    # Python itself refuses thousands of digits with a ValueError; nothing here needs that many.
    if len(digits) > _LONGEST_NUMBER:
        message = "A number has too many digits."
        raise Malformed(message)
    return int(digits)


def _number(digits: str) -> float | int:
    value = float(digits) if len(digits) <= _LONGEST_NUMBER else float("inf")
    # A binary number that no longer is what was written would change somebody's amount without a word.
    if value in (float("inf"), float("-inf")) or Decimal(digits) != Decimal(repr(value)):
        message = "A number has more digits than can be kept exactly. Write exact amounts as text."
        raise Malformed(message)
    # To JSON Schema 3.0 is a whole number (2020-12 validation §6.1.1).
    return int(value) if value.is_integer() and abs(value) < _EXACT else value
