"""`safelight journal`: what was done, and whether the record of it is whole."""

from __future__ import annotations

import click

from safelight.config.cli import django_ready
from safelight.config.cli.answers import answer, data_option, json_option
from safelight.config.cli.studio_choice import chosen_studio, studio_option

DONE, BROKEN = 0, 1


@click.group("journal")
def command() -> None:
    """Check the journal."""


@command.command("verify")
@studio_option
@data_option
@json_option
def verify(studio: str, *, as_json: bool) -> int:
    """Read a studio's journal from its first line and say whether every link holds.

    Exit status 1: the chain is broken; the answer names the first line that was changed, removed or slipped in.
    """
    facts = chosen_studio(studio)
    journal = django_ready.module("safelight.foundation.journal")
    tenancy = django_ready.module("safelight.foundation.tenancy")
    with tenancy.studio_scope(facts.id):
        count, broken = journal.verify()
    data = {
        "studio": facts.slug,
        "lines": count,
        "whole": broken is None,
        "break": {"line": broken.sequence, "reason": broken.reason} if broken else None,
    }
    text = (
        f"The journal of {facts.slug} is whole: {count} lines."
        if broken is None
        else f"The journal of {facts.slug} is broken at line {broken.sequence}: {broken.reason}."
    )
    answer(data, text, as_json=as_json)
    return DONE if broken is None else BROKEN
