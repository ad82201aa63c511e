"""The closed list of what a column of a client file may become.

A target is a stable string, used in the mapping file of the command line, in the API and in saved
mapping templates: ``first_name``, ``email.work``, ``phone#2``, ``phone#2.label``,
``address.billing.postal_code``, ``relative.child#1.birthday``, ``custom:Shirt size``, ``ignore``.
``#N`` numbers groups of columns that belong together; ``.label`` names a column that says which kind
the group's value is (as Google's ``Phone 1 - Label`` does).
"""

# ruff: noqa: PLR2004 - shares, lengths and digits of the rules stand where they are used

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from safelight.clients.rules.draft import ContactLabel, Relationship

IGNORE: Final = "ignore"
CUSTOM: Final = "custom"

# Target without label, group or part -> words for the screen.
SINGLE: Final[dict[str, str]] = {
    "kind": "Kind of client",
    "prefix": "Title (Dr., Mrs)",
    "first_name": "First name",
    "middle_name": "Middle name",
    "last_name_particle": "Last name particle (van, de)",
    "last_name": "Last name",
    "suffix": "Name suffix (Jr.)",
    "nickname": "Nickname",
    "full_name": "Full name, first name first",
    "full_name_last_first": "Full name, last name first",
    "organization": "Organization",
    "job_title": "Job title",
    "birthday": "Birthday",
    "birthday.day": "Birthday: day",
    "birthday.month": "Birthday: month",
    "birthday.year": "Birthday: year",
    "anniversary": "Anniversary",
    "since": "Client since",
    "website": "Website",
    "language": "Language",
    "source": "Source (how they found you)",
    "referred_by": "Referred by",
    "stage": "Stage",
    "do_not_contact": "Do not contact",
    "text_consent": "Agreed to text messages",
    "tags": "Tags",
    "groups": "Groups",
    "notes": "Notes",
    "external_id": "Number in the other program",
    "number": "Client number",
    "children": "Children, all in one cell",
    IGNORE: "Leave this column out",
}
# Several columns may carry these: their values are added, not replaced.
ADDING: Final = frozenset({"tags", "groups", "notes", "children", IGNORE})

EMAIL_LABELS: Final = ("main", "home", "work", "billing", "other")
PHONE_LABELS: Final = ("mobile", "home", "work", "main", "fax", "billing", "other")
ADDRESS_LABELS: Final = ("home", "work", "billing", "shipping", "future", "main", "other")
ADDRESS_PARTS: Final[dict[str, str]] = {
    "full": "whole address in one cell",
    "street": "street",
    "street2": "second line",
    "street3": "third line",
    "house_number": "house number",
    "po_box": "post-office box",
    "city": "city",
    "city_postal": "ZIP and city in one cell",
    "region": "state or region",
    "postal_code": "ZIP or postal code",
    "country": "country",
    "starts_on": "valid from",
}
RELATIVE_PARTS: Final[dict[str, str]] = {
    "name": "name",
    "first_name": "first name",
    "last_name": "last name",
    "birthday": "birthday",
    "email": "mail",
    "phone": "phone",
}
_RELATIONS: Final = tuple(relation.value for relation in Relationship)
_LABELS_OF: Final = {"email": EMAIL_LABELS, "phone": PHONE_LABELS, "address": ADDRESS_LABELS}
_WORDS: Final = {"email": "Mail", "phone": "Phone", "address": "Address", "relative": "Family", "event": "Date"}
_ALIASES: Final = {"city_postal": "address.city_postal", "mail": "email", "zip": "address.postal_code"}
_PIECE: Final = re.compile(r"([a-z_0-9]+?)(?:#([1-9][0-9]?))?$")


class UnknownTargetError(ValueError):
    """A target string that is not in the list; the message says which one may have been meant."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target string taken apart.

    ``field`` is the string's first word. ``label`` is a contact label, a relationship or a custom field's
    label; ``group`` the number after ``#`` (0: none); ``part`` the last word (``city``, ``label``), or empty.
    """

    field: str
    label: str = ""
    group: int = 0
    part: str = ""

    def __str__(self) -> str:
        """The stable string: ``parse_target(str(target)) == target``."""
        if self.field == CUSTOM and self.label:
            return f"{CUSTOM}:{self.label}"
        pieces = [self.field, *([self.label] if self.label else [])]
        if self.group:
            pieces[-1] += f"#{self.group}"
        return ".".join([*pieces, *([self.part] if self.part else [])])


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """One line of the screen's list of targets: the stable string, its words, and the heading it stands under."""

    value: str
    label: str
    heading: str


