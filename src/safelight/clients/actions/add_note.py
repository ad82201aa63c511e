"""Writing a note on a client's timeline."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.clients.actions.change import locked
from safelight.clients.actions.notes import checked_text
from safelight.clients.events import NoteAdded
from safelight.clients.models import Note
from safelight.clients.queries.cards import NoteCard
from safelight.clients.queries.reading import note_card
from safelight.foundation.actions import Context, Frozen, action


class AddNote(Frozen):
    """A note; pinned ones stay on top."""

    client_id: UUID
    text: str = Field(max_length=20_000)
    pinned: bool = False


@action("clients.add_note", permission="clients.edit", door="POST /clients/{client_id}/notes")
def add_note(context: Context, data: AddNote) -> NoteCard:
    """Write a note on a client's timeline."""
    client = locked(data.client_id)
    note = Note(
        client_id=client.id,
        at=context.now,
        author_id=context.actor.id,
        author_label=context.actor.label,
        text=checked_text(data.text),
        pinned=data.pinned,
    )
    note.save(force_insert=True)
    context.subject("client", client.id, f"A note was written on {client.display_name}")
    context.publish(NoteAdded(client_id=client.id, note_id=note.id))
    context.undo_with("clients.remove_note", {"client_id": str(client.id), "note_id": str(note.id)})
    return note_card(note)
