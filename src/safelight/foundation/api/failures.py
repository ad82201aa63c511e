"""What a program hears when something fails that nobody foresaw; pages have their own words for it."""

from __future__ import annotations

import logging

from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from psycopg_pool import PoolTimeout

from safelight.foundation.actions import ActionError, Conflict, InvalidInput
from safelight.foundation.api.refusals import Busy, Failed

log = logging.getLogger("safelight.api")


def refusal_of(error: Exception, name: str) -> ActionError:
    """Return what to answer to a failure inside request ``name``; what its text may quote stays out of answer and log."""
    if isinstance(error, ActionError):
        return error
    if isinstance(error, DataError):
        log.warning("a value did not fit its column", extra={"request_id": name}, exc_info=error)
        message = "A value is too long, too large or of a form that cannot be stored."
        return InvalidInput(message, code="not_storable")
    if isinstance(error, IntegrityError):
        log.warning("a constraint of the database refused a write", extra={"request_id": name}, exc_info=error)
        message = "This does not fit what is stored: it exists already, or something it refers to does not."
        return Conflict(message)
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout):
        log.warning("the database could not carry a request out", extra={"request_id": name}, exc_info=error)
        message = "The database is busy. Nothing was changed; send the same request again in a moment."
        return Busy(message, headers={"Retry-After": "1"})
    log.error("an API request failed", extra={"request_id": name}, exc_info=error)
    message = f"Safelight made a mistake; nothing was changed. The operator finds it in the logs under {name}."
    return Failed(message)
