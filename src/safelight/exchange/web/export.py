"""The page “Export”: ask for everything, watch it, fetch it; and any list as a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.exchange.actions import collect_export, export_everything, stop_export
from safelight.exchange.out import shelf
from safelight.exchange.out.everything import CONTENT_TYPES
from safelight.exchange.out.list_file import CONTENT_TYPES as LIST_TYPES
from safelight.exchange.out.list_file import ListFormat, list_workbook
from safelight.exchange.out.lists import SEEN_LISTS, read_filters
from safelight.exchange.queries import get_export, list_exports
from safelight.exchange.queries.exports import ExportCard
from safelight.exchange.web.file_names import safe_name
from safelight.foundation import clock
from safelight.foundation.actions import Context, NotFound, ask, run
from safelight.foundation.actions.runner import check_input
from safelight.foundation.web.access import context_of

LIST_PERMISSION = "exchange.export_lists"
# The component knows four states; waiting looks like running.
_SHOWN = {"queued": "running"}


@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the exports, or ask for one."""
    context = context_of(request)
    if request.method == "POST":
        wanted = {"format": request.POST.get("format", "xlsx"), "with_files": request.POST.get("with_files") == "on"}
        run(export_everything, context, wanted)
        return redirect("export")
    cards = ask(list_exports, context, {}).items
    return render(request, "exchange/export.html", {"exports": [_shown(card) for card in cards]})


@never_cache
@require_GET
def progress(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Answer how far one export is."""
    card = ask(get_export, context_of(request), {"export_id": export_id})
    return render(request, "exchange/export_one.html", {"item": _shown(card)})


@require_POST
def stop(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Stop an export."""
    context = context_of(request)
    run(stop_export, context, {"export_id": export_id})
    if request.headers.get("HX-Request") != "true":
        return redirect("export")
    return render(
        request, "exchange/export_one.html", {"item": _shown(ask(get_export, context, {"export_id": export_id}))}
    )


@never_cache
@require_GET
def collect(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """Hand over a finished export; permission and person are checked anew each time."""
    context = context_of(request)
    taken = run(collect_export, context, {"export_id": export_id}).value
    path = shelf.place(context.studio.id, taken.file)
    if not path.is_file():
        what = "export"
        raise NotFound(what)
    name = safe_name(taken.name.rpartition(".")[0], taken.format)
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=CONTENT_TYPES[taken.format])


@never_cache
@require_GET
def list_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Hand over a list exactly as it is seen: the address carries its filters, its order and its columns.

    ``columns`` names the columns in their order, separated by commas; ``format`` is ``xlsx`` or ``csv``.
    """
    context = context_of(request)
    context.require(LIST_PERMISSION)
    seen = SEEN_LISTS.get(name)
    if seen is None:
        what = "list"
        raise NotFound(what)
    wanted: ListFormat = "csv" if request.GET.get("format") == "csv" else "xlsx"
    filters = read_filters(seen.query.input, dict(request.GET.lists()))
    # Checked before the first byte leaves, so that a wrong filter is answered in words and not with half a file.
    check_input(seen.query.input, filters)
    keys = [key for value in request.GET.getlist("columns") for key in value.split(",")]
    columns = seen.chosen(context, keys)
    made = list_workbook(
        [column.column for column in columns], seen.rows(context, filters, columns), wanted, name=seen.title
    )
    answer = StreamingHttpResponse(made.blocks, content_type=LIST_TYPES[wanted])
    answer["Content-Disposition"] = disposition(
        safe_name(f"{context.studio.name} {seen.title} {_today(context)}", made.suffix)
    )
    return answer


def disposition(name: str) -> str:
    """Return the header that names a download."""
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def _today(context: Context) -> str:
    return clock.local(context.now, context.studio.zone).date().isoformat()


def _shown(card: ExportCard) -> dict[str, Any]:
    return {
        "card": card,
        "id": f"export-{card.id}",
        "state": _SHOWN.get(card.state, card.state),
        "poll_url": reverse("export_progress", args=[card.id]),
        "cancel_url": reverse("export_stop", args=[card.id]),
        "file_url": reverse("export_file", args=[card.id]),
        "megabytes": max(1, round(card.size / 1_000_000)),
    }
