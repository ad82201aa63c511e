"""Panels that modules above hang into the page of a session: its orders, contracts, galleries.

A panel is an address that answers a piece of HTML for one session. It is fetched when it comes into view, and again when
the page hears ``panel:<key>``, so the session's own page costs nothing for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from safelight.foundation.actions import Context
from safelight.foundation.keyed import Registry


@dataclass(frozen=True, slots=True)
class PanelAction:
    """A button in the head of a panel, such as “New order”.

    ``url_name`` takes the session's id as its one parameter, or none: then ``?shoot_id=`` follows. With ``drawer`` it
    opens beside the page.
    """

    label: str | Promise
    url_name: str
    permission: str = ""
    icon: str = "plus"
    drawer: bool = False


@dataclass(frozen=True, slots=True)
class SessionPanel:
    """A part of a session's page that belongs to another module.

    Attributes:
        key: names the panel; ``#panel-<key>`` is its place on the page, ``panel:<key>`` the news that renews it.
        label: its title.
        url_name: name of the address that answers its content; takes the session's id as its one parameter, checks
            permission and studio like any page, and answers an empty state that teaches where there is nothing.
        permission: who sees it; the address must ask for the same one.
        icon: a Lucide name.
        order: lower stands higher.
        count: how many things it holds, asked for with the page (one statement); None where that is not worth one.
        action: a button in its head.
    """

    key: str
    label: str | Promise
    url_name: str
    permission: str = ""
    icon: str = "square"
    order: int = 100
    count: Callable[[Context, UUID], int] | None = None
    action: PanelAction | None = None


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel as one person sees it on one session's page."""

    key: str
    label: str | Promise
    icon: str
    url: str
    count: int | None
    action: PanelAction | None
    action_url: str


session_panels: Final[Registry[SessionPanel]] = Registry()


def panels_for(context: Context, shoot_id: UUID) -> list[ShownPanel]:
    """Return the panels of a session that this person may see, in their order.

    Raises:
        NoReverseMatch: a panel was registered with an address that does not exist.
    """
    shown = []
    for panel in session_panels.all():
        if not context.actor.may(panel.permission):
            continue
        action = panel.action if panel.action and context.actor.may(panel.action.permission) else None
        shown.append(
            ShownPanel(
                key=panel.key,
                label=panel.label,
                icon=panel.icon,
                url=reverse(panel.url_name, args=[shoot_id]),
                count=panel.count(context, shoot_id) if panel.count else None,
                action=action,
                action_url=_action_url(action, shoot_id) if action else "",
            )
        )
    return shown


def _action_url(action: PanelAction, shoot_id: UUID) -> str:
    try:
        return reverse(action.url_name, args=[shoot_id])
    except NoReverseMatch:
        return f"{reverse(action.url_name)}?{urlencode({'shoot_id': str(shoot_id)})}"
