"""Changing a note, or pinning it."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.clients.actions.notes import checked_text, own_note
from safelight.clients.queries.cards import NoteCard
from safelight.clients.queries.reading import note_card
from safelight.foundation.actions import Context, Frozen, action


class ChangeNote(Frozen):
    """What changes on a note; what is left out stays."""

    client_id: UUID
    note_id: UUID
    text: str | None = Field(default=None, max_length=20_000)
    pinned: bool | None = None


@action("clients.change_note", permission="clients.edit", door="PATCH /clients/{client_id}/notes/{note_id}")
def change_note(context: Context, data: ChangeNote) -> NoteCard:
    """Change a note or pin it."""
    note = own_note(context, data.client_id, data.note_id)
    context.undo_with(
        "clients.change_note",
        {"client_id": str(data.client_id), "note_id": str(note.id), "text": note.text, "pinned": note.pinned},
    )
    if data.text is not None:
        note.text = checked_text(data.text)
        note.changed_at = context.now
    if data.pinned is not None:
        note.pinned = data.pinned
    note.save()
    context.subject("client", note.client_id, "A note was changed")
    return note_card(note)
