"""How the pages of the session settings answer: a form that may be refused, a small change, a page under its tab."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import tell
from safelight.foundation.actions import Action, ActionError, Outcome, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.shoots.web.settings_forms import CHANGES, StatusForm, TypeForm

SAME_FORM: Final = frozenset({409, 422})
TABS: Final[tuple[tuple[str, Promise], ...]] = (
    ("session_types", gettext_lazy("Types")),
    ("session_workflows", gettext_lazy("Workflows")),
    ("session_departments", gettext_lazy("Departments")),
    ("session_task_lists", gettext_lazy("Task lists")),
    ("session_fields", gettext_lazy("Your own fields")),
)


def answer(
    request: HttpRequest,
    form: TypeForm | StatusForm,
    act: Callable[[], Outcome[Any]],
    **more: Any,  # noqa: ANN401 - values of the page
) -> HttpResponse:
    """Show the form of a type or a status, or carry out what it says; what is wrong comes back in it."""
    name, back = ("type", "session_types") if isinstance(form, TypeForm) else ("status", "session_workflows")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                outcome = act()
            except ActionError as refusal:
                if refusal.status not in SAME_FORM:
                    raise
                form.refuse(refusal)
            else:
                tell(request, _("Saved."), outcome)
                if is_partial(request):
                    return HttpResponse(headers={"HX-Redirect": reverse(back)})
                return HttpResponseRedirect(reverse(back))
    steps = list(enumerate(form.steps)) if isinstance(form, TypeForm) else []
    page = {"form": form, "steps": steps, "changes": CHANGES, **more}
    if is_partial(request) and request.method == "POST":
        return render(request, f"shoots/settings/{name}_form.html", page, status=status)
    titles = {"type": _("Session type"), "status": _("Status")}
    page |= {"inside": f"shoots/settings/{name}_form.html", "title": titles[name], "nav": "session_settings"}
    wrapper = "panel" if is_partial(request) else "page"
    return render(request, f"shoots/form/{wrapper}.html", page, status=status)


def archive(request: HttpRequest, verb: Action[Any, Any], which: dict[str, Any], back: str) -> HttpResponse:
    """Archive something, or bring it back."""
    return quietly(request, verb, {**which, "archived": request.POST["archived"] == "yes"}, back)


def quietly(request: HttpRequest, verb: Action[Any, Any], given: dict[str, Any], back: str) -> HttpResponse:
    """Carry out a small change of a list; what is refused is said on the list."""
    try:
        outcome = run(verb, context_of(request), given)
    except ActionError as refusal:
        if refusal.status not in SAME_FORM:
            raise
        notify(request, refusal.message, tone="warn")
    else:
        tell(request, _("Saved."), outcome)
    return HttpResponseRedirect(reverse(back))


def settings_page(request: HttpRequest, name: str, page: dict[str, Any], status: int = 200) -> HttpResponse:
    """Show one page of the settings under its tab."""
    tabs = [
        (reverse(key), label, key.endswith(name) or (name, key) == ("task_list_form", "session_task_lists"))
        for key, label in TABS
    ]
    return render(request, f"shoots/settings/{name}.html", {"tabs": tabs, **page}, status=status)
