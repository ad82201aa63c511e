"""`safelight books`: whether the ledger is whole, and adding its day totals up anew."""

from __future__ import annotations

import click

from safelight.config.cli import django_ready
from safelight.config.cli.answers import answer, data_option, json_option
from safelight.config.cli.studio_choice import chosen_studio, studio_option

DONE, BROKEN = 0, 1


@click.group("books")
def command() -> None:
    """Check the ledger."""


@command.command("verify")
@studio_option
@data_option
@json_option
def verify(studio: str, *, as_json: bool) -> int:
    """Add a studio's ledger up from its first line and say whether everything kept beside it agrees.

    Exit status 1: an entry lacks lines or does not balance, a day total is wrong, or a number is missing.
    """
    facts = chosen_studio(studio)
    books = django_ready.module("safelight.books.queries")
    tenancy = django_ready.module("safelight.foundation.tenancy")
    with tenancy.studio_scope(facts.id):
        found = books.verify()
    text = (
        f"The ledger of {facts.slug} is whole: {found.lines} lines in {found.entries} entries."
        if found.whole
        else f"The ledger of {facts.slug} is broken: {found.problem}."
    )
    answer({"studio": facts.slug, **found.model_dump()}, text, as_json=as_json)
    return DONE if found.whole else BROKEN
