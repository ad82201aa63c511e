"""Removing a note, and taking that back."""

from __future__ import annotations

from uuid import UUID

from safelight.clients.actions.notes import own_note
from safelight.clients.queries.cards import NoteCard
from safelight.clients.queries.reading import note_card
from safelight.foundation.actions import Context, Frozen, action


class WhichNote(Frozen):
    """Which note."""

    client_id: UUID
    note_id: UUID


@action("clients.remove_note", permission="clients.edit", door="DELETE /clients/{client_id}/notes/{note_id}")
def remove_note(context: Context, data: WhichNote) -> NoteCard:
    """Remove a note from a client's timeline; it can be restored."""
    note = own_note(context, data.client_id, data.note_id)
    note.removed_at = context.now
    note.save(update_fields=["removed_at"])
    context.subject("client", note.client_id, "A note was removed")
    context.undo_with("clients.restore_note", {"client_id": str(note.client_id), "note_id": str(note.id)})
    return note_card(note)


@action("clients.restore_note", permission="clients.edit", door="POST /clients/{client_id}/notes/{note_id}/restoration")
def restore_note(context: Context, data: WhichNote) -> NoteCard:
    """Bring a removed note back."""
    note = own_note(context, data.client_id, data.note_id)
    note.removed_at = None
    note.save(update_fields=["removed_at"])
    context.subject("client", note.client_id, "A note was restored")
    context.undo_with("clients.remove_note", {"client_id": str(note.client_id), "note_id": str(note.id)})
    return note_card(note)
