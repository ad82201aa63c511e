"""The demo studio's clients: fictional, always the same for a size, made through the actions of this module.

Phone numbers are those set aside for fiction (555-0100 to 555-0199 by the North American Numbering Plan
Administrator; 020 7946 0xxx by Ofcom) and mail addresses end in example.com (RFC 2606).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, Literal

from safelight.clients.actions import (
    AddCustomField,
    AddGroup,
    AddNote,
    AddSource,
    SaveView,
    add_custom_field,
    add_group,
    add_note,
    add_source,
    bulk_add,
    save_view,
)
from safelight.clients.queries import ClientFilters
from safelight.clients.rules.custom import FieldType
from safelight.clients.rules.draft import (
    AddressDraft,
    ClientDraft,
    ClientKind,
    ContactLabel,
    EmailDraft,
    PhoneDraft,
    Relationship,
    RelativeDraft,
)
from safelight.clients.rules.names import fold
from safelight.foundation.actions import Context, run
from safelight.foundation.tenancy import studio_scope

SIZES: Final = {"small": 180, "year": 1_200, "large": 20_000}
_NO_YEAR: Final = 1604
_NOW: Final = 2026
_SECOND_ENTRY: Final = 30
_FIRST: Final = (
    "Olivia", "Emma", "Amelia", "Sophia", "Mia", "Isabella", "Ava", "Evelyn", "Luna", "Harper", "Camila",
    "Sofia", "Eleanor", "Elizabeth", "Violet", "Scarlett", "Emily", "Hazel", "Lily", "Gianna", "Aurora",
    "Penelope", "Nora", "Zoey", "Layla", "Chloe", "Grace", "Naomi", "Priya", "Mei", "Fatima", "Ingrid", "Zoë",
    "Beatriz", "Liam", "Noah", "Oliver", "James", "Elijah", "Mateo", "Theodore", "Henry", "Lucas", "William",
    "Benjamin", "Levi", "Sebastian", "Jack", "Ezra", "Michael", "Daniel", "Leo", "Owen", "Samuel", "Hudson",
    "Asher", "Luca", "Ethan", "John", "David", "Jackson", "Joseph", "Mason", "Wyatt", "Arjun", "Hiroshi",
    "Omar", "Søren", "José", "Björn", "Andrés",
)  # fmt: skip
_LAST: Final = (
    "Abbott", "Alvarez", "Andersen", "Baptiste", "Barnes", "Becker", "Bennett", "Bianchi", "Brooks", "Callahan",
    "Carver", "Chandra", "Chen", "Cohen", "Coleman", "Delgado", "Dubois", "Eriksen", "Fairbanks", "Fischer",
    "Fletcher", "Foster", "Gallagher", "Garcia", "Goldberg", "Greene", "Haddad", "Hansen", "Harper", "Hayes",
    "Hoffmann", "Holloway", "Ibrahim", "Jensen", "Johansson", "Kaplan", "Kim", "Kowalski", "Lambert", "Larsen",
    "Lindqvist", "Lopez", "MacLeod", "Marsh", "Martinez", "Mendoza", "Meyer", "Moreau", "Müller", "Nakamura",
    "Nguyen", "Novak", "O'Brien", "Okafor", "Olsen", "Ortega", "Park", "Patel", "Pereira", "Peterson", "Quinn",
    "Ramirez", "Reed", "Rossi", "Russo", "Sanders", "Schneider", "Shah", "Silva", "Singh", "Sørensen",
    "Sullivan", "Takahashi", "Thompson", "Torres", "Vance", "Vargas", "Walsh", "Weber", "Whitaker", "Winters",
    "Yamamoto", "Young", "Zimmerman",
)  # fmt: skip
_AREAS: Final = tuple(range(201, 989, 7))
_STREETS: Final = (
    "Maple Street",
    "Oak Avenue",
    "Harbor Road",
    "Juniper Lane",
    "Mill Street",
    "Orchard Drive",
    "Willow Court",
)
_CITIES: Final = (
    ("Northfield", "NY", "12134"), ("Harborview", "NY", "12187"), ("Cedar Falls", "NY", "12210"),
    ("Millbrook", "CT", "06751"), ("Ashford", "CT", "06278"), ("Lakewood", "NJ", "08701"), ("Stillwater", "VT", "05401"),
)  # fmt: skip
_SOURCES: Final = ("Google", "Instagram", "Friend or family", "Wedding fair", "School", "Midwife", "Walk-in")
_TAGS: Final = (
    "Newborn",
    "Maternity",
    "Family",
    "Headshot",
    "Wedding",
    "Cake smash",
    "Outdoor",
    "Album",
    "VIP",
    "Twins",
)
_STAGES: Final = ("New enquiry", "Contacted", "Consultation", "Proposal sent", "Booked", "Lost")
_SCHOOLS: Final = (
    "Elementary School",
    "High School",
    "Dance Academy",
    "Soccer Club",
    "Kindergarten",
    "Law Partners",
    "Bakery",
)
_WISHES: Final = (
    "Prefers mornings; the little one naps at noon.",
    "Allergic to dogs: no studio dog on the day.",
    "Wants the large canvas for the grandparents.",
    "Asked for soft, warm colours and no props.",
    "Parking near the side entrance, please.",
    "Loved the outdoor set by the lake last year.",
)
_NOTES: Final = (
    "Called back, likes the idea of a session by the lake.",
    "Sent the spring price list.",
    "Would rather be texted than called.",
    "Picked up the album; very happy with it.",
    "Asked about a payment plan for the wall set.",
)


def load_demo(context: Context, size: Literal["small", "year", "large"] = "small") -> None:
    """Fill a fresh studio: people, families with birthdays, schools and clubs, leads in every stage, a few duplicates."""
    dice = random.Random(f"safelight demo {size}")  # noqa: S311 - the same studio every time is the point
    for name in _SOURCES:
        run(add_source, context, AddSource(name=name))
    for name, about in (
        ("Newsletter", "Gets the seasonal letter"),
        ("School year 2026", "Schools photographed this year"),
    ):
        run(add_group, context, AddGroup(name=name, description=about))
    for field in (
        AddCustomField(label="Favourite place", type=FieldType.CHOICE, choices=("Studio", "Lake", "At home", "City")),
        AddCustomField(label="Album credit", type=FieldType.MONEY),
        AddCustomField(label="Model release signed", type=FieldType.YES_NO),
    ):
        run(add_custom_field, context, field)
    with studio_scope(context.studio.id):
        ids = list(bulk_add(context, _drafts(dice, SIZES[size])))
    for client_id in dice.sample(ids, k=min(len(ids) // 4, 300)):
        run(add_note, context, AddNote(client_id=client_id, text=dice.choice(_NOTES), pinned=_often(dice, 10)))
    for view in (
        SaveView(
            name="Open leads",
            shared=True,
            filters=ClientFilters(lead=True),
            columns=("name", "stage", "phone", "source"),
        ),
        SaveView(
            name="Newborn families",
            shared=True,
            filters=ClientFilters(tags=("Newborn",)),
            columns=("name", "phone", "city"),
        ),
        SaveView(
            name="Schools and clubs",
            filters=ClientFilters(kind=(ClientKind.ORGANIZATION,)),
            columns=("name", "email", "phone"),
        ),
    ):
        run(save_view, context, view)


def _drafts(dice: random.Random, count: int) -> Iterator[ClientDraft]:
    """Yield the clients; every thirtieth is a second entry of an earlier one, as they happen in real lists."""
    earlier: list[ClientDraft] = []
    for number in range(count):
        if number % _SECOND_ENTRY == _SECOND_ENTRY - 1 and earlier:
            yield _again(dice, dice.choice(earlier))
            continue
        (make,) = dice.choices((_family, _person, _organization, _lead), weights=(45, 30, 11, 14))
        made = make(dice, number)
        if made.kind is ClientKind.PERSON and made.emails:
            earlier.append(made)
        yield made


def _person(dice: random.Random, number: int) -> ClientDraft:
    first, last = dice.choice(_FIRST), dice.choice(_LAST)
    city, region, postal = dice.choice(_CITIES)
    born = _day(dice, 1955, 2004)
    year_known = _often(dice, 85)
    phones = [PhoneDraft(_number(dice), ContactLabel.MOBILE, text_consent=dice.choice((True, True, None, False)))]
    if _often(dice, 30):
        phones.append(PhoneDraft(_number(dice), dice.choice((ContactLabel.HOME, ContactLabel.WORK))))
    addresses = [AddressDraft(f"{dice.randrange(1, 400)} {dice.choice(_STREETS)}", "", city, region, postal, "US")]
    if _often(dice, 4):
        new_city, new_region, new_postal = dice.choice(_CITIES)
        addresses.append(
            AddressDraft(
                f"{dice.randrange(1, 400)} {dice.choice(_STREETS)}", "", new_city, new_region, new_postal, "US",
                ContactLabel.FUTURE, date(2027, dice.randrange(1, 13), 1),
            )
        )  # fmt: skip
    return ClientDraft(
        first_name=first,
        last_name=last,
        emails=(EmailDraft(_mail(first, last, number)),),
        phones=tuple(phones),
        addresses=tuple(addresses),
        birthday=born if year_known else date(_NO_YEAR, born.month, born.day),
        source=dice.choice(_SOURCES),
        do_not_contact=_often(dice, 3),
        tags=tuple(sorted(dice.sample(_TAGS, k=dice.randrange(3)))),
        groups=("Newsletter",) if _often(dice, 30) else (),
        notes=dice.choice(_WISHES) if _often(dice, 25) else "",
        since=_day(dice, 2016, 2025),
        custom={"Favourite place": dice.choice(("Studio", "Lake", "At home", "City"))} if _often(dice, 40) else {},
        birth_year_known=year_known,
    )


def _family(dice: random.Random, number: int) -> ClientDraft:
    parent = _person(dice, number)
    partner = RelativeDraft(
        dice.choice(_FIRST), parent.last_name, Relationship.PARTNER, _day(dice, 1978, 1998), phone=_number(dice)
    )
    children = tuple(
        RelativeDraft(dice.choice(_FIRST), parent.last_name, Relationship.CHILD, _day(dice, 2012, 2026))
        for _ in range(dice.randrange(1, 5))
    )
    pet = (RelativeDraft(dice.choice(("Biscuit", "Luna", "Pepper")), "", Relationship.PET),) if _often(dice, 15) else ()
    newest = max(child.birthday or date.min for child in children)
    tags = {"Family", *parent.tags, *(("Newborn",) if newest.year >= _NOW else ())}
    return replace(
        parent,
        kind=ClientKind.FAMILY,
        relatives=(partner, *children, *pet),
        tags=tuple(sorted(tags)),
        anniversary=_day(dice, 2005, 2022),
    )


def _organization(dice: random.Random, number: int) -> ClientDraft:
    city, region, postal = dice.choice(_CITIES)
    what = dice.choice(_SCHOOLS)
    name = f"{city} {what}" if _often(dice, 50) else f"{dice.choice(_LAST)} {what}"
    first, last = dice.choice(_FIRST), dice.choice(_LAST)
    contact = RelativeDraft(first, last, Relationship.CONTACT, email=_mail(first, last, number), phone=_number(dice))
    return ClientDraft(
        kind=ClientKind.ORGANIZATION,
        organization=name,
        emails=(EmailDraft(f"office{number}@{_plain(what)}.example.com", ContactLabel.WORK),),
        phones=(PhoneDraft(_number(dice), ContactLabel.WORK),),
        addresses=(
            AddressDraft(f"{dice.randrange(1, 90)} School Road", "", city, region, postal, "US", ContactLabel.WORK),
        ),
        relatives=(contact,),
        tags=("School",) if "School" in what or "Kindergarten" in what else ("Business",),
        groups=("School year 2026",) if "School" in what else (),
        website=f"https://{_plain(what)}{number}.example.com",
        source=dice.choice(("School", "Google", "Friend or family")),
        since=_day(dice, 2018, 2025),
    )


def _lead(dice: random.Random, number: int) -> ClientDraft:
    person = _person(dice, number)
    return replace(person, stage=_STAGES[number % len(_STAGES)], since=None, addresses=(), groups=())


def _again(dice: random.Random, known: ClientDraft) -> ClientDraft:
    """A second entry of the same person: another spelling, the same phone or mail."""
    swapped = {"William": "Bill", "Elizabeth": "Liz", "Michael": "Mike", "Daniel": "Dan", "Benjamin": "Ben"}
    first = swapped.get(known.first_name, known.first_name)
    same_phone = _often(dice, 50)
    return ClientDraft(
        first_name=first,
        last_name=known.last_name.replace("ü", "ue").replace("ø", "o"),
        emails=() if same_phone else known.emails,
        phones=known.phones[:1] if same_phone else (),
        source="Walk-in",
    )


def _often(dice: random.Random, percent: int) -> bool:
    return dice.randrange(100) < percent


def _day(dice: random.Random, first: int, last: int) -> date:
    return date(first, 1, 1) + timedelta(days=dice.randrange((last - first + 1) * 365))


def _number(dice: random.Random) -> str:
    if _often(dice, 2):
        return f"+4420794{60000 + dice.randrange(1000)}"
    return f"+1{dice.choice(_AREAS)}55501{dice.randrange(100):02}"


def _mail(first: str, last: str, number: int) -> str:
    return f"{_plain(first)}.{_plain(last)}{number}@example.com"


def _plain(text: str) -> str:
    return "".join(character for character in fold(text) if character.isascii() and character.isalnum())
