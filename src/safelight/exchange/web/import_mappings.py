"""Remembered mappings: list, rename, take out with a way back, and remembering one under a name."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from safelight.clients.web.undo import tell
from safelight.exchange.actions import drop_mapping, keep_mapping, rename_mapping
from safelight.exchange.fields import is_target, target_words
from safelight.exchange.queries import MappingCard, list_mappings
from safelight.foundation.actions import ActionError, InvalidInput, ask, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify


@never_cache
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """List the remembered mappings."""
    return _page(request)


@require_POST
def rename(request: HttpRequest, mapping_id: UUID) -> HttpResponse:
    """Give a mapping another name."""
    name = request.POST.get("name", "")
    try:
        outcome = run(rename_mapping, context_of(request), {"mapping_id": mapping_id, "name": name})
    except InvalidInput as refusal:
        return _page(request, mapping_id, name, refusal)
    tell(request, _("The mapping is called “%(name)s” now.") % {"name": outcome.value.name}, outcome)
    return redirect("import_mappings")


@require_POST
def drop(request: HttpRequest, mapping_id: UUID) -> HttpResponse:
    """Take a mapping out."""
    outcome = run(drop_mapping, context_of(request), {"mapping_id": mapping_id})
    tell(request, _("The mapping “%(name)s” was taken out.") % {"name": outcome.value.name}, outcome)
    return redirect("import_mappings")


@require_POST
def keep(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Remember the mapping of an import under a name."""
    name = request.POST.get("name", "").strip()
    try:
        run(keep_mapping, context_of(request), {"import_id": import_id, "name": name})
    except InvalidInput as refusal:
        notify(request, " ".join(refusal.fields.values()) or refusal.message, tone="warn")
    else:
        notify(request, _("The mapping is remembered as “%(name)s”.") % {"name": name})
    return redirect("import", import_id)


def _page(
    request: HttpRequest,
    wrong_id: UUID | None = None,
    wrong_name: str = "",
    refusal: ActionError | None = None,
) -> HttpResponse:
    found = ask(list_mappings, context_of(request), {}).items
    error = " ".join(refusal.fields.values()) if refusal else ""
    shown = [
        {
            "card": card, "columns": _columns(card), "name": wrong_name if card.id == wrong_id else card.name,
            "error": error if card.id == wrong_id else "",
        }
        for card in found
    ]  # fmt: skip
    return render(request, "exchange/import/mappings.html", {"mappings": shown}, status=422 if refusal else 200)


def _columns(card: MappingCard) -> list[tuple[str, str]]:
    return [
        (column, target_words(target) if is_target(target) else target)
        for column, target in card.targets.items()
        if target != "ignore"
    ]
