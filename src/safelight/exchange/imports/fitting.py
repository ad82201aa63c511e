"""What a file says, made to fit what a client may hold; the limits are those of the form and the API.

A form refuses a text that is too long, and the person shortens it. A file has nobody at hand: what is too long is cut
and stands whole in the notes, what is too many or malformed moves there, and each is said. Only a row that cannot be
kept without loss, or that holds a card number, is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from safelight.clients.rules.checking import (
    LONGEST,
    LONGEST_CUSTOM,
    LONGEST_NAME,
    LONGEST_PART,
    MOST_OF_EACH,
    plainly_fits,
    problems,
)
from safelight.clients.rules.draft import ClientDraft
from safelight.clients.rules.mails import is_mail
from safelight.exchange.fields import CARD_CODE, Issue
from safelight.exchange.fields.values.text import shortened
from safelight.foundation.cards import ADVICE, holds_card

# Part of a name or an identifier is another name or identifier: these are not cut, they move whole.
_NOT_CUT: Final = frozenset({"external_id", "number", "website", "language", "source", "stage", "referred_by"})
_OF_ADDRESS: Final = ("street", "street2", "city", "region", "postal_code")
_OF_RELATIVE: Final = ("first_name", "last_name", "email")
Item = TypeVar("Item")


def fitted(draft: ClientDraft) -> tuple[ClientDraft | None, tuple[Issue, ...]]:
    """Return the draft as it may be kept, None where the row is refused, and what is to be said about it."""
    if plainly_fits(draft):
        return draft, ()
    return _Fitting(draft).done()


class _Fitting:
    """One draft on its way to fit."""

    def __init__(self, draft: ClientDraft) -> None:
        self._draft = draft
        self._kept: list[str] = []
        self._issues: list[Issue] = []

    def done(self) -> tuple[ClientDraft | None, tuple[Issue, ...]]:
        self._single_texts()
        self._lists()
        if self._kept:
            notes = "\n".join([*([self._draft.notes] if self._draft.notes else []), *self._kept])
            self._draft = replace(self._draft, notes=notes)
        wrong = problems(self._draft)
        if not wrong:
            return self._draft, tuple(self._issues)
        return None, tuple(_refusal(path, sentence, self._draft) for path, sentence in wrong.items())

    def _single_texts(self) -> None:
        for name, longest in LONGEST.items():
            text = getattr(self._draft, name)
            if name == "notes" or len(text) <= longest:
                continue
            what = name.replace("_", " ")
            self._keep(what, text)
            cut = "" if name in _NOT_CUT else f"{text[: longest - 1].rstrip()}…"
            changed: dict[str, Any] = {name: cut}
            self._draft = replace(self._draft, **changed)
            self._say(what, text, longest, was_cut=bool(cut))

    def _lists(self) -> None:
        draft = self._draft
        self._draft = replace(
            draft,
            emails=self._some("mail", draft.emails, lambda item: item.address, self._is_good_mail),
            phones=self._some("phone", draft.phones, lambda item: item.number, lambda _: True),
            addresses=self._some("address", self._cut(draft.addresses, _OF_ADDRESS), _one_line_of, lambda _: True),
            relatives=self._some("relative", self._cut(draft.relatives, _OF_RELATIVE), _name_of, lambda _: True),
            tags=self._some("tag", draft.tags, str, self._is_short_name),
            groups=self._some("group", draft.groups, str, self._is_short_name),
            custom={label: self._cut_custom(label, text) for label, text in draft.custom.items()},
        )

    def _some(
        self, what: str, items: Sequence[Item], text_of: Callable[[Item], str], is_good: Callable[[Item], bool]
    ) -> tuple[Item, ...]:
        """The items that fit; the others are kept in the notes as text."""
        good: list[Item] = []
        bad: list[Item] = []
        for item in items:
            (good if is_good(item) else bad).append(item)
        if rest := [*bad, *good[MOST_OF_EACH:]]:
            self._keep(what, ", ".join(map(text_of, rest)))
        if len(good) > MOST_OF_EACH:
            sentence = (
                f"There are {len(good):,} entries of {what}; {MOST_OF_EACH} can be kept for one client. The others stand"
                " in the notes."
            )
            self._issues.append(Issue("", "warning", "too_many", sentence))
        return tuple(good[:MOST_OF_EACH])

    def _is_good_mail(self, item: Any) -> bool:  # noqa: ANN401 - a mail draft
        if is_mail(item.address):
            return True
        sentence = f"“{shortened(item.address)}” is not a mail address. It is kept in the notes."
        self._issues.append(Issue("", "warning", "email_invalid", sentence))
        return False

    def _is_short_name(self, name: str) -> bool:
        if len(name) <= LONGEST_NAME:
            return True
        self._say("tag or group", name, LONGEST_NAME, was_cut=False)
        return False

    def _cut(self, items: Sequence[Item], parts: Sequence[str]) -> tuple[Item, ...]:
        """Parts of addresses and relatives, each short enough."""
        found = []
        for item in items:
            long = [part for part in parts if len(getattr(item, part)) > LONGEST_PART]
            for part in long:
                text = getattr(item, part)
                self._keep(part.replace("_", " "), text)
                self._say(part.replace("_", " "), text, LONGEST_PART, was_cut=part != "email")
            changed: dict[str, Any] = {
                part: "" if part == "email" else f"{getattr(item, part)[: LONGEST_PART - 1].rstrip()}…" for part in long
            }
            found.append(replace(item, **changed) if changed else item)  # type: ignore[type-var]  # dataclasses all
        return tuple(found)

    def _cut_custom(self, label: str, text: str) -> str:
        if len(text) <= LONGEST_CUSTOM:
            return text
        self._keep(label, text)
        self._say(label, text, LONGEST_CUSTOM, was_cut=True)
        return f"{text[: LONGEST_CUSTOM - 1].rstrip()}…"

    def _keep(self, what: str, text: str) -> None:
        self._kept.append(f"{what.capitalize()} as written: {text}")

    def _say(self, what: str, text: str, longest: int, *, was_cut: bool) -> None:
        if holds_card(text):
            return
        done = "It was cut, and stands whole in the notes." if was_cut else "It stands in the notes instead."
        sentence = f"“{shortened(text, 30)}” is {len(text):,} characters long; {longest} fit there ({what}). {done}"
        self._issues.append(Issue("", "warning", "too_long", sentence))


def _refusal(path: str, sentence: str, draft: ClientDraft) -> Issue:
    what = path.partition(".")[0].replace("_", " ")
    if sentence == ADVICE:
        return Issue("", "error", CARD_CODE, f"This row was refused: its {what} hold a number. {ADVICE}")
    if path == "notes":
        sentence = (
            f"The notes of this row come to {len(draft.notes):,} characters; {LONGEST['notes']:,} fit. Shorten the longest"
            " cells of the row and import it again."
        )
    return Issue("", "error", "does_not_fit", sentence if path == "notes" else f"{what.capitalize()}: {sentence}")


def _one_line_of(address: Any) -> str:  # noqa: ANN401 - an address draft
    parts = (address.street, address.street2, address.postal_code, address.city, address.region, address.country)
    return ", ".join(part for part in parts if part)


def _name_of(relative: Any) -> str:  # noqa: ANN401 - a relative's draft
    return f"{relative.first_name} {relative.last_name}".strip()
