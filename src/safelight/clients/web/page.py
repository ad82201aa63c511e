"""One client: the page and the drawer, what happened to them, and who else they may be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.clients.queries import ClientCard, get
from safelight.clients.queries.cards import AddressCard, FamilyCard
from safelight.clients.queries.similar import SimilarClients, similar
from safelight.clients.queries.timeline import ClientTimeline, TimelineEntry, timeline
from safelight.clients.rules.custom import show_value
from safelight.clients.rules.patching import shown
from safelight.clients.web.blocks import BLOCKS, FIELD_LABELS, LABELS, RELATIONSHIPS
from safelight.clients.web.columns import named_pill, stage_pill
from safelight.clients.web.known import custom_fields
from safelight.clients.web.list import is_partial
from safelight.clients.web.list_state import KINDS
from safelight.clients.web.wording import local_day, reading_locale, show_day, show_moment
from safelight.foundation.actions import Context, ask
from safelight.foundation.web.access import context_of

ENTRIES_AT_ONCE = 20
TIMELINE_ICONS = {
    "clients.add": "user-plus",
    "clients.change": "pencil",
    "clients.set_stage": "kanban",
    "clients.tag": "tag",
    "clients.untag": "tag",
    "clients.merge": "merge",
    "clients.unmerge": "split",
    "clients.remove": "trash-2",
    "clients.restore": "undo-2",
    "clients.change_many": "list-checks",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a block."""

    label: str | Promise
    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the timeline, ready to be shown."""

    entry: TimelineEntry
    icon: str
    title: str
    when: str
    iso: str
    changes: tuple[tuple[str, str, str], ...]
    may_change: bool


@never_cache
@require_GET
def client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show a client; a partial request gets the drawer."""
    context = context_of(request)
    card = ask(get, context, {"client_id": client_id})
    template = "clients/page/panel.html" if is_partial(request) else "clients/page/page.html"
    answer = render(request, template, page_context(context, card))
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@never_cache
@require_GET
def client_timeline(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Answer what happened to a client, a part at a time; ``only=notes`` leaves everything else out."""
    return timeline_answer(request, client_id)


@never_cache
@require_GET
def block(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Answer the blocks of a client, for a form that is left without saving."""
    context = context_of(request)
    return render(request, "clients/page/body.html", page_context(context, ask(get, context, {"client_id": client_id})))


def timeline_answer(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Return a part of the timeline, pinned notes first."""
    context = context_of(request)
    only_notes = request.GET.get("only") == "notes"
    asked = ClientTimeline(
        client_id=client_id, cursor=request.GET.get("cursor", "")[:100], limit=200 if only_notes else ENTRIES_AT_ONCE
    )
    page = ask(timeline, context, asked)
    entries = [entry for entry in page.items if not only_notes or entry.kind == "note"]
    entries.sort(key=lambda entry: not entry.pinned)
    shown_page = {
        "moments": [_moment(context, entry) for entry in entries],
        "next": page.next,
        "only_notes": only_notes,
        "client_id": str(client_id),
        "continued": bool(asked.cursor),
        "may_edit": context.actor.may("clients.edit"),
    }
    return render(request, "clients/page/timeline.html", shown_page)


@never_cache
@require_GET
def namesakes(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Answer who else this client may be; nothing where there is nobody."""
    context = context_of(request)
    card = ask(get, context, {"client_id": client_id})
    address = card.addresses[0] if card.addresses else None
    asked = SimilarClients(
        first_name=card.first_name[:120],
        last_name=card.last_name[:120],
        organization=card.organization[:200],
        emails=tuple(mail.address for mail in card.emails)[:20],
        phones=tuple(phone.number for phone in card.phones)[:20],
        street=address.street[:240] if address else "",
        postal_code=address.postal_code[:40] if address else "",
        except_id=card.id,
        limit=3,
    )
    found = [item for item in ask(similar, context, asked).items if item.client.removed_at is None]
    page = {"client": card, "found": found, "may_merge": context.actor.may("clients.merge")}
    return render(request, "clients/page/namesakes.html", page)


def page_context(context: Context, card: ClientCard) -> dict[str, Any]:
    """Return what the page of a client shows."""
    studio = context.studio
    today = local_day(context.now, studio)
    shown_stage = stage_pill(card.stage) if card.stage else None
    may_edit = context.actor.may("clients.edit") and card.removed_at is None
    return {
        "client": card,
        "kind": KINDS[card.kind.value],
        "stage": shown_stage,
        "stage_since": show_moment(card.stage_since, studio, context.now),
        "subtitle": _subtitle(card),
        "panel_subtitle": " · ".join(part for part in (str(KINDS[card.kind.value]), _subtitle(card)) if part),
        "phones": [(phone, LABELS[phone.label.value]) for phone in card.phones],
        "emails": [(mail, LABELS[mail.label.value]) for mail in card.emails],
        "addresses": [
            {
                "address": address,
                "lines": address_lines(address, studio.country, reading_locale(studio).territories),
                "label": LABELS[address.label.value],
                "from": show_day(address.starts_on, studio),
                "future": address.starts_on is not None and address.starts_on > today,
            }
            for address in card.addresses
        ],
        "family": [
            {
                "member": member,
                "relationship": RELATIONSHIPS[member.relationship.value],
                "name": " ".join(part for part in (member.first_name, member.last_name) if part),
                "birthday": show_day(member.birthday, studio, year=member.birth_year_known),
                "age": age_on(member, today),
            }
            for member in card.family
        ],
        "tags": [named_pill(tag) for tag in card.tags],
        "groups": [named_pill(group) for group in card.groups],
        "dates": _dates(context, card),
        "custom": _custom(context, card),
        "names": _names(card),
        "added": show_moment(card.created_at, studio, context.now),
        "removed": show_moment(card.removed_at, studio, context.now),
        "blocks": BLOCKS,
        "may_edit": may_edit,
        "may_merge": context.actor.may("clients.merge") and card.removed_at is None,
        "may_remove": context.actor.may("clients.remove"),
    }


def who_changed(context: Context, card: ClientCard, fields: Collection[str]) -> dict[str, str]:
    """Return who changed each of some fields last, as far as the newest part of the timeline knows."""
    found: dict[str, str] = {}
    for entry in ask(timeline, context, ClientTimeline(client_id=card.id, limit=50)).items:
        for name in set(fields) & set(entry.changes) - set(found):
            found[name] = entry.who
    return found


def address_lines(address: AddressCard, home: str, territories: Any) -> list[str]:  # noqa: ANN401 - Babel's mapping
    """Return a postal address in lines; the country only where it is not the studio's own."""
    town_first = address.country in {"US", "CA", "AU", "GB", "IE", "NZ", "IN"} or (
        not address.country and home in {"US", "CA", "AU", "GB", "IE", "NZ", "IN"}
    )
    town = [address.city, address.region, address.postal_code] if town_first else [address.postal_code, address.city]
    lines = [address.street, address.street2, " ".join(part for part in town if part)]
    if not town_first and address.region:
        lines.append(address.region)
    if address.country and address.country != home:
        lines.append(str(territories.get(address.country, address.country)))
    return [line for line in lines if line]


def age_on(member: FamilyCard, today: Any) -> int | None:  # noqa: ANN401 - a date
    """Return a member's age in years, None where the year of birth is not known or lies ahead."""
    if member.birthday is None or not member.birth_year_known or member.birthday > today:
        return None
    had = (today.month, today.day) >= (member.birthday.month, member.birthday.day)
    return int(today.year - member.birthday.year - (0 if had else 1))


def _moment(context: Context, entry: TimelineEntry) -> Moment:
    is_note = entry.kind == "note"
    mine = entry.author_id is not None and entry.author_id == context.actor.id
    changes = () if is_note or entry.kind == "change_of_many" else tuple(_changes(entry.changes))
    return Moment(
        entry=entry,
        icon="sticky-note" if is_note else TIMELINE_ICONS.get(entry.action, "clock"),
        title=_("Note") if is_note else entry.text,
        when=show_moment(entry.at, context.studio, context.now),
        iso=entry.at.isoformat(),
        changes=changes,
        may_change=is_note and context.actor.may("clients.edit") and (mine or context.actor.may("clients.manage")),
    )


def _changes(changes: dict[str, Any]) -> list[tuple[str, str, str]]:
    found = []
    for name, pair in changes.items():
        if isinstance(pair, list) and len(pair) == 2 and name in FIELD_LABELS:  # noqa: PLR2004 - old and new
            found.append((str(FIELD_LABELS[name]), shown(pair[0]), shown(pair[1])))
    return found


def _subtitle(card: ClientCard) -> str:
    organization = card.organization if card.organization != card.display_name else ""
    return " · ".join(part for part in (organization, card.job_title, _town(card)) if part)


def _town(card: ClientCard) -> str:
    return next((address.city for address in card.addresses if address.city), "")


def _names(card: ClientCard) -> list[Fact]:
    pairs = (
        (FIELD_LABELS["prefix"], card.prefix),
        (FIELD_LABELS["middle_name"], card.middle_name),
        (FIELD_LABELS["suffix"], card.suffix),
        (FIELD_LABELS["nickname"], card.nickname),
        (FIELD_LABELS["organization"], card.organization if card.organization != card.display_name else ""),
        (FIELD_LABELS["job_title"], card.job_title),
    )
    return [Fact(label, text) for label, text in pairs if text]


def _dates(context: Context, card: ClientCard) -> list[Fact]:
    studio = context.studio
    facts = [
        Fact(FIELD_LABELS["birthday"], show_day(card.birthday, studio, year=card.birth_year_known)),
        Fact(FIELD_LABELS["anniversary"], show_day(card.anniversary, studio)),
        Fact(FIELD_LABELS["since"], show_day(card.since, studio)),
        Fact(FIELD_LABELS["external_id"], card.external_id),
    ]
    return [fact for fact in facts if fact.text]


def _custom(context: Context, card: ClientCard) -> list[Fact]:
    facts = []
    for field in custom_fields(context):
        value = card.custom.get(str(field.id))
        text = show_value(value)
        href = text if field.type.value == "url" and text.startswith(("https://", "http://")) else ""
        facts.append(Fact(field.label, text, href))
    return facts
