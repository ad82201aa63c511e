"""The columns of the list: what each shows of a client, and which of them a person has chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from safelight.clients.queries.cards import ClientRow, NamedCard, StageCard
from safelight.clients.rules.custom import show_value
from safelight.clients.web.list_state import KINDS
from safelight.clients.web.wording import show_day, show_moment
from safelight.foundation.actions import StudioFacts

CUSTOM = "custom:"
COLORS = ("gray", "blue", "cyan", "green", "amber", "red", "violet", "pink")
"""What a tag, group or stage may be coloured with; each is a tone of a pill."""
STAGE_TONES = {"open": "info", "won": "good", "lost": ""}


@dataclass(frozen=True, slots=True)
class Look:
    """What showing a row needs besides the row."""

    studio: StudioFacts
    now: datetime


@dataclass(frozen=True, slots=True)
class Pill:
    """A short coloured word."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the attributes of its ``<td>``, and either pills or a text."""

    attrs: SafeString
    text: str = ""
    pills: tuple[Pill, ...] = ()


Show = Callable[[ClientRow, Look], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``sort`` is the order its header asks for; ``phone`` the place of its cell in a phone's two lines."""

    key: str
    label: str | Promise
    show: Show | None = None
    pills: Callable[[ClientRow], tuple[Pill, ...]] | None = None
    sort: str = ""
    css: str = ""
    phone: str = ""
    numeric: bool = False

    @property
    def attrs(self) -> SafeString:
        """The attributes of every cell of this column."""
        return _attrs(self.phone, numeric=self.numeric)

    def cell(self, row: ClientRow, look: Look) -> Cell:
        """Return the cell of a client."""
        if self.pills is not None:
            return Cell(self.attrs, pills=self.pills(row))
        return Cell(self.attrs, self.show(row, look) if self.show else "")


@lru_cache(maxsize=64)
def _attrs(phone: str, *, numeric: bool) -> SafeString:
    first = SafeString(' class="num"') if numeric else SafeString("")
    return first + format_html(' data-phone="{}"', phone) if phone else first


def stage_pill(stage: StageCard) -> Pill:
    """Return a stage as a pill in the colour of how it ends."""
    return Pill(stage.name, tone_of(stage.color) or STAGE_TONES.get(stage.kind, ""))


def tone_of(color: str) -> str:
    """Return the tone of a stored colour; one that this program does not know stays neutral."""
    return color if color in COLORS else ""


def _stage(row: ClientRow) -> tuple[Pill, ...]:
    found = (stage_pill(row.stage),) if row.stage else ()
    return (*found, Pill(str(_("No contact")), "bad")) if row.do_not_contact else found


def _named(cards: Sequence[NamedCard]) -> tuple[Pill, ...]:
    """Return the first one and how many more there are: a second would not fit into the column."""
    more = (Pill(f"+{len(cards) - 1}"),) if len(cards) > 1 else ()
    return (*(named_pill(card) for card in cards[:1]), *more)


def named_pill(card: NamedCard) -> Pill:
    """Return a tag or group as a pill."""
    return Pill(card.name, tone_of(card.color))


def _first(values: Sequence[str]) -> str:
    if not values:
        return ""
    return values[0] if len(values) == 1 else f"{values[0]} +{len(values) - 1}"


STANDARD: dict[str, Column] = {
    column.key: column
    for column in (
        Column("email", _("Mail"), lambda row, _look: _first(row.emails), css="col-mail"),
        Column("phone", _("Phone"), lambda row, _look: _first([phone.display for phone in row.phones]), css="col-phone", phone="sub"),
        Column("city", _("City"), lambda row, _look: row.city, sort="city", phone="meta"),
        Column("stage", _("Stage"), pills=_stage, css="narrow", phone="end"),
        Column("tags", _("Tags"), pills=lambda row: _named(row.tags)),
        Column("groups", _("Groups"), pills=lambda row: _named(row.groups)),
        Column("source", _("Source"), lambda row, _look: row.source.name if row.source else ""),
        Column("kind", _("Kind"), lambda row, _look: str(KINDS[row.kind.value]), css="narrow"),
        Column("organization", _("Organization"), lambda row, _look: row.organization),
        Column(
            "birthday",
            _("Birthday"),
            lambda row, look: show_day(row.birthday, look.studio, year=row.birth_year_known),
            css="narrow",
            numeric=True,
        ),
        Column("number", _("Number"), lambda row, _look: str(row.number), sort="number", css="narrow", numeric=True),
        Column("external_id", _("Old number"), lambda row, _look: row.external_id, css="narrow"),
        Column("since", _("Client since"), lambda row, look: show_day(row.since, look.studio), numeric=True),
        Column(
            "created", _("Added"), lambda row, look: show_moment(row.created_at, look.studio, look.now),
            sort="created", css="narrow", numeric=True,
        ),
        Column(
            "changed", _("Changed"), lambda row, look: show_moment(row.updated_at, look.studio, look.now),
            sort="changed", css="narrow", numeric=True,
        ),
    )
}  # fmt: skip
USUAL = ("email", "phone", "city", "stage", "tags", "created")


def offered(custom_labels: Mapping[str, str]) -> dict[str, Column]:
    """Return every column a person may choose; ``custom_labels`` maps a custom field's id to its label."""
    own = {f"{CUSTOM}{key}": _custom(key, label) for key, label in custom_labels.items()}
    return STANDARD | own


def chosen(keys: Sequence[str], custom_labels: Mapping[str, str]) -> list[Column]:
    """Return the chosen columns in the order in which they are offered; the usual ones where nothing was chosen."""
    wanted = set(keys or USUAL)
    return [column for key, column in offered(custom_labels).items() if key in wanted]


def _custom(key: str, label: str) -> Column:
    return Column(f"{CUSTOM}{key}", label, lambda row, _look: show_value(row.custom.get(key)))
