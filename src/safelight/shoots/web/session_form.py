"""The forms of a session: what a person fills in, and what the verbs take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.calendar.queries import ResourceCard
from safelight.calendar.rules.kinds import ResourceKind
from safelight.calendar.web.appointment_form import resource_fields
from safelight.calendar.web.clients import client_meant, client_text
from safelight.clients.queries import ClientCard
from safelight.clients.queries import get as get_client
from safelight.clients.rules.custom import show_value
from safelight.foundation.actions import ActionError, Context, NotFound, ask
from safelight.shoots.queries import fields as list_fields
from safelight.shoots.queries import types as list_types
from safelight.shoots.queries.cards import SessionFieldCard, ShootCard
from safelight.shoots.queries.defined import WithArchived
from safelight.shoots.web.people import lines_of, read_lines

LONGEST_TEXT: Final = 20_000
# Where the verbs' fields stand in these forms.
PLACES: Final = {
    "type_id": "type", "client_id": "client", "photographer_id": "photographer", "location_id": "location",
    "price_list_id": "price_list", "event.starts": "start", "starts": "start", "event.resource_ids": "resources",
    "resource_ids": "resources", "event.override": "override", "minutes": "minutes", "event.minutes": "minutes",
    "shots": "shots", "participants": "people",
}  # fmt: skip


class DetailsForm(forms.Form):
    """What a session is: its type, client, people, place and words."""

    type = forms.ChoiceField(label=gettext_lazy("Session type"))
    client = forms.CharField(max_length=240, required=False, label=gettext_lazy("Client"))
    title = forms.CharField(max_length=200, required=False, label=gettext_lazy("Title"))
    photographer = forms.ChoiceField(required=False, label=gettext_lazy("Photographer"))
    location = forms.ChoiceField(required=False, label=gettext_lazy("Location"))
    place = forms.CharField(max_length=300, required=False, label=gettext_lazy("Somewhere else"))
    family = forms.MultipleChoiceField(required=False, label=gettext_lazy("Family"))
    people = forms.CharField(
        max_length=8_000,
        required=False,
        label=gettext_lazy("Who is photographed"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    tags = forms.CharField(max_length=1_200, required=False, label=gettext_lazy("Tags"))
    brief = forms.CharField(
        max_length=LONGEST_TEXT, required=False, label=gettext_lazy("Brief"), widget=forms.Textarea(attrs={"rows": 4})
    )
    shots = forms.CharField(
        max_length=LONGEST_TEXT,
        required=False,
        label=gettext_lazy("Shot list"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    notes = forms.CharField(
        max_length=LONGEST_TEXT, required=False, label=gettext_lazy("Notes"), widget=forms.Textarea(attrs={"rows": 3})
    )

    known_client: tuple[str, UUID | None] = ("", None)
    """What the field said before, and who that was: a client stays the same, whatever became of their name."""

    def __init__(self, context: Context, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Load what can be chosen."""
        super().__init__(*args, **{"auto_id": "se-%s", "label_suffix": "", **kwargs})
        self.context = context
        self.types = [item.type for item in ask(list_types, context, WithArchived()).items]
        self.bookable, self.locations = resource_fields(context)
        self.own_fields: tuple[SessionFieldCard, ...] = ()
        people = [each for each in self.bookable if each.kind is ResourceKind.PERSON]
        self.choose("type", [(str(each.id), each.name) for each in self.types])
        self.choose("photographer", [("", _("Nobody yet")), *((str(each.id), each.name) for each in people)])
        self.choose("location", [("", _("None")), *((str(each.id), each.name) for each in self.locations)])
        self.relatives: ClientCard | None = None

    def choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Set what a field offers."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - all that are named here are
        field.choices = list(choices)

    def offer_too(self, name: str, key: str, words: str) -> None:
        """Offer something more, unless it is offered already."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - all that are named here are
        choices = [(str(pair[0]), str(pair[1])) for pair in cast("list[tuple[Any, Any]]", field.choices)]
        if key not in {known for known, _words in choices}:
            field.choices = [*choices, (key, words)]

    def load_family(self, client_id: UUID | None) -> None:
        """Offer the family of a client."""
        if client_id is None:
            return
        try:
            self.relatives = ask(get_client, self.context, {"client_id": client_id})
        except NotFound:
            return
        self.choose("family", [(str(member.id), _name(member)) for member in self.relatives.family])

    def load_own_fields(self) -> None:
        """Offer the fields that the studio defined."""
        self.own_fields = ask(list_fields, self.context, WithArchived()).items

    def client_id(self) -> UUID | None:
        """Return the client that the field names; raises InvalidInput when it means nobody, or several."""
        text = self.cleaned_data["client"]
        known, client_id = self.known_client
        return client_id if client_id and text == known else client_meant(self.context, text)

    def participants(self, kept: Sequence[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
        """Return who is photographed; notes and ages of those in ``kept`` stay."""
        by_family = {str(item["family_id"]): item for item in kept if item.get("family_id")}
        by_name = {item["name"]: item for item in kept if not item.get("family_id")}
        found: list[dict[str, Any]] = []
        for member_id in self.cleaned_data["family"]:
            old = by_family.get(member_id, {})
            found.append({"family_id": member_id, "age": old.get("age"), "note": old.get("note", "")})
        for item in read_lines(self.cleaned_data["people"]):
            old = by_name.get(item["name"], {})
            found.append({**item, "note": old.get("note", ""), "birthday": old.get("birthday")})
        return found

    def words(self) -> dict[str, Any]:
        """Return the details that both verbs, planning and changing, take alike; texts may be empty."""
        found = self.cleaned_data
        return {
            "type_id": UUID(found["type"]),
            "client_id": self.client_id(),
            "photographer_id": UUID(found["photographer"]) if found["photographer"] else None,
            "location_id": UUID(found["location"]) if found["location"] else None,
            "place": found["place"],
            "tags": tuple(word.strip() for word in found["tags"].split(",") if word.strip()),
        }

    def custom(self) -> dict[str, str]:
        """Return what was written into the studio's own fields."""
        return {str(field.id): self.data.get(f"custom-{field.id}", "") for field in self.own_fields}

    def custom_inputs(self) -> list[dict[str, Any]]:
        """Return the studio's own fields with what stands in them, for the template."""
        values = self.initial.get("custom") or {}
        return [
            {
                "field": field,
                "name": f"custom-{field.id}",
                "value": self.data.get(f"custom-{field.id}", show_value(values.get(str(field.id)))),
                "error": self.own_errors.get(str(field.id), "") or self.own_errors.get(field.label, ""),
            }
            for field in self.own_fields
        ]

    def groups(self) -> list[tuple[ResourceCard, bool]]:
        """Return rooms and props with what is chosen."""
        chosen = {str(each) for each in self["resources"].value() or ()} if "resources" in self.fields else set()
        return [(each, str(each.id) in chosen) for each in self.bookable if each.kind is not ResourceKind.PERSON]

    def refuse(self, refusal: ActionError) -> None:
        """Put what a verb refused at the fields it is about."""
        self.own_errors = {
            name.removeprefix("custom."): words for name, words in refusal.fields.items() if name.startswith("custom.")
        }
        fields = {name: words for name, words in refusal.fields.items() if not name.startswith("custom.")}
        if not fields and not self.own_errors:
            fields = {"": refusal.message}
        for name, sentence in fields.items():
            place = PLACES.get(name) or PLACES.get(name.split(".")[0], name)
            error = forms.ValidationError(sentence, code=refusal.code)
            self.add_error(place if place in self.fields else None, error)
        if self.own_errors:
            self.add_error(None, forms.ValidationError(" ".join(self.own_errors.values())))
        if (
            refusal.code == "double_booked"
            and "override" in self.fields
            and self.context.actor.may("calendar.override")
        ):
            self.add_error("override", _("Say why it is booked all the same, or choose another time."))

    own_errors: Mapping[str, str] = {}

    @property
    def needs_reason(self) -> bool:
        """Whether something is in the way and this person may book over it."""
        return "override" in self.errors or bool(self["override"].value())


