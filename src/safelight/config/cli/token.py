"""`safelight token`: keys for programs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import click

from safelight.config.cli import django_ready
from safelight.config.cli.answers import answer, data_option, json_option
from safelight.config.cli.studio_choice import chosen_studio, studio_option


@click.group("token")
def command() -> None:
    """Make, list and revoke the keys with which programs use /api/v1/ and MCP."""


@command.command("create")
@studio_option
@click.option("--role", required=True, help="Role the key acts with: owner, manager, photographer, … or an own role.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    metavar="PERMISSION",
    help="Allow only this permission of the role; may be given several times.",
)
@click.option(
    "--name", default="Command line", show_default=True, help="What the key is for, as it stands in the list."
)
@click.option("--days", type=click.IntRange(1, 3650), help="End after so many days.  [default: never]")
@data_option
@json_option
def create(  # noqa: PLR0913 - one option each
    studio: str, role: str, scopes: tuple[str, ...], name: str, days: int | None, *, as_json: bool
) -> None:
    """Make a key and print it; it is shown this one time only."""
    facts = chosen_studio(studio)
    operator, keys = _modules()
    ends = datetime.now(tz=UTC) + timedelta(days=days) if days else None
    made = operator.carry_out(
        keys.create_key, facts, {"name": name, "role": role, "scopes": scopes, "expires_at": ends}
    )
    data = {"token": made.token, "id": made.key.id, "studio": facts.slug, "role": role, "scopes": scopes}
    answer(data, made.token, as_json=as_json)


@command.command("list")
@studio_option
@data_option
@json_option
def list_(studio: str, *, as_json: bool) -> None:
    """List the keys of a studio; the secrets are not kept, so they cannot be shown."""
    facts = chosen_studio(studio)
    operator, _ = _modules()
    queries = django_ready.module("safelight.accounts.queries")
    cards = [card.model_dump(mode="json") for card in operator.carry_out(queries.list_keys, facts, {}).items]
    lines = [
        f"{card['id']}  …{card['hint']}  {card['role']:<14} {'revoked' if card['revoked_at'] else 'in use '}  {card['name']}"
        for card in cards
    ]
    answer(cards, "\n".join(lines) or "There are no keys.", as_json=as_json)


@command.command("revoke")
@click.argument("key_id", type=click.UUID)
@studio_option
@data_option
@json_option
def revoke(key_id: UUID, studio: str, *, as_json: bool) -> None:
    """Revoke a key; it opens nothing from now on."""
    facts = chosen_studio(studio)
    operator, keys = _modules()
    card = operator.carry_out(keys.revoke_key, facts, {"key_id": key_id})
    answer({"id": card.id, "revoked_at": card.revoked_at}, f"“{card.name}” is revoked.", as_json=as_json)


def _modules() -> tuple[Any, Any]:
    return django_ready.module("safelight.config.operator"), django_ready.module("safelight.accounts.actions")