@lru_cache(maxsize=4096)
def parse_target(text: str) -> Target:
    """The parts of a target string.

    Raises:
        UnknownTargetError: the string is not in the list; the message proposes near ones.
    """
    written = text.strip()
    if written.startswith(f"{CUSTOM}:"):
        label = written.removeprefix(f"{CUSTOM}:").strip()
        if not label:
            message = "“custom:” needs the label of the custom field after the colon, for example “custom:Shirt size”."
            raise UnknownTargetError(message)
        return Target(CUSTOM, label=label)
    canonical = _ALIASES.get(written, written)
    if canonical in SINGLE:
        field, _, part = canonical.partition(".")
        return Target(field, part=part)
    target = _parse_pieces(canonical)
    if target is None:
        raise UnknownTargetError(_unknown(text))
    return target


def is_target(text: str) -> bool:
    """Whether ``text`` is a target string."""
    try:
        parse_target(text)
    except UnknownTargetError:
        return False
    return True


def target_words(text: str) -> str:
    """A target in words for the screen: ``Phone 2 (work)``, ``Address (billing): city``, ``Custom field “Size”``.

    Raises:
        UnknownTargetError: the string is not in the list.
    """
    target = parse_target(text)
    key = f"{target.field}.{target.part}" if target.part else target.field
    if not target.label and not target.group and key in SINGLE:
        return SINGLE[key]
    if target.field == CUSTOM:
        name = f"Custom field “{target.label}”" if target.label else f"Custom field {target.group}"
        return f"{name}: its label" if target.part else name
    if target.field == "relative":
        words = f"{(target.label or 'family member').capitalize()}{f' {target.group}' if target.group else ''}"
        return f"{words}: {RELATIVE_PARTS.get(target.part, 'relationship')}"
    words = _WORDS.get(target.field, SINGLE.get(target.field, target.field))
    words += f" {target.group}" if target.group else ""
    words += f" ({target.label})" if target.label else ""
    if target.part == "label":
        return f"{words}: which kind"
    return f"{words}: {ADDRESS_PARTS.get(target.part, target.part)}" if target.part else words


def all_targets() -> tuple[TargetChoice, ...]:
    """Every target without numbers, in screen order; numbered ones and ``custom:…`` are built from these."""
    return _all_targets()


@lru_cache(maxsize=1)
def _all_targets() -> tuple[TargetChoice, ...]:
    named = [(value, "Name") for value in list(SINGLE)[:12]]
    named += [(value, "Mail") for value in ("email", *(f"email.{label}" for label in EMAIL_LABELS))]
    named += [(value, "Phone") for value in ("phone", *(f"phone.{label}" for label in PHONE_LABELS))]
    for label in ("", *ADDRESS_LABELS):
        named += [(f"address.{label}.{part}" if label else f"address.{part}", "Address") for part in ADDRESS_PARTS]
    for relation in _RELATIONS:
        named += [(f"relative.{relation}.{part}", "Family") for part in RELATIVE_PARTS]
    named += [(value, "About the client") for value in list(SINGLE)[12:]]
    return tuple(TargetChoice(value, target_words(value), heading) for value, heading in named)


def _parse_pieces(text: str) -> Target | None:
    names: list[str] = []
    group = 0
    for piece in text.split("."):
        match = _PIECE.fullmatch(piece)
        if match is None or (match[2] and group):
            return None
        names.append(match[1])
        group = int(match[2] or group)
    target = _assemble(names, group)
    return target if target is None or str(target) == text else None


def _assemble(names: list[str], group: int) -> Target | None:  # noqa: PLR0911 - one grammar rule a line
    field, rest = names[0], names[1:]
    if field in {CUSTOM, "event", "website"} and group:
        return Target(field, group=group, part=rest[0] if rest else "") if rest in ([], ["label"]) else None
    if field in {"email", "phone"}:
        allowed = _LABELS_OF[field]
        if not rest:
            return Target(field, group=group)
        if rest == ["label"] and group:
            return Target(field, group=group, part="label")
        return Target(field, label=rest[0], group=group) if len(rest) == 1 and rest[0] in allowed else None
    parts = {"address": ADDRESS_PARTS, "relative": RELATIVE_PARTS}.get(field)
    if parts is None or not rest:
        return None
    labels: tuple[str, ...] = ADDRESS_LABELS if field == "address" else _RELATIONS
    if len(rest) == 1 and (rest[0] in parts or (rest[0] == "label" and group)) and (field == "address" or group):
        return Target(field, group=group, part=rest[0])
    if len(rest) == 2 and rest[0] in labels and rest[1] in parts:
        return Target(field, label=rest[0], group=group, part=rest[1])
    return None


def _unknown(text: str) -> str:
    bare = re.sub(r"#[0-9]+", "", text.strip().lower().replace(" ", "_").replace("-", "_"))
    near = difflib.get_close_matches(bare, [choice.value for choice in _all_targets()], n=3, cutoff=0.6)
    known = {label.value for label in ContactLabel} | set(_RELATIONS)
    if not near:
        near = [choice.value for choice in _all_targets() if bare and bare in choice.value and bare not in known][:3]
    hint = f" Did you mean {' or '.join(f'“{value}”' for value in near)}?" if near else ""
    return f"“{text}” is no field a column can go to.{hint}"
