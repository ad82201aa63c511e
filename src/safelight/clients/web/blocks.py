"""The blocks of a client: which fields are shown, entered and changed together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from babel.core import Locale
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safelight.clients.rules.draft import ContactLabel, Relationship
from safelight.clients.web.known import Sorting
from safelight.clients.web.list_state import KINDS
from safelight.clients.web.posted import Filled, Part, Texts
from safelight.clients.web.wording import reading_locale
from safelight.foundation.actions import Context


@dataclass(frozen=True, slots=True)
class Block:
    """A block: the fields it holds and the template of its form."""

    key: str
    title: Promise
    icon: str
    fields: tuple[str, ...]

    @property
    def template(self) -> str:
        """The template of the fields."""
        return f"clients/form/{self.key}.html"

    @property
    def url_name(self) -> str:
        """The name of the address under which it is changed."""
        return f"client_edit_{self.key}"


BLOCKS: Final[dict[str, Block]] = {
    block.key: block
    for block in (
        Block("name", _("Name"), "user", (
            "kind", "prefix", "first_name", "middle_name", "last_name", "suffix", "nickname", "organization",
            "job_title",
        )),
        Block("contact", _("Phones and mails"), "phone", ("phones", "emails", "website", "language")),
        Block("sorting", _("Stage, tags, groups"), "tag", (
            "stage", "source", "referred_by", "tags", "groups", "do_not_contact",
        )),
        Block("addresses", _("Addresses"), "map-pin", ("addresses",)),
        Block("family", _("Family"), "users", ("family",)),
        Block("dates", _("Dates"), "cake", ("birthday", "birth_year_known", "anniversary", "since", "external_id")),
        Block("custom", _("Your own fields"), "list-plus", ("custom",)),
        Block("about", _("About"), "notebook-text", ("notes",)),
    )
}  # fmt: skip

LABELS: Final[dict[str, Promise]] = {
    ContactLabel.MOBILE.value: pgettext_lazy("phone", "Mobile"),
    ContactLabel.HOME.value: pgettext_lazy("phone", "Home"),
    ContactLabel.WORK.value: pgettext_lazy("phone", "Work"),
    ContactLabel.MAIN.value: pgettext_lazy("phone", "Main"),
    ContactLabel.FAX.value: pgettext_lazy("phone", "Fax"),
    ContactLabel.BILLING.value: pgettext_lazy("address", "Billing"),
    ContactLabel.SHIPPING.value: pgettext_lazy("address", "Shipping"),
    ContactLabel.FUTURE.value: pgettext_lazy("address", "Future"),
    ContactLabel.OTHER.value: pgettext_lazy("phone", "Other"),
}
RELATIONSHIPS: Final[dict[str, Promise]] = {
    Relationship.PARTNER.value: _("Partner"),
    Relationship.CHILD.value: _("Child"),
    Relationship.PARENT.value: _("Parent"),
    Relationship.SIBLING.value: _("Sibling"),
    Relationship.GRANDPARENT.value: _("Grandparent"),
    Relationship.PET.value: _("Pet"),
    Relationship.CONTACT.value: _("Contact person"),
    Relationship.OTHER.value: _("Other"),
}
FIELD_LABELS: Final[dict[str, Promise]] = {
    "kind": _("Kind"), "prefix": _("Title"), "first_name": _("First name"), "middle_name": _("Middle name"),
    "last_name": _("Last name"), "suffix": _("Name suffix"), "nickname": _("Nickname"),
    "organization": _("Organization"), "job_title": _("Role"), "phones": _("Phones"), "emails": _("Mail addresses"),
    "addresses": _("Addresses"), "family": _("Family"), "birthday": _("Birthday"),
    "birth_year_known": _("Year of birth"), "anniversary": _("Anniversary"), "since": _("Client since"),
    "website": _("Website"), "language": _("Language"), "notes": _("About"), "external_id": _("Old number"),
    "do_not_contact": _("Do not contact"), "stage": _("Stage"), "source": _("Source"),
    "referred_by": _("Referred by"), "tags": _("Tags"), "groups": _("Groups"), "custom": _("Your own fields"),
}  # fmt: skip
_PHONE_LABELS = ("mobile", "home", "work", "main", "fax", "other")
_MAIL_LABELS = ("main", "home", "work", "billing", "other")
_ADDRESS_LABELS = ("home", "work", "billing", "shipping", "future", "other")


@dataclass(frozen=True, slots=True)
class CustomInput:
    """A custom field in a form."""

    id: str
    label: str
    type: str
    choices: Sequence[str]
    help: str
    value: str
    error: str


def form_context(context: Context, filled: Filled, blocks: Sequence[Block]) -> dict[str, Any]:
    """Return what the templates of some blocks need; lists are asked for only where a block shows them."""
    keys = {block.key for block in blocks}
    sorting = Sorting(context)
    page: dict[str, Any] = {
        "values": Texts({name: "" if value is None else value for name, value in filled.values.items()}),
        "errors": Texts(filled.errors),
        "error_list": list(dict.fromkeys(filled.errors.values())),
        "blocks": blocks,
        "sorting": sorting,
        "kinds": [(key, label) for key, label in KINDS.items()],
        "phones": filled.parts("phones"),
        "emails": filled.parts("emails"),
        "addresses": filled.parts("addresses"),
        "family": filled.parts("family"),
        "phone_labels": [(key, LABELS[key]) for key in _PHONE_LABELS],
        "mail_labels": [(key, LABELS[key]) for key in _MAIL_LABELS],
        "address_labels": [(key, LABELS[key]) for key in _ADDRESS_LABELS],
        "relationships": RELATIONSHIPS.items(),
        "tags_text": filled.words("tags"),
        "groups_text": filled.words("groups"),
        "birth_year_unknown": filled.values.get("birth_year_known") is False,
        "home_country": context.studio.country,
        "may_define": context.actor.may("clients.manage"),
    }
    if keys & {"addresses"}:
        page["countries"] = countries(reading_locale(context.studio))
    if "custom" in keys:
        page["custom_inputs"] = [
            CustomInput(str(field.id), field.label, field.type.value, field.choices, field.help, *found)
            for field in sorting.custom_fields
            for found in [filled.custom(str(field.id), field.label)]
        ]
    return page


def countries(locale: Locale) -> list[tuple[str, str]]:
    """Return the countries with their names in the reader's language, by name."""
    found = [(code, str(name)) for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()]  # noqa: PLR2004 - ISO 3166-1 alpha-2
    return sorted(
        (pair for pair in found if pair[0] not in {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"}), key=lambda pair: pair[1]
    )


def open_blocks(filled: Filled, blocks: Sequence[Block]) -> set[str]:
    """Return the blocks of a long form that are worth showing open: they hold something or something is wrong."""
    found = set()
    for block in blocks:
        has_error = any(path.split(".")[0] in block.fields for path in filled.errors)
        if has_error or any(_says_something(filled.values.get(name)) for name in block.fields):
            found.add(block.key)
    return found


def _says_something(value: object) -> bool:
    return value not in (None, "", False, True, (), [], {})


__all__ = ["BLOCKS", "FIELD_LABELS", "LABELS", "RELATIONSHIPS", "Block", "Part", "form_context", "open_blocks"]
