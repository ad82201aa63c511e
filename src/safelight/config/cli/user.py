"""`safelight user`: who may sign in."""

from __future__ import annotations

import sys

import click

from safelight.config.cli import django_ready
from safelight.config.cli.answers import answer, data_option, json_option


@click.group("user")
def command() -> None:
    """Make people, list them, and help one who forgot the password."""


@command.command("create")
@click.argument("email")
@click.option("--name", default="", help="How others see this person.")
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input; without one, use reset-link."
)
@data_option
@json_option
def create(email: str, name: str, *, password_stdin: bool, as_json: bool) -> None:
    """Make a person; studios are joined by invitation, or owned with `safelight studio create --owner`."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    person = django_ready.module("safelight.config.operator").new_person(email, name, password)
    answer({"id": person.id, "email": person.email}, f"{person.email} may sign in.", as_json=as_json)


@command.command("list")
@data_option
@json_option
def list_(*, as_json: bool) -> None:
    """List everybody who may sign in, with their studios and roles."""
    found = django_ready.module("safelight.config.operator").people()
    lines = [
        f"{person['email']:<40} {', '.join(f'{slug} ({role})' for slug, role in person['studios'].items()) or 'no studio'}"
        for person in found
    ]
    answer(found, "\n".join(lines) or "Nobody yet.", as_json=as_json)


@command.command("reset-link")
@click.argument("email")
@data_option
@json_option
def reset_link(email: str, *, as_json: bool) -> None:
    """Print a link with which this person sets a new password; hand it over yourself."""
    link = django_ready.module("safelight.config.operator").reset_link(email)
    answer({"link": link}, link, as_json=as_json)
