"""What notes have in common: their text is checked, and only their author or a manager changes them."""

from __future__ import annotations

from uuid import UUID

from safelight.clients.models import Note
from safelight.foundation.actions import Context, Forbidden, InvalidInput, NotFound
from safelight.foundation.cards import ADVICE, holds_card


def checked_text(text: str) -> str:
    """Return a note's text; raises InvalidInput for an empty one or one with a card number."""
    if not text:
        message = "Write something first."
        raise InvalidInput(message, fields={"text": message})
    if holds_card(text):
        raise InvalidInput(ADVICE, fields={"text": ADVICE})
    return text


def own_note(context: Context, client_id: UUID, note_id: UUID) -> Note:
    """Return a note that the actor may change, locked.

    Raises:
        NotFound: there is none on this client.
        Forbidden: somebody else wrote it.
    """
    note = Note.objects.select_for_update().filter(id=note_id, client_id=client_id).first()
    if note is None:
        what = "note"
        raise NotFound(what)
    if note.author_id != context.actor.id and not context.actor.may("clients.manage"):
        message = "Somebody else wrote this note. Only they or a manager may change it."
        raise Forbidden(message)
    return note
