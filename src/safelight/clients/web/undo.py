"""Taking something back: what the last actions of a person offered, kept in their session under an id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safelight.foundation.actions import Action, NotFound, Outcome, find, run
from safelight.foundation.ids import new_id
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify

Step: TypeAlias = tuple[str, dict[str, Any]]
SHELF = "clients_undo"
MOST_KEPT = 12


def tell(request: HttpRequest, words: str, outcome: Outcome[Any], *, tone: str = "good") -> None:
    """Show what was done, with an Undo button where the action offers a way back."""
    notify(request, words, tone=tone, undo_url=_keep(request, [outcome.undo]) if outcome.undo else "")


def tell_steps(request: HttpRequest, words: str, steps: Sequence[Step]) -> None:
    """Show what several actions did together, with one button that takes all of them back."""
    notify(request, words, undo_url=_keep(request, steps))


def _keep(request: HttpRequest, steps: Sequence[Step]) -> str:
    shelf: dict[str, Any] = request.session.get(SHELF, {})
    identifier = str(new_id())
    studio = str(context_of(request).studio.id)
    kept = [*shelf.items(), (identifier, [studio, [list(step) for step in steps]])][-MOST_KEPT:]
    request.session[SHELF] = dict(kept)
    return reverse("client_undo", args=[identifier])


@require_POST
def undo(request: HttpRequest, undo_id: UUID) -> HttpResponse:
    """Take back what a notice reported, once; what the person may not do is refused as anywhere."""
    context = context_of(request)
    shelf: dict[str, Any] = request.session.get(SHELF, {})
    kept = shelf.get(str(undo_id))
    steps = kept[1] if kept and kept[0] == str(context.studio.id) else []
    if not steps:
        what = "step to take back"
        raise NotFound(what)
    with transaction.atomic():
        for name, data in steps:
            verb = find(name)
            assert isinstance(verb, Action)  # noqa: S101 - only actions offer a way back
            run(verb, context, data)
    request.session[SHELF] = {key: value for key, value in shelf.items() if key != str(undo_id)}
    notify(request, _("Taken back."))
    return HttpResponseRedirect(place_before(request, reverse("clients")))


def place_before(request: HttpRequest, otherwise: str) -> str:
    """Return the page of ours from which a form was sent, else another address."""
    wish = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(wish, {request.get_host()}, require_https=request.is_secure())
    return wish if wish and ours else otherwise
