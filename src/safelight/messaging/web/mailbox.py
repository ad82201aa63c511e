"""Where mails are kept and sent to nobody (a laptop, the demo): what this studio would have sent, as a mailbox."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.clients.web.wording import show_moment
from safelight.foundation.actions import ask
from safelight.foundation.web.access import context_of
from safelight.messaging.queries import ListMessages, get, list_messages
from safelight.messaging.web.message import page_context
from safelight.messaging.web.tabs import tabs

AT_ONCE = 30


@never_cache
@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the newest mails of this studio and one of them open; no other studio's, and none of the installation."""
    if not settings.MAIL_IS_KEPT:
        raise Http404
    context = context_of(request)
    found = ask(
        list_messages, context, ListMessages(state=("sent",), limit=AT_ONCE, cursor=request.GET.get("cursor", ""))
    )
    wanted = request.GET.get("mail", "")
    chosen = next((row for row in found.items if str(row.id) == wanted), found.items[0] if found.items else None)
    page = {
        "tabs": tabs(request),
        "rows": [(row, show_moment(row.sent_at, context.studio, context.now), row == chosen) for row in found.items],
        "next": found.next,
        "is_open": bool(wanted),
    }
    if chosen is not None:
        page |= page_context(context, ask(get, context, {"message_id": chosen.id}))
    return render(request, "messaging/mailbox.html", page)
