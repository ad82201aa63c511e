"""What a file says obeys the limits of the form, and nothing of it is lost."""

from __future__ import annotations

from dataclasses import asdict, replace
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.clients.rules.checking import MOST_OF_EACH, plainly_fits, problems
from safelight.clients.rules.draft import AddressDraft, ClientDraft, EmailDraft, PhoneDraft, RelativeDraft
from safelight.exchange.fields import CARD_CODE
from safelight.exchange.imports.fitting import fitted

CARD = "4111 1111 1111 1111"
_TEXT = st.one_of(
    st.sampled_from(["", "Eva", "Straße 4", CARD, "4111 1111", "1111 1111", "+49", "378282246310005", "DE89370400440532013000"]),
    st.integers(1, 2500).map(lambda length: ("word " * length)[:length].strip()),
)  # fmt: skip
_NAME = st.one_of(st.just("Eva"), _TEXT)
_DRAFTS = st.builds(
    ClientDraft,
    prefix=_TEXT, first_name=_NAME, last_name=_TEXT, nickname=_TEXT, organization=_TEXT, website=_TEXT, language=_TEXT,
    source=_TEXT, stage=_TEXT, external_id=_TEXT, number=_TEXT, notes=st.one_of(_TEXT, st.just("n" * 20_001)),
    emails=st.lists(st.sampled_from(["a@example.com", "no mail", "ä@ö..de", f"{'x' * 300}@example.com"]).map(EmailDraft), max_size=3).map(tuple),
    phones=st.sampled_from([(), (PhoneDraft("+4915123456789"),)]),
    addresses=st.lists(st.builds(AddressDraft, street=_TEXT, city=_TEXT), max_size=2).map(tuple),
    relatives=st.lists(st.builds(RelativeDraft, first_name=_TEXT, email=_TEXT), max_size=2).map(tuple),
    tags=st.lists(_TEXT, max_size=3).map(tuple), groups=st.lists(_TEXT, max_size=120).map(tuple),
    custom=st.dictionaries(st.sampled_from(["A", "B"]), _TEXT),
)  # fmt: skip


def said(value: Any) -> list[str]:  # noqa: ANN401 - any part of a draft
    """Every text that stands somewhere in a draft."""
    if isinstance(value, str):
        return [] if isinstance(value, StrEnum) else [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in said(part)]
    if isinstance(value, (tuple, list)):
        return [text for part in value for text in said(part)]
    return said(asdict(value)) if isinstance(value, ClientDraft) else []


@given(_DRAFTS)
def test_what_fits_at_a_glance_fits(draft: ClientDraft) -> None:
    if plainly_fits(draft):
        assert problems(draft) == {}
        assert fitted(draft) == (draft, ())


@given(_DRAFTS)
def test_a_row_is_made_to_fit_without_loss_or_refused_in_words(draft: ClientDraft) -> None:
    found, remarks = fitted(draft)
    assert not any(CARD in remark.message or "378282246310005" in remark.message for remark in remarks)
    if found is None:
        assert remarks
        assert {remark.level for remark in remarks} == {"error"}
        return
    assert problems(found) == {}
    whole = "\n".join(said(found))
    for text in said(draft):
        assert text in whole, "every text stands in the draft still"


def test_an_ordinary_row_is_not_looked_at_twice() -> None:
    draft = ClientDraft(
        first_name="Eva", last_name="Berg", emails=(EmailDraft("eva.berg@example.com"),),
        phones=(PhoneDraft("+4915123456789"),), addresses=(AddressDraft("Lindenstraße 4", city="Berlin"),), tags=("VIP",),
    )  # fmt: skip
    assert plainly_fits(draft)


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"first_name": "E" * 10_000}, "too_long", "10,000 characters long; 120 fit there (first name). It was cut"),
        ({"external_id": "A" * 200}, "too_long", "200 characters long; 120 fit there (external id). It stands in the notes"),
        ({"tags": ("x" * 81,)}, "too_long", "81 characters long; 80 fit"),
        ({"tags": tuple(f"tag {n}" for n in range(105))}, "too_many", "There are 105 entries of tag; 100 can be kept"),
        ({"emails": (EmailDraft("eva@ex..com"),)}, "email_invalid", "“eva@ex..com” is not a mail address"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(changed: dict[str, Any], code: str, words: str) -> None:
    draft = replace(ClientDraft(first_name="Eva", last_name="Berg"), **changed)
    found, (remark,) = fitted(draft)
    assert found is not None
    assert (remark.level, remark.code) == ("warning", code)
    assert words in remark.message
    assert len(found.tags) <= MOST_OF_EACH


def test_notes_beyond_the_limit_refuse_the_row() -> None:
    found, (remark,) = fitted(ClientDraft(last_name="Berg", notes="n" * 20_001))
    assert found is None
    assert remark.message == (
        "The notes of this row come to 20,001 characters; 20,000 fit. Shorten the longest cells of the row and import it again."
    )


def test_a_card_number_that_two_columns_make_together_is_refused() -> None:
    found, (remark,) = fitted(ClientDraft(last_name="Berg", notes="4111 1111\n1111 1111"))
    assert found is None
    assert remark.code == CARD_CODE
    assert "1111" not in remark.message
