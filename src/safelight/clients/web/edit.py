"""Changing one block of a client in place; two people in one record are merged field by field."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from safelight.clients.actions import ChangedMeanwhile, change
from safelight.clients.queries import ClientCard, get
from safelight.clients.queries.state import state_of
from safelight.clients.rules.patching import shown
from safelight.clients.rules.phones import show_phone
from safelight.clients.web.blocks import BLOCKS, FIELD_LABELS, Block, form_context
from safelight.clients.web.known import custom_labels
from safelight.clients.web.list import is_partial
from safelight.clients.web.page import page_context, who_changed
from safelight.clients.web.posted import Filled, changed_since, read_posted, untouched
from safelight.clients.web.referrers import meant
from safelight.clients.web.undo import tell
from safelight.foundation.actions import ActionError, InvalidInput, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of

THEIRS, YOURS = "theirs", "yours"


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, client_id: UUID, block: str) -> HttpResponse:
    """Show the form of one block in the block's place, or save it."""
    context = context_of(request)
    permit(change, context)
    card = ask(get, context, {"client_id": client_id})
    part = BLOCKS[block]
    if request.method == "GET":
        shown_now = _shown_state(card, context.studio.country)
        base = json.dumps(untouched(shown_now, part.fields), ensure_ascii=False)
        return _form(request, card, part, Filled(shown_now), 200, version=card.version, base=base)
    version = _version(request, card)
    given = _given(request, part)
    try:
        outcome = run(change, context, {"client_id": client_id, "version": version, **given})
    except ChangedMeanwhile as collision:
        return _conflict(request, card, part, collision)
    except ActionError as refusal:
        if refusal.status != InvalidInput.status:
            raise
        filled = Filled(read_posted(request.POST, part.fields), refusal.fields or {"": refusal.message})
        return _form(request, card, part, filled, 422, version=version, base=request.POST.get("base", "{}"))
    if outcome.undo:
        tell(
            request,
            _("%(what)s of %(name)s saved.") % {"what": part.title, "name": outcome.value.display_name},
            outcome,
        )
    if not is_partial(request):
        return HttpResponseRedirect(reverse("client", args=[client_id]))
    page = page_context(context, outcome.value) | {"saved": block}
    answer = render(request, "clients/page/body.html", page)
    answer["HX-Trigger"] = "client:saved"
    return answer


def _version(request: HttpRequest, card: ClientCard) -> int:
    """Return the version that the form was made from; a form without one counts as made now."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) <= card.version else card.version


def _given(request: HttpRequest, part: Block) -> dict[str, Any]:
    """Return what this person changed; after a conflict only the fields in which their own value is to stay."""
    given = changed_since(_base(request), read_posted(request.POST, part.fields))
    if given.get("referred_by"):
        given["referred_by"] = meant(context_of(request), given["referred_by"])
    for key in [key for key, value in request.POST.items() if key.startswith("choice-") and value == THEIRS]:
        name = key.removeprefix("choice-")
        if name.startswith("custom."):
            given.get("custom", {}).pop(name.removeprefix("custom."), None)
        else:
            given.pop(name, None)
    return given


def _base(request: HttpRequest) -> dict[str, Any]:
    """Return what the form showed when it was opened, as it sends that along."""
    try:
        base = json.loads(request.POST.get("base", "{}"))
    except ValueError:
        return {}
    return base if isinstance(base, dict) else {}


def _shown_state(card: ClientCard, country: str) -> dict[str, Any]:
    """Return a client's state as the form shows it: phones as people of the studio's country write them."""
    state = state_of(card)
    state["phones"] = [{**phone, "number": show_phone(phone["number"], country)} for phone in state["phones"]]
    state["family"] = [
        {**member, "phone": show_phone(member["phone"], country) if member["phone"] else ""}
        for member in state["family"]
    ]
    if card.referred_by:
        state["referred_by"] = card.referred_by.display_name
    return state


def _form(  # noqa: PLR0913 - the parts of one form
    request: HttpRequest, card: ClientCard, part: Block, filled: Filled, status: int, *, version: int, base: str
) -> HttpResponse:
    context = context_of(request)
    page = form_context(context, filled, [part]) | {
        "client": card,
        "block": part,
        "version": version,
        "base": base,
    }
    template = "clients/page/edit.html" if is_partial(request) else "clients/page/edit_page.html"
    return _in_place(request, part, render(request, template, page, status=status))


def _in_place(request: HttpRequest, part: Block, answer: HttpResponse) -> HttpResponse:
    """Let a form that came back take its block's place; what was saved takes the whole client's."""
    if is_partial(request) and request.method == "POST":
        answer["HX-Retarget"], answer["HX-Reswap"] = f"#block-{part.key}", "outerHTML"
    return answer


def _conflict(request: HttpRequest, card: ClientCard, part: Block, collision: ChangedMeanwhile) -> HttpResponse:
    """Show both values of each field that two people changed; everything typed goes along unseen."""
    context = context_of(request)
    labels = custom_labels(context) if any(name.startswith("custom.") for name in collision.collisions) else {}
    who = who_changed(context, card, set(collision.collisions))
    rows = [
        {
            "name": name,
            "label": labels.get(name.removeprefix("custom."), "") or FIELD_LABELS.get(name, name),
            "theirs": shown(theirs),
            "yours": shown(yours),
            "who": who.get(name, ""),
        }
        for name, (theirs, yours) in collision.collisions.items()
    ]
    sent = [
        (key, value)
        for key, values in request.POST.lists()
        for value in values
        if key not in {"csrfmiddlewaretoken", "version"} and not key.startswith("choice-")
    ]
    page = {"client": card, "block": part, "rows": rows, "sent": sent, "version": card.version}
    template = "clients/page/conflict.html" if is_partial(request) else "clients/page/conflict_page.html"
    # 422 and not 409: the answer is this form again, to be decided by the person who sent it.
    return _in_place(request, part, render(request, template, page, status=422))
