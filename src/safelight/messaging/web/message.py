"""One message: what was sent, what became of it, and what can be done now."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import tell
from safelight.foundation.actions import Action, ActionError, Context, NotFound, ask, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.messaging.actions import cancel, mark_bounced, send_again, unmark_bounced
from safelight.messaging.mails import built
from safelight.messaging.mails.building import file_name
from safelight.messaging.models import Attachment
from safelight.messaging.ports import subjects
from safelight.messaging.queries import MessageCard, file_of, get, sender_of
from safelight.messaging.queries.reading import load
from safelight.messaging.rules.layout import paragraphs
from safelight.messaging.web.wording import REPORTS, STATES, language_name, size_words, whole_moment

# What a browser may show by itself; anything else is taken to disk.
_SHOWN: Final = frozenset({"application/pdf", "image/jpeg", "image/png"})
_AGAIN: Final = frozenset({"sent", "bounced"})
_NOW: Final = frozenset({"failed", "dropped", "cancelled"})


@never_cache
@require_GET
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Show a message; a partial request gets the drawer."""
    context = context_of(request)
    card = ask(get, context, {"message_id": message_id})
    template = "messaging/message/panel.html" if is_partial(request) else "messaging/message/page.html"
    answer = render(request, template, page_context(context, card))
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@csp_replace({"style-src": ["'unsafe-inline'"], "script-src": [NONE], "sandbox": True})  # type: ignore[arg-type]  # takes any view
@never_cache
@require_GET
def as_sent(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Answer the HTML part byte for byte, in a page that runs nothing and reaches nothing."""
    card = ask(get, context_of(request), {"message_id": message_id})
    return HttpResponse(card.html)


@never_cache
@require_GET
def source(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Hand the whole mail over as a file that every mail program opens."""
    context = context_of(request)
    ask(get, context, {"message_id": message_id})
    row = load(context, message_id)
    files = []
    for file in Attachment.objects.filter(message_id=message_id).order_by("position", "id"):
        made = file_of(context, message_id, file.id)
        file.name, file.media_type, file.content, file.size = (
            made.name,
            made.media_type,
            made.content,
            len(made.content),
        )
        files.append(file)
    content = built(row, files, row.sent_at or row.created_at).message().as_bytes()
    answer = HttpResponse(content, content_type="message/rfc822")
    answer["Content-Disposition"] = f'attachment; filename="{slugify(row.subject)[:60] or "message"}.eml"'
    return answer


@never_cache
@require_GET
def file(request: HttpRequest, message_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Hand an attachment over: the very bytes that were sent."""
    context = context_of(request)
    ask(get, context, {"message_id": message_id})
    found = file_of(context, message_id, attachment_id)
    is_shown = found.media_type in _SHOWN
    answer = HttpResponse(found.content, content_type=found.media_type if is_shown else "application/octet-stream")
    name = file_name(found.name).encode("ascii", "replace").decode().replace('"', "-")
    answer["Content-Disposition"] = f'{"inline" if is_shown else "attachment"}; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
def cancelled(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Cancel a message that waits."""
    return _done(request, message_id, cancel, _("The message was cancelled."))


@require_POST
def sent_again(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Send a message again, or now, perhaps to another address."""
    wish = [part.strip() for part in request.POST.get("to", "").split(",") if part.strip()]
    return _done(request, message_id, send_again, _("The message is on its way."), to=tuple(wish))


@require_POST
def bounced(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Say that a message came back."""
    given = {name: request.POST[name] for name in ("address", "detail") if request.POST.get(name)}
    return _done(request, message_id, mark_bounced, _("Marked as come back. The address gets no more mail."), **given)


@require_POST
def not_bounced(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Say that a message did not come back after all."""
    return _done(request, message_id, unmark_bounced, _("The address gets mail again."))


def page_context(context: Context, card: MessageCard) -> dict[str, Any]:
    """Return what the page of a message shows."""
    studio = context.studio
    sender = sender_of(studio)
    look = STATES[card.state]
    later = card.state == "queued" and card.due_at > context.now
    body, _break, foot = card.text.partition("\n\n-- \n")
    may_send = context.actor.may("messaging.send")
    about = subjects.get(card.about_kind)
    return {
        "card": card,
        "look": look,
        "label": _("Planned") if later and not card.error else look.label,
        "from_words": f"{card.from_name} <{card.from_address}>" if card.from_name else card.from_address,
        "to": ", ".join(card.to),
        "copy_to": ", ".join(card.copy_to),
        "paragraphs": paragraphs(body, sender.hosts),
        "foot": paragraphs(foot, sender.hosts),
        "language": language_name(card.language),
        "written": whole_moment(card.created_at, studio),
        "sent": whole_moment(card.sent_at, studio),
        "due": whole_moment(card.due_at, studio) if later else "",
        "stale": whole_moment(card.stale_after, studio) if card.state == "queued" else "",
        "files": [(one, size_words(one.size)) for one in card.attachments],
        "reports": [(one, REPORTS[one.what], whole_moment(one.at, studio)) for one in card.reports],
        "about": _about(context, card) if about else None,
        "is_kept": settings.MAIL_IS_KEPT,
        "may_cancel": may_send and card.state == "queued",
        "may_now": may_send and (later or card.state in _NOW),
        "may_again": may_send and card.state in _AGAIN,
        "may_bounce": may_send and card.state == "sent",
        "may_unbounce": may_send and card.state == "bounced",
        "may_view_client": context.actor.may("clients.view"),
    }


def _about(context: Context, card: MessageCard) -> dict[str, str] | None:
    """Return what a message is about, with the way to it; None where that is not there any more."""
    kind = subjects.get(card.about_kind)
    if kind is None or card.about_id is None:
        return None
    try:
        found = kind.describe(context, card.about_id)
    except NotFound:
        return None
    return {"label": str(kind.label), "name": found.name, "url": found.url}


def _done(
    request: HttpRequest,
    message_id: UUID,
    verb: Action[Any, MessageCard],
    words: str,
    **given: Any,  # noqa: ANN401 - any part of the verb's input
) -> HttpResponse:
    try:
        outcome = run(verb, context_of(request), {"message_id": message_id, **given})
    except ActionError as refusal:
        if refusal.status not in {409, 422}:
            raise
        notify(request, " ".join(refusal.fields.values()) or refusal.message, tone="bad")
        return HttpResponseRedirect(reverse("message", args=[message_id]))
    tell(request, words, outcome)
    return HttpResponseRedirect(reverse("message", args=[outcome.value.id]))
