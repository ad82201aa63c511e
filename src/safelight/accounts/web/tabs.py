"""The pages about the studio itself, as tabs over each of them; everybody sees those they may open."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelight.foundation.web.access import context_of


@dataclass(frozen=True, slots=True)
class Tab:
    """One page about the studio."""

    key: str
    label: Promise
    url: str


_TABS = (
    ("settings", _("Settings"), "studio", "studio.view"),
    ("locations", _("Locations"), "locations", "studio.view"),
    ("people", _("People"), "people", "people.view"),
    ("roles", _("Roles"), "roles", "people.view"),
    ("keys", _("API keys"), "keys", "keys.manage"),
    ("seats", _("Who works now"), "seat", "seats.view"),
    ("journal", _("Journal"), "journal", "journal.view"),
    ("jobs", _("Background"), "jobs", "jobs.view"),
)


def tabs(request: HttpRequest) -> list[Tab]:
    """Return the tabs this person may open."""
    actor = context_of(request).actor
    return [Tab(key, label, reverse(name)) for key, label, name, permission in _TABS if actor.may(permission)]
