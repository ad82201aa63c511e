"""The journal, background jobs and long work of the studio."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from safelight.accounts.queries import list_people
from safelight.accounts.web.house import try_button
from safelight.accounts.web.tabs import tabs
from safelight.foundation import clock
from safelight.foundation.actions import Empty, actions, ask, run
from safelight.foundation.jobs.verbs import JobFilter, cancel_job, list_jobs, retry_job
from safelight.foundation.journal.reading import JournalFilter, list_journal, verify_journal
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.foundation.work.verbs import WorkChoice, WorkFilter, list_work, stop_work

STATUSES = (
    ("", gettext_lazy("All")),
    ("failed", gettext_lazy("Failed")),
    ("doing", gettext_lazy("Running")),
    ("todo", gettext_lazy("Waiting")),
    ("succeeded", gettext_lazy("Done")),
    ("cancelled", gettext_lazy("Cancelled")),
)


class JournalForm(forms.Form):
    """What to look for in the journal."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    person = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    since = forms.DateField(label=gettext_lazy("From"), required=False)
    until = forms.DateField(label=gettext_lazy("To"), required=False)
    cursor = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Offer the people of the studio and every verb of the house."""
        super().__init__(*args, **kwargs)
        verbs = [(name, f"{verb.summary} ({name})") for name, verb in actions().items()]
        for name, choices in (("person", people), ("verb", verbs)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = [("", _("Anybody") if name == "person" else _("Anything")), *choices]


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """Show who did what, newest first, with filters."""
    context = context_of(request)
    context.require("journal.view")
    people = [(str(card.person_id), card.name) for card in ask(list_people, context, Empty()).items]
    form = JournalForm(request.GET, people=people)
    wish = form.cleaned_data if form.is_valid() else {}
    zone = context.studio.zone
    data = JournalFilter(
        q=wish.get("q", ""),
        actor_id=UUID(wish["person"]) if wish.get("person") else None,
        action=wish.get("verb", ""),
        since=_start(wish.get("since"), zone),
        until=_start(wish["until"] + timedelta(days=1), zone) if wish.get("until") else None,
        cursor=wish.get("cursor"),
    )
    found = ask(list_journal, context, data)
    kept = {name: value for name, value in request.GET.items() if name != "cursor" and value}
    page = {
        "form": form,
        "lines": found.items,
        "more": f"?{urlencode({**kept, 'cursor': found.next})}" if found.next else "",
        "filtered": bool(kept),
        "tabs": tabs(request),
    }
    return render(request, "accounts/journal.html", page, status=422 if form.errors else 200)


@require_POST
def journal_verify(request: HttpRequest) -> HttpResponse:
    """Check the chain of the journal and say how it is."""
    health = ask(verify_journal, context_of(request), Empty())
    if health.whole:
        words = ngettext(
            "The journal is whole: %(count)s line, and its link holds.",
            "The journal is whole: %(count)s lines, and every link holds.",
            health.lines,
        )
        notify(request, words % {"count": health.lines})
    else:
        words = _("The journal is broken at line %(line)s: %(reason)s. Compare it with a backup.")
        notify(request, words % {"line": health.broken_at, "reason": health.reason}, tone="bad")
    return redirect("journal")


@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """Show what runs in the background: long work on top, then the jobs."""
    context = context_of(request)
    status = request.GET.get("status", "")
    known = {key for key, _label in STATUSES}
    page = {
        "work": ask(list_work, context, WorkFilter(limit=20)).items,
        "jobs": ask(list_jobs, context, JobFilter.model_validate({"status": status if status in known else ""})).items,
        "status": status,
        "statuses": STATUSES,
        "may": context.actor.may("jobs.manage"),
        "tabs": tabs(request),
    }
    return render(request, "accounts/jobs.html", page)


@require_POST
def job_retry(request: HttpRequest, job_id: int) -> HttpResponse:
    """Run a job again."""
    try_button(request, lambda: run(retry_job, context_of(request), {"job_id": job_id}), _("The job runs again."))
    return redirect("jobs")


@require_POST
def job_cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """Stop a job."""
    try_button(request, lambda: run(cancel_job, context_of(request), {"job_id": job_id}), _("The job is cancelled."))
    return redirect("jobs")


@require_POST
def work_stop(request: HttpRequest, work_id: UUID) -> HttpResponse:
    """Stop long work."""
    choice = WorkChoice(work_id=work_id)
    try_button(
        request, lambda: run(stop_work, context_of(request), choice), _("It stops in a moment; nothing of it is kept.")
    )
    return redirect("jobs")


def _start(day: date | None, zone: str) -> datetime | None:
    return None if day is None else clock.day_bounds(day, zone)[0]
