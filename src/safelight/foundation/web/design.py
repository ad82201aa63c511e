"""The living design page: every component with its states, in the theme of the person who looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from safelight.foundation.web.access import public
from safelight.foundation.web.navigation import Words, design_samples, visitor

SECTIONS = ("actions", "forms", "lists", "records", "states", "layers", "board")
PEOPLE = (
    ("Ana Lindqvist", "ana@example.com", "+44 7700 900101", "Bath", "Active", "good", 11, "£3,564", "7 Jan 2026"),
    ("Béatrice Moreau", "bea@example.com", "+44 7700 900102", "Bristol", "Lead", "info", 0, "£0", "—"),
    ("Carla Okafor", "carla@example.com", "+44 7700 900103", "Wells", "Active", "good", 14, "£4,732", "13 May 2025"),
    ("Daniel Keller", "dan@example.com", "+44 7700 900104", "Frome", "Past", "", 7, "£4,270", "1 Apr 2025"),
    ("Łukasz Wójcik", "lukasz@example.com", "+44 7700 900105", "Bath", "VIP", "special", 10, "£6,020", "12 Jul 2025"),
)
WORK_TOTAL = 20_000
WORK_STEP = 5_000


class SampleForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(max_length=80, help_text="As it stands on the invoice.")
    email = forms.EmailField(required=False)
    phone = forms.CharField(required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
    kind = forms.ChoiceField(choices=[("person", "Person"), ("family", "Family"), ("organization", "Organization")])
    birthday = forms.DateField(required=False)
    contact = forms.ChoiceField(
        required=False, choices=[("mail", "Mail"), ("text", "Text"), ("call", "Call")], widget=forms.RadioSelect
    )
    notes = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    newsletter = forms.BooleanField(required=False, label="May get the newsletter")


@dataclass(frozen=True, slots=True)
class Shown:
    """A rendered section."""

    key: str
    title: Words
    html: SafeString


def _allowed(request: HttpRequest) -> bool:
    return bool(settings.DEBUG) or visitor(request).demo


def _context() -> dict[str, Any]:
    people = [
        dict(zip(("name", "mail", "phone", "city", "status", "tone", "count", "worth", "last"), row, strict=True))
        for row in PEOPLE
    ]
    return {
        "people": people,
        "columns": [
            {"key": "mail", "label": "Mail", "shown": True},
            {"key": "phone", "label": "Phone", "shown": True},
            {"key": "city", "label": "City", "shown": False},
        ],
        "views": [
            {"label": "Birthdays this month", "url": "?view=birthdays", "active": True},
            {"label": "Not seen for a year", "url": "?view=quiet", "active": False},
        ],
        "form": SampleForm(),
        "failed": SampleForm({"failed-email": "not a mail", "failed-kind": "person"}, prefix="failed"),
        "options": [("low", "Low"), ("usual", "Usual"), ("high", "High")],
    }


@public
@require_GET
@never_cache
def design(request: HttpRequest) -> HttpResponse:
    """Show all components; only while developing or in a demo studio, 404 elsewhere."""
    if not _allowed(request):
        raise Http404
    context = _context()
    shown = [
        Shown(key, key.capitalize(), _rendered(f"foundation/design/{key}.html", context, request)) for key in SECTIONS
    ]
    shown += [
        Shown(
            sample.key,
            sample.title,
            _rendered(sample.template, dict(sample.context()), request),
        )
        for sample in design_samples.all()
    ]
    return render(request, "foundation/design/page.html", {"sections": shown})


@public
@require_GET
@never_cache
def design_panel(request: HttpRequest) -> HttpResponse:
    """Answer the sample drawer."""
    if not _allowed(request):
        raise Http404
    return render(request, "foundation/design/panel.html", _context())


@public
@require_GET
@never_cache
def design_rows(request: HttpRequest) -> HttpResponse:
    """Answer rows of the sample list; with ``q`` only those whose name has these letters."""
    if not _allowed(request):
        raise Http404
    query = request.GET.get("q", "").casefold()
    people = [person for person in _context()["people"] if query in person["name"].casefold()]
    template = "foundation/design/results.html" if "q" in request.GET else "foundation/design/rows.html"
    return render(request, template, {**_context(), "people": people, "total": 50_000 if not query else len(people)})


@public
@require_http_methods(["GET", "POST"])
@never_cache
def design_form(request: HttpRequest) -> HttpResponse:
    """Answer the sample form: 422 with the form while something is wrong, else a fresh one and a notice."""
    if not _allowed(request):
        raise Http404
    form = SampleForm(request.POST or None)
    good = form.is_bound and form.is_valid()
    status = 422 if form.is_bound and not good else 200
    context = {"form": SampleForm() if good else form, "saved": good}
    return render(request, "foundation/design/form.html", context, status=status)


@public
@require_GET
@never_cache
def design_progress(request: HttpRequest) -> HttpResponse:
    """Answer the sample progress: each ask moves it on."""
    if not _allowed(request):
        raise Http404
    try:
        done = min(WORK_TOTAL, int(request.GET.get("done", "0")) + WORK_STEP)
    except ValueError:
        return HttpResponseBadRequest("done must be a number")
    state = "done" if done == WORK_TOTAL else "running"
    return render(request, "foundation/design/work.html", {"done": done, "total": WORK_TOTAL, "state": state})


def _rendered(template: str, context: dict[str, Any], request: HttpRequest) -> SafeString:
    # A rendered template has been escaped already.
    # ast-grep-ignore: marked-safe
    return SafeString(render_to_string(template, context, request))
