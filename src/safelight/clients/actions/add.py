"""Adding one client."""

from __future__ import annotations

from safelight.clients.actions.inputs import AddClient
from safelight.clients.actions.saving import fresh_keys, keep_words_of, write_fields
from safelight.clients.actions.sorting import Sorting
from safelight.clients.actions.state import check, wished
from safelight.clients.events import ClientAdded
from safelight.clients.models import Client
from safelight.clients.queries.cards import ClientCard
from safelight.clients.queries.reading import load_card
from safelight.clients.queries.state import LISTS, NAMED, SCALARS
from safelight.foundation.actions import Conflict, Context, action
from safelight.foundation.ids import new_id
from safelight.foundation.numbers import take_numbers

SERIES = "client"


@action("clients.add", permission="clients.edit", door="POST /clients", dry_run=True)
def add(context: Context, data: AddClient) -> ClientCard:
    """Add a client.

    Needs a name, an organization, a mail address or a phone. Phones may be written in any notation. Tags that do
    not exist yet are made; groups and sources only by people who may define them.
    """
    sorting = Sorting(context, strict=True)
    given = {name: getattr(data, name) for name in (*SCALARS, *LISTS, *NAMED)}
    state = wished(context, given, sorting)
    check(state)
    identifier = data.id or new_id()
    if data.id is not None and Client.objects.filter(id=data.id).exists():
        message = "This client was added already."
        raise Conflict(message, code="exists")
    client = Client(
        id=identifier,
        number=take_numbers(SERIES)[0],
        created_at=context.now,
        updated_at=context.now,
        display_name="",
        sort_key="",
        search="",
    )
    # The row first, for what belongs to it points at it; its made columns follow from what was written.
    write_fields(client, state, (*SCALARS, "referred_by", "stage", "source", "custom"), sorting, context.now)
    client.save(force_insert=True)
    write_fields(client, state, (*(name for name in LISTS if state[name]), *_links(state)), sorting, context.now)
    fresh_keys([client])
    client.save(update_fields=["display_name", "sort_key", "city", "name_key", "sound_key", "search"])
    keep_words_of(client)
    context.subject("client", client.id, f"{client.display_name} was added")
    context.changed({name: [None, value] for name, value in state.items() if value not in ("", None, [], {}, False)})
    context.publish(ClientAdded(client_id=client.id))
    context.undo_with("clients.remove", {"client_id": str(client.id)})
    return load_card(client.id, context.studio.country)


def _links(state: dict[str, object]) -> tuple[str, ...]:
    return tuple(name for name in ("tags", "groups") if state[name])
