"""Is this row somebody we know? Pure decisions over what a row and the known clients share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol
from uuid import UUID

from safelight.clients.rules.draft import ClientDraft

OnMatch = Literal["fill", "skip", "create"]
Verdict = Literal["create", "fill", "skip"]


class Candidate(Protocol):
    """A known client that shares keys with a row; ``by`` names the keys (external_id, number, email, phone, name)."""

    @property
    def client_id(self) -> UUID: ...  # noqa: D102 - said above
    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def display_name(self) -> str: ...  # noqa: D102
    @property
    def by(self) -> frozenset[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a row: a new client, or the one named by ``client_id``; ``reason`` is a sentence."""

    verdict: Verdict
    client_id: UUID | None = None
    code: str = ""
    reason: str = ""


CREATE: Final = Decision("create")


def decide(
    draft: ClientDraft,
    candidates: Sequence[Candidate],
    on_match: OnMatch,
    lives_elsewhere: Callable[[UUID], bool],
) -> Decision:
    """Choose among the known clients that share a key with the row.

    The same person is: the same identifier of the other program; the same name with the same mail, phone or our
    number; a row without any name by its mail or phone; and a row with no mail and no phone by its name, unless
    ``lives_elsewhere`` says that the known client has other addresses. Two people who share a mailbox or a phone
    under different names (parents and children do) stay two, and the report says so.
    """
    if on_match == "create":
        return CREATE
    same = [candidate for candidate in candidates if _same(draft, candidate, lives_elsewhere)]
    if not same:
        near = next((candidate for candidate in candidates if candidate.by & {"email", "phone"}), None)
        if near is None:
            return CREATE
        shared = "mail address" if "email" in near.by else "phone number"
        return Decision(
            "create",
            code="shares_contact",
            reason=f"The {shared} is also that of {near.display_name} (number {near.number}), under another name.",
        )
    best = max(same, key=lambda candidate: (len(candidate.by), -candidate.number))
    words = _words(best.by)
    if on_match == "skip":
        return Decision(
            "skip", best.client_id, "known",
            f"{best.display_name} (number {best.number}) is known by {words}; known clients are passed over.",
        )  # fmt: skip
    return Decision("fill", best.client_id, "known", f"Known by {words} as {best.display_name} (number {best.number}).")


def _same(draft: ClientDraft, candidate: Candidate, lives_elsewhere: Callable[[UUID], bool]) -> bool:
    by = candidate.by
    if "external_id" in by:
        return True
    reached = by & {"email", "phone"}
    if "name" in by:
        if reached or "number" in by:
            return True
        # Only the name: enough for a row that says nothing else, or the same file would come in twice.
        return not draft.emails and not draft.phones and not lives_elsewhere(candidate.client_id)
    nameless = not (draft.first_name or draft.last_name or draft.organization)
    known_by_contact_alone = "@" in candidate.display_name or candidate.display_name.startswith("+")
    return bool(reached) and (nameless or known_by_contact_alone)


def _words(by: frozenset[str]) -> str:
    names = {
        "external_id": "identifier", "number": "number", "email": "mail address", "phone": "phone number", "name": "name",
    }  # fmt: skip
    return " and ".join(words for key, words in names.items() if key in by)