class NewSessionForm(DetailsForm):
    """A new session, with its first date or without one."""

    undated = forms.BooleanField(required=False, label=gettext_lazy("The date is not settled yet"))
    date = forms.DateField(required=False, label=gettext_lazy("Day"))
    start = forms.TimeField(required=False, label=gettext_lazy("From"))
    minutes = forms.IntegerField(
        required=False, min_value=5, max_value=7 * 24 * 60, label=gettext_lazy("Minutes, if not as usual")
    )
    slot = forms.CharField(max_length=4_000, required=False)
    resources = forms.MultipleChoiceField(required=False, label=gettext_lazy("Rooms and props"))
    tasks = forms.BooleanField(required=False, initial=True, label=gettext_lazy("Add the usual tasks"))
    override = forms.CharField(
        max_length=500,
        required=False,
        label=gettext_lazy("Reason to book over it"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, context: Context, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Load what can be chosen."""
        super().__init__(context, *args, **kwargs)
        # Said in the form that a time is needed, unless the person has put it off or chosen a free one.
        for name in ("date", "start"):
            self.fields[name].required = not (self.data.get("undated") or self.data.get("slot"))
        self.choose("resources", [(str(each.id), each.name) for each, _chosen in self.groups()])

    def plan(self) -> dict[str, Any]:
        """Return the input of planning a session; empty texts come from its type."""
        found = self.cleaned_data
        shots = [line.strip() for line in found["shots"].splitlines() if line.strip()]
        return {
            **self.words(),
            "title": found["title"],
            "brief": found["brief"] or None,
            "notes": found["notes"] or None,
            "shots": tuple({"text": line[:500]} for line in shots) if shots else None,
            "participants": tuple(self.participants()),
            "custom": {key: value for key, value in self.custom().items() if value},
            "tasks": found["tasks"],
        }

    def event(self) -> dict[str, Any] | None:
        """Return the first date as the verb takes it; None for a session without one."""
        found = self.cleaned_data
        if found["undated"]:
            return None
        chosen = {"resource_ids": self._resources()} if found["resources"] else {}
        if found["slot"]:
            starts, _space, ids = found["slot"].partition(" ")
            picked = tuple(UUID(text) for text in ids.split(",") if text)
            return {"starts": datetime.fromisoformat(starts), "resource_ids": picked, "override": found["override"],
                    **({"minutes": found["minutes"]} if found["minutes"] else {})}  # fmt: skip
        day: date = found["date"]
        event: dict[str, Any] = {
            "starts": datetime.combine(day, found["start"]),
            "override": found["override"],
            **chosen,
        }
        return {**event, "minutes": found["minutes"]} if found["minutes"] else event

    def _resources(self) -> tuple[UUID, ...]:
        found = self.cleaned_data
        ids = [*filter(None, [found["photographer"]]), *found["resources"]]
        return tuple(UUID(text) for text in dict.fromkeys(ids))


class ChangeSessionForm(DetailsForm):
    """A session as it is, to be changed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, context: Context, card: ShootCard, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Load what can be chosen, and what stands there."""
        super().__init__(context, *args, initial=initial_of(context, card), **kwargs)
        self.card = card
        self.fields["title"].required = True
        self.load_family(card.client.id if card.client else None)
        self.load_own_fields()
        self._keep_archived(card)
        self.known_client = (self.initial["client"], card.client.id if card.client else None)

    def changes(self) -> dict[str, Any]:
        """Return the fields that differ from what the form showed at first."""
        changed = set(self.changed_data)
        every = {**self.words(), **{name: self.cleaned_data[name] for name in ("title", "brief", "notes")}}
        given = {name: value for name, value in every.items() if name.removesuffix("_id") in changed}
        if {"family", "people"} & changed:
            kept = [item.model_dump(mode="json", exclude={"id"}) for item in self.card.participants]
            given["participants"] = self.participants(kept)
        if "shots" in changed:
            lines = [line.strip() for line in self.cleaned_data["shots"].splitlines() if line.strip()]
            given["shots"] = [{"text": line[:500]} for line in lines]
        before = {str(field.id): show_value(self.card.custom.get(str(field.id))) for field in self.own_fields}
        own = {key: value for key, value in self.custom().items() if value != before[key]}
        return {**given, "custom": own} if own else given

    def _keep_archived(self, card: ShootCard) -> None:
        """Offer what the session has, also where it is archived by now."""
        for name, known in (
            ("type", (str(card.type.id), card.type.name)),
            ("photographer", (str(card.photographer.id), card.photographer.name) if card.photographer else None),
            ("location", (str(card.location.id), card.location.name) if card.location else None),
        ):
            if known:
                self.offer_too(name, *known)
        for item in card.participants:
            if item.family_id:
                self.offer_too("family", str(item.family_id), item.name)


def initial_of(context: Context, card: ShootCard) -> dict[str, Any]:
    """Return a session as its form shows it."""
    return {
        "version": card.version,
        "type": str(card.type.id),
        "client": client_text(context, card.client.id) if card.client else "",
        "title": card.title,
        "photographer": str(card.photographer.id) if card.photographer else "",
        "location": str(card.location.id) if card.location else "",
        "place": card.place,
        "family": [str(item.family_id) for item in card.participants if item.family_id],
        "people": lines_of(card.participants),
        "tags": ", ".join(card.tags),
        "brief": card.brief,
        "shots": "\n".join(item.text for item in card.shots),
        "notes": card.notes,
        "custom": card.custom,
    }


def _name(member: Any) -> str:  # noqa: ANN401 - a family card of the clients module
    return " ".join(part for part in (member.first_name, member.last_name) if part) or str(member.relationship.value)
