"""`safelight mcp`: the door for AI assistants, over standard input and output."""

from __future__ import annotations

import os

import click

from safelight.config.cli import django_ready
from safelight.config.cli.answers import Refused, data_option
from safelight.config.cli.studio_choice import chosen_studio, studio_option

TOKEN_VARIABLE = "SAFELIGHT_TOKEN"  # noqa: S105 - a name, no secret


@click.command("mcp")
@studio_option
@click.option("--role", default="", help="Act with a built-in role: owner, manager, photographer, receptionist…")
@click.option(
    "--token",
    default="",
    help=f"Act as this API key instead. Better put it into {TOKEN_VARIABLE}: other users of the machine can read "
    "arguments.",
)
@data_option
def command(studio: str, role: str, token: str) -> None:
    """Serve the Model Context Protocol to the program that started this command.

    Every verb the role or key permits is a tool. docs/mcp.md shows how a desktop program is told to start it.
    """
    token = token or os.environ.get(TOKEN_VARIABLE, "")
    if bool(role) == bool(token):
        sentence = f"Say whose permissions count: either --role, or a key in {TOKEN_VARIABLE} (or --token)."
        raise Refused(sentence)
    if token and studio:
        sentence = "A key belongs to one studio already; leave out --studio."
        raise Refused(sentence)
    who = django_ready.module("safelight.assistant.who")
    stdio = django_ready.module("safelight.assistant.stdio")
    if token:
        stdio.serve_stdio(who.by_token(token))
        return
    try:
        caller = who.by_role(chosen_studio(studio), role)
    except ValueError as error:
        raise Refused(str(error)) from None
    stdio.serve_stdio(caller)
