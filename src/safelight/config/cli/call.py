"""`safelight call`: carry out any verb of the registry."""

from __future__ import annotations

import difflib
import json
import sys

import click

from safelight.config.cli import django_ready
from safelight.config.cli.answers import Refused, answer, json_option
from safelight.config.cli.studio_choice import chosen_studio, studio_option


@click.command("call")
@click.argument("name")
@studio_option
@click.option("--data", "given", default="{}", metavar="JSON|-", help="The input as JSON; - reads standard input.")
@click.option("--dry-run", is_flag=True, help="Try everything, show what would come out, and take it all back.")
@click.option("--key", default="", help="Idempotency key: the same key with the same input is carried out once.")
@json_option
def command(name: str, studio: str, given: str, key: str, *, dry_run: bool, as_json: bool) -> None:  # noqa: PLR0913 - one per option
    """Carry out one verb, such as clients.list, in the name of this machine's operator.

    The verbs and their inputs stand in docs/reference.md and in /api/v1/openapi.json. The data folder is taken
    from SAFELIGHT_DATA.
    """
    text = sys.stdin.read() if given == "-" else given
    facts = chosen_studio(studio)
    actions = django_ready.module("safelight.foundation.actions")
    verb = actions.find(name)
    if verb is None:
        raise Refused(_unknown(name, [*actions.actions(), *actions.queries()]))
    if dry_run and not (verb.is_write and verb.dry_run):
        sentence = f"“{name}” offers no dry run."
        raise Refused(sentence)
    context = actions.Context(facts, actions.system_actor("Command line"))
    plain_json = django_ready.module("safelight.foundation.api.plain_json")
    try:
        data = plain_json.read_object(text.encode())
        if verb.is_write:
            found = actions.run(verb, context, data, key=key, dry_run=dry_run).value
        else:
            found = actions.ask(verb, context, data)
    except actions.ActionError as refusal:
        fields = [f"{path}: {sentence}" for path, sentence in sorted(refusal.fields.items())]
        raise Refused("\n".join([refusal.message, *fields])) from None
    value = found.model_dump(mode="json")
    answer(value, json.dumps(value, ensure_ascii=False, indent=1), as_json=as_json)


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3)
    hint = f" Did you mean {', '.join(near)}?" if near else " docs/reference.md lists all."
    return f"There is no verb “{name}”.{hint}"
