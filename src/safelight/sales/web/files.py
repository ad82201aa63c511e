"""Documents as PDF files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.foundation.actions import Context, Query, ask
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.web.access import context_of
from safelight.messaging.ports import File
from safelight.sales import papers
from safelight.sales.papers.files import statement_file
from safelight.sales.queries.credit_note import get_credit_note
from safelight.sales.queries.invoice import get_invoice
from safelight.sales.queries.order import get_order
from safelight.sales.queries.reading import today_of
from safelight.sales.queries.statement import get_statement
from safelight.sales.web.wording import read_day

Paper = Callable[[UUID, UUID], File]
# What is asked first says whether the document is there for this person; its renderer only draws.
PAPERS: dict[str, tuple[Query[Any, Any], str, Paper]] = {
    "invoice": (get_invoice, "invoice_id", papers.invoice_pdf),
    "credit-note": (get_credit_note, "credit_note_id", papers.credit_note_pdf),
    "estimate": (get_order, "order_id", papers.estimate_pdf),
    "order": (get_order, "order_id", papers.order_pdf),
    "slip": (get_order, "order_id", papers.slip_pdf),
}


@never_cache
@require_GET
def paper(request: HttpRequest, kind: str, document_id: UUID) -> HttpResponse:
    """Answer a document as PDF."""
    context = context_of(request)
    query, name, draw = PAPERS[kind]
    ask(query, context, {name: document_id})
    with studio_scope(context.studio.id, savepoint=False):
        return _answer(draw(context.studio.id, document_id))


@never_cache
@require_GET
def statement(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Answer a client's statement of account as PDF, of the last year unless the address says otherwise."""
    context = context_of(request)
    until = read_day(request.GET.get("until", "")) or today_of(context)
    since = read_day(request.GET.get("since", "")) or until - timedelta(days=365)
    card = ask(get_statement, context, {"client_id": client_id, "since": since, "until": until})
    return _answer(_drawn(context, card))


def _drawn(context: Context, card: Any) -> File:  # noqa: ANN401 - a statement's card
    with studio_scope(context.studio.id, savepoint=False):
        return statement_file(context, card, context.now)


def _answer(file: File) -> HttpResponse:
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = f'inline; filename="{file.name}"'
    return answer
