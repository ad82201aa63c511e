"""What the address of the session list says: filters, words, order; and the addresses that change one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.foundation.actions.runner import check_input
from safelight.shoots.queries.filters import ME, NONE, ShootFilters
from safelight.shoots.queries.list import ListShoots
from safelight.shoots.web.faces import STATES

MANY: Final = ("state", "type", "status", "department", "photographer", "location", "tags", "custom")
ONE: Final = (
    "q", "client_id", "starts_from", "starts_to", "undated", "overdue", "delivered", "sort",
)  # fmt: skip
SHOWN: Final = ("sort", "columns")
"""Parameters that say how the list is shown, not which sessions are in it."""
YES_NO: Final[dict[str, tuple[Promise, Promise]]] = {
    "undated": (gettext_lazy("Without a date"), gettext_lazy("With a date")),
    "overdue": (gettext_lazy("Overdue"), gettext_lazy("Not overdue")),
    "delivered": (gettext_lazy("Images delivered"), gettext_lazy("Images not delivered")),
}
NAMED: Final[dict[str, Promise]] = {
    "type": gettext_lazy("Type"),
    "status": gettext_lazy("Status"),
    "department": gettext_lazy("Department"),
    "photographer": gettext_lazy("Photographer"),
    "location": gettext_lazy("Location"),
    "tags": gettext_lazy("Tag"),
    "starts_from": gettext_lazy("From"),
    "starts_to": gettext_lazy("Until"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force: its words and the address of the list without it."""

    label: str
    remove_url: str


class ListState:
    """The list as an address describes it.

    Raises:
        InvalidInput: the address names something that no filter knows.
    """

    def __init__(self, params: QueryDict) -> None:
        """Read the parameters; unknown ones and empty ones are left out."""
        self.params = tidy(params)
        given: dict[str, object] = {}
        for name in (*MANY, *ONE):
            if name in self.params:
                given[name] = tuple(self.params.getlist(name)) if name in MANY else self.params[name]
        self.data = check_input(ListShoots, given)

    @classmethod
    def of(cls, request: HttpRequest) -> ListState:
        """Return what the address of a request says."""
        return cls(request.GET)

    @property
    def filters(self) -> ShootFilters:
        """The filters alone, as saved views keep them."""
        return ShootFilters(**{name: getattr(self.data, name) for name in ShootFilters.model_fields})

    @cached_property
    def query(self) -> str:
        """The query string, without the question mark."""
        return self.params.urlencode()

    @property
    def filtered(self) -> bool:
        """Whether anything but the order is asked for."""
        return any(name not in SHOWN for name in self.params)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the address asks for, as saved views do; empty means those the person chose."""
        return tuple(key for key in self.params.get("columns", "").split(",") if key)

    def address(self, **changes: str | None) -> str:
        """Return the address of the list with some parameters replaced; None takes one away."""
        params = self.params.copy()
        for name, value in changes.items():
            if value is None:
                params.pop(name, None)
            else:
                params[name] = value
        return list_address(params)

    def chips(self, names: Mapping[str, str]) -> list[Chip]:
        """Return the filters in force, in words; ``names`` names ids of photographers, fields and the like."""
        found: list[Chip] = []
        for name, values in self.params.lists():
            if name in {"q", *SHOWN}:
                continue
            found += [Chip(self._words(name, str(value), names), self._without(name, str(value))) for value in values]
        return found

    def _without(self, name: str, value: str) -> str:
        params = self.params.copy()
        params.setlist(name, [each for each in params.getlist(name) if each != value])
        return list_address(params)

    def _words(self, name: str, value: str, names: Mapping[str, str]) -> str:
        if name in YES_NO:
            return str(YES_NO[name][0 if getattr(self.data, name) else 1])
        if name == "custom":
            field, _colon, wanted = value.partition(":")
            return f"{names.get(field, _('Session field'))}: {wanted}"
        alone = {"state": self._state(value), "client_id": names.get(value, _("One client"))}.get(name)
        if alone is not None or value == ME:
            return alone or _("Mine")
        if value == NONE:
            return _("%(what)s: none") % {"what": NAMED[name]}
        return f"{NAMED[name]}: {names.get(value, value)}"

    @staticmethod
    def _state(value: str) -> str:
        return next((str(words) for state, words in STATES.items() if state == value), value)


def tidy(params: QueryDict) -> QueryDict:
    """Return the parameters that the list knows and that say something.

    A form asks for a session field as ``custom-<id>=<value>``; the address has ``custom=<id>:<value>``.
    """
    kept = QueryDict(mutable=True)
    for name in (*ONE, *MANY, "columns"):
        values = [value.strip() for value in params.getlist(name) if value.strip()]
        if values:
            kept.setlist(name, list(dict.fromkeys(values)) if name in MANY else values[-1:])
    own = [f"{key.removeprefix('custom-')}:{str(params[key]).strip()}" for key in params if key.startswith("custom-")]
    asked = [*kept.getlist("custom"), *(pair for pair in own if not pair.endswith(":"))]
    if asked:
        kept.setlist("custom", list(dict.fromkeys(asked)))
    if kept.get("sort") == "-starts":
        del kept["sort"]
    return kept


def list_address(params: QueryDict) -> str:
    """Return the address of the list with these parameters."""
    query = params.urlencode()
    return f"{reverse('sessions')}?{query}" if query else reverse("sessions")
