"""The page “Import”: choose a file, see earlier imports, and what to know before."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from safelight.exchange.actions import UploadImport, upload_import
from safelight.exchange.imports import files
from safelight.exchange.queries import ImportCard, list_imports
from safelight.exchange.web.export import disposition
from safelight.foundation.actions import ActionError, Context, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.cards import without_cards
from safelight.foundation.web.access import context_of
from safelight.foundation.web.uploads import is_too_large

SHOWN_AT_ONCE = 20
SAMPLE = (
    ("First name", "Last name", "Organization", "Mail", "Mobile", "Street", "ZIP", "City", "Country", "Birthday", "Tags"),
    (
        "Marie", "Sommer", "", "marie@example.com", "+49 151 23456789", "Lindenweg 4", "04109", "Leipzig", "Germany",
        "1986-05-14", "Newborn, Family",
    ),
    ("Ada", "Ibarra", "", "ada@example.com", "+1 303 555 0142", "12 Aspen Court", "80302", "Boulder", "USA", "", "Wedding"),
    ("", "", "Café Nord", "hallo@example.org", "+49 30 1234567", "Markt 1", "10178", "Berlin", "Germany", "", "Business"),
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the imports, or take a file in; a file that cannot be read is answered in words on the same page."""
    context = context_of(request)
    permit(upload_import, context)
    if request.method == "GET":
        return _page(request, context)
    if is_too_large(request):
        return _page(request, context, problem=_too_large(), status=413)
    file = request.FILES.get("file")
    if file is None:
        return _page(request, context, problem=_("No file was chosen. Choose one, then press the button."), status=422)
    name = Path(file.name or "file").name
    if (file.size or 0) > files.LARGEST_BYTES:
        return _page(request, context, problem=_too_large(), name=name, status=413)
    try:
        card = _take_in(context, file, name)
    except ActionError as refusal:
        return _page(request, context, problem=refusal.message, name=without_cards(name), status=refusal.status)
    return redirect("import", card.id)


@never_cache
@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """Answer the next imports of the list."""
    found = ask(list_imports, context_of(request), {"limit": SHOWN_AT_ONCE, "cursor": request.GET.get("cursor", "")})
    return render(request, "exchange/import/batches.html", {"imports": _lines(found.items), "next": found.next})


@require_GET
def sample(request: HttpRequest) -> HttpResponse:
    """Hand over a small file that shows columns worth having."""
    permit(upload_import, context_of(request))
    text = io.StringIO()
    csv.writer(text).writerows(SAMPLE)
    answer = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = disposition("Safelight sample clients.csv")
    return answer


def status_of(card: ImportCard) -> tuple[str, str]:
    """Return the words and the tone for how far an import is."""
    if card.is_busy:
        return _("Running"), "info"
    if card.state == "read" and card.work is not None and card.work.state in {"failed", "cancelled"}:
        return (_("Stopped"), "warn") if card.work.state == "cancelled" else (_("Did not finish"), "bad")
    return {
        "read": (_("To import"), ""),
        "tried": (_("Tried"), "info"),
        "done": (_("Imported"), "good"),
        "undone": (_("Undone"), ""),
    }[card.state]


def _take_in(context: Context, file: UploadedFile[Any], name: str) -> ImportCard:
    if isinstance(file, TemporaryUploadedFile):
        return run(upload_import, context, UploadImport(path=Path(file.temporary_file_path()), filename=name)).value
    with files.as_path(file.chunks()) as path:
        return run(upload_import, context, UploadImport(path=path, filename=name)).value


def _too_large() -> str:
    return _(
        "The file is larger than %(size)s MB. Delete pictures and sheets that are not needed from it, or save the list as"
        " CSV, which is much smaller."
    ) % {"size": files.LARGEST_BYTES // 2**20}


def _page(
    request: HttpRequest, context: Context, *, problem: str = "", name: str = "", status: int = 200
) -> HttpResponse:
    found = ask(list_imports, context, {"limit": SHOWN_AT_ONCE})
    shown = {
        "imports": _lines(found.items), "next": found.next, "problem": problem, "problem_file": name,
        "largest": files.LARGEST_BYTES,
    }  # fmt: skip
    return render(request, "exchange/import/list.html", shown, status=status)


def _lines(cards: Sequence[ImportCard]) -> list[dict[str, Any]]:
    lines = []
    for card in cards:
        words, tone = status_of(card)
        lines.append({"card": card, "words": words, "tone": tone, "counted": card.report is not None})
    return lines
