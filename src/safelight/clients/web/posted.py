"""What a form about a client sends, as the actions take it; and back into the form when something is wrong.

Repeated parts are named ``phones-0-number``, ``phones-1-number`` …; the numbers may have gaps. A part in which nothing
was written is left out, and an error path such as ``phones.0.number`` then counts only the parts that are there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict

NO_YEAR: Final = "1604"
"""A birthday without its year is kept in this leap year, as vCard writers do."""

PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "phones": ("number", "label", "extension", "text_consent", "text_consent_how"),
    "emails": ("address", "label"),
    "addresses": ("street", "street2", "city", "region", "postal_code", "country", "label", "starts_on"),
    "family": (
        "relationship", "first_name", "last_name", "birthday", "birth_year_known", "email", "phone", "note",
        "linked_id",
    ),
}  # fmt: skip
WRITTEN: Final[Mapping[str, tuple[str, ...]]] = {
    "phones": ("number",),
    "emails": ("address",),
    "addresses": ("street", "street2", "city", "region", "postal_code"),
    "family": ("first_name", "last_name", "birthday", "email", "phone", "note"),
}
"""What makes a repeated part worth keeping: a label alone says nothing."""
SPARE: Final[Mapping[str, int]] = {"phones": 3, "emails": 2, "addresses": 2, "family": 5}
WORD_LISTS: Final = ("tags", "groups")
DATES: Final = ("birthday", "anniversary", "since")
_PLACE = re.compile(r"(phones|emails|addresses|family)-(\d{1,3})-([a-z_0-9]+)")


class Texts(dict[str, Any]):
    """Values by name for templates: what is not there reads as an empty text."""

    def __missing__(self, key: str) -> str:
        """Answer nothing for a name that is not there."""
        return ""


@dataclass(frozen=True, slots=True)
class Part:
    """One repeated part in a form; a ``spare`` one is empty and waits out of sight."""

    number: int
    values: Texts
    errors: Texts
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with what stands in it: single values, repeated parts, custom values, and what is wrong."""

    values: Mapping[str, Any]
    errors: Mapping[str, str] = field(default_factory=dict)

    def parts(self, name: str) -> list[Part]:
        """Return the parts of a kind, and spare ones behind them; the first is shown even when it is empty."""
        known = self.values.get(name) or ()
        shown = [Part(at, Texts(_texts(part)), Texts(self._errors_of(name, at))) for at, part in enumerate(known)]
        first_spare_shows = not shown and name in {"phones", "emails"}
        spares = [
            Part(at, Texts(), Texts(), spare=not (first_spare_shows and at == 0))
            for at in range(len(shown), len(shown) + SPARE[name])
        ]
        return [*shown, *spares]

    def words(self, name: str) -> str:
        """Return a list of words as one text with commas."""
        return ", ".join(self.values.get(name) or ())

    def custom(self, field_id: str, label: str) -> tuple[str, str]:
        """Return the value of a custom field as text, and what is wrong with it."""
        value = (self.values.get("custom") or {}).get(field_id)
        error = self.errors.get(f"custom.{field_id}") or self.errors.get(f"custom.{label}", "")
        return _custom_text(value), error

    def _errors_of(self, name: str, at: int) -> dict[str, str]:
        start = f"{name}.{at}."
        return {path.removeprefix(start): words for path, words in self.errors.items() if path.startswith(start)}


def untouched(state: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """Return what a form made from a client's state would send if nobody wrote anything into it."""
    sent: dict[str, Any] = {}
    for name in fields:
        value = state.get(name)
        if name in PARTS:
            sent[name] = [_part(name, _texts(part)) for part in value or ()]
        elif name == "custom":
            sent[name] = {key: _custom_text(each) for key, each in (value or {}).items()}
        elif name in WORD_LISTS:
            sent[name] = list(value or ())
        elif isinstance(value, bool) or name in DATES:
            sent[name] = value
        else:
            sent[name] = "" if value is None else str(value)
    return sent


def changed_since(base: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a form that differ from what it showed at first: the others stay as they are by now."""
    changed = {
        name: value for name, value in given.items() if name != "custom" and (name not in base or base[name] != value)
    }
    known = base.get("custom") or {}
    custom = {key: value for key, value in (given.get("custom") or {}).items() if known.get(key, "") != value}
    return {**changed, "custom": custom} if custom else changed


def read_posted(posted: QueryDict, fields: Sequence[str]) -> dict[str, Any]:
    """Return the named fields of a form as the input of ``clients.add`` or ``clients.change``.

    A field that was not sent is left out; only a box that was not ticked is known to be empty.
    """
    given: dict[str, Any] = {}
    for name in fields:
        if name in PARTS:
            if any(key.startswith(f"{name}-") for key in posted):
                given[name] = _read_parts(posted, name)
        elif name == "custom":
            own = {key.removeprefix("custom-"): posted[key] for key in posted if key.startswith("custom-")}
            given |= {"custom": own} if own else {}
        elif name == "do_not_contact":
            given[name] = posted.get(name) == "on"
        elif name == "birth_year_known":
            given[name] = posted.get("birth_year_unknown") != "on"
        elif name in posted:
            given[name] = _read_one(posted, name)
    if "birthday" in given:
        given["birthday"] = _birthday(given["birthday"], year_known=given.get("birth_year_known", True))
    return given


def _read_one(posted: QueryDict, name: str) -> Any:  # noqa: ANN401 - words, a date or a text
    if name in WORD_LISTS:
        return _read_words(posted.getlist(name))
    text = str(posted[name]).strip()
    return text or None if name in DATES else text


def _read_parts(posted: QueryDict, name: str) -> list[dict[str, Any]]:
    found: dict[int, dict[str, str]] = {}
    for key, value in posted.items():
        match = _PLACE.fullmatch(key)
        if match and match[1] == name:
            found.setdefault(int(match[2]), {})[match[3]] = str(value).strip()
    parts = [found[number] for number in sorted(found)]
    return [_part(name, part) for part in parts if any(part.get(key) for key in WRITTEN[name])]


def _part(name: str, part: Mapping[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = {key: part[key] for key in PARTS[name] if part.get(key)}
    if name == "phones":
        given["text_consent"] = {"yes": True, "no": False}.get(part.get("text_consent", ""))
    if name == "family":
        given["birth_year_known"] = part.get("birth_year_unknown") != "on"
        if "birthday" in given:
            given["birthday"] = _birthday(given["birthday"], year_known=given["birth_year_known"])
    if name == "addresses" and "country" in given:
        given["country"] = given["country"].upper()
    return given


def _read_words(sent: Sequence[str]) -> list[str]:
    words = [" ".join(word.split()) for text in sent for word in text.split(",")]
    return list(dict.fromkeys(word for word in words if word))


def _birthday(text: str | None, *, year_known: bool) -> str | None:
    if not text or year_known or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    return f"{NO_YEAR}{text[4:]}"


def _texts(part: Mapping[str, Any]) -> dict[str, str]:
    texts = {key: "" if value is None else str(value) for key, value in part.items()}
    if "text_consent" in part:
        texts["text_consent"] = {True: "yes", False: "no"}.get(part["text_consent"], "")
    texts["birth_year_unknown"] = "on" if part.get("birth_year_known") is False else ""
    return texts


def _custom_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return f"{value.get('amount', '')} {value.get('currency', '')}".strip()
    return "" if value is None else str(value)
