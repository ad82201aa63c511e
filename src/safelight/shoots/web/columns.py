"""The columns of the session list: what each shows, and which of them a person has chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelight.clients.rules.custom import show_value
from safelight.clients.web.wording import show_day, show_moment
from safelight.foundation.actions import Context, StudioFacts
from safelight.shoots.queries.cards import ShootRow
from safelight.shoots.web.faces import Pill, due_tone, due_words, place_words, starts_words, state_pills, tone_of

CUSTOM: Final = "custom:"
_LIFE_SECONDS: Final = 400 * 24 * 3600
_MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Look:
    """What showing a row needs besides the row."""

    context: Context
    today: date

    @property
    def studio(self) -> StudioFacts:
        """The studio in which the list is read."""
        return self.context.studio


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: pills or a text, and its place in a phone's two lines."""

    text: str = ""
    pills: tuple[Pill, ...] = ()
    phone: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``sort`` is the order its header asks for."""

    key: str
    label: str | Promise
    show: Callable[[ShootRow, Look], str] | None = None
    pills: Callable[[ShootRow, Look], tuple[Pill, ...]] | None = None
    sort: str = ""
    phone: str = ""
    css: str = ""
    numeric: bool = False

    def cell(self, row: ShootRow, look: Look) -> Cell:
        """Return the cell of a session."""
        return Cell(
            text=self.show(row, look) if self.show else "",
            pills=self.pills(row, look) if self.pills else (),
            phone=self.phone,
            numeric=self.numeric,
        )


def _due(row: ShootRow, look: Look) -> tuple[Pill, ...]:
    words = due_words(row.due_on, look.today, look.studio) if row.state == "open" else ""
    return (Pill(words, due_tone(row.due_on, look.today)),) if words else ()


def _tasks(row: ShootRow, _look: Look) -> str:
    every = row.tasks_open + row.tasks_done
    return f"{row.tasks_done}/{every}" if every else ""


STANDARD: Final[dict[str, Column]] = {
    column.key: column
    for column in (
        Column("client", _("Client"), lambda row, _look: row.client.display_name if row.client else "", phone="sub"),
        Column("starts", _("Date"), lambda row, look: starts_words(row, look.studio, look.today), sort="starts", phone="meta", css="session-when-col"),
        Column("status", _("Status"), pills=lambda row, _look: state_pills(row), phone="end"),
        Column("due", _("Due"), pills=_due, sort="due", css="narrow"),
        Column("type", _("Type"), pills=lambda row, _look: (Pill(row.type.name, tone_of(row.type.color)),)),
        Column("photographer", _("Photographer"), lambda row, _look: row.photographer.name if row.photographer else ""),
        Column("place", _("Place"), lambda row, _look: place_words(row)),
        Column("department", _("Department"), lambda row, _look: row.department.name if row.department else ""),
        Column("tasks", _("Tasks"), _tasks, css="narrow", numeric=True),
        Column("tags", _("Tags"), pills=lambda row, _look: tuple(Pill(tag) for tag in row.tags[:2])),
        Column(
            "since", _("In this status since"), lambda row, look: show_moment(row.status_since, look.studio),
            sort="since", css="narrow", numeric=True,
        ),
        Column("number", _("Number"), lambda row, _look: str(row.number), sort="number", css="narrow", numeric=True),
        Column(
            "delivered", _("Delivered"), lambda row, look: show_moment(row.delivered_at, look.studio), css="narrow",
            numeric=True,
        ),
        Column(
            "changed", _("Changed"),
            lambda row, look: show_moment(row.updated_at, look.studio, look.context.now), sort="changed", css="narrow",
            numeric=True,
        ),
        Column("created", _("Planned"), lambda row, look: show_day(row.created_at.date(), look.studio), numeric=True),
    )
}  # fmt: skip
USUAL: Final = ("client", "starts", "status", "due", "photographer", "tasks")


def offered(labels: Mapping[str, str]) -> dict[str, Column]:
    """Return every column a person may choose; ``labels`` maps a session field's id to its label."""
    own = {f"{CUSTOM}{key}": _custom(key, label) for key, label in labels.items()}
    return STANDARD | own


def chosen(keys: Sequence[str], labels: Mapping[str, str]) -> list[Column]:
    """Return the chosen columns in the order in which they are offered; the usual ones where nothing was chosen."""
    wanted = set(keys or USUAL)
    return [column for key, column in offered(labels).items() if key in wanted]


def kept_columns(request: HttpRequest) -> tuple[str, ...]:
    """Return the keys that this person chose; empty when they never did."""
    return tuple(key for key in request.COOKIES.get(_name(request), "").split("~")[:_MOST] if key)


def keep_columns(request: HttpRequest, answer: HttpResponse, keys: Sequence[str]) -> HttpResponse:
    """Let an answer keep the keys in a cookie, so that the list needs no query for them."""
    answer.set_cookie(
        _name(request),
        "~".join(keys[:_MOST]),
        max_age=_LIFE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return answer


def _custom(key: str, label: str) -> Column:
    return Column(f"{CUSTOM}{key}", label, lambda row, _look: show_value(row.custom.get(key)))


def _name(request: HttpRequest) -> str:
    # Two people who share a machine keep their own choice; the name tells nobody who they are.
    return f"sessions-columns-{blake2s(str(request.user.pk).encode(), digest_size=6).hexdigest()}"
