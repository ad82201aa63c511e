"""Is this row somebody we know? The rules, case by case, and what holds for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.clients.rules.draft import ClientDraft, EmailDraft, PhoneDraft
from safelight.exchange.imports.decide import OnMatch, decide

EVA = ClientDraft(first_name="Eva", last_name="Berg")
MAIL = (EmailDraft("eva@example.com"),)
PHONE = (PhoneDraft("+4915123456789"),)


@dataclass(frozen=True)
class Known:
    """As much of a known client as a decision needs."""

    client_id: UUID
    number: int
    display_name: str
    by: frozenset[str]


def known(number: int, by: str, name: str = "Eva Berg") -> Known:
    return Known(UUID(int=number), number, name, frozenset(by.split()))


@pytest.mark.parametrize(
    ("draft", "candidates", "elsewhere", "verdict", "who"),
    [
        (EVA, [], False, "create", None),
        (EVA, [known(1, "name")], False, "fill", 1),
        (EVA, [known(1, "name")], True, "create", None),
        (ClientDraft(first_name="Eva", last_name="Berg", emails=MAIL), [known(1, "name")], False, "create", None),
        (ClientDraft(first_name="Eva", last_name="Berg", phones=PHONE), [known(1, "name")], False, "create", None),
        (ClientDraft(first_name="Eva", last_name="Berg", emails=MAIL), [known(1, "name email")], True, "fill", 1),
        (ClientDraft(first_name="Eva", last_name="Berg", phones=PHONE), [known(1, "name phone")], True, "fill", 1),
        (ClientDraft(first_name="Eva", last_name="Berg", number="7"), [known(7, "name number")], True, "fill", 7),
        (ClientDraft(first_name="Tom", last_name="Berg", number="7"), [known(7, "number")], False, "create", None),
        (ClientDraft(first_name="Tom", last_name="Berg", external_id="A"), [known(7, "external_id")], True, "fill", 7),
        # A family behind one mailbox stays several clients.
        (ClientDraft(first_name="Tom", last_name="Berg", emails=MAIL), [known(1, "email")], False, "create", None),
        (ClientDraft(first_name="Tom", last_name="Berg", phones=PHONE), [known(1, "phone")], False, "create", None),
        # Without a name the mailbox is all there is, on either side.
        (ClientDraft(emails=MAIL), [known(1, "email")], False, "fill", 1),
        (ClientDraft(phones=PHONE), [known(1, "phone")], False, "fill", 1),
        (EVA, [known(1, "email", "eva@example.com")], False, "fill", 1),
        (EVA, [known(1, "phone", "+4915123456789")], False, "fill", 1),
        (ClientDraft(organization="Berg GmbH", emails=MAIL), [known(1, "email")], False, "create", None),
        # Who shares most wins, then who was there first.
        (EVA, [known(1, "name email"), known(2, "name email phone")], False, "fill", 2),
        (EVA, [known(2, "name email"), known(1, "name phone")], False, "fill", 1),
    ],
)  # fmt: skip
def test_who_a_row_is(
    draft: ClientDraft, candidates: list[Known], elsewhere: bool, verdict: str, who: int | None
) -> None:
    found = decide(draft, candidates, "fill", lambda _: elsewhere)
    assert (found.verdict, found.client_id) == (verdict, UUID(int=who) if who else None)
    assert bool(found.reason) is (bool(found.client_id) or bool(candidates and candidates[0].by & {"email", "phone"}))


def test_a_shared_mailbox_is_told_with_the_name_of_who_has_it() -> None:
    draft = ClientDraft(first_name="Tom", last_name="Berg", emails=MAIL)
    found = decide(draft, [known(4, "email")], "fill", lambda _: False)
    assert (found.code, found.reason) == (
        "shares_contact", "The mail address is also that of Eva Berg (number 4), under another name.",
    )  # fmt: skip


def test_known_clients_are_passed_over_or_doubled_when_asked() -> None:
    same = [known(1, "name email")]
    assert decide(EVA, same, "skip", lambda _: False).verdict == "skip"
    assert "passed over" in decide(EVA, same, "skip", lambda _: False).reason
    assert decide(EVA, same, "create", lambda _: False).verdict == "create"


_BY = st.frozensets(st.sampled_from(["external_id", "number", "email", "phone", "name"]), min_size=1)
_KNOWN = st.lists(
    st.builds(Known, st.uuids(), st.integers(1, 99), st.sampled_from(["Eva Berg", "e@x.de"]), _BY), max_size=5
)
_DRAFTS = st.builds(
    ClientDraft,
    first_name=st.sampled_from(["", "Eva"]), last_name=st.sampled_from(["", "Berg"]),
    organization=st.sampled_from(["", "Berg GmbH"]), emails=st.sampled_from([(), MAIL]), phones=st.sampled_from([(), PHONE]),
)  # fmt: skip


@given(_DRAFTS, _KNOWN, st.sampled_from(["fill", "skip", "create"]), st.booleans())
def test_a_decision_names_one_of_the_candidates_and_a_reason(
    draft: ClientDraft, candidates: list[Known], policy: OnMatch, elsewhere: bool
) -> None:
    found = decide(draft, candidates, policy, lambda _: elsewhere)
    assert (found.client_id is None) == (found.verdict == "create")
    assert found.client_id is None or found.client_id in {one.client_id for one in candidates}
    assert found.verdict in {"create", policy}
    assert bool(found.reason) or found.verdict == "create"
    # The order in which candidates are found does not decide who it is.
    distinct = {one.number: one for one in candidates}
    if len(distinct) == len(candidates):
        assert decide(draft, candidates[::-1], policy, lambda _: elsewhere).client_id == found.client_id


@given(_DRAFTS, _KNOWN, st.booleans())
def test_nobody_is_taken_for_another_by_mail_or_phone_alone(
    draft: ClientDraft, candidates: list[Known], elsewhere: bool
) -> None:
    named = draft.first_name or draft.last_name or draft.organization
    found = decide(draft, candidates, "fill", lambda _: elsewhere)
    chosen = next((one for one in candidates if one.client_id == found.client_id), None)
    if chosen is not None and named and "@" not in chosen.display_name:
        assert chosen.by & {"name", "external_id"}
