"""Removing a client, which a notice takes back, and restoring one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safelight.clients.actions import remove, restore
from safelight.clients.web.undo import tell
from safelight.foundation.actions import run
from safelight.foundation.web.access import context_of


@require_POST
def remove_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Remove a client and go back to the list."""
    outcome = run(remove, context_of(request), {"client_id": client_id})
    tell(request, _("%(name)s was removed.") % {"name": outcome.value.display_name}, outcome)
    return HttpResponseRedirect(reverse("clients"))


@require_POST
def restore_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Bring a removed client back."""
    outcome = run(restore, context_of(request), {"client_id": client_id})
    tell(request, _("%(name)s is back.") % {"name": outcome.value.display_name}, outcome)
    return HttpResponseRedirect(reverse("client", args=[client_id]))
