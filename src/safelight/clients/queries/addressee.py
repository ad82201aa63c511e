"""What a message needs to know of a client, in two queries."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from safelight.clients.models import Client, Email
from safelight.clients.rules.draft import ClientKind
from safelight.foundation.actions import NotFound


@dataclass(frozen=True, slots=True)
class Addressee:
    """A client as the one a message is for; ``mails`` in the order a person gave them, ``language`` may be empty."""

    id: UUID
    number: int
    display_name: str
    first_name: str
    last_name: str
    is_organization: bool
    language: str
    do_not_contact: bool
    is_removed: bool
    mails: tuple[str, ...]


def addressee(client_id: UUID) -> Addressee:
    """Return a client as the one a message is for; a merged client answers as the one it became.

    Raises:
        NotFound: there is no such client in the studio.
    """
    client = Client.objects.filter(id=client_id).first()
    # A merged client may have been merged on: each step is one row, and chains are short.
    while client is not None and client.merged_into_id is not None:
        client = Client.objects.filter(id=client.merged_into_id).first()
    if client is None:
        what = "client"
        raise NotFound(what)
    mails = Email.objects.filter(client_id=client.id).order_by("position", "id").values_list("address", flat=True)
    return Addressee(
        id=client.id,
        number=client.number,
        display_name=client.display_name,
        first_name=client.first_name,
        last_name=client.last_name,
        is_organization=client.kind == ClientKind.ORGANIZATION.value,
        language=client.language,
        do_not_contact=client.do_not_contact,
        is_removed=client.removed_at is not None,
        mails=tuple(mails),
    )
