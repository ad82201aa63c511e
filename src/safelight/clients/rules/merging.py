"""Merging two clients field by field: what differs, what is proposed, what is chosen. Works on plain states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from safelight.clients.rules.patching import flat

Side = Literal["keep", "other"]
CHOSEN: Final = (
    "kind", "prefix", "first_name", "middle_name", "last_name", "suffix", "nickname", "organization", "job_title",
    "birthday", "birth_year_known", "anniversary", "since", "website", "language", "notes", "external_id",
    "do_not_contact", "stage", "source", "referred_by",
)  # fmt: skip
COMBINED: Final = ("phones", "emails", "addresses", "family", "tags", "groups")
_EMPTY: Final[tuple[Any, ...]] = ("", None, [], {})


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two clients differ, and which side is proposed."""

    field: str
    keep: Any
    other: Any
    suggested: Side


def differences(keep: Mapping[str, Any], other: Mapping[str, Any]) -> list[Difference]:
    """Return the single-valued fields in which two states differ; custom fields as ``custom.<id>``.

    The kept client's value is proposed, the other's where the kept one has none; the wish not to be contacted
    and the earlier “client since” win.
    """
    one, two = flat(keep), flat(other)
    names = [*CHOSEN, *sorted(name for name in {*one, *two} if name.startswith("custom."))]
    return [
        Difference(name, one.get(name), two.get(name), _suggested(name, one.get(name), two.get(name)))
        for name in names
        if one.get(name) != two.get(name)
    ]


def choose(keep: Mapping[str, Any], other: Mapping[str, Any], choices: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of the kept client that take the other's value; ``choices`` overrule the proposals.

    Raises:
        ValueError: a choice for a field that is not chosen, or neither “keep” nor “other”.
    """
    known = {*CHOSEN, *(name for name in {*flat(keep), *flat(other)} if name.startswith("custom."))}
    for name, side in choices.items():
        if name not in known or side not in {"keep", "other"}:
            message = (
                f"“{name}: {side}” is no choice. Choose “keep” or “other” for a field in which the clients differ."
            )
            raise ValueError(message)
    taken = {
        difference.field: difference.other
        for difference in differences(keep, other)
        if choices.get(difference.field, difference.suggested) == "other"
    }
    if "birthday" in taken and "birth_year_known" not in choices:
        taken["birth_year_known"] = other["birth_year_known"]
    elif "birthday" not in taken and "birth_year_known" not in choices:
        taken.pop("birth_year_known", None)
    plain = {name: value for name, value in taken.items() if not name.startswith("custom.")}
    custom = {name.removeprefix("custom."): value for name, value in taken.items() if name.startswith("custom.")}
    return {**plain, "custom": custom} if custom else plain


def _suggested(name: str, keep: Any, other: Any) -> Side:  # noqa: ANN401 - any field's value
    if name == "kind":
        return "keep"
    if name == "do_not_contact":
        return "other" if other else "keep"
    if name == "since" and keep and other:
        return "other" if other < keep else "keep"
    return "other" if keep in _EMPTY and other not in _EMPTY else "keep"
