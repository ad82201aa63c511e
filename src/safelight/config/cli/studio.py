"""`safelight studio`: create and list studios."""

from __future__ import annotations

import sys

import click

from safelight.config.cli import django_ready
from safelight.config.cli.answers import Refused, answer, data_option, json_option


@click.group("studio")
def command() -> None:
    """Create and list the studios of this installation."""


@command.command("create")
@click.option("--name", required=True, help="Name of the studio.")
@click.option("--country", required=True, help="Two letters, such as US, GB or DE.")
@click.option("--currency", default="", help="Three letters.  [default: the country's]")
@click.option("--zone", default="", help="Time zone such as Europe/Berlin.  [default: the country's]")
@click.option(
    "--tax",
    "tax_habit",
    type=click.Choice(["", "included", "added", "none"]),
    default="",
    help="[default: the country's]",
)
@click.option("--photography", default="portrait", show_default=True, help="What is photographed most.")
@click.option("--seats", type=click.IntRange(1), help="How many people may work at once.  [default: no limit]")
@click.option("--owner", default="", metavar="MAIL", help="Who owns it; made if there is no such person.")
@click.option("--owner-name", default="", help="Name of a person who is made.")
@click.option("--password-stdin", is_flag=True, help="Read the owner's password from standard input.")
@data_option
@json_option
def create(  # noqa: PLR0913, PLR0917 - one option each
    name: str,
    country: str,
    currency: str,
    zone: str,
    tax_habit: str,
    photography: str,
    seats: int | None,
    owner: str,
    owner_name: str,
    *,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """Create a studio, and its owner if one is named."""
    if password_stdin and not owner:
        sentence = "--password-stdin belongs to --owner MAIL."
        raise Refused(sentence)
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else ""
    operator = django_ready.module("safelight.config.operator")
    answers = {
        "name": name,
        "country": country,
        "currency": currency,
        "zone": zone,
        "tax_habit": tax_habit,
        "photography": photography,
        "seats": seats,
    }
    facts = operator.new_studio(answers, owner=owner, owner_name=owner_name, password=password)
    data = {"slug": facts.slug, "id": facts.id, "name": facts.name, "currency": facts.currency, "zone": facts.zone}
    text = f"“{facts.name}” is there; other commands call it --studio {facts.slug}."
    answer(data, text, as_json=as_json)


@command.command("list")
@data_option
@json_option
def list_(*, as_json: bool) -> None:
    """List the studios of this installation."""
    queries = django_ready.module("safelight.accounts.queries")
    found = [{"slug": slug, "name": name, "id": identifier} for identifier, slug, name in queries.all_studios()]
    text = "\n".join(f"{studio['slug']:<30} {studio['name']}" for studio in found)
    answer(found, text or "There is no studio yet.", as_json=as_json)
