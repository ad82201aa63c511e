"""The first steps of a studio that is still empty."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelight.foundation.actions import Context
from safelight.foundation.web.navigation import address


@dataclass(frozen=True, slots=True)
class Step:
    """Something worth doing first: why, where, and whether it opens in the drawer."""

    icon: str
    title: str | Promise
    why: str | Promise
    url: str
    drawer: bool = False


@dataclass(frozen=True, slots=True)
class _Offer:
    icon: str
    title: Promise
    why: Promise
    url_name: str
    permission: str
    drawer: bool = False


_OFFERS = (
    _Offer(
        "upload", _("Bring your clients in"),
        _("A spreadsheet, a CSV or an address book: you see what would happen before anything is saved."),
        "imports", "exchange.import",
    ),
    _Offer(
        "user-plus", _("Add a client by hand"),
        _("A name and a phone are enough; Safelight says when you know them already."),
        "client_new", "clients.edit", drawer=True,
    ),
    _Offer(
        "kanban", _("Look at your stages"),
        _("From the first question to the booking: name the steps as you call them."),
        "client_stages", "clients.manage",
    ),
    _Offer(
        "list-plus", _("Define a field of your own"),
        _("What you want to know of every client: favourite place, album credit, size of the sports club."),
        "client_fields", "clients.manage",
    ),
    _Offer(
        "users", _("Invite the others"),
        _("Everybody with an own sign-in and what their role may do."),
        "people", "people.manage",
    ),
    _Offer(
        "key-round", _("Make signing in safer"),
        _("A passkey or a second step takes a minute and keeps strangers out."),
        "mfa_index", "",
    ),
)  # fmt: skip


def first_steps(context: Context) -> list[Step]:
    """Return what this person may do first; places this installation does not have are left out."""
    return [
        Step(offer.icon, offer.title, offer.why, url, offer.drawer)
        for offer in _OFFERS
        if context.actor.may(offer.permission) and (url := address(offer.url_name))
    ]
