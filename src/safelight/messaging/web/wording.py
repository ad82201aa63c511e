"""States, languages and moments of messages in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from babel.core import Locale
from babel.dates import format_date, format_time
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safelight.clients.web.wording import reading_locale
from safelight.foundation import clock
from safelight.foundation.actions import StudioFacts


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown."""

    label: str | Promise
    tone: str
    icon: str


STATES: Final[Mapping[str, Look]] = {
    "queued": Look(_("Waiting"), "info", "clock"),
    "sending": Look(_("Being sent"), "info", "send"),
    "sent": Look(_("Sent"), "good", "check"),
    "failed": Look(_("Failed"), "bad", "circle-alert"),
    "dropped": Look(_("Not sent"), "warn", "circle-slash"),
    "bounced": Look(_("Came back"), "bad", "undo-2"),
    "cancelled": Look(_("Cancelled"), "", "circle-x"),
}
REPORTS: Final[Mapping[str, Look]] = {
    "delivered": Look(_("Arrived"), "good", "check"),
    "deferred": Look(_("Put off"), "info", "clock"),
    "bounced": Look(_("Came back"), "bad", "undo-2"),
    "complained": Look(_("Called unwanted"), "bad", "flag"),
    "refused": Look(_("Address refused"), "bad", "circle-alert"),
}
REASONS: Final[Mapping[str, str | Promise]] = {
    "bounced": _("Mail came back"),
    "complained": _("Its reader complained"),
    "by_hand": _("Stopped by hand"),
}


def language_name(code: str) -> str:
    """Return a language as people of this page call it."""
    known = Locale.parse((get_language() or "en").split("-")[0])
    return str(known.languages.get(code, code)).capitalize()


def language_choices(*first: str) -> list[tuple[str, str]]:
    """Return the languages in which texts may be written, these first."""
    codes = dict.fromkeys([*first, *(code for code, _name in settings.LANGUAGES)])
    return [(code, language_name(code)) for code in codes]


def whole_moment(moment: datetime | None, studio: StudioFacts) -> str:
    """Return a moment in the studio's zone with day and time; nothing for none."""
    if moment is None:
        return ""
    here, locale = clock.local(moment, studio.zone), reading_locale(studio)
    return f"{format_date(here.date(), 'medium', locale=locale)}, {format_time(here.time(), 'short', locale=locale)}"


def size_words(size: int | None) -> str:
    """Return a size in bytes as people say it; nothing where it is not known yet."""
    if size is None:
        return ""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 2**10))} KB"
