"""What clients are sorted by, for the whole studio: stages, groups, tags, sources, own fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.clients import actions
from safelight.clients.queries import sorting as lists
from safelight.clients.queries.sorting import WithArchived
from safelight.clients.rules.custom import FieldType
from safelight.clients.web.columns import COLORS
from safelight.clients.web.posted import Texts
from safelight.clients.web.undo import tell
from safelight.foundation.actions import Action, ActionError, Conflict, InvalidInput, Query, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify

COLOR_WORDS: Final[dict[str, Promise]] = {
    "": gettext_lazy("No colour"), "gray": gettext_lazy("Grey"), "blue": gettext_lazy("Blue"),
    "cyan": gettext_lazy("Cyan"), "green": gettext_lazy("Green"), "amber": gettext_lazy("Amber"),
    "red": gettext_lazy("Red"), "violet": gettext_lazy("Violet"), "pink": gettext_lazy("Pink"),
}  # fmt: skip
STAGE_KINDS: Final[dict[str, Promise]] = {
    "open": gettext_lazy("Open: a lead"),
    "won": gettext_lazy("Won: became a client"),
    "lost": gettext_lazy("Lost: did not"),
}
FIELD_TYPES: Final[dict[str, Promise]] = {
    FieldType.TEXT.value: gettext_lazy("Text"), FieldType.NUMBER.value: gettext_lazy("Number"),
    FieldType.DATE.value: gettext_lazy("Date"), FieldType.CHOICE.value: gettext_lazy("Choice"),
    FieldType.YES_NO.value: gettext_lazy("Yes or no"), FieldType.MONEY.value: gettext_lazy("Amount of money"),
    FieldType.URL.value: gettext_lazy("Web address"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """One list of the settings: how it is read, added to and changed. Tags are made by using them."""

    key: str
    title: Promise
    lead: Promise
    query: Query[Any, Any]
    change: Action[Any, Any]
    identifier: str
    fields: tuple[str, ...]
    add: Action[Any, Any] | None = None

    @property
    def url_name(self) -> str:
        """The name of its page's address."""
        return f"client_{self.key}"

    @property
    def change_url_name(self) -> str:
        """The name of the address under which one entry is changed."""
        return f"client_{self.key}_change"

    @property
    def filter_name(self) -> str:
        """The parameter of the list that shows the clients behind a count."""
        return {"stages": "stage", "sources": "source"}.get(self.key, self.key)


KINDS: Final[dict[str, Kind]] = {
    kind.key: kind
    for kind in (
        Kind(
            "stages", gettext_lazy("Stages"),
            gettext_lazy("The way of a lead from the first question to the booking. The board shows them as columns."),
            lists.stages, actions.change_stage, "stage_id", ("name", "kind", "color"), actions.add_stage,
        ),
        Kind(
            "groups", gettext_lazy("Groups"),
            gettext_lazy("Defined sets of clients: a club, a school, a mailing."),
            lists.groups, actions.change_group, "group_id", ("name", "color", "description"), actions.add_group,
        ),
        Kind(
            "tags", gettext_lazy("Tags"),
            gettext_lazy("Free words on clients. A new one is made by writing it on a client."),
            lists.tags, actions.change_tag, "tag_id", ("name", "color"),
        ),
        Kind(
            "sources", gettext_lazy("Sources"),
            gettext_lazy("How clients find you, so that you know what your advertising is worth."),
            lists.sources, actions.change_source, "source_id", ("name", "color"), actions.add_source,
        ),
        Kind(
            "fields", gettext_lazy("Your own fields"),
            gettext_lazy("What you want to know of every client and nobody else asks: shown on each client and in the list."),
            lists.custom_fields, actions.change_custom_field, "field_id", ("label", "choices", "help"),
            actions.add_custom_field,
        ),
    )
}  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def settings_list(request: HttpRequest, kind: str) -> HttpResponse:
    """Show one list of the settings, or add to it; what is wrong comes back in the same form."""
    part = KINDS[kind]
    context = context_of(request)
    permit(part.change, context)
    if request.method == "GET" or part.add is None:
        return _page(request, part)
    given = _given(request, part, adding=True)
    try:
        outcome = run(part.add, context, given)
    except ActionError as refusal:
        if refusal.status not in {InvalidInput.status, Conflict.status}:
            raise
        return _page(request, part, given, refusal)
    tell(request, _("“%(name)s” was added.") % {"name": given.get("name") or given.get("label")}, outcome)
    return HttpResponseRedirect(reverse(part.url_name))


