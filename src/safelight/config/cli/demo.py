"""`safelight demo`: the fictional demo studio."""

import click

from safelight.config.cli import django_ready
from safelight.config.cli.answers import answer, data_option, json_option


@click.command("demo")
@click.option(
    "--size",
    type=click.Choice(["small", "year", "large"]),
    default="small",
    show_default=True,
    help="How much life it has.",
)
@data_option
@json_option
def command(size: str, *, as_json: bool) -> None:
    """Make the fictional demo studio, always the same; nothing happens when it is there already."""
    demo = django_ready.module("safelight.config.demo")
    facts, made = demo.ensure(size)
    text = "\n".join(demo.sign_in_hint()) if made else f"The demo studio “{facts.slug}” is there already."
    answer({"slug": facts.slug, "created": made, "email": demo.OWNER, "password": demo.PASSWORD}, text, as_json=as_json)
