"""What every message can say: of its client, of its studio, of who writes."""

from __future__ import annotations

from safelight.clients.queries.addressee import Addressee
from safelight.foundation.actions import Context
from safelight.messaging.queries.sender import SenderCard
from safelight.messaging.rules.facts import Fact
from safelight.messaging.rules.kinds import EVERYWHERE
from safelight.messaging.rules.merging import filled


def common_facts(context: Context, client: Addressee | None, sender: SenderCard, language: str) -> dict[str, Fact]:
    """Return the facts that messaging fills itself; without a client its fields are empty."""
    name = client.display_name if client else ""
    first = client.first_name if client and not client.is_organization else ""
    facts: dict[str, Fact] = {
        "client.greeting": first or name,
        "client.first_name": client.first_name if client else "",
        "client.last_name": client.last_name if client else "",
        "client.name": name,
        "client.number": str(client.number) if client else "",
        "studio.name": context.studio.name,
        "studio.phone": sender.phone,
        "studio.address": sender.address,
        "sender.name": context.actor.label if context.actor.kind == "person" else sender.effective_name,
    }
    plain = {name: str(value or "") for name, value in facts.items()}
    optional = [field.name for field in EVERYWHERE if field.optional]
    return {**facts, "studio.signature": filled(sender.signature_in(language), plain, optional)}