@require_POST
def settings_change(request: HttpRequest, kind: str, item_id: UUID) -> HttpResponse:
    """Change, archive or bring back one entry of a list."""
    part = KINDS[kind]
    given: dict[str, Any] = {part.identifier: item_id}
    if "archived" in request.POST:
        given["archived"] = request.POST["archived"] == "yes"
    else:
        given |= _given(request, part, adding=False)
    try:
        outcome = run(part.change, context_of(request), given)
    except ActionError as refusal:
        if refusal.status not in {InvalidInput.status, Conflict.status}:
            raise
        notify(request, refusal.message, tone="warn")
    else:
        tell(request, _("Saved."), outcome)
    return HttpResponseRedirect(reverse(part.url_name))


@require_POST
def sort(request: HttpRequest) -> HttpResponse:
    """Move a stage one place up or down."""
    context = context_of(request)
    permit(actions.sort_stages, context)
    ids = [item.stage.id for item in ask(lists.stages, context, WithArchived()).items]
    wanted = [identifier for identifier in ids if str(identifier) == request.POST.get("stage", "")]
    if wanted:
        at = ids.index(wanted[0])
        to = at - 1 if request.POST.get("way") == "up" else at + 1
        if 0 <= to < len(ids):
            ids[at], ids[to] = ids[to], ids[at]
            tell(request, _("Saved."), run(actions.sort_stages, context, {"stage_ids": tuple(ids)}))
    return HttpResponseRedirect(reverse("client_stages"))


def _given(request: HttpRequest, part: Kind, *, adding: bool) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name in (*part.fields, *(("type",) if adding and part.key == "fields" else ())):
        if name == "choices":
            lines = request.POST.get("choices")
            if lines is not None:
                given["choices"] = [line.strip() for line in lines.splitlines() if line.strip()]
        elif name in request.POST:
            given[name] = request.POST[name].strip()
    return given


def _page(
    request: HttpRequest, part: Kind, given: Mapping[str, Any] | None = None, refusal: ActionError | None = None
) -> HttpResponse:
    found = ask(part.query, context_of(request), WithArchived(archived=True)).items
    entries = [_entry(item) for item in found]
    values = dict(given or {})
    page = {
        "kind": part,
        "kinds": KINDS.values(),
        "active": [entry for entry in entries if not entry["archived"]],
        "archived": [entry for entry in entries if entry["archived"]],
        "colors": [(key, COLOR_WORDS[key]) for key in ("", *COLORS)],
        "stage_kinds": list(STAGE_KINDS.items()),
        "field_types": list(FIELD_TYPES.items()),
        "given": Texts(values | {"choices": "\n".join(values.get("choices") or ())}),
        "error": refusal.message if refusal else "",
    }
    return render(request, "clients/settings/page.html", page, status=422 if refusal else 200)


def _entry(item: Any) -> dict[str, Any]:  # noqa: ANN401 - a counted stage, a counted name or a custom field
    card = getattr(item, "stage", item)
    return {
        "id": card.id,
        "name": getattr(card, "name", "") or getattr(card, "label", ""),
        "color": getattr(card, "color", ""),
        "kind": getattr(card, "kind", ""),
        "description": getattr(card, "description", ""),
        "clients": getattr(item, "clients", None),
        "archived": item.archived,
        "type": FIELD_TYPES.get(getattr(card, "type", ""), ""),
        "has_choices": getattr(card, "type", "") == FieldType.CHOICE,
        "choices": "\n".join(getattr(card, "choices", ())),
        "help": getattr(card, "help", ""),
    }
