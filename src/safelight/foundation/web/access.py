"""Who may reach a view. Closed is the default: a view without a mark is for people at work in a studio.

The middleware of ``accounts`` reads the marks and puts the context on the request; views ask for it here, so that
no module has to know who found it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from django.http import HttpRequest

from safelight.foundation.actions.context import Context

View = TypeVar("View", bound=Callable[..., object])
_MARK = "safelight_access"


class Access(Enum):
    """Whom a view expects."""

    PUBLIC = "public"
    """Anybody; the view asks itself who calls, by a key or a link."""

    PERSON = "person"
    """A signed-in person, with or without a studio, and without taking a seat: their own account."""

    STUDIO = "studio"
    """A person at work in a studio they belong to, on a seat."""


def public(view: View) -> View:
    """Open a view to everybody."""
    setattr(view, _MARK, Access.PUBLIC)
    return view


def personal(view: View) -> View:
    """Open a view to every signed-in person, whether or not they are in a studio or hold a seat."""
    setattr(view, _MARK, Access.PERSON)
    return view


def access_of(view: Callable[..., object]) -> Access:
    """Return whom a view expects."""
    found = getattr(view, _MARK, Access.STUDIO)
    return found if isinstance(found, Access) else Access.STUDIO


def maybe_context(request: HttpRequest) -> Context | None:
    """Return who acts in which studio in this request, or None outside a studio."""
    found = getattr(request, "context", None)
    return found if isinstance(found, Context) else None


def context_of(request: HttpRequest) -> Context:
    """Return who acts in which studio in this request.

    Raises:
        LookupError: the view is open to people outside a studio and this one is.
    """
    found = maybe_context(request)
    if found is None:
        message = "This request belongs to no studio. Views marked public or personal must ask maybe_context()."
        raise LookupError(message)
    return found
