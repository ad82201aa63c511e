"""Notes on a client's page: written, pinned, removed, each with a way back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safelight.clients.actions import add_note, change_note, remove_note
from safelight.clients.queries import get
from safelight.clients.web.list import is_partial
from safelight.clients.web.page import timeline_answer
from safelight.clients.web.undo import tell
from safelight.foundation.actions import ActionError, InvalidInput, ask, run
from safelight.foundation.web.access import context_of


@require_POST
def new(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write a note; an empty one comes back with what is missing."""
    context = context_of(request)
    text, pinned = request.POST.get("text", ""), request.POST.get("pinned") == "on"
    page = {"client": ask(get, context, {"client_id": client_id})}
    try:
        outcome = run(add_note, context, {"client_id": client_id, "text": text, "pinned": pinned})
    except ActionError as refusal:
        if refusal.status != InvalidInput.status or not is_partial(request):
            raise
        kept = {"note_text": text, "note_pinned": pinned, "note_error": refusal.fields.get("text", refusal.message)}
        return render(request, "clients/page/note_form.html", page | kept, status=422)
    tell(request, _("The note was added."), outcome)
    if not is_partial(request):
        return HttpResponseRedirect(reverse("client", args=[client_id]))
    answer = render(request, "clients/page/note_form.html", page)
    answer["HX-Trigger"] = "client:saved"
    return answer


@require_POST
def pin(request: HttpRequest, client_id: UUID, note_id: UUID) -> HttpResponse:
    """Pin a note or let it go."""
    pinned = request.POST.get("pinned") == "yes"
    outcome = run(change_note, context_of(request), {"client_id": client_id, "note_id": note_id, "pinned": pinned})
    tell(request, _("The note was pinned.") if pinned else _("The note is no longer pinned."), outcome)
    return _timeline(request, client_id)


@require_POST
def remove(request: HttpRequest, client_id: UUID, note_id: UUID) -> HttpResponse:
    """Remove a note."""
    outcome = run(remove_note, context_of(request), {"client_id": client_id, "note_id": note_id})
    tell(request, _("The note was removed."), outcome)
    return _timeline(request, client_id)


def _timeline(request: HttpRequest, client_id: UUID) -> HttpResponse:
    if is_partial(request):
        return timeline_answer(request, client_id)
    return HttpResponseRedirect(reverse("client", args=[client_id]))
