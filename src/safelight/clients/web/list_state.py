"""What the address of the list says: filters, words, order; and the addresses that change one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from safelight.clients.queries import ClientFilters, ListClients
from safelight.clients.queries.filters import NONE
from safelight.foundation.actions import Frozen
from safelight.foundation.actions.runner import check_input

MANY = ("kind", "stage", "tags", "groups", "source", "custom")
ONE = (
    "q", "lead", "city", "birthday_month", "has_email", "has_phone", "do_not_contact", "created_from", "created_to",
    "removed", "sort",
)  # fmt: skip
SHOWN = ("sort", "columns")
"""Parameters that say how the list is shown, not which clients are in it."""
KINDS: dict[str, Promise] = {
    "person": gettext_lazy("Person"),
    "family": gettext_lazy("Family"),
    "organization": gettext_lazy("Organization"),
}
MONTHS: dict[str, Promise] = {
    str(number): name
    for number, name in enumerate(
        (
            pgettext_lazy("month", "January"), pgettext_lazy("month", "February"), pgettext_lazy("month", "March"),
            pgettext_lazy("month", "April"), pgettext_lazy("month", "May"), pgettext_lazy("month", "June"),
            pgettext_lazy("month", "July"), pgettext_lazy("month", "August"), pgettext_lazy("month", "September"),
            pgettext_lazy("month", "October"), pgettext_lazy("month", "November"), pgettext_lazy("month", "December"),
        ),
        1,
    )
}  # fmt: skip
YES_NO: dict[str, tuple[Promise, Promise]] = {
    "lead": (gettext_lazy("Leads"), gettext_lazy("No leads")),
    "has_email": (gettext_lazy("With mail address"), gettext_lazy("Without mail address")),
    "has_phone": (gettext_lazy("With phone"), gettext_lazy("Without phone")),
    "do_not_contact": (gettext_lazy("Do not contact"), gettext_lazy("May be contacted")),
    "removed": (gettext_lazy("Removed"), gettext_lazy("Not removed")),
}
NAMED: dict[str, Promise] = {
    "stage": gettext_lazy("Stage"),
    "tags": gettext_lazy("Tag"),
    "groups": gettext_lazy("Group"),
    "source": gettext_lazy("Source"),
    "city": gettext_lazy("City"),
    "created_from": gettext_lazy("Added from"),
    "created_to": gettext_lazy("Added until"),
}

Model = TypeVar("Model", bound=Frozen)


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
        self.data = self._read(ListClients, (*MANY, *ONE))

    @classmethod
    def of(cls, request: HttpRequest) -> ListState:
        """Return what the address of a request says."""
        return cls(request.GET)

    def _read(self, model: type[Model], names: tuple[str, ...]) -> Model:
        given: dict[str, object] = {}
        for name in names:
            if name in self.params:
                given[name] = tuple(self.params.getlist(name)) if name in MANY else self.params[name]
        return check_input(model, given)

    @property
    def filters(self) -> ClientFilters:
        """The filters alone, as bulk changes and exports take them."""
        return self._read(ClientFilters, tuple(name for name in (*MANY, *ONE) if name != "sort"))

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
        return _list_address(params)

    def without(self, name: str, value: str) -> str:
        """Return the address without one value of a parameter."""
        params = self.params.copy()
        params.setlist(name, [each for each in params.getlist(name) if each != value])
        return _list_address(params)

    def chips(self, custom_labels: Mapping[str, str]) -> list[Chip]:
        """Return the filters in force, in words; ``custom_labels`` names custom fields by their id."""
        found: list[Chip] = []
        for name, values in self.params.lists():
            if name in {"q", "lead", *SHOWN}:
                continue
            found += [
                Chip(self._words(name, str(value), custom_labels), self.without(name, str(value))) for value in values
            ]
        return found

    def _words(self, name: str, value: str, custom_labels: Mapping[str, str]) -> str:
        if name in YES_NO:
            return str(YES_NO[name][0 if getattr(self.data, name) else 1])
        if name == "kind":
            return str(KINDS.get(value, value))
        if name == "birthday_month":
            return _("Birthday in %(month)s") % {"month": MONTHS.get(value, value)}
        if name == "custom":
            field, _colon, wanted = value.partition(":")
            return f"{custom_labels.get(field, _('Custom field'))}: {wanted}"
        if value == NONE:
            return _("%(what)s: none") % {"what": NAMED[name]}
        return f"{NAMED[name]}: {value}"


def tidy(params: QueryDict) -> QueryDict:
    """Return the parameters that the list knows and that say something.

    A form asks for a custom field as ``custom-<id>=<value>``; the address has ``custom=<id>:<value>``.
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
    if kept.get("sort") == "name":
        del kept["sort"]
    return kept


def _list_address(params: QueryDict) -> str:
    query = params.urlencode()
    return f"{reverse('clients')}?{query}" if query else reverse("clients")
