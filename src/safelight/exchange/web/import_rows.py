"""What became of the rows of an import, page by page; and the refused ones as a file."""

from __future__ import annotations

import tempfile
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.clients.queries.matching import names_of
from safelight.exchange.imports.refused import CONTENT_TYPES, Kind, kind_of, write_refused_of
from safelight.exchange.queries import ImportCard, ImportedRowCard, get_import, list_import_rows
from safelight.exchange.web import import_words as words
from safelight.exchange.web.file_names import safe_name
from safelight.foundation.actions import Context, NotFound, ask
from safelight.foundation.web.access import context_of

ROWS_AT_ONCE: Final = 50
IN_MEMORY: Final = 2 * 2**20
TONES: Final = {"created": "good", "updated": "info", "merged": "info", "skipped": "", "failed": "bad"}


@never_cache
@require_GET
def rows(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Answer rows of one outcome or remark: the next ones of a list, or the list itself."""
    context = context_of(request)
    card = ask(get_import, context, {"import_id": import_id})
    if request.headers.get("HX-Request") != "true":
        query = urlencode({name: request.GET[name] for name in ("show", "code") if name in request.GET})
        return redirect(f"{reverse('import', args=[import_id])}?{query}#rows")
    template = "more_rows" if "cursor" in request.GET else "rows"
    return render(request, f"exchange/import/{template}.html", {"card": card, "rows": rows_of(request, context, card)})


@never_cache
@require_GET
def refused(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """Hand the refused rows over with the reason beside each: as CSV or XLSX, like the file they came from."""
    context = context_of(request)
    card = ask(get_import, context, {"import_id": import_id})
    if card.report is None or card.is_busy or not card.report.failed:
        what = "list of refused rows"
        raise NotFound(what)
    kind: Kind = {"csv": "csv", "xlsx": "xlsx"}.get(request.GET.get("format", ""), kind_of(card.understood))  # type: ignore[assignment]  # both are
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by the answer
    write_refused_of(card.id, card.understood, target, kind)
    target.seek(0)
    name = safe_name(_("%(file)s refused rows") % {"file": card.filename.rpartition(".")[0] or card.filename}, kind)
    return FileResponse(target, as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind])


def rows_of(request: HttpRequest, context: Context, card: ImportCard) -> dict[str, Any]:
    """Return the rows the request asks for; without a wish the refused ones, or else the first kind there is."""
    code, show = request.GET.get("code", ""), request.GET.get("show", "")
    if not code and show not in words.OUTCOMES:
        show = next((key for key in ("failed", *words.OUTCOMES) if getattr(card.report, key, 0)), "created")
    asked: dict[str, Any] = {"import_id": card.id, "limit": ROWS_AT_ONCE, "cursor": request.GET.get("cursor", "")}
    found = ask(list_import_rows, context, asked | ({"code": code} if code else {"outcome": show}))
    known = names_of([row.client_id for row in found.items if row.client_id is not None])
    address = reverse("import_rows", args=[card.id])
    chosen = {"code": code} if code else {"show": show}
    return {
        "lines": [_line(row, row.client_id in known) for row in found.items],
        "tabs": [
            {
                "key": key, "label": labels[0], "count": getattr(card.report, key, 0), "active": not code and key == show,
                "url": f"{address}?show={key}",
            }
            for key, labels in words.OUTCOMES.items()
        ],
        "code": code,
        "code_words": words.remark_words(code) if code else "",
        "more_url": f"{address}?{urlencode({**chosen, 'cursor': found.next})}" if found.next else "",
        "refused_url": reverse("import_refused", args=[card.id]) if getattr(card.report, "failed", 0) else "",
        "refused_kind": kind_of(card.understood).upper(),
    }  # fmt: skip


def _line(row: ImportedRowCard, alive: bool) -> dict[str, Any]:  # noqa: FBT001 - one fact about the row
    return {
        "row": row.row, "name": row.name, "said": " · ".join(cell[:60] for cell in row.said), "outcome": str(words.OUTCOMES[row.outcome][0]), "tone": TONES[row.outcome],
        "issues": row.issues, "client_url": _client(row.client_id) if alive and row.client_id else "",
    }  # fmt: skip


def _client(client_id: UUID) -> str:
    try:
        return reverse("client", args=[client_id])
    except NoReverseMatch:
        return ""
