"""`--studio SLUG` of the commands: which studio is meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from safelight.config.cli import django_ready
from safelight.config.cli.answers import Refused

if TYPE_CHECKING:
    from safelight.foundation.actions import StudioFacts

F = TypeVar("F", bound=Callable[..., Any])


def studio_option(function: F) -> F:
    """Give a command `--studio SLUG`, as the argument `studio` (empty when not given)."""
    return click.option(
        "--studio", default="", metavar="SLUG", help="Which studio; may be left out where there is only one."
    )(function)


def chosen_studio(slug: str) -> StudioFacts:
    """Return the studio of that slug, or the only one there is.

    Raises:
        Refused: there is none of that slug, or it cannot be left out.

    """
    queries = django_ready.module("safelight.accounts.queries")
    known = [found for _, found, _ in queries.all_studios()]
    if not slug and len(known) != 1:
        sentence = (
            f"Say which studio is meant with --studio. These exist: {', '.join(sorted(known))}."
            if known
            else "There is no studio yet. Create one with `safelight studio create`."
        )
        raise Refused(sentence)
    try:
        found: StudioFacts = queries.studio_by_slug(slug or known[0])
    except LookupError as error:
        raise Refused(str(error)) from None
    return found
